import { execFileSync } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from '@/server/runtime/root'
import { bareInsertsPerSecond, bareProbeMs, type Limits } from './machine'
import { cpu } from './measure/cpu'
import { fanout } from './measure/fanout'
import { jitter } from './measure/jitter'
import { LISTS, lists } from './measure/lists'
import type { ActMeasure, Figure, Stage, WindowMeasure } from './measure/measure'
import { memory } from './measure/memory'
import { most } from './measure/most'
import { paints } from './measure/paint'
import { reads } from './measure/reads'
import { restart } from './measure/restart'
import { SCROLL, scroll } from './measure/scroll'
import { storage } from './measure/storage'
import { STORMS, storm } from './measure/storm'
import { telling } from './measure/telling'
import { views } from './measure/views'
import { loadAverage } from './processes'
import { startReceiver } from './receiver'
import { short } from './statistics'
import { tableOf } from './table'
import { startTarget } from './target-client'
import { openViewer } from './viewer'
import { dataFolder, startWorld, type World } from './world'

/** Measured in one window of a steady load, then in one with visitors, then by doing something. */
const QUIET: readonly WindowMeasure[] = [cpu, memory]
const VISITED: readonly WindowMeasure[] = [jitter]
const ACTS: readonly ActMeasure[] = [telling, views, paints, reads, fanout, restart, storage]
const MOST = 'PERF-2'
const KNOWN = [...QUIET, ...VISITED, ...ACTS].flatMap(({ ids }) => ids).concat(MOST, STORMS, LISTS, SCROLL)

const SECOND = 1_000
const INTERVAL_MS = 20 * SECOND
const CHECKS = 2_000
/** Minutes each: measured when they are asked for by name, or with everything. */
const STORM_CHECKS = 10_000

const root = projectRoot()
const asked = optionsOf(process.argv.slice(2))
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort())

const sleep = (ms: number): Promise<void> =>
  new Promise((done) => {
    const end = () => {
      clearTimeout(timer)
      stopping.signal.removeEventListener('abort', end)
      done()
    }
    const timer = setTimeout(end, stopping.signal.aborted ? 0 : ms)
    stopping.signal.addEventListener('abort', end)
  })
const note = (line: string) => void process.stderr.write(`  ${line}\n`)

const loadBefore = loadAverage()
const target = await startTarget(join(root, 'dist', 'bench-target.js'))
const figures: Figure[] = []
let limits: Limits = { probeMs: Number.NaN, insertsPerSecond: Number.NaN }
try {
  await steady()
  if (wants([MOST]))
    figures.push(
      ...(await most({
        options: optionsFor('1s'),
        intervalMs: SECOND,
        target,
        limits,
        full: asked.full,
        signal: stopping.signal,
        sleep,
        note,
      })),
    )
  const isWanted = (id: string) => asked.only.includes(id) || (asked.full && asked.only.length === 0)
  const own = { intervalMs: INTERVAL_MS, target, full: asked.full, signal: stopping.signal, sleep, note }
  if (isWanted(LISTS)) figures.push(...(await lists({ ...own, options: optionsFor('20s') })))
  if (isWanted(SCROLL)) figures.push(...(await scroll({ ...own, options: optionsFor('20s') })))
  const options = { ...optionsFor('20s'), checks: asked.checks ?? STORM_CHECKS }
  figures.push(...(await storm({ ...own, options }, STORMS.filter(isWanted))))
} finally {
  await target.stop()
}
report()
process.exit(stopping.signal.aborted ? 130 : process.exitCode)

