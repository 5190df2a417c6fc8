import type { Sql } from 'postgres'
import type { Conditions } from '../platform/conditions.ts'
import type { DatabaseGate } from './database-gate.ts'

/** How the platform is started. */
export type Launch = { readonly releaseIsWhole: boolean; readonly validates: boolean; readonly knowsAuthProvider: boolean }

/** What can be changed without a restart. */
export type Running = { readonly conditions: Conditions; readonly certificate: 'valid' | 'expired' }

/** What lies outside the platform and can break under it. */
export type Surroundings = { readonly sql: Sql; readonly gate: DatabaseGate }

export type FaultName = (typeof FAULTS)[number]['name']

/** A number that somebody may give with a fault, with its bounds. */
export type FaultOptions = Readonly<Record<string, number>>

export type Fault = {
  readonly name: string
  readonly title: string
  /** What is really done. */
  readonly does: string
  /** What can be seen from outside. */
  readonly shows: string
  /** A change of how the platform is started: it is restarted for it. */
  readonly launch?: Partial<Launch>
  readonly running?: (healthy: Running, options: FaultOptions) => Running
  readonly outside?: { break(around: Surroundings): Promise<unknown>; repair(around: Surroundings): Promise<unknown> }
}

const SLOW = { fromMs: 1_500, toMs: 2_500 }
export const SLOWEST_MS = 5_000

/** Everything that can be broken. They combine, and repairing one leaves the others. */
export const FAULTS = [
  {
    name: 'router-silent',
    title: 'API router gone, silently',
    does: 'Restarts the platform with a release that lacks api/pricing.ts, without start-up validation. The import error is caught and swallowed.',
    shows: '/health says 200 and every /api address says 404. This is the founding failure.',
    launch: { releaseIsWhole: false, validates: false },
  },
  {
    name: 'router-validated',
    title: 'API router gone, validated',
    does: 'Restarts the platform with the same broken release, but it validates its start.',
    shows: 'It refuses to start: exit code 78, the reason and the business impact stand above.',
    launch: { releaseIsWhole: false, validates: true },
  },
  {
    name: 'auth-provider-missing',
    title: 'Auth provider not configured',
    does: 'Restarts the platform without AUTH_PROVIDER_URL and AUTH_PROVIDER_KEY.',
    shows: 'POST /auth/sign-in says 503. Who is signed in stays so.',
    launch: { knowsAuthProvider: false },
  },
  {
    name: 'admin',
    title: 'Admin area',
    does: 'Renames the view marketedge.admin_sessions, which the admin area asks who is at the door.',
    shows: 'GET /admin says 500: the relation does not exist. Everything else works.',
    outside: renaming('view', 'admin_sessions', 'admin_sessions_v2'),
  },
  {
    name: 'database',
    title: 'Database',
    does: "Ends all of the platform's connections to Postgres and removes the socket that it reaches it by.",
    shows: 'Sign-in, the API and /status/database say 503. /health says 200.',
    outside: { break: ({ gate }) => gate.cut(), repair: ({ gate }) => gate.open() },
  },
  {
    name: 'slow',
    title: 'Slow API',
    does: `Every API request first sleeps in Postgres, holding one of ten connections: ${SLOW.fromMs} to ${SLOW.toMs} ms, or as given.`,
    shows: '/api answers rightly, but in about two seconds; under load it queues.',
    running: (running, options) => ({ ...running, conditions: { ...running.conditions, slow: { ...SLOW, ...options } } }),
  },
  {
    name: 'memory-leak',
    title: 'Memory leak',
    does: 'Each request keeps one megabyte for ever, up to 512.',
    shows: '/status/process and /metrics show memory that only rises.',
    running: (running) => ({ ...running, conditions: { ...running.conditions, leaksMemory: true } }),
  },
  {
    name: 'cors-without-patch',
    title: 'CORS without PATCH',
    does: 'Drops PATCH from the methods that browsers on other origins may use.',
    shows: 'The preflight answer lacks PATCH; browsers refuse to change an order.',
    running: (running) => ({
      ...running,
      conditions: { ...running.conditions, corsMethods: running.conditions.corsMethods.filter((method) => method !== 'PATCH') },
    }),
  },
  {
    name: 'tenant-leak',
    title: 'Tenant isolation',
    does: 'Loses the condition tenant_id = … from every query of tenants’ rows.',
    shows: 'Each tenant sees the orders and payments of all.',
    running: (running) => ({ ...running, conditions: { ...running.conditions, guardsTenants: false } }),
  },
  {
    name: 'renamed-table',
    title: 'Renamed table',
    does: 'Renames marketedge.payments, as a migration that ran ahead of its release.',
    shows: '/api/payments and the revenue report say 500. Orders work.',
    outside: renaming('table', 'payments', 'payments_v2'),
  },
  {
    name: 'certificate-expired',
    title: 'Certificate expired',
    does: 'Serves TLS with a certificate of the same authority that ended yesterday.',
    shows: 'Clients that verify refuse the TLS port. Plain HTTP works.',
    running: (running) => ({ ...running, certificate: 'expired' }),
  },
] as const satisfies readonly Fault[]

export const faultNamed = (name: string): (Fault & { name: FaultName }) | undefined => FAULTS.find((fault) => fault.name === name)

/** The faults that are switched on, with what was given for each. */
export type Active = ReadonlyMap<FaultName, FaultOptions>

const activeFaults = (active: Active): readonly Fault[] => FAULTS.filter(({ name }) => active.has(name))

/** How to start under these faults. Of the two router faults the validated one is the stronger: it looks. */
export function launchUnder(active: Active): Launch {
  const launch = Object.assign(
    { releaseIsWhole: true, validates: true, knowsAuthProvider: true },
    ...activeFaults(active).map((fault) => fault.launch ?? {}),
  )
  return { ...launch, validates: launch.validates || active.has('router-validated') }
}

export const runningUnder = (active: Active, healthy: Running): Running =>
  activeFaults(active).reduce((running, fault) => fault.running?.(running, active.get(fault.name as FaultName) ?? {}) ?? running, healthy)

/** Renames a relation of the schema away and back; both are safe to run twice, also after a control process that died in between. */
function renaming(kind: 'table' | 'view', from: string, to: string): NonNullable<Fault['outside']> {
  const rename = async (sql: Sql, here: string, there: string) => {
    const [row] =
      await sql`select to_regclass(${`marketedge.${here}`}) is not null and to_regclass(${`marketedge.${there}`}) is null as renameable`
    if (row?.renameable) await sql.unsafe(`alter ${kind} marketedge.${here} rename to ${there}`)
  }
  return { break: ({ sql }) => rename(sql, from, to), repair: ({ sql }) => rename(sql, to, from) }
}
