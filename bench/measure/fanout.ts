import { join } from 'node:path'
import { startCrowd } from '../crowd-client'
import { cpuMsOfAll } from '../processes'
import { quantile, short } from '../statistics'
import type { ActMeasure, Figure, Stage } from './measure'

/** Screens, and what 99 of 100 frames must be there within. The larger crowd takes a machine to itself, and is asked for with `--full`. */
const CROWDS = [
  { screens: 1_000, targetMs: 50 },
  { screens: 5_000, targetMs: 150 },
] as const
const [MARKS, MARKS_FULL] = [30, 120]
const APART_MS = 350
const SETTLE_MS = 3_000

/**
 * PERF-12: while all checks report, incidents are opened by hand; from the request that opens one until the frame that shows it is at each of
 * the screens, every one of which watches the queue, the money and all checks. The crowd's own work, on the same machine, is in it.
 */
export const fanout: ActMeasure = {
  ids: ['PERF-12'],
  async act(stage) {
    const figures: Figure[] = []
    const crowd = startCrowd(join(stage.options.root, 'dist', 'bench-crowd.js'))
    try {
      let there = 0
      for (const { screens, targetMs } of stage.full ? CROWDS : CROWDS.slice(0, 1)) {
        stage.note(`${screens} screens…`)
        const refused = await crowd
          .open(stage.world.url, stage.world.key, ['checks', 'incidents', 'risk'], screens - there)
          .catch((cause: Error) => cause.message)
        if (refused) stage.note(`${screens} screens were not all let in: ${refused}`)
        if (refused) break
        there = screens
        figures.push(await toldTo(stage, crowd, screens, targetMs))
      }
    } finally {
      await crowd.stop()
    }
    return figures
  },
}

async function toldTo(stage: Stage, crowd: ReturnType<typeof startCrowd>, screens: number, targetMs: number): Promise<Figure> {
  const { world, sleep, signal } = stage
  await sleep(SETTLE_MS)
  await crowd.take()
  const cpuBefore = cpuMsOfAll([world.webServer])
  const fromMs = performance.now()
  const askedMs: number[] = []
  const opened: string[] = []
  for (let i = 0; i < (stage.full ? MARKS_FULL : MARKS) && !signal.aborted; i++) {
    askedMs.push(performance.timeOrigin + performance.now())
    const answer = await post(stage, '/api/v1/incidents', { title: `mark ${i} of the fan-out`, severity: 'low' })
    opened.push(String(answer.id))
    await sleep(APART_MS)
  }
  await sleep(SETTLE_MS)
  const cores = (cpuMsOfAll([world.webServer]) - cpuBefore) / (performance.now() - fromMs)
  const { marks, behindMs, frames, frameBytes, lost } = await crowd.take()
  const tookMs: number[] = []
  for (let i = 0; i + 1 < marks.length; i += 2) tookMs.push((marks[i + 1] ?? 0) - (askedMs[marks[i] ?? -1] ?? Number.NEGATIVE_INFINITY))
  for (const id of opened) await post(stage, `/api/v1/incidents/${id}/resolve`, { reason: 'The measurement is over.' })
  // A frame that a screen never had took forever.
  const missing = Math.max(0, askedMs.length * screens - tookMs.length)
  const all = [...tookMs, ...Array<number>(missing).fill(Number.POSITIVE_INFINITY)]
  const [p50, p99] = [quantile(all, 0.5), quantile(all, 0.99)]
  return {
    id: screens === CROWDS[0].screens ? 'PERF-12' : `PERF-12-${screens}`,
    what: `Opening an incident until its frame is at each of ${screens} screens, ${stage.options.checks} checks every ${stage.options.interval}`,
    value: p99,
    measured: `p50 ${short(p50)}, p99 ${short(p99)} ms (last screen after the first, all frames: p50 ${short(quantile([...behindMs], 0.5))}, p99 ${short(quantile([...behindMs], 0.99))} ms; ${short(frames)} frames, ${short(frameBytes / 1e6)} MB sent, web ${short(cores)} cores; ${missing} frames missed, ${lost} screens lost)`,
    target: `p99 < ${targetMs} ms`,
    holds: p99 < targetMs && lost === 0,
    against: '–',
  }
}

async function post({ world }: Stage, path: string, body: object): Promise<{ readonly id?: string }> {
  const answer = await fetch(world.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${world.key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
  return await answer.json()
}
