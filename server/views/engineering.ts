import { readTallies } from '../checks/queries/history'
import { availabilityOf } from '../checks/rules/availability'
import { DAY } from '../kernel/duration'
import type { CheckRow } from '../live/rows'
import { quantile, unpackRecent } from '../live/rules/recent'
import type { PageContext } from '../web/page-context'
import { arrange, availabilityTable, countsByStatus, RENDERED_ROWS, readFilter } from './rules/checks-table'
import { reader } from './section'

/** The table of all checks: what is visible first is rendered here, the rest comes over the socket. One query. */
export async function engineeringView(ctx: PageContext, address: URLSearchParams) {
  const { app, actor, clock, sql, log, rights } = ctx
  const now = clock.now()
  const all = app.mirror.snapshot<CheckRow>('checks', actor)
  const rows = arrange(all.items, readFilter(address), p95Of)
  const seenTo = app.mirror.status.connected ? now : (app.mirror.status.engineAt ?? now)
  const tallies = await reader({ clock, log })(
    'the availability of checks',
    readTallies(sql, { subject: 'check', fromAts: [new Date(now.getTime() - DAY), new Date(now.getTime() - 30 * DAY)], to: now, seenTo }),
  )
  return {
    checks: { ...all, items: rows.slice(0, RENDERED_ROWS) },
    total: all.items.length,
    matching: rows.length,
    counts: countsByStatus(all.items),
    availability:
      tallies.kind === 'missing'
        ? null
        : availabilityTable(
            all.items.map(({ id, no }) => {
              const [day, month] = tallies.value.get(id) ?? []
              return { no, day: day && availabilityOf(day), month: month && availabilityOf(month) }
            }),
          ),
    services: unique(all.items.map(({ serviceId, service }) => ({ value: serviceId, label: service }))),
    types: unique(all.items.map(({ type }) => ({ value: type, label: type }))),
    may: { run: rights.has('run-checks'), pause: rights.has('pause-checks'), edit: rights.has('edit-checks') },
  }
}
export type EngineeringView = Awaited<ReturnType<typeof engineeringView>>

function p95Of({ recent }: CheckRow): number | undefined {
  if (!recent) return undefined
  const { ms, outcomes } = unpackRecent(recent)
  return quantile(
    ms.filter((_, place) => outcomes[place] !== 'b'),
    0.95,
  )
}

const unique = (choices: readonly { readonly value: string; readonly label: string }[]) =>
  [...new Map(choices.map((choice) => [choice.value, choice])).values()].toSorted((a, b) => (a.label < b.label ? -1 : 1))
