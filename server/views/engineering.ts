import type { Tallies } from '../checks/queries/history'
import { availabilityOf } from '../checks/rules/availability'
import type { CheckRow } from '../live/rows'
import { quantile, unpackRecent } from '../live/rules/recent'
import { checkRowWithRecent } from '../live/topics/checks'
import type { CheckState, World } from '../pipeline/model'
import type { PageContext } from '../web/page-context'
import { checksShown, partOf } from './incident-parts'
import {
  type AvailabilityTable,
  availabilityTable,
  countsByStatus,
  firstArranged,
  type Listed,
  RENDERED_ROWS,
  readFilter,
} from './rules/checks-table'
import { reader } from './section'

/** The table of all checks: what is visible first is rendered here, the rest comes over the socket. One query, shared for a while. */
export async function engineeringView(ctx: PageContext, address: URLSearchParams) {
  const { app, actor, world, clock, log, rights } = ctx
  const all = [...world.checks.values()].map((state) => listed(world, state))
  const { first, matching } = firstArranged(all, readFilter(address), ({ id }) => p95Of(world, id), RENDERED_ROWS)
  const shown = first.map(({ id }) => id)
  const tallies = await reader({ clock, log })('the availability of checks', app.availability.of('check'))
  return {
    checks: all.length > RENDERED_ROWS ? partOf(checksShown(world, shown)) : app.mirror.snapshot<CheckRow>('checks', actor),
    total: all.length,
    matching,
    counts: countsByStatus(all),
    availability: tallies.kind === 'ready' ? tableOf(world, tallies.value) : null,
    services: choicesOf(
      [...world.services.values()].flatMap(({ service: { id, title } }) => (world.checksOf.get(id)?.length ? [[id, title]] : [])),
    ),
    types: choicesOf([...new Set(all.map(({ type }) => type))].map((type) => [type, type])),
    may: { run: rights.has('run-checks'), pause: rights.has('pause-checks'), edit: rights.has('edit-checks') },
  }
}
export type EngineeringView = Awaited<ReturnType<typeof engineeringView>>

const listed = ({ services }: World, { check, status }: CheckState): Listed => ({
  id: check.id,
  name: check.name,
  title: check.title,
  serviceId: check.serviceId,
  service: services.get(check.serviceId)?.service.title ?? check.serviceId,
  type: check.type,
  target: check.target,
  tags: check.tags,
  status,
})

function p95Of(world: World, id: string): number | undefined {
  const state = world.checks.get(id)
  const recent = state && checkRowWithRecent(world, state).recent
  if (!recent) return undefined
  const { ms, outcomes } = unpackRecent(recent)
  return quantile(
    ms.filter((_, place) => outcomes[place] !== 'b'),
    0.95,
  )
}

/** Packed once for all who look while the tallies are shared. */
const tables = new WeakMap<Tallies, AvailabilityTable>()

function tableOf({ checks }: World, tallies: Tallies): AvailabilityTable {
  const known = tables.get(tallies)
  if (known) return known
  const table = availabilityTable(
    [...checks.values()].map(({ check: { id, no } }) => {
      const windows = tallies.get(id)
      const [day, month] = [windows?.at(0), windows?.at(-1)]
      return { no, day: day && availabilityOf(day), month: month && availabilityOf(month) }
    }),
  )
  tables.set(tallies, table)
  return table
}

const choicesOf = (labels: readonly (readonly [value: string, label: string])[]) =>
  labels.map(([value, label]) => ({ value, label })).toSorted((a, b) => (a.label < b.label ? -1 : 1))
