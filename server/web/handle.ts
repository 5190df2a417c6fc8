import type { z } from 'zod'
import { may, type Needed, NOBODY, rolesWith } from '../access/model'
import { type Ctx, createContext } from '../context'
import type { Answer } from '../kernel/answers'
import { SECOND } from '../kernel/duration'
import { type Issue, invalid, Refusal } from '../kernel/errors'
import { issuesOf } from '../kernel/inputs'
import { within } from '../runtime/deadline'
import type { Params } from './api/table'
import type { WebApp } from './app'
import { webApp } from './app-slot'
import { type Body, readBody, readRaw } from './body'
import type { Identity } from './gate'
import { isFromOurPages, ownOrigins } from './origins'
import { type Problem, problemHeaders, problemOf } from './problem'

/** A verb's context when it was called over HTTP. Only what belongs to HTTP itself looks at `web`. */
export type WebCtx = Ctx & {
  readonly web: {
    readonly app: WebApp
    readonly request: Request
    readonly identity: Identity
    readonly body: Body['kind']
    readonly text: string
  }
}

export type Route<Input extends z.ZodType, Output extends z.ZodType> = {
  /** What it is for, in sentences that begin with what it does; the first is its title in the reference. */
  readonly about: string
  /** Who may: a right, or `'signed-in'`, or `'anyone'`. */
  readonly right: Needed
  /** What it takes: the path's parameters over the body's fields (or, for GET, the query's). */
  readonly input: Input
  /** What it answers, as the API's document says it. `NOTHING` is 204, `.optional()` either. */
  readonly output: Output
  /** What it does. A `Response` is sent as it is. */
  readonly verb: (ctx: WebCtx, input: z.output<Input>) => Promise<Answered<Output>> | Answered<Output>
  /** For success; 200, or 204 where nothing is answered, unless said. */
  readonly status?: number
  /** Milliseconds that the verb may take. */
  readonly withinMs?: number
  /** For what changes who may do what: sessions and keys are looked at anew before the answer goes out. */
  readonly changesAccess?: boolean
  /** What it takes proves by itself that it may: from which page it comes, and who is signed in there, does not matter. */
  readonly bringsProof?: boolean
  /** Leaves the body as it came, in `web.text`: its signature is over that. */
  readonly raw?: boolean
  /** Takes a form of a page without JavaScript too; a refused one goes to the path that this says. */
  readonly formRefused?: (problem: Problem, fields: Readonly<Record<string, unknown>>) => string
}

type Answered<Output extends z.ZodType> = Answer<Output> | Response

/** A route as the API's document tells it. */
export type RouteFacts = Pick<
  Route<z.ZodType, z.ZodType>,
  'about' | 'right' | 'input' | 'output' | 'status' | 'bringsProof' | 'raw' | 'formRefused'
>

export type Handler = ((request: Request, route?: { readonly params?: Promise<Params> }) => Promise<Response>) & {
  readonly right: Needed
  readonly route: RouteFacts
}

const VERB_MS = 10 * SECOND
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** A route handler: who may, what it takes, what it does. It parses, authorises, and turns what is thrown into a problem (RFC 9457). */
export function handle<Input extends z.ZodType, Output extends z.ZodType>(route: Route<Input, Output>): Handler {
  const handler = async (request: Request, at?: { readonly params?: Promise<Params> }): Promise<Response> => {
    let app: WebApp | undefined
    let body: Body | undefined
    try {
      app = webApp()
      const identity = await admit(app, request, route)
      const params = { ...(await at?.params) }
      body = SAFE.has(request.method)
        ? { kind: 'none', fields: queryOf(request) }
        : route.raw
          ? await readRaw(request)
          : await readBody(request, { forms: Boolean(route.formRefused) })
      const input = parse(route.input, { ...body.fields, ...params })
      const ctx = contextOf(app, request, identity, body, params)
      const result = await within(app.clock, route.withinMs ?? VERB_MS, 'Doing this', Promise.resolve(route.verb(ctx, input)))
      if (route.changesAccess) await app.gate.recheck().catch(() => {})
      return answer(result, route.status)
    } catch (cause) {
      const requestId = app?.ids.next() ?? 'unstarted'
      const problem = problemOf(cause, app?.log ?? silent, requestId)
      if (route.formRefused && body?.kind === 'form') return seeOther(route.formRefused(problem, body.fields))
      return new Response(JSON.stringify(problem), { status: problem.status, headers: problemHeaders(problem) })
    }
  }
  return Object.assign(handler, { right: route.right, route })
}

