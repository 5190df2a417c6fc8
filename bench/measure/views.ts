import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { get as httpGet } from 'node:http'
import { dirname, join } from 'node:path'
import { cpuMsOfAll } from '../processes'
import { quantile, short } from '../statistics'
import { openViewer } from '../viewer'
import type { ActMeasure, Stage } from './measure'

const [DATA_KB, CPU_MS, QUERIES] = [300, 20, 5]
/** A web that has just started compiles what it runs; one that has run for minutes does not, and that is what most people open. */
const [FIRST, WARM_UPS] = [5, 40]
const [BATCHES, OPENINGS] = [5, 20]
/** Each view and what its screen asks for over the socket. */
const VIEWS = [
  { path: '/executive', topics: ['risk', 'opportunities'] },
  { path: '/operations', topics: ['incidents', 'checks', 'risk'] },
  { path: '/operations?tab=matrix', topics: ['services', 'checks', 'incidents'] },
  { path: '/engineering', topics: ['checks'] },
] as const

/**
 * PERF-10: what opening a view costs with all its checks: processor time of the web server once it is warm, the median of some batches;
 * the document and the snapshots that its screen asks for; and statements that Postgres logged for it.
 */
export const views: ActMeasure = {
  ids: ['PERF-10'],
  async act(stage) {
    const firstMs: number[] = []
    for (const { path } of VIEWS) firstMs.push((await openings(stage, path, FIRST)).cpuMs)
    for (let i = 0; i < WARM_UPS; i++) for (const { path } of VIEWS) await get(stage, path)
    const opened: Awaited<ReturnType<typeof open>>[] = []
    for (const view of VIEWS) opened.push(await open(stage, view))
    const worst = (pick: (view: (typeof opened)[number]) => number) => Math.max(...opened.map(pick))
    const each = opened.map(
      ({ path, cpuMs, kB, queries, ms }, i) =>
        `${path} ${short(cpuMs)} ms, each of the first ${FIRST} ${short(firstMs[i] ?? Number.NaN)} ms, ${short(kB)} kB, ${queries} queries, answered in ${short(ms)} ms`,
    )
    return [
      {
        id: 'PERF-10',
        what: `Opening a view with ${stage.options.checks} checks, warm, worst of ${VIEWS.length}`,
        value: worst(({ cpuMs }) => cpuMs),
        measured: `${short(worst(({ cpuMs }) => cpuMs))} ms CPU, ${short(worst(({ kB }) => kB))} kB, ${worst(({ queries }) => queries)} queries (${each.join('; ')})`,
        target: `< ${CPU_MS} ms, < ${DATA_KB} kB, <= ${QUERIES}`,
        holds: opened.every(({ cpuMs, kB, queries }) => cpuMs < CPU_MS && kB < DATA_KB && queries <= QUERIES),
        against: `Kuma 16 MB, 10-12 s`,
      },
    ]
  },
}

async function open(stage: Stage, { path, topics }: (typeof VIEWS)[number]) {
  const { world } = stage
  const queries = await statementsDuring(stage, () => get(stage, path))
  const viewer = await openViewer(world.url, world.key, topics)
  const socketBytes = viewer.snapshotBytes
  viewer.close()
  const batches: Awaited<ReturnType<typeof openings>>[] = []
  for (let i = 0; i < BATCHES && !stage.signal.aborted; i++) batches.push(await openings(stage, path, OPENINGS))
  const median = (pick: (batch: (typeof batches)[number]) => number) => quantile(batches.map(pick), 0.5)
  return {
    path,
    cpuMs: median(({ cpuMs }) => cpuMs),
    ms: median(({ ms }) => ms),
    kB: ((batches[0]?.bytes ?? 0) + socketBytes) / 1000,
    queries,
  }
}

/** What each of some openings costs, and how long it takes. */
async function openings(stage: Stage, path: string, count: number) {
  const { webServer } = stage.world
  // The same time without anybody opening anything, to be subtracted: results arrive all the while.
  const idle = await cpuDuring(webServer, () => stage.sleep(1_000))
  let bytes = 0
  const busy = await cpuDuring(webServer, async () => {
    for (let i = 0; i < count && !stage.signal.aborted; i++) bytes = await get(stage, path)
  })
  return { bytes, ms: busy.ms / count, cpuMs: Math.max(0, busy.cpuMs - (idle.cpuMs / idle.ms) * busy.ms) / count }
}

const get = ({ world }: Stage, path: string): Promise<number> =>
  wireBytes(world.url + path, { authorization: `Bearer ${world.key}`, 'accept-encoding': 'gzip' })

/** The size of an answer as it comes over the wire, headers included. */
const wireBytes = (url: string, headers: Readonly<Record<string, string>>): Promise<number> =>
  new Promise((done, fail) => {
    const asked = httpGet(url, { headers, agent: false, timeout: 20_000 }, (answer) => {
      const { socket, statusCode } = answer
      if (statusCode !== 200) return void asked.destroy(new Error(`${url} answered ${statusCode}.`))
      answer.resume()
      answer.once('end', () => done(socket.bytesRead))
    })
    asked.once('timeout', () => asked.destroy(new Error(`${url} did not answer within 20 s.`)))
    asked.once('error', fail)
  })

async function cpuDuring(pid: number, work: () => Promise<void>): Promise<{ readonly cpuMs: number; readonly ms: number }> {
  const [cpu, started] = [cpuMsOfAll([pid]), performance.now()]
  await work()
  return { cpuMs: cpuMsOfAll([pid]) - cpu, ms: performance.now() - started }
}

/** Statements that the web server sends for one opening: Postgres logs them all meanwhile, and whoever asks without being visited is counted before. */
async function statementsDuring({ world, sleep }: Stage, work: () => Promise<unknown>): Promise<number> {
  const [row] = await world.sql<{ folder: string }[]>`select current_setting('data_directory') as folder`
  const file = join(dirname(row?.folder ?? ''), 'postgres.log')
  const set = async (values: Readonly<Record<string, string>>) => {
    for (const [name, value] of Object.entries(values))
      await world.sql.unsafe(value === '' ? `alter system reset ${name}` : `alter system set ${name} = '${value}'`)
    await world.sql`select pg_reload_conf()`
    await sleep(300)
  }
  const counted = async (during: () => Promise<unknown>) => {
    const from = statSync(file).size
    await during()
    await sleep(100)
    return textFrom(file, from)
      .split('\n')
      .filter((line) => line.startsWith('<plimsoll web') && /LOG: +(execute|statement)/.test(line) && !/\b(begin|commit)\b/i.test(line))
      .length
  }
  await set({ log_line_prefix: '<%a> ', log_statement: 'all' })
  try {
    // Whether everybody who was seen is still allowed in is asked once a second, by nobody's visit.
    const idle = await counted(() => sleep(3_000))
    const runs = []
    for (let i = 0; i < 5; i++) runs.push(await counted(work))
    return Math.max(0, Math.min(...runs) - Math.floor(idle / 6))
  } finally {
    await set({ log_line_prefix: '', log_statement: '' })
  }
}

function textFrom(file: string, from: number): string {
  const descriptor = openSync(file, 'r')
  try {
    const bytes = Buffer.alloc(Math.max(0, statSync(file).size - from))
    readSync(descriptor, bytes, 0, bytes.length, from)
    return bytes.toString('utf8')
  } finally {
    closeSync(descriptor)
  }
}
