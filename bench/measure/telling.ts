import { quantile, short } from '../statistics'
import { openViewer } from '../viewer'
import type { ActMeasure, Stage } from './measure'

const [P50_MS, P99_MS] = [25, 100]
const [PAGED_P50_MS, PAGED_P99_MS] = [20, 100]
const [TOLD_P50_S, TOLD_MAX_S] = [16, 26]
const FAULTS = 40
const ROUNDS_FULL = 4
/** Between two faults, so that they fall anywhere in the intervals of their checks. */
const APART_MS = 500
const WITHIN_MS = 40_000

type Incident = { readonly id: string; readonly state: string; readonly checks: readonly { readonly name: string }[] }
type Fault = { readonly path: number; readonly atMs: number }
type Told = { readonly sinceFaultMs: number; readonly sinceConfirmedMs: number; readonly pagedMs: number }

/**
 * PERF-7, PERF-8 and PERF-9: targets fail, each at its own moment. From the answer that confirms it, as the target wrote it, until the frame with
 * the committed incident is at the client, and until the pager has the request; and from the fault itself.
 */
export const telling: ActMeasure = {
  ids: ['PERF-7', 'PERF-8', 'PERF-9'],
  async act(stage) {
    const told: Told[] = []
    for (let round = 0; round < (stage.full ? ROUNDS_FULL : 1) && !stage.signal.aborted; round++) told.push(...(await faults(stage, round)))
    const [confirmed, sinceFault] = [told.map((each) => each.sinceConfirmedMs), told.map((each) => each.sinceFaultMs / 1000)]
    const [p50, p99] = [quantile(confirmed, 0.5), quantile(confirmed, 0.99)]
    const paged = told.map((each) => each.pagedMs)
    const [pagedP50, pagedP99] = [quantile(paged, 0.5), quantile(paged, 0.99)]
    const [toldP50, toldMax] = [quantile(sinceFault, 0.5), Math.max(...sinceFault)]
    return [
      {
        id: 'PERF-7',
        what: `Confirming answer to frame with the incident, ${stage.options.checks} checks (${told.length} faults)`,
        value: p99,
        measured: `p50 ${short(p50)}, p99 ${short(p99)} ms`,
        target: `p50 < ${P50_MS}, p99 < ${P99_MS} ms`,
        holds: p50 < P50_MS && p99 < P99_MS,
        against: `Kuma p50 129, max 1,029 ms: ${short(129 / p50)} × under`,
      },
      {
        id: 'PERF-8',
        what: `Confirming answer to the pager having the request, ${stage.options.checks} checks (${told.length} faults)`,
        value: pagedP99,
        measured: `p50 ${short(pagedP50)}, p99 ${short(pagedP99)} ms`,
        target: `p50 < ${PAGED_P50_MS}, p99 < ${PAGED_P99_MS} ms`,
        holds: pagedP50 < PAGED_P50_MS && pagedP99 < PAGED_P99_MS,
        against: `Kuma p50 84, max 864 ms: ${short(84 / pagedP50)} × under`,
      },
      {
        id: 'PERF-9',
        what: `Fault to told, interval ${stage.options.interval}, confirmed after 5 s`,
        value: toldP50,
        measured: `p50 ${short(toldP50)}, max ${short(toldMax)} s`,
        target: `p50 <= ${TOLD_P50_S}, max <= ${TOLD_MAX_S} s`,
        holds: toldP50 <= TOLD_P50_S && toldMax <= TOLD_MAX_S,
        against: `Kuma p50 28.5, Prometheus 30 s: ${short(28.5 / toldP50)} × under`,
      },
    ]
  },
}

async function faults(stage: Stage, round: number): Promise<readonly Told[]> {
  const { target, world, sleep, options, receiver } = stage
  const viewer = await openViewer(world.url, world.key, ['incidents'])
  const seenMs = new Map<number, number>()
  viewer.onItem((_topic, item, atMs) => {
    for (const { name } of (item as Incident).checks) {
      const path = Number(name.slice(name.lastIndexOf('-') + 1))
      if (!seenMs.has(path)) seenMs.set(path, atMs)
    }
  })
  await target.take()
  const failed: Fault[] = []
  const startedMs = performance.now()
  try {
    // One in each of many services, so that each opens an incident of its own.
    for (let i = 0; i < FAULTS && !stage.signal.aborted; i++) {
      const path = (round * FAULTS + i) % options.checks
      failed.push({ path, atMs: performance.timeOrigin + performance.now() })
      target.fail(path, true)
      await sleep(APART_MS)
    }
    while (
      !stage.signal.aborted &&
      failed.some(({ path }) => !seenMs.has(path) || !receiver.pagedMs.has(path)) &&
      performance.now() - startedMs < FAULTS * APART_MS + WITHIN_MS
    )
      await sleep(200)
  } finally {
    for (const { path } of failed) target.fail(path, false)
    viewer.close()
  }
  const asked = await target.take()
  const secondMs = secondFailures(asked)
  return failed.flatMap(({ path, atMs }) => {
    const [seen, second, paged] = [seenMs.get(path), secondMs.get(path), receiver.pagedMs.get(path)]
    if (seen === undefined || second === undefined || paged === undefined) {
      stage.note(`The fault of check ${path} was not told within ${WITHIN_MS / 1000} s.`)
      return [{ sinceFaultMs: Number.POSITIVE_INFINITY, sinceConfirmedMs: Number.POSITIVE_INFINITY, pagedMs: Number.POSITIVE_INFINITY }]
    }
    return [{ sinceFaultMs: seen - atMs, sinceConfirmedMs: seen - second, pagedMs: paged - second }]
  })
}

/** By path: when its second failing answer was written. */
function secondFailures({ paths, atMs, failed }: { paths: Int32Array; atMs: Float64Array; failed: Uint8Array }): Map<number, number> {
  const counts = new Map<number, number>()
  const second = new Map<number, number>()
  paths.forEach((path, i) => {
    if (failed[i] !== 1) return
    const count = (counts.get(path) ?? 0) + 1
    counts.set(path, count)
    if (count === 2) second.set(path, atMs[i] ?? 0)
  })
  return second
}
