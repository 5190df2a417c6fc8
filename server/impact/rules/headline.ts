import { SEVERITIES } from '../../checks/model'
import { decimalsOf } from '../../kernel/money'
import type { Credits } from './contract-risk'
import { apportion } from './currency'
import { type Outlook, outlook } from './outlook'
import type { RiskIncident, RiskState } from './risk-state'
import { affectedOf } from './segments'
import { sumOf, type Workings, workingsOf } from './workings'

/** The four amounts that add up to revenue at risk (IMP-7), in the order in which they are told. */
export const PARTS = ['lost', 'further', 'credits', 'opportunities'] as const
export type PartKey = (typeof PARTS)[number]

export type Range = { readonly lowMinor: number; readonly highMinor: number }

export type Part = {
  readonly key: PartKey
  /** Rounded so that the four add up to the figure. */
  readonly shownMinor: number
  /** Not rounded. */
  readonly exactMinor: number
  /** Null where nothing is estimated. */
  readonly range: Range | null
}

export type Also = {
  readonly id: string
  readonly number: number
  readonly title: string
  readonly perHourMinor: number
  readonly owner: string | null
  readonly slow: boolean
}

export type Headline = {
  /**
   * - `nothing-watched`: no service is declared yet
   * - `calm`: nothing is open, and everything can be seen
   * - `unseen`: nothing is known to fail, and not everything can be seen
   * - `failing`: something fails that costs nothing by what is declared
   * - `risk`: money is at risk
   */
  readonly mood: 'nothing-watched' | 'calm' | 'unseen' | 'failing' | 'risk'
  readonly currency: string
  readonly figureMinor: number
  readonly range: Range
  readonly parts: Readonly<Record<PartKey, Part>>
  /** The opportunities at risk by their probabilities; beside the figure, not in it. */
  readonly weightedMinor: number
  /** A rate, never an addend. */
  readonly perHourMinor: number
  /** Null when no segment is declared. */
  readonly customers: number | null
  /** What is failing, in the words of the business. */
  readonly sentence: string
  /** The incident that the sentence is about. */
  readonly leading: RiskIncident | null
  readonly sinceMs: number | null
  /** Who is on the leading incident. */
  readonly onIt: string | null
  /** When the last of what costs something is likely to end. */
  readonly likelyEnd: Outlook | null
  /** The first likely end has passed. */
  readonly overdue: boolean
  /** Titles of the deals at risk, the largest first. */
  readonly deals: readonly string[]
  /** What else is open, the costliest first. */
  readonly also: readonly Also[]
  readonly openIncidents: number
}

/** Revenue at risk at an instant (IMP-7): the figure, what it is made of, and what it means in a sentence. Same rules on server and screen. */
export function headline(risk: RiskState, now: Date): Headline {
  const workings = workingsOf(risk, now.getTime())
  const order = byWeight(workings)
  const running = workings.running.toSorted(
    (a, b) => order(a) - order(b) || SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || a.startedAtMs - b.startedAtMs,
  )
  const [leading = null, ...others] = running
  const parts = partsOf(risk, workings)
  const figureMinor = PARTS.reduce((sum, key) => sum + parts[key].shownMinor, 0)
  const deals = workings.atRisk.toSorted((a, b) => b.valueMinor * b.basePerMinor - a.valueMinor * a.basePerMinor)
  const last = lastToEnd(workings, leading)
  return {
    mood: moodOf(
      risk,
      running.length > 0 || deals.length > 0,
      sumOf(Object.values(parts).map(({ exactMinor }) => ({ baseMinor: exactMinor }))) > 0,
    ),
    currency: risk.base,
    figureMinor,
    range: rangeOf(parts),
    parts,
    weightedMinor: deals.reduce((sum, { valueMinor, basePerMinor, probability }) => sum + valueMinor * basePerMinor * probability, 0),
    perHourMinor: [...workings.rates.values()].reduce((sum, rate) => sum + rate, 0),
    customers:
      risk.declared.segments === 0
        ? null
        : risk.segments.reduce((sum, { customers, hits }) => sum + affectedOf({ customers, reaches: hits.map(({ reach }) => reach) }), 0),
    sentence: sentenceOf(risk, leading, deals),
    leading,
    sinceMs: leading?.startedAtMs ?? deals.reduce<number | null>((first, { sinceMs }) => Math.min(first ?? sinceMs, sinceMs), null),
    onIt: leading?.owner ?? null,
    likelyEnd: last ? (workings.outlooks.get(last.id) ?? null) : null,
    overdue: last !== null && outlook(last.startedAtMs, last.startedAtMs, last.repairsMs, risk.rules.repairPrior).endsAtMs <= now.getTime(),
    deals: deals.map(({ title }) => title),
    also: others.map(({ id, number, title, owner }) => ({
      id,
      number,
      title,
      owner,
      perHourMinor: workings.rates.get(id) ?? 0,
      slow: saysSlow(title),
    })),
    openIncidents: risk.openIncidents,
  }
}

