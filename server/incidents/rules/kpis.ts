import type { Incident } from '../model'

/** What a KPI is measured from; nothing else of an incident is needed. */
export type Measured = Pick<Incident, 'startedAt' | 'openedAt' | 'acknowledgedAt' | 'endedAt' | 'proven' | 'openedBy'>

export type Kpi = {
  /** The mean in milliseconds; null where there is no data. */
  readonly meanMs: number | null
  /** How many incidents it is the mean of. */
  readonly incidents: number
}
export type Kpis = { readonly detect: Kpi; readonly acknowledge: Kpi; readonly repair: Kpi }

/** What each of them says, for the screen (INC-6). */
export const KPI_DEFINITIONS: Readonly<Record<keyof Kpis, string>> = {
  detect: 'From the first failed result to the result that confirmed it; the mean of incidents that Plimsoll found.',
  acknowledge: 'From the confirmation to the first person who acknowledged it; incidents that nobody acknowledged are left out.',
  repair:
    'From the first failed result to the first success of the row that proved recovery; incidents that were closed without proof, or began only at their end by a move of their check, are left out.',
}

/** Mean times of a set of incidents (INC-6): to detect, to acknowledge, to repair. */
export const kpisOf = (incidents: readonly Measured[]): Kpis => ({
  detect: mean(
    incidents.flatMap(({ openedBy, startedAt, openedAt }) => (openedBy === null ? [openedAt.getTime() - startedAt.getTime()] : [])),
  ),
  acknowledge: mean(
    incidents.flatMap(({ openedAt, acknowledgedAt }) => (acknowledgedAt ? [acknowledgedAt.getTime() - openedAt.getTime()] : [])),
  ),
  repair: mean(
    incidents.flatMap(({ startedAt, endedAt, proven }) =>
      endedAt && proven && endedAt > startedAt ? [endedAt.getTime() - startedAt.getTime()] : [],
    ),
  ),
})

/** How a KPI moved against the period before, in milliseconds; null unless both have data. */
export const trend = (now: Kpi, before: Kpi): number | null =>
  now.meanMs === null || before.meanMs === null ? null : now.meanMs - before.meanMs

const mean = (values: readonly number[]): Kpi => ({
  meanMs: values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length,
  incidents: values.length,
})
