import { readEvidence, readIncidentsOfCheck, readPoints, readSpans, readSummary } from '../checks/queries/history'
import { availabilityOf, tally } from '../checks/rules/availability'
import { DAY } from '../kernel/duration'
import { notFound } from '../kernel/errors'
import type { CheckRow, ResultRow } from '../live/rows'
import type { PageContext } from '../web/page-context'
import { atStake, hangingOn, riskSnapshot } from './incident-parts'
import { plannedFor } from './maintenance'
import { TIME_RANGES, type TimeRange } from './rules/time-range'
import { mapped, reader } from './section'

const EVIDENCE = 5
const SPANS_SHOWN = 20

/** One check: where it stands, where its time goes, what proves its failures, and what it was. By id or name. */
export async function checkView(ctx: PageContext, idOrName: string, range: TimeRange) {
  const { app, actor, world, clock, sql, log, rights } = ctx
  const now = clock.now()
  const state = world.checks.get(idOrName) ?? [...world.checks.values()].find(({ check }) => check.name === idOrName)
  if (!state) throw notFound('check', idOrName)
  const { id, no } = state.check
  const from = new Date(now.getTime() - TIME_RANGES[range])
  const monthAgo = new Date(now.getTime() - 30 * DAY)
  const seenTo = app.mirror.status.connected ? now : (app.mirror.status.engineAt ?? now)
  // The number before the history is read: what comes meanwhile comes again, never not at all.
  const news = app.mirror.snapshot<ResultRow>(`check-results:${id}`, actor)
  const read = reader({ clock, log })
  const [points, summary, spans, proof] = await Promise.all([
    read('the history of results', readPoints(sql, { no, from, to: now })),
    read('the distribution', readSummary(sql, { no, from, to: now })),
    read('what the check was', readSpans(sql, id, monthAgo)),
    read('the evidence', Promise.all([readEvidence(sql, id, EVIDENCE), readIncidentsOfCheck(sql, id, monthAgo)])),
  ])
  const within = (days: number) =>
    mapped(spans, (all) => tally(all, { fromMs: now.getTime() - days * DAY, toMs: now.getTime(), seenToMs: seenTo.getTime() }))
  return {
    checkId: id,
    planned: plannedFor(world, [state], now),
    check: app.mirror.snapshot<CheckRow>(`check:${id}`, actor),
    news,
    range,
    fromMs: from.getTime(),
    toMs: now.getTime(),
    points,
    summary,
    day: mapped(within(1), (sums) => ({ ...sums, range: availabilityOf(sums) })),
    month: mapped(within(30), (sums) => ({ ...sums, range: availabilityOf(sums) })),
    spans: mapped(spans, (all) =>
      all
        .slice(-SPANS_SHOWN)
        .toReversed()
        .map(({ status, fromAt, toAt }) => ({ status, fromMs: fromAt.getTime(), toMs: toAt?.getTime() ?? null })),
    ),
    evidence: mapped(proof, ([evidence]) => evidence.map(({ at, ...rest }) => ({ ...rest, atMs: at.getTime() }))),
    incidents: mapped(proof, ([, incidents]) =>
      incidents.map(({ startedAt, endedAt, ...rest }) => ({
        ...rest,
        startedMs: startedAt.getTime(),
        endedMs: endedAt?.getTime() ?? null,
      })),
    ),
    risk: riskSnapshot(ctx),
    /** What an hour without its service would cost, and the deals that hang on it; null for those who may not see money. */
    stake: rights.has('read-money')
      ? { base: world.currencies.base, perHourMinor: atStake(world, now)[state.check.serviceId] ?? 0, deals: hangingOn(world, state.check) }
      : null,
    config: {
      severity: state.check.severity,
      // It says what a failure costs, in figures where they are known.
      consequence: rights.has('read-money') ? state.check.consequence : null,
    },
    may: { run: rights.has('run-checks'), pause: rights.has('pause-checks'), edit: rights.has('edit-checks') },
  }
}
export type CheckView = Awaited<ReturnType<typeof checkView>>
