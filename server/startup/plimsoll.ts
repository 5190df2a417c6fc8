import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { request as ask, createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Db, Sql } from '@/db/client'
import { readMigrations } from '@/db/migrate'
import { verifySecret } from '../access/verbs/prepare-access'
import { checkTypes } from '../checks/types/registry'
import { type Issue, isRefusal, sentenceOf } from '../kernel/errors'
import type { Supervisor } from '../runtime/child'
import type { Clock } from '../runtime/clock'
import type { Log } from '../runtime/log'
import { readEnvironment, type Variables } from '../settings/environment'
import { pathsInSources } from '../web/api/sources'
import { HttpRefusal } from '../web/problem'
import { formatReport } from './report'
import { turningClock } from './turning-clock'
import { mayPass, type StartupReport, type Verdict, validateStartup } from './validate'
import { defineValidator, type Finding, type Validator } from './validator'
import { database } from './validators/database'
import { migrations } from './validators/migrations'
import { modules } from './validators/modules'
import { routes, type SendSample } from './validators/routes'

export type OwnParts = {
  readonly variables: Variables
  readonly sql: Sql
  /** Over a client of its own. */
  readonly db: Db
  readonly secret: string
  readonly clock: Clock
}
type HttpHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>
export type WebParts = OwnParts & {
  /** What answers the API. The app must be in its slot. */
  readonly api: HttpHandler
  /** The addresses that it was built with. */
  readonly paths: readonly string[]
  /** What shows the pages: Next. */
  readonly screens: HttpHandler
  /** Where `.next` and `app` lie. */
  readonly root: string
}

/** Two rounds of this length stay under the ten seconds of HLT-2, on a machine that gives us our turns. */
const ROUND_MS = 4_500

const NOT_WATCHING = 'Nothing is checked: an outage of the business would go unnoticed.'
const NOT_STORING = 'Nothing that is found out can be stored, nobody can sign in, and no incident can be worked.'
const UNREADABLE = 'The credentials of checks cannot be opened and everybody is signed out.'
const UNSERVED = 'Parts of the API are missing although Plimsoll seems to run: incidents may be neither seen, acknowledged nor resolved.'
const UNSEEN = 'Pages are missing although Plimsoll seems to run: whoever is paged opens a link that shows nothing.'

/** What the engine needs before it may say that it watches (HLT-2). */
export const validateEngine = (parts: OwnParts): Promise<StartupReport> =>
  inTurn(
    parts.clock,
    [
      environment(parts.variables, NOT_WATCHING),
      packages(NOT_WATCHING, { postgres: () => import('postgres'), re2js: () => import('re2js'), 'json-p3': () => import('json-p3') }),
      answering(parts.sql),
    ],
    [current(parts.sql), secretFits(parts), knownTypes(parts.sql)],
  )

/** What web needs before it takes a request (HLT-2): a router that did not load must stop the start, as it did not in the founding story. */
export const validateWeb = (parts: WebParts): Promise<StartupReport> =>
  inTurn(
    parts.clock,
    [
      environment(parts.variables, UNSERVED),
      packages(UNSERVED, { 'socket.io': () => import('socket.io'), 'better-auth': () => import('better-auth') }),
      answering(parts.sql),
    ],
    [current(parts.sql), secretFits(parts), apiRoutes(parts), pages(parts)],
  )

/**
 * Says the report, and ends the process when it refuses: with `EXIT_REFUSED` for what only a person can mend; by throwing for what may pass,
 * so that whoever started this process starts it again.
 */
export async function passOrEnd(
  report: StartupReport,
  { log, supervisor }: { log: Log; supervisor: Pick<Supervisor, 'refuse'> },
): Promise<void> {
  const [headline = '', ...lines] = formatReport(report)
  if (report.outcome === 'passed') return log.info(headline)
  if (report.outcome === 'degraded') return log.warn(headline, { lines })
  const says = [headline, ...lines].join('\n')
  if (mayPass(report)) throw new Error(says)
  await supervisor.refuse(says)
}

/** The second round only if the first found nothing that refuses: without a database every other validator would only say so again. */
async function inTurn(clock: Clock, first: readonly Validator[], second: readonly Validator[]): Promise<StartupReport> {
  const terms = { clock: turningClock(clock), deadlineMs: ROUND_MS }
  const one = await validateStartup(first, terms)
  if (one.outcome === 'refused') return one
  const two = await validateStartup(
    second.map((validator) => ({ ...validator, deadlineMs: ROUND_MS })),
    terms,
  )
  return {
    outcome: two.outcome === 'passed' ? one.outcome : two.outcome,
    verdicts: [...one.verdicts, ...two.verdicts],
    failed: inOrder([...one.failed, ...two.failed]),
    durationMs: one.durationMs + two.durationMs,
  }
}

const inOrder = (failed: readonly Verdict[]): readonly Verdict[] => [
  ...failed.filter(({ policy }) => policy === 'fail'),
  ...failed.filter(({ policy }) => policy === 'degrade'),
]

const environment = (variables: Variables, businessImpact: string): Validator =>
  defineValidator({
    name: 'environment',
    policy: 'fail',
    businessImpact,
    check: () =>
      issuesOf(() => readEnvironment(variables)).map(({ path, message }) => ({
        subject: path,
        reason: `It ${message}.`,
        wayOut: `Correct or remove ${path}; docs/configuration.md lists every variable.`,
      })),
  })

function issuesOf(read: () => unknown): readonly Issue[] {
  try {
    read()
    return []
  } catch (cause) {
    if (!isRefusal(cause)) throw cause
    return cause.detail.issues as readonly Issue[]
  }
}

