import { niceTicks } from '@/components/charts/scale'
import { waterlineDomain } from '@/components/charts/waterline-domain'
import type { Headline } from '@/server/impact/rules/headline'
import { levelsOf, loadsOf, tookOf } from '@/server/impact/rules/load'
import type { RiskState } from '@/server/impact/rules/risk-state'
import { workingsOf } from '@/server/impact/rules/workings'
import { formatWhole } from '@/server/kernel/money'
import { tick } from './words'

/** The end of the range may be hours away while the likely end is minutes away: so many times as far is drawn at most. */
const FAR = 2.5
/** Room above the highest load for what is written on its head. */
const HEADROOM = 1.1
/** What the name of a past load needs beside it, of the stretch before the present one. */
const LABEL_SHARE = 0.45
/** The line stands at two thirds of the plot at most, so that the text above it has a ground. */
const LINE_SHARE = 0.62

/** On the wall the figure is so large that it takes more of the width. */
const WALL_TEXT_SHARE = 0.6

/** What the gauge shows while something costs money. Values in minor units an hour. */
export function gaugeOf(risk: RiskState, told: Headline, nowMs: number, limitMinor: number, isWall = false) {
  const { running, rates, aheadLoads } = workingsOf(risk, nowMs)
  const costly = running.filter(({ id }) => (rates.get(id) ?? 0) > 0)
  const sinceMs = Math.min(nowMs, ...(costly.length > 0 ? costly : running).map(({ startedAtMs }) => startedAtMs))
  const end = told.likelyEnd
  const likelyEndMs = end && told.perHourMinor > 0 ? end.endsAtMs : undefined
  const latestMs = likelyEndMs === undefined || !end ? nowMs : Math.min(end.latestAtMs, sinceMs + (likelyEndMs - sinceMs) * FAR)
  const domain = waterlineDomain(sinceMs, Math.max(latestMs, nowMs), isWall ? WALL_TEXT_SHARE : undefined)
  const measured = levelsOf(loadsOf(risk, domain.fromMs, nowMs), domain.fromMs)
  const expected = levelsOf(aheadLoads, nowMs)
  const peak = Math.max(limitMinor, ...measured.map(({ value }) => value), ...expected.map(({ value }) => value))
  const { max, scaleLabels } = scaleTo(peak, limitMinor, risk.base)
  return {
    ...domain,
    nowMs,
    sinceMs,
    measured,
    expected,
    max,
    scaleLabels,
    likelyEndMs,
    endRangeMs: likelyEndMs === undefined || !end ? undefined : ([Math.max(end.earliestAtMs, sinceMs), latestMs] as const),
    latestMs,
    history: historyOf(risk, domain.fromMs, sinceMs),
  }
}

/** The top of the scale and its ticks, so that both the load and the line are well inside. */
export function scaleTo(peakMinor: number, limitMinor: number, currency: string) {
  const max = Math.max(peakMinor * HEADROOM, limitMinor / LINE_SHARE)
  const scaleLabels = niceTicks(max)
    .filter((value) => value <= max)
    .map((value) => ({ value, label: tick({ amountMinor: value, currency }) }))
  return { max, scaleLabels }
}

/** The last one that is over and still in the picture, named at the end of its load where there is room. */
function historyOf(risk: RiskState, fromMs: number, sinceMs: number): { atMs: number; label: string }[] {
  return risk.incidents
    .filter(({ over }) => over)
    .flatMap(({ id, title }) => {
      const ends = risk.streams.flatMap(({ losses }) =>
        losses.flatMap(({ incidentId, toMs }) => (incidentId === id && toMs !== null ? toMs : [])),
      )
      const atMs = Math.max(...ends)
      const cost = formatWhole({ amountMinor: tookOf(risk, id), currency: risk.base })
      return atMs > fromMs && atMs < sinceMs - (sinceMs - fromMs) * LABEL_SHARE
        ? [{ atMs, label: `${title.replace(' is ', ' was ').replace(' are ', ' were ')}, ${cost}` }]
        : []
    })
    .sort((a, b) => b.atMs - a.atMs)
    .slice(0, 1)
}

/** Minor units an hour as it is said: "£4,180 an hour". */
export const anHour = (amountMinor: number, currency: string): string => `${formatWhole({ amountMinor, currency })} an hour`
