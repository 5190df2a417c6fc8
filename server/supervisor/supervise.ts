import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { derivedToken } from '@/server/access/keys'
import { sentenceOf } from '@/server/kernel/errors'
import type { Clock } from '@/server/runtime/clock'
import type { Ids } from '@/server/runtime/ids'
import { addressOf, type Environment, type Variables } from '@/server/settings/environment'
import { ensureDatabase, keepPostgres, migrateDatabase } from './database'
import { type Journal, openJournal } from './journal'
import { lockData } from './lock'
import { freePort, requirePort } from './ports'
import { keepSecret } from './secret'
import { keepRunning, type Service, type ServiceSpec } from './service'

export type Plan = {
  readonly root: string
  readonly environment: Environment
  /** Inherited by every child. */
  readonly variables: Variables
  /** Starts the sample platform too, and watches it. */
  readonly demo: boolean
  /** Each relative to `root`. */
  readonly scripts: { readonly engine: string; readonly web: string; readonly sample: string }
  readonly clock: Clock
  readonly ids: Ids
  /** Tells whoever started Plimsoll. */
  readonly say: (line: string) => void
}

/**
 * Small young generations keep the processes small: what they make per result or page dies at once. The engine's is larger, because each
 * collection in the middle of open connections costs as much as some checks. The cap on the rest is a guard against leaks.
 * Fewer arenas keep glibc from holding freed memory per thread.
 */
const NODE_OPTIONS = {
  engine: ['--max-semi-space-size=8', '--max-old-space-size=512'],
  web: ['--max-semi-space-size=4', '--max-old-space-size=768'],
}
const ALL_CHILDREN = { MALLOC_ARENA_MAX: '2' }

const LONG_START_MS = 30_000

/**
 * Starts everything in order of dependence, keeps it running until the signal aborts, and stops it in reverse: web, engine, sample platform, Postgres.
 *
 * @throws an error with one sentence when something does not start; what had started is stopped then
 */
export async function supervise(plan: Plan, signal: AbortSignal): Promise<void> {
  const { environment, clock, ids, say } = plan
  mkdirSync(environment.dataFolder, { recursive: true, mode: 0o700 })
  const started = new AsyncDisposableStack()
  try {
    const lock = lockData(environment.dataFolder)
    started.defer(() => lock.release())
    const journal = openJournal(environment.dataFolder, { clock, say })
    const port = environment.port === 0 ? await freePort(environment.host, 0) : environment.port
    const runsWeb = environment.role === 'all' || environment.role === 'web'
    if (runsWeb) await requirePort(environment.host, port)

    const databaseUrl = environment.databaseUrl ?? (await startDatabase(plan, journal, started))
    signal.throwIfAborted()
    await migrateDatabase(databaseUrl, { clock, log: journal.log })
    signal.throwIfAborted()

    const settled: Variables = {
      ...plan.variables,
      ...ALL_CHILDREN,
      DATABASE_URL: databaseUrl,
      PLIMSOLL_SECRET: environment.secret ?? keepSecret(environment.dataFolder, ids),
      PLIMSOLL_DATA_DIR: environment.dataFolder,
      HOST: environment.host,
      PORT: String(port),
    }
    const sample = plan.demo ? await startSample(plan, settled, databaseUrl, journal, started, signal) : { variables: {}, lines: [] }
    const ours = (name: string, role: 'engine' | 'web'): ServiceSpec => ({
      name,
      script: join(plan.root, plan.scripts[role]),
      args: plan.demo ? ['--demo'] : [],
      nodeOptions: NODE_OPTIONS[role],
      environment: { ...settled, ...sample.variables, PLIMSOLL_ROLE: role },
      folder: plan.root,
      output: journal.descriptor,
    })
    const start = (spec: ServiceSpec) => started.adopt(keepRunning(spec, { clock, log: journal.log }), (service) => service.stop())
    const engine = environment.role === 'web' ? undefined : start(ours('The engine', 'engine'))
    const web = runsWeb ? start(ours('The web server', 'web')) : undefined

    const isReady = Promise.all([engine?.ready, web?.ready])
    const patience = clock.after(LONG_START_MS, () => say(`Still starting; ${journal.file} says what it is at.`))
    const facts = await orAborted(isReady, signal).finally(() => patience.cancel())
    say(`Plimsoll runs at ${facts[1]?.url ?? environment.publicUrl ?? addressOf(environment.host, port)}`)
    for (const line of [...(facts[0]?.lines ?? []), ...(facts[1]?.lines ?? []), ...sample.lines]) say(line)
    await new Promise<void>((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true })))
  } catch (cause) {
    if (!signal.aborted) throw cause
  } finally {
    await started.disposeAsync()
  }
}

