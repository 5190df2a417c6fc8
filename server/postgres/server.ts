import type { ChildProcess } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '@/server/runtime/clock'
import type { Log } from '@/server/runtime/log'
import { isAlive, processesIn, signal } from './processes'
import { findRunner, type Runner } from './runner'

/** A Postgres of our own, reachable only through a socket in a folder that only this user may enter. */
export type PostgresServer = {
  readonly pid: number
  /** The address of one of its databases, for `connectSql`. */
  url(database: string): string
  /** Resolves with a sentence once the server is gone, whether asked to or not. */
  readonly ended: Promise<string>
  /** Closes connections, writes what is open and ends; with the deadline, harder. Nothing of it runs afterwards. */
  stop(): Promise<void>
}

export type PostgresOptions = {
  /** Where the cluster lies; made when it is missing. */
  readonly folder: string
  /** A folder with a short path; see `socketFolder`. */
  readonly sockets: string
  readonly clock: Clock
  readonly log?: Log
  /** Beyond, or instead of, those below; `name: value` as in postgresql.conf. */
  readonly settings?: Readonly<Record<string, string>>
}

const USER = 'plimsoll'

/** Sized for one machine with two cores, and for a load that is mostly appended and read while fresh. */
const SETTINGS = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '50',
  shared_buffers: '64MB',
  // No replica reads our log, so it holds only what recovery needs. A checkpoint an hour, as results are indexed by the hour, writes most pages once.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  max_wal_size: '4GB',
  checkpoint_timeout: '1h',
  wal_compression: 'pglz',
  // Results do not wait for the disk (see `Durability`): the log is written once a second, in whole pages. Everything else waits.
  wal_writer_delay: '1s',
  // Our queries are short: compiling them or sharing them among processes costs more than it saves.
  jit: 'off',
  max_parallel_workers_per_gather: '0',
  io_method: 'sync',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  cluster_name: 'plimsoll',
}

const POLL_MS = 20
/** Recovery after a crash reads at most `max_wal_size` of log. */
const START_DEADLINE_MS = 180_000
const INIT_DEADLINE_MS = 120_000
const STOP_DEADLINE_MS = 30_000
const KILL_DEADLINE_MS = 5_000
/** The log of Postgres is begun anew at a start that finds it longer. */
const LONGEST_LOG_BYTES = 16 * 2 ** 20

/**
 * Adopts the Postgres that runs on this folder (its supervisor may have been killed), or starts one, making the cluster on the first day.
 *
 * @throws an error with the last lines of its log when it does not start
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const runner = findRunner(options.folder, options.sockets)
  await makeCluster(runner, options)
  const found = await readyToAdopt(runner, options)
  if (found) options.log?.info('Adopted the Postgres that was running on these data.', { pid: found.pid })
  return serverOver(runner, found ?? (await launch(runner, options)), options)
}

type Running = { readonly pid: number; readonly sockets: string; readonly child?: ChildProcess }

/** What `postmaster.pid` says; see "miscadmin.h" in the sources of Postgres for its lines. */
type Postmaster = { readonly pid: number; readonly sockets: string; readonly status: string }

function readPostmaster(folder: string): Postmaster | undefined {
  try {
    const lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number(lines[0])
    return pid > 0 ? { pid, sockets: lines[4]?.trim() ?? '', status: lines[7]?.trim() ?? '' } : undefined
  } catch {
    return undefined
  }
}

