import { quantile, short } from '../statistics'
import type { ActMeasure, Stage } from './measure'

const TARGET_MS = 15
const [WINDOW_MS, WINDOW_FULL_MS] = [20_000, 60_000]
const EVERY_MS = 10

/** PERF-13: what programs read, a hundred requests a second at their own pace, whatever the ones before take, while all checks report. */
export const reads: ActMeasure = {
  ids: ['PERF-13'],
  async act(stage) {
    const paths = await pathsOf(stage)
    const took = new Map<string, number[]>(paths.map((path) => [path, []]))
    // Nobody asks a server that never answered before.
    for (const path of [...paths, ...paths, ...paths]) await read(stage, path)
    const under: Promise<void>[] = []
    const fromMs = performance.now()
    const windowMs = stage.full ? WINDOW_FULL_MS : WINDOW_MS
    for (let i = 0; performance.now() - fromMs < windowMs && !stage.signal.aborted; i++) {
      const path = paths[i % paths.length] ?? ''
      under.push(read(stage, path).then((ms) => void took.get(path)?.push(ms)))
      await stage.sleep(Math.max(0, fromMs + (i + 1) * EVERY_MS - performance.now()))
    }
    await Promise.all(under)
    const all = [...took.values()].flat()
    const [p50, p99] = [quantile(all, 0.5), quantile(all, 0.99)]
    const slowest = [...took].toSorted(([, a], [, b]) => quantile(b, 0.99) - quantile(a, 0.99))
    return [
      {
        id: 'PERF-13',
        what: `API reads, ${Math.round(all.length / (windowMs / 1_000))} a second of ${paths.length} kinds, ${stage.options.checks} checks every ${stage.options.interval}`,
        value: p99,
        measured: `p50 ${short(p50)}, p99 ${short(p99)} ms (${slowest
          .slice(0, 14)
          .map(([path, ms]) => `${path} p50 ${short(quantile(ms, 0.5))}, p99 ${short(quantile(ms, 0.99))} ms`)
          .join('; ')})`,
        target: `p99 < ${TARGET_MS} ms`,
        holds: p99 < TARGET_MS,
        against: '–',
      },
    ]
  },
}

async function pathsOf(stage: Stage): Promise<readonly string[]> {
  const [check] = await stage.world.sql<{ id: string; service: string }[]>`
    select c.id, c.service_id as service from checks c order by c.name limit 1`
  return [
    '/api/v1/checks?limit=100',
    `/api/v1/checks/${check?.id}`,
    `/api/v1/checks/${check?.id}/results?limit=100`,
    '/api/v1/services',
    `/api/v1/services/${check?.service}`,
    '/api/v1/incidents?limit=50',
    '/api/v1/incidents?states=triggered',
    '/api/v1/alerts?limit=50',
    '/api/v1/notices?limit=50',
    '/api/v1/streams',
    '/api/v1/opportunities',
    '/api/v1/settings',
  ]
}

/** How long it took; forever, if it was refused. */
async function read({ world, note }: Stage, path: string): Promise<number> {
  const fromMs = performance.now()
  const answer = await fetch(world.url + path, { headers: { authorization: `Bearer ${world.key}` } })
  const body = await answer.text()
  if (answer.ok) return performance.now() - fromMs
  note(`${path} answered ${answer.status}: ${body}`)
  return Number.POSITIVE_INFINITY
}
