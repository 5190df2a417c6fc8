import { type ChildProcess, execFile, fork } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { abandon, connectSql, type Sql } from '@/db/client'
import { isAlive, processesIn, signal } from '@/server/postgres/processes'
import { systemClock } from '@/server/runtime/clock'
import { projectRoot } from '@/server/runtime/root'
import { type Variables, variables } from '@/server/settings/environment'

export type WorldOptions = {
  /** What `plimsoll.yaml` says; YAML or an object. */
  readonly document: string | object
  /** Without web it starts sooner. */
  readonly role?: 'all' | 'engine'
  readonly variables?: Variables
  /** The data of an earlier world. */
  readonly folder?: string
}

export type Role = 'supervisor' | 'engine' | 'web'

/** A Plimsoll of processes of its own, as `npm start` starts it, that may be hurt. */
export type World = {
  readonly folder: string
  readonly url: string
  /** An admin's API key. */
  readonly key: string
  readonly sql: Sql
  /** The id of the process that has this role now; undefined while there is none. */
  pidOf(role: Role): number | undefined
  /** Resolves when the process of this role is another than `before` and answers. */
  signal(role: Role, name: NodeJS.Signals): void
  /** Everything of it at once, as when the machine's power is cut, but for Postgres. */
  killAll(): Promise<void>
  postgres(): readonly number[]
  log(): readonly Record<string, unknown>[]
  said(): string
  stop(): Promise<void>
  /** Ends what is left, also Postgres, and removes the data. */
  remove(): Promise<void>
}

/** What it said and how it ended when it did not start. */
export class NotStarted extends Error {
  readonly said: string
  readonly exitCode: number | null
  constructor(said: string, exitCode: number | null, log: string) {
    super(`Plimsoll did not start (exit code ${exitCode}): ${said}\n${log}`)
    this.said = said
    this.exitCode = exitCode
  }
}

const KEY = 'a-key-of-a-checker-from-outside'
const START_WITHIN_MS = 120_000
const STOP_WITHIN_MS = 30_000
const POLL_MS = 20

export const dataFolder = (): string => mkdtempSync(join(tmpdir(), 'plimsoll-chaos-'))

/** @throws NotStarted when it ends before it runs */
export async function startWorld(options: WorldOptions): Promise<World> {
  const folder = options.folder ?? dataFolder()
  const root = projectRoot()
  const file = join(folder, 'plimsoll.yaml')
  writeFileSync(file, typeof options.document === 'string' ? options.document : JSON.stringify(options.document))
  const child = fork(join(root, 'dist', 'supervisor.js'), [], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: ['--max-semi-space-size=1', '--max-old-space-size=128'],
    detached: true,
    env: {
      NODE_ENV: 'production',
      PATH: variables().PATH,
      HOME: variables().HOME,
      PLIMSOLL_DATA_DIR: folder,
      PLIMSOLL_CONFIG: file,
      PLIMSOLL_API_KEY: KEY,
      PLIMSOLL_ADMIN_EMAIL: 'checker@outside.example',
      PLIMSOLL_ADMIN_PASSWORD: 'a password of the checker',
      PLIMSOLL_ROLE: options.role ?? 'engine',
      HOST: '127.0.0.1',
      PORT: '0',
      ...options.variables,
    },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += chunk))
  const pids = new Map<Role, number>(child.pid ? [['supervisor', child.pid]] : [])
  const logLines = () => readOr(join(folder, 'plimsoll.log')).split('\n').filter(Boolean)
  const notStarted = () => new NotStarted(said.trim(), child.exitCode, logLines().slice(-20).join('\n'))
  const isGone = () => child.exitCode !== null || child.signalCode !== null
  const url = await until(() => (isGone() ? notStarted() : /Plimsoll runs at (\S+)/.exec(said)?.[1]), START_WITHIN_MS).catch(notStarted)
  if (url instanceof NotStarted) await end(child)
  if (url instanceof NotStarted) throw url
  const databaseUrl = options.variables?.DATABASE_URL ?? readFileSync(join(folder, 'database-url'), 'utf8')
  const sql = connectSql(databaseUrl, { max: 2, name: 'checker', answerWithinMs: 120_000 })
  const cluster = join(folder, 'postgres', 'pg')
  const pidOf = (role: Role) => {
    const found = role === 'supervisor' || !child.pid ? undefined : childNamed(child.pid, `dist/${role}.js`)
    if (found) pids.set(role, found)
    // Who has lost its parent is known from before.
    const known = pids.get(role)
    return known !== undefined && isAlive(known) ? known : undefined
  }
  pidOf('engine')
  pidOf('web')
  return {
    folder,
    url,
    key: KEY,
    sql,
    pidOf,
    signal(role, name) {
      const pid = pidOf(role)
      if (!pid) throw new Error(`There is no ${role} to send ${name}.`)
      signal(pid, name)
    },
    async killAll() {
      const all = [pidOf('supervisor'), pidOf('engine'), pidOf('web')].filter((pid) => pid !== undefined)
      for (const pid of all) signal(pid, 'SIGKILL')
      await until(() => !all.some(isAlive) || undefined, 5_000)
    },
    postgres: () => processesIn(cluster),
    log: () => logLines().flatMap((line) => parsed(line)),
    said: () => said,
    async stop() {
      await abandon(sql)
      await end(child)
    },
    async remove() {
      await abandon(sql)
      await end(child)
      for (const pid of [pidOf('engine'), pidOf('web'), ...processesIn(cluster)]) if (pid) signal(pid, 'SIGKILL')
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    },
  }
}

/** What a look finds once it is there. */
export async function until<T>(
  look: () => T | undefined | Promise<T | undefined>,
  withinMs: number,
  what = 'what was waited for',
): Promise<T> {
  const deadline = systemClock.elapsedMs() + withinMs
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    if (systemClock.elapsedMs() > deadline) throw new Error(`After ${withinMs} ms there is still not ${what}.`)
    await systemClock.sleep(POLL_MS)
  }
}

/** What Node itself takes to start on a machine of two cores that does nothing else, in milliseconds. */
const NODE_STARTS_MS = 60

/**
 * How many times slower than an idle one this machine is now, at what a restart consists of; 1 at least. Limits that the product
 * promises for a machine of its own are multiplied by it, so that what else runs here decides no test.
 */
export async function slowness(): Promise<number> {
  const took: number[] = []
  for (let i = 0; i < 5; i++) {
    const startedMs = systemClock.elapsedMs()
    await promisify(execFile)(process.execPath, ['-e', '0'])
    took.push(systemClock.elapsedMs() - startedMs)
  }
  return Math.max(1, (took.toSorted((a, b) => a - b)[2] ?? 0) / NODE_STARTS_MS)
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  const late = systemClock.after(STOP_WITHIN_MS, () => child.kill('SIGKILL'))
  await until(() => (child.exitCode !== null || child.signalCode !== null ? true : undefined), STOP_WITHIN_MS + 5_000)
  late.cancel()
}

/** Children have sessions of their own, but their parent is known to the kernel. */
function childNamed(parent: number, word: string): number | undefined {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .find((pid) => {
      const stat = readOr(`/proc/${pid}/stat`)
      const [state, ppid] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return Number(ppid) === parent && state !== 'Z' && readOr(`/proc/${pid}/cmdline`).includes(word)
    })
}

function readOr(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function parsed(line: string): Record<string, unknown>[] {
  try {
    return [JSON.parse(line)]
  } catch {
    return [{ msg: line }]
  }
}
