import type { Sql } from 'postgres'
import { PAGES } from './admin-page.ts'
import type { Conditions } from './conditions.ts'
import type { Call, Caller, Reply, Request, Route } from './route.ts'
import { adminOf, callerOf, tokenOf } from './sessions.ts'
import type { Settings } from './settings.ts'
import { signInRoutes } from './sign-in.ts'
import { telemetryRoutes } from './telemetry.ts'

/** Browsers on these origins may call the API. */
const CORS_ORIGINS = /^https:\/\/(?:[\w-]+\.)?marketedge\.example$|^http:\/\/(?:localhost|127\.0\.0\.1)(?::\d+)?$/

/** What a leak keeps of each request, and where it stops: the sample must not take the machine with it. */
const LEAK_STEP_BYTES = 1 << 20
const LEAK_MOST_STEPS = 512

type Parts = {
  readonly sql: Sql
  readonly authProvider: Settings['authProvider']
  readonly apiRoutes: readonly Route[]
  readonly conditions: Conditions
  warn(sentence: string): void
}

/** The platform as one function from request to reply; the sockets are somebody else's. */
export type App = {
  answer(request: Request): Promise<Reply>
  /** Changes what is different about this platform while it runs. */
  configure(conditions: Conditions): void
  readonly routes: readonly Route[]
}

export function createApp({ sql, authProvider, apiRoutes, conditions: first, warn }: Parts): App {
  let conditions = first
  let leaked: Buffer[] = []
  const answered = new Map<number, number>()
  const routes: Route[] = [...PAGES, ...signInRoutes(authProvider), ...apiRoutes]
  routes.push(
    ...telemetryRoutes({
      answered: () => answered,
      documented: () => routes.filter(({ path }) => path.startsWith('/api/') || path.startsWith('/auth/')),
    }),
  )
  const table = routes.map((route) => ({ route, parts: route.path.split('/') }))

  async function routed(request: Request): Promise<Reply> {
    const parts = request.path.split('/')
    const here = table.filter((row) => matches(row.parts, parts))
    const { route, parts: pattern } = here.find((row) => row.route.method === request.method) ?? {}
    if (!route || !pattern)
      return here.length > 0
        ? problem(405, `${request.path} does not answer ${request.method}.`)
        : problem(404, `There is nothing at ${request.path}.`)
    const params = Object.fromEntries(pattern.flatMap((part, index) => (part.startsWith(':') ? [[part.slice(1), parts[index] ?? '']] : [])))
    const call: Call = { request, params, sql }
    if (request.path.startsWith('/api/') && conditions.slow) await dawdle(sql, conditions.slow)
    if (route.access === 'anyone') return await route.answer(call)

    const caller = await callerFor(route, request)
    if (!caller) return turnedAway(request)
    if (route.access === 'admin' && caller.role !== 'admin') return problem(403, `${caller.name} is not an administrator.`)
    return await route.answer({
      ...call,
      caller,
      ownRows: () => (conditions.guardsTenants ? sql`tenant_id = ${caller.tenantId}` : sql`true`),
    })
  }

  async function callerFor({ path }: Route, request: Request): Promise<Caller | undefined> {
    const token = tokenOf(request)
    if (token === undefined) return undefined
    if (path !== '/admin') return await callerOf(sql, token)
    return (await adminOf(sql, token)) ?? (await callerOf(sql, token))
  }

  return {
    routes,
    configure(next) {
      conditions = next
      if (!next.leaksMemory) leaked = []
    },
    async answer(request) {
      if (conditions.leaksMemory && leaked.length < LEAK_MOST_STEPS) leaked.push(Buffer.alloc(LEAK_STEP_BYTES, 1))
      const origin = request.headers.origin
      const cors =
        origin !== undefined && CORS_ORIGINS.test(origin)
          ? { 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true', vary: 'Origin' }
          : {}
      const reply =
        request.method === 'OPTIONS' ? preflight(conditions) : await routed(request).catch((cause) => failure(cause, request, warn))
      answered.set(reply.status, (answered.get(reply.status) ?? 0) + 1)
      return { ...reply, headers: { ...cors, ...reply.headers } }
    },
  }
}

const matches = (pattern: readonly string[], parts: readonly string[]): boolean =>
  pattern.length === parts.length && pattern.every((part, index) => part.startsWith(':') || part === parts[index])

const preflight = ({ corsMethods }: Conditions): Reply => ({
  status: 204,
  headers: {
    'access-control-allow-methods': corsMethods.join(', '),
    'access-control-allow-headers': 'authorization, content-type',
    'access-control-max-age': '600',
  },
})

/** A person with a browser is shown where to sign in; a program is told that it must. */
const turnedAway = ({ headers, path }: Request): Reply =>
  headers.accept?.includes('text/html') && !path.startsWith('/api/')
    ? { status: 303, headers: { location: '/sign-in' } }
    : problem(401, 'Sign in first: this needs the token of a session.')

async function dawdle(sql: Sql, { fromMs, toMs }: { fromMs: number; toMs: number }): Promise<void> {
  await sql`select pg_sleep((${fromMs}::float8 + random() * ${toMs - fromMs}::float8) / 1000)`
}

const problem = (status: number, title: string): Reply => ({
  status,
  headers: { 'content-type': 'application/problem+json' },
  body: { status, title },
})

/** Codes of a database that is not there, of the network, the driver and Postgres itself (classes 08 and 57P). */
const AWAY = /^(?:ECONN|ENOENT|EPIPE|CONNECT|08|57P)/

function failure(cause: unknown, { method, path }: Request, warn: Parts['warn']): Reply {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  const reason = (cause instanceof Error && cause.message) || code || String(cause)
  warn(`${method} ${path} failed: ${reason}`)
  return AWAY.test(code) ? problem(503, `The database cannot be reached: ${reason}`) : problem(500, `It failed: ${reason}`)
}
