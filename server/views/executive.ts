import type { Sql } from '@/db/client'
import type { Actor } from '../access/model'
import type { Tallies } from '../checks/queries/history'
import type { OpportunityRow, RiskState } from '../impact/rules/risk-state'
import { DAY } from '../kernel/duration'
import type { Mirror } from '../live/mirror'
import type { World } from '../pipeline/model'
import type { Clock } from '../runtime/clock'
import type { Log } from '../runtime/log'
import type { AvailabilityBook } from './availability'
import { incidentsSince, loadsSince, lossByMonth, stakeSpans } from './executive-queries'
import type { ExecutiveView, LowestAvailability } from './model'
import { dayHealths, dayLoadsOf, daysBack, monthsBack, monthsOf, periodOf, seenOf } from './rules/history'
import { mapped, reader } from './section'

/** What a view is made of. */
export type ViewParts = {
  readonly sql: Sql
  readonly clock: Clock
  readonly log: Log
  readonly actor: Actor
  readonly mirror: Pick<Mirror, 'world' | 'snapshot'>
  readonly availability: AvailabilityBook
}

const MONTHS = 12
const LOAD_DAYS = 90
const HEALTH_DAYS = 30
/** Services whose availability is told. */
const LOWEST = 5

/** The executive view: what is at risk from memory, and its history from five queries. Without Postgres the live part stands, and says what is missing. */
export async function executiveView({ sql, clock, log, actor, mirror, availability }: ViewParts): Promise<ExecutiveView> {
  const now = clock.now()
  const { world } = mirror
  const months = monthsBack(now, MONTHS)
  const [before = now, current = now] = months.slice(-3, -1)
  const since = (days: number) => new Date(now.getTime() - days * DAY)
  const read = reader({ clock, log })
  const [losses, loads, incidents, times, stakes] = await Promise.all([
    read('the loss by month', lossByMonth(sql, months, now)),
    read('the load of the last days', loadsSince(sql, new Date(daysBack(now, LOAD_DAYS)[0] ?? 0))),
    read('response times', incidentsSince(sql, before)),
    read('availability', availability.of('service')),
    read('the health of opportunities', stakeSpans(sql, since(HEALTH_DAYS))),
  ])
  return {
    nowMs: now.getTime(),
    risk: mirror.snapshot<RiskState>('risk', actor),
    opportunities: mirror.snapshot<OpportunityRow>('opportunities', actor),
    months: mapped(losses, (rows) => monthsOf(rows, months, world.currencies)),
    days: mapped(loads, (rows) => dayLoadsOf(rows, daysBack(now, LOAD_DAYS), now, world.currencies)),
    period: mapped(incidents, (rows) => periodOf(rows, [before, current])),
    availability: mapped(times, (tallies) => lowestOf(world, tallies)),
    health: mapped(stakes, (rows) =>
      Object.fromEntries(
        [...Map.groupBy(rows, ({ id }) => id)].map(([id, spans]) => [id, dayHealths(spans, daysBack(now, HEALTH_DAYS), now)]),
      ),
    ),
  }
}

function lowestOf({ services }: World, tallies: Tallies): LowestAvailability {
  const known = [...services.values()].flatMap(({ service: { id, title, tier } }) => {
    const month = tallies.get(id)?.at(-1)
    const seen = month && seenOf(month)
    return seen && seen.ratio !== null ? [{ ...seen, id, title, tier }] : []
  })
  const lowest = known.toSorted((a, b) => (a.ratio ?? 1) - (b.ratio ?? 1) || a.tier - b.tier).slice(0, LOWEST)
  return { known: known.length, lowest }
}