function partsOf(
  { base }: RiskState,
  { lost, unseen, beforeMinor, ahead, aheadEarliestMinor, aheadLatestMinor, atRisk, credits }: Workings,
): Readonly<Record<PartKey, Part>> {
  const lostMinor = sumOf(lost)
  const unseenMinor = sumOf(unseen)
  const furtherMinor = unseenMinor + sumOf(ahead)
  const opportunitiesMinor = atRisk.reduce((sum, { valueMinor, basePerMinor }) => sum + valueMinor * basePerMinor, 0)
  const ofCredits = (amount: (one: Credits) => number) => credits.reduce((sum, one) => sum + amount(one) * one.contract.basePerMinor, 0)
  const creditsMinor = ofCredits(({ expectedMinor }) => expectedMinor)
  const creditsRange = { lowMinor: ofCredits(({ lowMinor }) => lowMinor), highMinor: ofCredits(({ highMinor }) => highMinor) }
  const [lostShown = 0, furtherShown = 0, creditsShown = 0, opportunitiesShown = 0] = apportion(
    [lostMinor, furtherMinor, creditsMinor, opportunitiesMinor],
    10 ** decimalsOf(base),
  )
  return {
    lost: {
      key: 'lost',
      shownMinor: lostShown,
      exactMinor: lostMinor,
      range: beforeMinor > 0 ? { lowMinor: lostMinor, highMinor: lostMinor + beforeMinor } : null,
    },
    further: {
      key: 'further',
      shownMinor: furtherShown,
      exactMinor: furtherMinor,
      range: furtherMinor > 0 ? { lowMinor: aheadEarliestMinor, highMinor: unseenMinor + aheadLatestMinor } : null,
    },
    credits: {
      key: 'credits',
      shownMinor: creditsShown,
      exactMinor: creditsMinor,
      range: creditsRange.highMinor > creditsRange.lowMinor ? creditsRange : null,
    },
    opportunities: { key: 'opportunities', shownMinor: opportunitiesShown, exactMinor: opportunitiesMinor, range: null },
  }
}

const rangeOf = (parts: Readonly<Record<PartKey, Part>>): Range =>
  Object.values(parts).reduce<Range>(
    (sum, { exactMinor, range }) => ({
      lowMinor: sum.lowMinor + (range?.lowMinor ?? exactMinor),
      highMinor: sum.highMinor + (range?.highMinor ?? exactMinor),
    }),
    { lowMinor: 0, highMinor: 0 },
  )

function moodOf({ services, blindSinceMs, checks }: RiskState, failing: boolean, costs: boolean): Headline['mood'] {
  if (failing) return costs ? 'risk' : 'failing'
  if (checks === 0) return 'nothing-watched'
  return blindSinceMs !== null || unseenIn(services).count > 0 ? 'unseen' : 'calm'
}

/** The more it threatens and takes, the smaller: deals at risk weigh most, then the loss of an hour. */
const byWeight =
  ({ atRisk, rates }: Workings) =>
  ({ id }: RiskIncident): number =>
    -(
      atRisk.reduce(
        (sum, { incidentIds, valueMinor, basePerMinor }) => (incidentIds.includes(id) ? sum + valueMinor * basePerMinor : sum),
        0,
      ) + (rates.get(id) ?? 0)
    )

/** Of the incidents that cost something, else of the leading one: the one that is likely to end last. */
function lastToEnd({ running, outlooks, rates }: Workings, leading: RiskIncident | null): RiskIncident | null {
  const costly = running.filter(({ id }) => (rates.get(id) ?? 0) > 0)
  const endOf = ({ id }: RiskIncident) => outlooks.get(id)?.endsAtMs ?? 0
  return (
    costly.reduce<RiskIncident | null>((last, incident) => (last === null || endOf(incident) > endOf(last) ? incident : last), null) ??
    leading
  )
}

function sentenceOf(
  risk: RiskState,
  leading: RiskIncident | null,
  deals: readonly { readonly title: string; readonly incidentIds: readonly string[] }[],
): string {
  if (leading) {
    const depend = deals.filter(({ incidentIds }) => incidentIds.includes(leading.id))
    return [
      `${leading.title}.`,
      depend.length > 0 ? dealsIn(depend, 'depends on it', 'depend on it') : dealsIn(deals, 'is at risk', 'are at risk'),
    ]
      .filter(Boolean)
      .join(' ')
  }
  if (deals.length > 0) return dealsIn(deals, 'is at risk', 'are at risk')
  if (risk.checks === 0) return 'Nothing is watched yet.'
  if (risk.blindSinceMs !== null) return 'Plimsoll cannot see at the moment.'
  const unseen = unseenIn(risk.services)
  return unseen.count > 0 ? `Nothing is known to fail. ${listed(unseen)} cannot be seen.` : 'Nothing is at risk.'
}

type Unseen = { readonly titles: readonly string[]; readonly count: number }
function unseenIn({ notUp, others }: RiskState['services']): Unseen {
  const titles = notUp.flatMap(({ status, title }) => (status === 'unknown' ? title : []))
  return { titles, count: others.reduce((sum, { status, count }) => sum + (status === 'unknown' ? count : 0), titles.length) }
}

function dealsIn(deals: readonly { readonly title: string }[], one: string, many: string): string {
  const [first, second, ...rest] = deals
  if (!first) return ''
  if (!second) return `The ${first.title} deal ${one}.`
  return rest.length === 0
    ? `The ${first.title} and ${second.title} deals ${many}.`
    : `${deals.length} deals ${many}, ${first.title} the largest.`
}

function listed({ titles: [first = '', second], count }: Unseen): string {
  if (!second) return count > 1 ? `${first} and ${count - 1} more` : first
  return count === 2 ? `${first} and ${second}` : `${first}, ${second} and ${count - 2} more`
}

/** Whether an incident's sentence says that something is slow, and not that it fails. */
export const saysSlow = (title: string): boolean => /\b(is|are) slow$/.test(title)
