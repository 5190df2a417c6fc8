import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { get as httpGet } from 'node:http'
import { dirname, join } from 'node:path'
import { cpuMsOfAll } from '../processes'
import { short } from '../statistics'
import { openViewer } from '../viewer'
import type { ActMeasure, Stage } from './measure'

const [DATA_KB, CPU_MS, QUERIES] = [300, 20, 5]
const OPENINGS = 20
/** Each view and what its screen asks for over the socket. */
const VIEWS = [
  { path: '/executive', topics: ['risk', 'opportunities'] },
  { path: '/operations', topics: ['incidents', 'checks', 'risk'] },
  { path: '/operations?view=matrix', topics: ['services', 'checks', 'incidents'] },
  { path: '/engineering', topics: ['checks'] },
] as const

/**
 * PERF-10: what opening a view costs with all its checks: processor time of the web server, the document and the snapshots that its screen asks for, and statements that
 * Postgres logged for it.
 */
export const views: ActMeasure = {
  ids: ['PERF-10'],
  async act(stage) {
    const opened: Awaited<ReturnType<typeof open>>[] = []
    for (const view of VIEWS) opened.push(await open(stage, view))
    const worst = (pick: (view: (typeof opened)[number]) => number) => Math.max(...opened.map(pick))
    const each = opened.map(
      ({ path, cpuMs, kB, queries, ms }) => `${path} ${short(cpuMs)} ms, ${short(kB)} kB, ${queries} queries, answered in ${short(ms)} ms`,
    )
    return [
      {
        id: 'PERF-10',
        what: `Opening a view with ${stage.options.checks} checks, worst of ${VIEWS.length}`,
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
  const { world, sleep } = stage
  const headers = { authorization: `Bearer ${world.key}`, 'accept-encoding': 'gzip' }
  const get = async () => {
    const startedMs = performance.now()
    const bytes = await wireBytes(world.url + path, headers)
    return { ms: performance.now() - startedMs, bytes }
  }
  for (let i = 0; i < 5; i++) await get()
  const queries = await statementsDuring(stage, get)
  const viewer = await openViewer(world.url, world.key, topics)
  const socketBytes = viewer.snapshotBytes
  viewer.close()

  // The same time without anybody opening anything, to be subtracted: results arrive all the while.
  const idle = await cpuDuring(world.webServer, () => sleep(2_000))
  let ms = 0
  let bytes = 0
  const busy = await cpuDuring(world.webServer, async () => {
    for (let i = 0; i < OPENINGS && !stage.signal.aborted; i++) {
      const opened = await get()
      ms += opened.ms / OPENINGS
      bytes = opened.bytes
    }
  })
  const cpuMs = Math.max(0, busy.cpuMs - (idle.cpuMs / idle.ms) * busy.ms) / OPENINGS
  return { path, cpuMs, kB: (bytes + socketBytes) / 1000, queries, ms }
}

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
