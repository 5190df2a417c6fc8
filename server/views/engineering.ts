import { availabilityOf } from '../checks/rules/availability'
import type { Snapshot } from '../live/model'
import type { CheckRow } from '../live/rows'
import { quantile, unpackRecent } from '../live/rules/recent'
import { checkRow, checkRowWithRecent } from '../live/topics/checks'
import type { World } from '../pipeline/model'
import type { PageContext } from '../web/page-context'
import { checksShown, partOf } from './incident-parts'
import { arrange, availabilityTable, countsByStatus, RENDERED_ROWS, readFilter } from './rules/checks-table'
import { reader } from './section'

/** The table of all checks: what is visible first is rendered here, the rest comes over the socket. One query, shared for a while. */
export async function engineeringView(ctx: PageContext, address: URLSearchParams) {
  const { app, actor, world, clock, log, rights } = ctx
  const all = [...world.checks.values()].map((state) => checkRow(world, state))
  const rows = arrange(all, readFilter(address), ({ id }) => p95Of(world, id))
  const tallies = await reader({ clock, log })('the availability of checks', app.availability.of('check'))
  return {
    checks: all.length > RENDERED_ROWS ? firstOf(world, rows) : app.mirror.snapshot<CheckRow>('checks', actor),
    total: all.length,
    matching: rows.length,
    counts: countsByStatus(all),
    availability:
      tallies.kind === 'missing'
        ? null
        : availabilityTable(
            all.map(({ id, no }) => {
              const windows = tallies.value.get(id)
              const [day, month] = [windows?.at(0), windows?.at(-1)]
              return { no, day: day && availabilityOf(day), month: month && availabilityOf(month) }
            }),
          ),
    services: unique(all.map(({ serviceId, service }) => ({ value: serviceId, label: service }))),
    types: unique(all.map(({ type }) => ({ value: type, label: type }))),
    may: { run: rights.has('run-checks'), pause: rights.has('pause-checks'), edit: rights.has('edit-checks') },
  }
}
export type EngineeringView = Awaited<ReturnType<typeof engineeringView>>

const firstOf = (world: World, rows: readonly CheckRow[]): Snapshot<CheckRow> =>
  partOf(
    checksShown(
      world,
      rows.slice(0, RENDERED_ROWS).map(({ id }) => id),
    ),
  )

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

const unique = (choices: readonly { readonly value: string; readonly label: string }[]) =>
  [...new Map(choices.map((choice) => [choice.value, choice])).values()].toSorted((a, b) => (a.label < b.label ? -1 : 1))
