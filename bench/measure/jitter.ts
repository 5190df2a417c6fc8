import { phaseOf } from '@/server/engine/rules/next-start'
import { quantile, short } from '../statistics'
import type { Asked } from '../target-client'
import { openViewer } from '../viewer'
import { pathOf } from '../world'
import type { Stage, WindowMeasure } from './measure'

const TARGET_MS = 50
const PROMETHEUS_MS = 30
const PAGES = ['/operations', '/engineering', '/executive']
const VISIT_EVERY_MS = 250

/**
 * PERF-4: how far after its place in the interval each check arrived at the target, connecting included, while browsers open views and
 * leave again four times a second.
 */
export const jitter: WindowMeasure = {
  ids: ['PERF-4'],
  async begin(stage) {
    const places = await placesOf(stage)
    const left = visits(stage)
    return async () => {
      const visited = await left()
      const late = latenessOf(stage.asked, places, stage.intervalMs)
      const p99 = quantile(late, 0.99)
      const missed = 1 - new Set(stage.asked.paths).size / stage.options.checks
      return [
        {
          id: 'PERF-4',
          what: `Start jitter p99 at ${stage.options.checks} checks, ${visited} visits meanwhile`,
          value: p99,
          measured: `${short(p99)} ms (p50 ${short(quantile(late, 0.5))}, max ${short(Math.max(...late))}; ${short(missed * 100)} % missed)`,
          target: `< ${TARGET_MS} ms`,
          holds: p99 < TARGET_MS,
          against: `Prometheus ${PROMETHEUS_MS} ms, Kuma 217 ms, both without visits`,
        },
      ]
    }
  },
}

/** By path: where in its interval the check has its place. */
export async function placesOf({ world, intervalMs }: Pick<Stage, 'world' | 'intervalMs'>): Promise<ReadonlyMap<number, number>> {
  const rows = await world.sql<{ id: string; name: string }[]>`select id, name from checks where removed_at is null`
  return new Map(rows.map(({ id, name }) => [pathOf(name), phaseOf(id, intervalMs)]))
}

export function latenessOf({ paths, atMs }: Asked, places: ReadonlyMap<number, number>, intervalMs: number): number[] {
  return Array.from(paths, (path, i) => ((((atMs[i] ?? 0) - (places.get(path) ?? 0)) % intervalMs) + intervalMs) % intervalMs)
}

/** People who open a view, watch it for a moment and leave. The answer stops them, and says how many came. */
function visits({ world, sleep, signal }: Stage): () => Promise<number> {
  let going = true
  let visited = 0
  const visit = async () => {
    const page = PAGES[visited++ % PAGES.length]
    const answer = await fetch(world.url + page, {
      headers: { authorization: `Bearer ${world.key}` },
      signal: AbortSignal.timeout(20_000),
    })
    await answer.arrayBuffer()
    if (!answer.ok) throw new Error(`${page} answered ${answer.status}.`)
    const viewer = await openViewer(world.url, world.key, ['checks', 'incidents'])
    viewer.close()
  }
  const running = (async () => {
    const open = new Set<Promise<void>>()
    while (going && !signal.aborted) {
      const one: Promise<void> = visit().finally(() => open.delete(one))
      open.add(one)
      one.catch(() => {})
      await sleep(VISIT_EVERY_MS)
      if (open.size > 8) await Promise.race(open)
    }
    await Promise.all(open)
  })()
  running.catch(() => {})
  return async () => {
    going = false
    await running
    return visited
  }
}