/** Those that are loaded on first use. What is imported at the top of a file Node itself looks for, before any of this runs. */
const packages = (businessImpact: string, needed: Readonly<Record<string, () => Promise<unknown>>>): Validator =>
  modules({ policy: 'fail', businessImpact, modules: Object.entries(needed).map(([name, load]) => ({ name, load })) })

const answering = (sql: Sql): Validator => database({ policy: 'fail', businessImpact: NOT_STORING, probe: async () => await sql`select 1` })

const current = (sql: Sql): Validator =>
  migrations({
    policy: 'fail',
    businessImpact: 'What is stored could be misread or damaged.',
    expected: readMigrations().map(({ name }) => name),
    applied: async () => (await sql<{ name: string }[]>`select name from migrations order by number`).map(({ name }) => name),
  })

const secretFits = ({ db, clock, secret }: OwnParts): Validator =>
  defineValidator({
    name: 'secret',
    policy: 'fail',
    businessImpact: UNREADABLE,
    check: async () => {
      try {
        await verifySecret({ db, clock }, secret)
        return []
      } catch (cause) {
        if (!isRefusal(cause)) throw cause
        return [
          {
            subject: 'PLIMSOLL_SECRET',
            reason: sentenceOf(cause),
            wayOut: 'Set the secret that was used before; it stands in a backup of the data folder.',
          },
        ]
      }
    },
  })

/** A check of a type that this release does not have would silently not run. */
const knownTypes = (sql: Sql): Validator =>
  defineValidator({
    name: 'check types',
    policy: 'degrade',
    businessImpact: 'What these checks watch is not watched.',
    check: async () => {
      const stored = await sql<{ type: string; names: string[] }[]>`
        select type, array_agg(name order by name) as names from checks where removed_at is null and type <> all(${checkTypes.all.map(({ kind }) => kind)}) group by type`
      return stored.map(
        ({ type, names }): Finding => ({
          subject: type,
          reason: `This release has no such type, and ${names.length} ${names.length === 1 ? 'check is' : 'checks are'} of it: ${names.slice(0, 5).join(', ')}.`,
          wayOut: 'Start the release that brought the type, or give these checks another one.',
        }),
      )
    },
  })

/** Any well-formed id: whoever is not signed in is refused before it is looked for. */
const SOME_ID = '00000000-0000-7000-8000-000000000000'
/** Without credentials: refused, not taken with this method, or open to all. Each proves that the handler was loaded. */
const THERE = [200, 204, 400, 401, 403, 405, 422]

const apiRoutes = ({ api, paths, root }: WebParts): Validator =>
  routes({
    policy: 'fail',
    name: 'API routes',
    businessImpact: UNSERVED,
    send: over(api),
    routes: () => expectedRoutes(paths, root).map((path) => ({ path: path.replaceAll(/\[[^\]]+\]/g, SOME_ID), expect: THERE })),
  })

/** Every route of the API: those that were built, and those that lie in the sources, so that one that the build lost is missed. */
export const expectedRoutes = (built: readonly string[], root: string): readonly string[] =>
  [...new Set([...built, ...pathsInSources(root)])].filter((path) => path.startsWith('/api/v1/')).toSorted()

/** A page that everybody may open, and the way to it from any other. */
const OPEN_PAGE = '/sign-in'

/** One page is asked for, because opening all of them would hold them all in memory; of the others there must be the files. */
const pages = ({ screens, root }: WebParts): Validator => {
  const opened = routes({
    name: 'pages',
    policy: 'fail',
    businessImpact: UNSEEN,
    send: over(screens),
    routes: [{ path: OPEN_PAGE, expect: [200, 303, 307] }],
  })
  return { ...opened, check: async (signal) => [...missingPages(root), ...(await opened.check(signal))] }
}

/** Pages that the build lists and does not hold, or that lie in the sources and are not listed. */
export function missingPages(root: string): readonly Finding[] {
  const manifest = join(root, '.next', 'server', 'app-paths-manifest.json')
  const built: Readonly<Record<string, string>> = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) : {}
  const folder = join(root, 'app')
  const sources = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : []
  const wanted = sources.flatMap((file) => (/(^|\/)page\.tsx$/.test(file) ? [`/${file.replace(/\.tsx$/, '')}`] : []))
  return [...new Set([...Object.keys(built), ...wanted])].toSorted().flatMap((page): Finding[] => {
    const file = built[page]
    if (file && existsSync(join(root, '.next', 'server', file))) return []
    return [{ subject: page, reason: 'It was not built.', wayOut: 'Build again: npm run build.' }]
  })
}

/** Sends samples to a handler through a port of its own that nobody else knows, so that no gate and no limit stands before it. */
function over(handler: HttpHandler): SendSample {
  return async ({ method, path, signal }) => {
    const server = createServer((request, response) => {
      handler(request, response).catch((cause) => {
        response.writeHead(cause instanceof HttpRefusal ? cause.status : 500).end()
      })
    })
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen(0, '127.0.0.1', resolve)
      })
      return await send({ method, path, signal, port: (server.address() as AddressInfo).port })
    } finally {
      server.closeAllConnections()
      server.close()
    }
  }
}

const send = ({ port, ...sample }: Parameters<SendSample>[0] & { readonly port: number }): Promise<{ readonly status: number }> =>
  new Promise((resolve, reject) => {
    const asking = ask({ ...sample, host: '127.0.0.1', port, agent: false }, (answer) => {
      answer.resume()
      const status = answer.statusCode ?? 0
      // What a handler says of a thing that is not there, it says as a problem; of a route that is not there nobody says anything.
      const isOurs = answer.headers['content-type']?.startsWith('application/problem+json') ?? false
      resolve({ status: isOurs && (status === 404 || status === 503) ? 200 : status })
    })
    asking.once('error', reject)
    asking.end()
  })