/** Sends a browser on after a form. */
export const seeOther = (path: string, headers: Headers = new Headers()): Response => {
  headers.set('location', path)
  headers.set('cache-control', 'no-store')
  return new Response(null, { status: 303, headers })
}

async function admit(app: WebApp, request: Request, { right, bringsProof }: Pick<RouteFacts, 'right' | 'bringsProof'>): Promise<Identity> {
  if (bringsProof) return { actor: NOBODY, by: 'nothing', id: null }
  const { headers } = request
  const identity = await app.gate.identify({
    cookie: headers.get('cookie'),
    authorization: headers.get('authorization'),
    address: addressOf(request),
  })
  const provenance = { origin: headers.get('origin'), site: headers.get('sec-fetch-site') }
  if (!SAFE.has(request.method) && identity.by !== 'key' && !isFromOurPages(provenance, ownOrigins(app.settings.url)))
    throw new Refusal(
      'forbidden',
      `This came from another site (${provenance.origin ?? provenance.site}); Plimsoll is at ${app.settings.url}.`,
    )
  if (may(identity.actor, right)) return identity
  throw identity.actor.kind === 'nobody' ? notSignedIn() : lacking(right)
}

const notSignedIn = () => new Refusal('unauthenticated', 'Sign in, or send an API key as "Authorization: Bearer plk_…".')

function lacking(right: Needed): Refusal {
  const roles = right === 'anyone' || right === 'signed-in' ? [] : rolesWith(right)
  return new Refusal(
    'forbidden',
    `This needs the right "${right}". It comes with the role ${roles.join(' or ')}; an administrator can give it.`,
    { right, roles },
  )
}

/** Where a request comes from: our HTTP server wrote it there, over whatever the client sent. */
export const addressOf = (request: Request): string => request.headers.get('x-plimsoll-address') ?? 'unknown'

const queryOf = (request: Request): Record<string, unknown> => Object.fromEntries(new URL(request.url).searchParams)

function parse<Input extends z.ZodType>(schema: Input, fields: unknown): z.output<Input> {
  const unstorable = unstorableIn(fields, '')
  if (unstorable) throw invalid(`${unstorable.path || 'What was sent'} ${unstorable.message}`, [unstorable])
  const parsed = schema.safeParse(fields)
  if (parsed.success) return parsed.data
  const issues: Issue[] = parsed.error.issues.slice(0, 50).flatMap(issuesOf)
  const [first] = issues
  throw invalid(first ? `${first.path ? `${first.path}: ` : ''}${first.message}` : 'The input is refused.', issues)
}

/** The first text that no database takes, be it a value or a name: with a zero character, or with half of one. */
function unstorableIn(value: unknown, path: string): Issue | undefined {
  if (typeof value === 'string')
    return isStorable(value)
      ? undefined
      : { path, message: 'holds a zero character or half of a character, which cannot be stored; leave it out' }
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, item] of Object.entries(value)) {
    const inner = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`
    if (!isStorable(key))
      return { path, message: 'has a key with a zero character or half of a character, which cannot be stored; leave it out' }
    const found = unstorableIn(item, inner)
    if (found) return found
  }
  return undefined
}

const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed()

function contextOf(app: WebApp, request: Request, identity: Identity, body: Body, params: Params): WebCtx {
  const { db, sql, clock, ids, log } = app
  const context = createContext({
    db,
    sql,
    clock,
    ids,
    log,
    actor: identity.actor,
    address: addressOf(request),
    action: `${request.method} ${new URL(request.url).pathname}`,
    subjectId: typeof params.id === 'string' ? params.id : undefined,
    publish: (changes) => app.publish(changes),
  })
  return { ...context, web: { app, request, identity, body: body.kind, text: body.text ?? '' } }
}

function answer(result: unknown, status = 200): Response {
  if (result instanceof Response) return result
  const headers = { 'cache-control': 'no-store' }
  if (result === undefined) return new Response(null, { status: 204, headers })
  return Response.json(result, { status, headers })
}

const silent = { debug() {}, info() {}, warn() {}, error() {} }
