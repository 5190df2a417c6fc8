import { type ChildProcess, fork } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectSql, type Sql } from '@/db/client'
import { named } from './processes'
import { ROUTING_KEY } from './receiver'
import type { Target } from './target-client'

export type WorldOptions = {
  readonly root: string
  readonly target: Target
  readonly checks: number
  readonly interval: string
  /** Without, only Postgres and the engine. */
  readonly web: boolean
  /** Where every page goes; without, nobody is told. */
  readonly pager?: string
  /** How many the checks are spread over; 200 unless said. */
  readonly services?: number
  /** The port of a mail server, where two people who are on call get mail. */
  readonly mailPort?: number
}

/** Who is on call where there is a mail server. */
export const ON_CALL = ['ada@bench.example', 'bo@bench.example'] as const

/** A Plimsoll as `npm start` starts it, in a folder of its own. */
export type World = {
  readonly url: string
  readonly key: string
  readonly supervisor: number
  readonly engine: number
  readonly webServer: number
  readonly folder: string
  readonly sql: Sql
  /** Ends everything and keeps the data; `start` on the same folder goes on with them. */
  stop(): Promise<void>
}

const KEY = 'a-key-of-the-bench-that-opens-nothing-else'
/** Who signs in where a browser is measured. */
export const ADMIN = { email: 'admin@bench.example', password: 'a-password-of-the-bench' }
const SERVICES = 200
const START_WITHIN_MS = 90_000
const STOP_WITHIN_MS = 40_000

/** A folder whose path is short enough for sockets, and what removes it. */
export function dataFolder(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-bench-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

export async function startWorld(folder: string, options: WorldOptions, signal: AbortSignal): Promise<World> {
  const { root, web } = options
  mkdirSync(folder, { recursive: true })
  const config = join(folder, 'plimsoll.yaml')
  writeFileSync(config, JSON.stringify(documentOf(options)))
  const child = fork(join(root, 'dist', 'supervisor.js'), [], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: ['--max-semi-space-size=1', '--max-old-space-size=128'],
    detached: true,
    env: {
      ...process.env,
      PLIMSOLL_DATA_DIR: folder,
      PLIMSOLL_CONFIG: config,
      PLIMSOLL_API_KEY: KEY,
      PLIMSOLL_ADMIN_EMAIL: ADMIN.email,
      PLIMSOLL_ADMIN_PASSWORD: ADMIN.password,
      PLIMSOLL_ROLE: web ? 'all' : 'engine',
      HOST: '127.0.0.1',
      PORT: '0',
    },
  })
  let url: string
  try {
    url = await addressSaidBy(child, signal)
  } catch (cause) {
    await end(child)
    throw new Error(`${cause instanceof Error ? cause.message : String(cause)}\n${logOf(folder)}`)
  }
  const supervisor = child.pid ?? 0
  const sql = connectSql(readFileSync(join(folder, 'database-url'), 'utf8'), { max: 2, name: 'bench', answerWithinMs: 60_000 })
  return {
    url,
    key: KEY,
    supervisor,
    engine: named(supervisor, 'dist/engine.js')[0] ?? 0,
    webServer: named(supervisor, 'dist/web.js')[0] ?? 0,
    folder,
    sql,
    async stop() {
      await sql.end({ timeout: 1 })
      await end(child)
    },
  }
}

async function addressSaidBy(child: ChildProcess, signal: AbortSignal): Promise<string> {
  return await new Promise<string>((done, fail) => {
    let said = ''
    const late = setTimeout(() => fail(new Error(`Plimsoll did not start within ${START_WITHIN_MS / 1000} s: ${said}`)), START_WITHIN_MS)
    const hear = (chunk: Buffer) => {
      said += chunk.toString()
      const address = /Plimsoll runs at (\S+)/.exec(said)?.[1]
      if (address) settle(() => done(address))
    }
    const gone = () => settle(() => fail(new Error(`Plimsoll ended: ${said}`)))
    const abandoned = () => settle(() => fail(new Error('Interrupted.')))
    const settle = (how: () => void) => {
      clearTimeout(late)
      child.off('exit', gone)
      signal.removeEventListener('abort', abandoned)
      how()
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('exit', gone)
    signal.addEventListener('abort', abandoned)
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise<void>((done) => child.once('exit', () => done()))
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS)
  await gone
  clearTimeout(late)
}

function logOf(folder: string): string {
  try {
    return readFileSync(join(folder, 'plimsoll.log'), 'utf8').split('\n').slice(-20).join('\n')
  } catch {
    return ''
  }
}

const nameOf = (i: number) => `check-${String(i).padStart(5, '0')}`
/** The path of a check at the target, from its name. */
export const pathOf = (name: string): number => Number(name.slice('check-'.length))

/** Checks in services that depend on each other, and a business that depends on them. */
function documentOf({ checks, interval, target, pager, mailPort, services = SERVICES }: WorldOptions): object {
  const isThere = ([name]: readonly [string, number]) => Number(name.slice('service-'.length)) < services
  return {
    currencies: { base: 'GBP', rates: { USD: 0.79 } },
    // The cap that protects other people's hosts; ours is made for this.
    settings: { 'checks.maxPerSecondPerHost': 100_000, 'checks.maxConcurrentPerHost': 1_000, 'checks.maxConcurrent': 2_000 },
    services: Array.from({ length: services }, (_, i) => ({
      name: `service-${i}`,
      title: `Service ${i}`,
      tier: (i % 3) + 1,
      owner: `Team ${i % 12}`,
    })),
    checks: Array.from({ length: checks }, (_, i) => ({
      name: nameOf(i),
      title: `Check ${i}`,
      service: `service-${i % services}`,
      type: 'http',
      interval,
      timeout: '5s',
      options: { url: target.url(i) },
    })),
    streams: Array.from({ length: 5 }, (_, i) => ({
      name: `stream-${i}`,
      currency: 'GBP',
      perHour: 1_000 * (i + 1),
      dependsOn: Object.fromEntries(Array.from({ length: 20 }, (_, j) => [`service-${(i * 20 + j) % services}`, 0.5])),
    })),
    opportunities: Array.from({ length: 10 }, (_, i) => ({
      name: `deal-${i}`,
      currency: 'GBP',
      value: 100_000,
      journeys: [{ check: nameOf(i) }, { service: `service-${(i + 20) % services}` }],
    })),
    channels: [
      ...(pager ? [{ name: 'pager', kind: 'pagerduty', options: { server: pager, routingKey: ROUTING_KEY } }] : []),
      ...(mailPort
        ? [
            {
              name: 'mail',
              kind: 'email',
              options: { host: '127.0.0.1', port: mailPort, security: 'opportunistic', from: 'plimsoll@bench.example' },
            },
          ]
        : []),
    ],
    ...(pager && { definitions: [{ name: 'everything', when: {}, channels: ['pager'] }] }),
    ...(mailPort && {
      policies: [{ name: 'on-call', steps: [{ tell: ON_CALL.map((person) => ({ person })) }] }],
      paging: { lastResort: 'on-call' },
    }),
    segments: [
      {
        name: 'tenants',
        customers: 4_200,
        reach: Object.fromEntries([['service-0', 1] as const, ['service-1', 0.2] as const].filter(isThere)),
      },
    ],
  }
}