/** Made beside its place and moved there, so that a start that was interrupted leaves nothing half made. */
async function makeCluster(runner: Runner, { clock, log, settings }: PostgresOptions): Promise<void> {
  const made = join(runner.folder, 'pg')
  if (existsSync(made)) return
  const draft = `${made}.new`
  rmSync(draft, { recursive: true, force: true })
  log?.info('Making the database cluster.')
  const sync = settings?.fsync === 'off' ? ['--no-sync'] : []
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const init = runner.spawn('initdb', ['--pgdata', draft, '--username', USER, '--auth=trust', '--no-instructions', ...locale, ...sync], {
    cwd: runner.folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  init.stderr?.on('data', (chunk) => (said += chunk))
  const late = clock.after(INIT_DEADLINE_MS, () => init.kill('SIGKILL'))
  const how = await ending(init)
  late.cancel()
  if (init.exitCode !== 0) throw new Error(`Making the database cluster in ${runner.folder} failed (${how}): ${said.trim()}`)
  renameSync(draft, made)
}

/** The live Postgres on our folder, if it answers; whatever else is left of an earlier one is ended, and a stale pid file removed. */
async function readyToAdopt(runner: Runner, { clock }: PostgresOptions): Promise<Running | undefined> {
  const folder = join(runner.folder, 'pg')
  const deadline = clock.elapsedMs() + STOP_DEADLINE_MS
  for (;;) {
    const postmaster = readPostmaster(folder)
    if (!postmaster || !isOurs(postmaster.pid, folder)) break
    if (postmaster.status === 'ready') return postmaster
    if (clock.elapsedMs() > deadline) break
    await clock.sleep(POLL_MS)
  }
  await killAll(folder, clock)
  rmSync(join(folder, 'postmaster.pid'), { force: true })
  return undefined
}

/** A pid may have gone to another program since; Postgres works in its data folder, which nobody else does. */
function isOurs(pid: number, folder: string): boolean {
  return isAlive(pid) && (!existsSync('/proc/self/cwd') || processesIn(folder).includes(pid))
}

async function launch(runner: Runner, { clock, settings }: PostgresOptions): Promise<Running> {
  const folder = join(runner.folder, 'pg')
  const logFile = join(runner.folder, 'postgres.log')
  const tooLong = existsSync(logFile) && statSync(logFile).size > LONGEST_LOG_BYTES
  const output = openSync(logFile, tooLong ? 'w' : 'a', 0o600)
  const args = Object.entries({ ...SETTINGS, unix_socket_directories: runner.sockets, ...settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  // A session of its own, so that Ctrl-C reaches us first; a file for its words, so that it outlives us.
  const child = runner.spawn('postgres', ['-D', folder, ...args], { cwd: runner.folder, stdio: ['ignore', output, output], detached: true })
  closeSync(output)
  child.unref()
  let ended: string | undefined
  void ending(child).then((how) => (ended = how))

  const deadline = clock.elapsedMs() + START_DEADLINE_MS
  for (;;) {
    const postmaster = readPostmaster(folder)
    if (postmaster?.pid === child.pid && postmaster?.status === 'ready') return { pid: postmaster.pid, sockets: postmaster.sockets, child }
    if (ended) throw new Error(`Postgres did not start (${ended}). The last lines of ${logFile}:\n${lastLines(logFile)}`)
    if (clock.elapsedMs() > deadline) {
      await killAll(folder, clock)
      throw new Error(`Postgres was not ready after ${START_DEADLINE_MS / 1000} s. The last lines of ${logFile}:\n${lastLines(logFile)}`)
    }
    await clock.sleep(POLL_MS)
  }
}

function serverOver(runner: Runner, { pid, sockets, child }: Running, { clock, log }: PostgresOptions): PostgresServer {
  const folder = join(runner.folder, 'pg')
  const ended = child ? ending(child) : gone(pid, clock)
  return {
    pid,
    url: (database) => `postgres:///${encodeURIComponent(database)}?${new URLSearchParams({ host: sockets, user: USER })}`,
    ended: ended.then((how) => `Postgres ended (${how}).`),
    async stop() {
      // SIGINT is Postgres' fast shutdown: running transactions are rolled back, and a checkpoint makes the next start quick.
      if (isOurs(pid, folder)) signal(pid, 'SIGINT')
      if (await endsWithin(ended, STOP_DEADLINE_MS, clock)) return
      log?.warn(`Postgres did not stop within ${STOP_DEADLINE_MS / 1000} s and is killed; it recovers at the next start.`, { pid })
      await killAll(folder, clock)
    },
  }
}

/** Ends whatever works in this cluster, also what is frozen or has lost its parent; a new server would refuse to start beside it. */
async function killAll(folder: string, clock: Clock): Promise<void> {
  const deadline = clock.elapsedMs() + KILL_DEADLINE_MS
  const pids = () => [...processesIn(folder), readPostmaster(folder)?.pid ?? 0].filter((pid) => pid > 0 && isOurs(pid, folder))
  for (let left = pids(); left.length > 0; left = pids()) {
    if (clock.elapsedMs() > deadline) throw new Error(`Processes ${left.join(', ')} of an earlier Postgres on ${folder} cannot be ended.`)
    for (const pid of left) signal(pid, 'SIGKILL')
    await clock.sleep(POLL_MS)
  }
}

async function gone(pid: number, clock: Clock): Promise<string> {
  while (isAlive(pid)) await clock.sleep(250)
  return 'adopted from an earlier start'
}

function ending(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    const say = () => resolve(child.signalCode ? `signal ${child.signalCode}` : `exit code ${child.exitCode}`)
    if (child.exitCode !== null || child.signalCode !== null) return say()
    child.once('exit', say)
    child.once('error', (cause) => resolve(cause.message))
  })
}

async function endsWithin(ended: Promise<unknown>, ms: number, clock: Clock): Promise<boolean> {
  const waiting = new AbortController()
  const inTime = await Promise.race([ended.then(() => true), clock.sleep(ms, waiting.signal).then(() => false)])
  waiting.abort()
  return inTime
}

function lastLines(file: string): string {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-8).join('\n')
}
