import type { Mark } from '@/components/marks/status'
import { formatCompact } from '@/server/kernel/money'
import type { ServiceRow } from '@/server/live/rows'
import { type MapThing, reachedFrom } from '@/server/views/rules/service-map'
import type { ServiceMapView } from '@/server/views/service-map'

export type Money = NonNullable<ServiceMapView['money']>

/** What stands on the map, by id. */
export type Shown =
  | { readonly kind: 'service'; readonly id: string; readonly title: string; readonly service: ServiceRow }
  | { readonly kind: 'stream'; readonly id: string; readonly title: string; readonly perHourMinor: number; readonly base: string }

export type Graph = {
  readonly things: readonly MapThing[]
  readonly shown: ReadonlyMap<string, Shown>
  readonly needs: ReadonlyMap<string, readonly string[]>
  readonly neededBy: ReadonlyMap<string, readonly string[]>
}

/** Services with what they need, and the streams that hang on them. */
export function graphOf(services: readonly ServiceRow[], money: Money | null): Graph {
  const shown = new Map<string, Shown>()
  const things: MapThing[] = []
  for (const { id, title, perHourMinor, shares } of money?.streams ?? []) {
    const on = Object.entries(shares).flatMap(([serviceId, share]) => (share > 0 ? [serviceId] : []))
    if (on.length === 0) continue
    shown.set(id, { kind: 'stream', id, title, perHourMinor, base: money?.base ?? '' })
    things.push({ id, title, needs: on })
  }
  for (const service of services) {
    shown.set(service.id, { kind: 'service', id: service.id, title: service.title, service })
    things.push({ id: service.id, title: service.title, needs: service.dependsOn.map(({ id }) => id) })
  }
  const needs = new Map(things.map(({ id, needs: all }) => [id, all.filter((need) => shown.has(need))]))
  const neededBy = new Map<string, string[]>(things.map(({ id }) => [id, []]))
  for (const [id, all] of needs) for (const need of all) neededBy.get(need)?.push(id)
  return { things, shown, needs, neededBy }
}

/** A service that fails or is slow, as far as others feel it. */
export const isHurt = (one: Shown | undefined): boolean =>
  one?.kind === 'service' && (one.service.status === 'down' || one.service.status === 'degraded')

/** All that fails, and all that feels it. */
export function failingPath({ shown, neededBy }: Graph): ReadonlySet<string> {
  const path = new Set<string>()
  for (const [id, one] of shown)
    if (isHurt(one)) {
      path.add(id)
      for (const reached of reachedFrom(id, neededBy)) path.add(reached)
    }
  return path
}

/** How the line from what needs to what is needed is drawn: as bad as what is needed. */
export function edgeMark(graph: Graph, to: string): Mark {
  const needed = graph.shown.get(to)
  return needed?.kind === 'service' ? needed.service.status : 'up'
}

/** `£4.2k/h`: what an hour without the service would cost the stream. */
export function stakeWords(money: Money | null, streamId: string, serviceId: string): string | undefined {
  const stream = money?.streams.find(({ id }) => id === streamId)
  const minor = (stream?.perHourMinor ?? 0) * (stream?.shares[serviceId] ?? 0)
  return money && minor > 0 ? `${formatCompact({ amountMinor: minor, currency: money.base })}/h` : undefined
}

/** `2 of 3 checks pass`. */
export function checksWords({ counts, checkIds }: ServiceRow): string {
  if (checkIds.length === 0) return 'no checks'
  return `${counts.up} of ${checkIds.length} pass`
}