/** Everything that one Plimsoll under a steady load can show. */
async function steady(): Promise<void> {
  const [quiet, visited, acts] = [QUIET, VISITED, ACTS].map((list) =>
    (list as readonly { ids: readonly string[] }[]).filter(({ ids }) => wants(ids)),
  ) as [WindowMeasure[], WindowMeasure[], ActMeasure[]]
  note('The machine…')
  limits = { ...limits, probeMs: await bareProbeMs(target) }
  const { folder, remove } = dataFolder()
  const receiver = await startReceiver()
  const options = { ...optionsFor('20s'), pager: receiver.url }
  let world: World | undefined
  try {
    world = await startWorld(folder, options, stopping.signal)
    limits = { ...limits, insertsPerSecond: await bareInsertsPerSecond(world.sql) }
    if (quiet.length + visited.length + acts.length === 0) return
    const viewer = await openViewer(world.url, world.key, ['checks', 'incidents', 'risk'])
    const stage: Stage = {
      options,
      intervalMs: INTERVAL_MS,
      target,
      limits,
      full: asked.full,
      signal: stopping.signal,
      world,
      viewer,
      receiver,
      asked: await target.take(),
      sleep,
      note,
    }
    note('Warming up…')
    await sleep(INTERVAL_MS + 5 * SECOND)
    await window(stage, quiet, (asked.full ? 180 : 60) * SECOND)
    await window(stage, visited, (asked.full ? 120 : 2 * 20) * SECOND)
    for (const measure of acts) {
      if (stopping.signal.aborted) break
      note(`${measure.ids.join(', ')}…`)
      figures.push(...(await orNote(measure.ids, () => measure.act(stage))))
      world = stage.world
    }
    stage.viewer.close()
  } finally {
    await world?.stop()
    receiver.stop()
    remove()
  }
}

async function window(stage: Stage, measures: readonly WindowMeasure[], ms: number): Promise<void> {
  if (measures.length === 0 || stopping.signal.aborted) return
  note(`${measures.flatMap(({ ids }) => ids).join(', ')} for ${ms / SECOND} s…`)
  const ends = []
  await target.take()
  for (const measure of measures) ends.push(await measure.begin(stage))
  await target.take()
  await sleep(ms)
  stage.asked = await target.take()
  for (const [i, end] of ends.entries()) figures.push(...(await orNote(measures[i]?.ids ?? [], end)))
}

/** One figure that cannot be had must not cost the others. */
async function orNote(ids: readonly string[], measure: () => Promise<readonly Figure[]>): Promise<readonly Figure[]> {
  try {
    return await measure()
  } catch (cause) {
    if (!stopping.signal.aborted) {
      note(`${ids.join(', ')} could not be measured: ${cause instanceof Error ? cause.message : String(cause)}`)
      process.exitCode = 1
    }
    return []
  }
}

function report(): void {
  if (figures.length === 0) return
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, bare probe ${short(limits.probeMs)} ms CPU, bare insert ${short(limits.insertsPerSecond)} rows/s, load ${loadBefore} before and ${loadAverage()} after`
  process.stdout.write(`${tableOf(figures)}\nMachine: ${machine}\n`)
  if (stopping.signal.aborted) return
  const line = {
    at: new Date().toISOString(),
    commit: commitNow(),
    full: asked.full,
    cores: cpus().length,
    load: [loadBefore, loadAverage()],
    limits,
    figures: Object.fromEntries(figures.map(({ id, value, measured, holds }) => [id, { value, measured, holds }])),
  }
  appendFileSync(join(root, 'bench', 'history.jsonl'), `${JSON.stringify(line)}\n`)
}

/** The commit that was measured; with a plus when files differ from it. */
function commitNow(): string {
  try {
    const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim()
    return `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain', '--', 'server', 'db') === '' ? '' : '+'}`
  } catch {
    return 'unknown'
  }
}

function optionsFor(interval: string) {
  return { root, target, checks: asked.checks ?? CHECKS, interval, web: true }
}

function wants(ids: readonly string[]): boolean {
  return asked.only.length === 0 || ids.some((id) => asked.only.includes(id))
}

function optionsOf(args: readonly string[]): {
  readonly full: boolean
  readonly only: readonly string[]
  readonly checks: number | undefined
} {
  let [full, only, checks]: [boolean, readonly string[], number | undefined] = [false, [], undefined]
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]
    if (arg === '--full') full = true
    else if (arg === '--only') only = (args[++i] ?? '').split(',').filter(Boolean)
    else if (arg === '--checks') checks = Number(args[++i])
    else refuse(`${arg} is not an option of npm run bench; there are --full, --only PERF-1,PERF-7 and --checks 500.`)
  }
  const unknown = only.find((id) => !KNOWN.includes(id))
  if (unknown) refuse(`${unknown} is not measured here; there are ${KNOWN.toSorted().join(', ')}.`)
  if (checks !== undefined && (!Number.isInteger(checks) || checks < 100)) refuse('--checks must be a whole number of at least 100.')
  return { full, only, checks }
}

function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(2)
}
