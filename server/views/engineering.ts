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
  arrange,
  availabilityTable,
  type ChecksFilter,
  countsByStatus,
  firstArranged,
  inGroups,
  type Listed,
  RENDERED_ROWS,
  readFilter,
} from './rules/checks-table'
import { reader } from './section'

/** The table of all checks: what is visible first is rendered here, the rest comes over the socket. One query, shared for a while. */
export async function engineeringView(ctx: PageContext, address: URLSearchParams) {
  const { app, actor, world, clock, log, rights } = ctx
  const all = [...world.checks.values()].map((state) => listed(world, state))
  const { first, matching } = firstOf(world, all, readFilter(address))
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
    tags: [...new Set(all.flatMap(({ tags }) => tags))].sort().slice(0, TAGS_MAX),
    owners: [...new Set(all.flatMap(({ owner }) => owner ?? []))].sort(),
    policies: world.routing.policies.map(({ name, title }) => ({ value: name, label: title ?? name })),
    serviceNames: choicesOf([...world.services.values()].map(({ service: { name, title } }) => [name, title])),
    may: {
      run: rights.has('run-checks'),
      pause: rights.has('pause-checks'),
      edit: rights.has('edit-checks'),
      route: rights.has('change-settings'),
    },
  }
}
/** More are found by typing. */
const TAGS_MAX = 500

/** What is shown first: under heads, the first heads with theirs. */
function firstOf(
  world: World,
  all: readonly Listed[],
  filter: ChecksFilter,
): { readonly first: readonly Listed[]; readonly matching: number } {
  const p95 = ({ id }: Listed) => p95Of(world, id)
  if (filter.group === null) return firstArranged(all, filter, p95, RENDERED_ROWS)
  const rows = arrange(all, filter, p95)
  const shown = inGroups(rows, filter.group).flatMap((line) => (line.kind === 'row' ? [line.row] : []))
  return { first: [...new Set(shown.slice(0, RENDERED_ROWS))], matching: rows.length }
}
export type EngineeringView = Awaited<ReturnType<typeof engineeringView>>

const listed = ({ services }: World, { check, status }: CheckState): Listed => ({
  id: check.id,
  name: check.name,
  title: check.title,
  serviceId: check.serviceId,
  service: services.get(check.serviceId)?.service.title ?? check.serviceId,
  owner: services.get(check.serviceId)?.service.owner ?? null,
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