async function startDatabase({ environment, clock }: Plan, { log }: Journal, started: AsyncDisposableStack): Promise<string> {
  const postgres = started.adopt(await keepPostgres(environment.dataFolder, { clock, log }), (kept) => kept.stop())
  const url = await ensureDatabase(postgres.url('postgres'), 'plimsoll')
  // For the command line, which has to find the database of a Plimsoll that runs.
  writeFileSync(join(environment.dataFolder, 'database-url'), url, { mode: 0o600 })
  return url
}

/** The sample platform and its control page, on ports that stay the same when it is started again. */
async function startSample(
  { root, scripts, environment, clock }: Plan,
  settled: Variables,
  databaseUrl: string,
  { log, descriptor }: Journal,
  started: AsyncDisposableStack,
  signal: AbortSignal,
): Promise<{ variables: Variables; lines: readonly string[] }> {
  const host = '127.0.0.1'
  const [port, tlsPort, controlPort] = [await freePort(host, 4100), await freePort(host, 4101), await freePort(host, 4102)]
  const smtpPort = await freePort(host, 4103)
  const variables = {
    MARKETEDGE_PORT: String(port),
    MARKETEDGE_TLS_PORT: String(tlsPort),
    MARKETEDGE_CONTROL_PORT: String(controlPort),
    MARKETEDGE_URL: `http://${host}:${port}`,
    MARKETEDGE_SMTP_PORT: String(smtpPort),
    MARKETEDGE_RECEIVERS_URL: `http://${host}:${controlPort}/receivers`,
    ...sharedSecrets(settled.PLIMSOLL_SECRET ?? ''),
    MARKETEDGE_DATABASE_URL: await ensureDatabase(databaseUrl, 'marketedge'),
  }
  const plimsoll = addressOf(environment.host, Number(settled.PORT))
  const spec: ServiceSpec = {
    name: 'The sample platform',
    script: join(root, scripts.sample),
    environment: {
      ...settled,
      ...variables,
      MARKETEDGE_SLACK_ACTIONS_URL: `${plimsoll}${SLACK_ACTIONS_PATH}`,
      MARKETEDGE_PAGERDUTY_WEBHOOK_URL: `${plimsoll}${PAGERDUTY_WEBHOOK_PATH}`,
    },
    folder: root,
    output: descriptor,
    manners: 'guest',
  }
  const sample: Service = started.adopt(keepRunning(spec, { clock, log }), (service) => service.stop())
  const { ca } = await orAborted(sample.ready, signal)
  return {
    variables: {
      ...variables,
      ...(typeof ca === 'string' && { MARKETEDGE_CA: ca }),
      PLIMSOLL_CONFIG: environment.configFile ?? join(root, 'examples', 'marketedge', 'plimsoll.yaml'),
    },
    lines: [
      `The sample platform can be broken at http://${host}:${controlPort}`,
      `What Plimsoll tells in the demo arrives at http://${host}:${controlPort}/receivers`,
    ],
  }
}

/** Where people's answers from Slack and PagerDuty come in. */
const SLACK_ACTIONS_PATH = '/api/v1/inbound/slack'
const PAGERDUTY_WEBHOOK_PATH = '/api/v1/inbound/pagerduty'

/** What Plimsoll and the receivers of the sample know of each other. The same after a restart, so that no channel seems changed. */
const sharedSecrets = (secret: string): Variables => ({
  MARKETEDGE_SLACK_SIGNING_SECRET: derivedToken(secret, 'demo-slack-signing'),
  MARKETEDGE_SLACK_BOT_TOKEN: `xoxb-${derivedToken(secret, 'demo-slack-bot')}`,
  // PagerDuty's keys have 32 characters.
  MARKETEDGE_PAGERDUTY_ROUTING_KEY: derivedToken(secret, 'demo-pagerduty-key').slice(0, 32),
  MARKETEDGE_PAGERDUTY_WEBHOOK_SECRET: derivedToken(secret, 'demo-pagerduty-webhook'),
  MARKETEDGE_WEBHOOK_SECRET: derivedToken(secret, 'demo-webhook'),
})

async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>()
  const abort = () => aborted.reject(new Error(sentenceOf(signal.reason)))
  signal.throwIfAborted()
  signal.addEventListener('abort', abort, { once: true })
  return await Promise.race([work, aborted.promise]).finally(() => signal.removeEventListener('abort', abort))
}
