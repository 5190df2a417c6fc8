import { DAY, formatDuration, HOUR, MINUTE } from '../../kernel/duration'
import { decimalsOf, formatExact, formatWhole, type Money, toMajor } from '../../kernel/money'
import { ratePerHour } from './accrual'
import { apportion } from './currency'
import { type Headline, headline, type PartKey, type Range } from './headline'
import type { Outlook } from './outlook'
import type { RiskIncident, RiskState } from './risk-state'
import { affectedOf } from './segments'
import { sumOf, type Taken, workingsOf } from './workings'

/** What can be opened: the four parts, the rate, and the customers. */
export const OPENABLE = ['lost', 'further', 'credits', 'opportunities', 'rate', 'customers'] as const
export type Openable = (typeof OPENABLE)[number]

export type Line = { readonly sentence: string; readonly product: string; readonly result: string }
export type Group = {
  readonly heading: string
  readonly lines: readonly Line[]
  readonly sum: { readonly product: string; readonly result: string } | null
}

/** A figure in words: sentences with numbers that anybody can check by hand (IMP-7). */
export type Arithmetic = {
  readonly title: string
  /** Null where the figure is not money. */
  readonly figure: Money | null
  readonly count: number | null
  readonly range: Range | null
  readonly groups: readonly Group[]
  readonly notes: readonly string[]
}

export function arithmeticOf(risk: RiskState, now: Date, what: Openable): Arithmetic {
  const told = headline(risk, now)
  switch (what) {
    case 'lost':
      return lostInWords(risk, told, now)
    case 'further':
      return furtherInWords(risk, told, now)
    case 'credits':
      return creditsInWords(risk, told, now)
    case 'opportunities':
      return opportunitiesInWords(risk, told)
    case 'rate':
      return rateInWords(risk, told, now)
    case 'customers':
      return customersInWords(risk, told)
  }
}

const part = (
  { parts, currency }: Headline,
  key: PartKey,
  title: string,
  groups: readonly Group[],
  notes: readonly string[],
): Arithmetic => ({
  title,
  figure: { amountMinor: parts[key].exactMinor, currency },
  count: null,
  range: parts[key].range,
  groups,
  notes,
})

function lostInWords(risk: RiskState, told: Headline, now: Date): Arithmetic {
  const { running, lost, unseen, beforeMinor } = workingsOf(risk, now.getTime())
  const groups = groupsOf(risk, inOrder(told, running), lost, (incident) => lastingOf(incident, now.getTime()))
  const notes = [
    ...(beforeMinor > 0
      ? [`Between the last success and the first failure nobody can say: at most ${money(beforeMinor, risk.base)} more.`]
      : []),
    ...(unseen.length > 0
      ? [`Not counted here: ${money(sumOf(unseen), risk.base)} for the time in which Plimsoll could not see. It is in what is expected.`]
      : []),
    ...(told.parts.opportunities.shownMinor > 0
      ? [`Not counted here: the ${whole(told.parts.opportunities.exactMinor, risk.base)} of opportunities, which are at risk, not lost.`]
      : []),
    ...(groups.length === 0 ? ['Nothing that fails at the moment has cost anything yet.'] : []),
    ...leftOut(risk),
    'An estimate: what each stream usually brings at this hour of the week, times the share that needs what fails.',
  ]
  return part(told, 'lost', 'Lost so far', groups, notes)
}

function furtherInWords(risk: RiskState, told: Headline, now: Date): Arithmetic {
  const { running, ahead, unseen, outlooks } = workingsOf(risk, now.getTime())
  const groups = groupsOf(risk, inOrder(told, running), [...unseen, ...ahead], (incident) => {
    const end = outlooks.get(incident.id)
    return end
      ? `${incident.title}: likely to last ${long(end.endsAtMs - incident.startedAtMs)} in all, ${long(end.endsAtMs - now.getTime())} more`
      : incident.title
  })
  const costly = running.filter(({ id }) => ahead.some(({ incidentId }) => incidentId === id))
  const notes = [
    ...new Set(costly.map((incident) => becauseOf(incident, outlooks.get(incident.id), risk))),
    ...(unseen.length > 0
      ? ['Time in which Plimsoll could not see is counted here: it is expected to have been lost, and was not seen.']
      : []),
    ...(groups.length === 0 ? ['Nothing that fails at the moment is losing money.'] : []),
  ]
  return part(told, 'further', 'Expected further loss', groups, notes)
}

/** Where the likely end comes from, in a sentence. */
function becauseOf({ service, startedAtMs }: RiskIncident, end: Outlook | undefined, { rules: { repairPrior } }: RiskState): string {
  if (!end) return ''
  const range = `eight in ten take between ${long(end.earliestAtMs - startedAtMs)} and ${long(end.latestAtMs - startedAtMs)}`
  const name = service ?? 'it'
  if (end.basis.kind === 'history')
    return `The likely end comes from the last ${end.basis.incidents} repairs of ${name}: given how long it has lasted, ${range}.`
  const usual = `half of all repairs take at most ${long(repairPrior.medianMs)}, eight in ten between ${long(repairPrior.lowMs)} and ${long(repairPrior.highMs)}`
  if (end.basis.outlasted > 0)
    return `It has lasted longer than each of the last ${end.basis.outlasted} repairs of ${name}, so the general assumption is used: ${usual}.`
  return `Fewer than five repairs of ${name} are known, so an assumption is used: ${usual}.`
}

function opportunitiesInWords(risk: RiskState, told: Headline): Arithmetic {
  const { base } = risk
  const deals = risk.opportunities.filter(({ stake }) => stake === 'risk')
  const strained = risk.opportunities.filter(({ stake }) => stake === 'strain')
  const inFull = deals.map(({ title, because, valueMinor, currency, basePerMinor }) => ({
    sentence: `${title} depends on ${because.join(' and ') || 'something that fails'}.`,
    product: `${whole(valueMinor, currency)}${conversion(currency, base, basePerMinor)} in full`,
    baseMinor: valueMinor * basePerMinor,
  }))
  const weighted = deals.map(({ title, valueMinor, probability, currency, basePerMinor }) => ({
    sentence: `${title} is thought to be ${percent(probability)} likely.`,
    product: `${whole(valueMinor, currency)}${conversion(currency, base, basePerMinor)} × ${plain(probability)}`,
    baseMinor: valueMinor * basePerMinor * probability,
  }))
  const groups =
    deals.length === 0
      ? []
      : [...summed('At risk, in full', base, inFull), ...summed('Weighted by probability; beside the figure, not in it', base, weighted)]
  const notes = [
    ...(deals.length === 0
      ? ['Every journey that an opportunity depends on works.']
      : ['The full value is in the figure while a journey of the deal is down, and leaves it when it works again.']),
    ...strained.map(
      ({ title, because }) => `${title} is under strain: ${because.join(' and ')} is slow or cannot be seen. It is not in the figure.`,
    ),
    ...leftOut(risk),
  ]
  return part(told, 'opportunities', 'Opportunities at risk', groups, notes)
}

function creditsInWords(risk: RiskState, told: Headline, now: Date): Arithmetic {
  const { base } = risk
  const { credits } = workingsOf(risk, now.getTime())
  const expected = credits.filter(({ expectedMinor }) => expectedMinor > 0)
  const failing = credits.filter(({ contract }) => contract.failing)
  const lines = expected.map(({ contract, expectedMinor, endsAtMs }) => {
    const { customer, title, monthlyFeeMinor, currency, basePerMinor, sla } = contract
    const share = monthlyFeeMinor > 0 ? expectedMinor / monthlyFeeMinor : 0
    return {
      sentence: `${title}: ${customer} was promised ${percent(sla)} of each month.${endsAtMs === null ? '' : ` By the likely end in ${long(endsAtMs - now.getTime())}, what runs has made ${percent(share)} of the fee due.`}`,
      product: `${whole(monthlyFeeMinor, currency)} × ${plain(share)}${conversion(currency, base, basePerMinor)}`,
      baseMinor: expectedMinor * basePerMinor,
    }
  })
  const notes = [
    ...(risk.declared.contracts === 0 ? ['No contracts are declared, so no credits can fall due.'] : []),
    ...(risk.declared.contracts > 0 && expected.length === 0
      ? [
          failing.length > 0
            ? 'By the likely end no contract falls below a step of its credits.'
            : 'Nothing that a contract measures fails.',
        ]
      : []),
    ...failing.map(({ contract: { title, currency }, dueMinor, inAnHourMinor, uptime, next }) =>
      [
        `${title}: ${share(uptime)} of the month so far, ${money(dueMinor, currency)} owed, ${money(inAnHourMinor, currency)} if it goes on for another hour.`,
        next === null
          ? 'It is at the last step.'
          : `Below ${percent(next.below)}, in ${long(next.inMs)}, ${percent(next.credit)} of the fee is owed.`,
      ].join(' '),
    ),
    ...credits
      .filter(({ contract, dueMinor }) => !contract.failing && dueMinor > 0)
      .map(
        ({ contract: { title, currency }, dueMinor }) => `Owed already, and not in the figure: ${money(dueMinor, currency)} for ${title}.`,
      ),
    ...(risk.declared.contracts > 0
      ? [
          'Only what is owed because of what fails now counts. Uptime is the whole calendar month less what was down, as if the rest of it went well; time in which Plimsoll could not see is in the range.',
        ]
      : []),
    ...leftOut(risk),
  ]
  return part(told, 'credits', 'Credits owed to customers', lines.length === 0 ? [] : summed('Owed by the likely end', base, lines), notes)
}

/** A share of time, as a range where part of it was not seen. */
const share = ({ low, high }: { readonly low: number; readonly high: number }): string =>
  high - low < 0.000005 ? uptime(high) : `${uptime(low)} to ${uptime(high)}`
const uptime = (ratio: number): string =>
  `${(ratio * 100).toLocaleString('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 3 })}\u00a0%`

function rateInWords(risk: RiskState, told: Headline, now: Date): Arithmetic {
  const { running } = workingsOf(risk, now.getTime())
  const hour = risk.streams.flatMap((stream) =>
    stream.losses
      .filter(({ toMs }) => toMs === null || toMs > now.getTime())
      .map((loss): Taken => ({ ...loss, stream, ms: HOUR, baseMinor: ratePerHour(loss) * stream.basePerMinor })),
  )
  return {
    title: 'Losing per hour',
    figure: { amountMinor: told.perHourMinor, currency: risk.base },
    count: null,
    range: null,
    groups: groupsOf(risk, inOrder(told, running), hour, ({ title }) => title, true),
    notes: ['A rate, not part of the sum: it says how fast lost so far grows.'],
  }
}

function customersInWords({ segments }: RiskState, { customers }: Headline): Arithmetic {
  const lines = segments.map(({ title, customers: all, hits }): Line => {
    const affected = affectedOf({ customers: all, reaches: hits.map(({ reach }) => reach) })
    return {
      sentence: `${title}: ${count(all)} customers, of whom ${hits.map(({ title: service, reach }) => `${percent(reach)} use ${service}`).join(' and ')}.`,
      product: `${count(all)} × (1 − ${hits.map(({ reach }) => plain(1 - reach)).join(' × ')})`,
      result: count(affected),
    }
  })
  return {
    title: 'Customers affected',
    figure: null,
    count: customers ?? 0,
    range: null,
    groups:
      lines.length === 0
        ? []
        : [
            {
              heading: 'Segments',
              lines,
              sum: lines.length > 1 ? { product: lines.map(({ result }) => result).join(' + '), result: count(customers ?? 0) } : null,
            },
          ],
    notes: [
      customers === null
        ? 'No customer segments are declared.'
        : lines.length === 0
          ? 'Nothing that customers use is down.'
          : 'Nobody is counted twice: one customer may use two things that fail.',
    ],
  }
}

type Summand = { readonly sentence: string; readonly product: string; readonly baseMinor: number }

/** The order of the page: what it leads with, then the others, the costliest first. */
const inOrder = ({ leading, also }: Headline, incidents: readonly RiskIncident[]): readonly RiskIncident[] => {
  const places = new Map([...(leading ? [leading.id] : []), ...also.map(({ id }) => id)].map((id, place) => [id, place]))
  return incidents.toSorted((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0))
}

/** One group per incident, then the sum of all under the last. Results are rounded so that they add up to it. */
function groupsOf(
  risk: RiskState,
  incidents: readonly RiskIncident[],
  taken: readonly Taken[],
  headingOf: (incident: RiskIncident) => string,
  hourly = false,
): readonly Group[] {
  const { base } = risk
  const costly = incidents.filter(({ id }) => taken.some(({ incidentId }) => incidentId === id))
  const all = costly.flatMap(({ id }) => taken.filter(({ incidentId }) => incidentId === id))
  const results = new Map(apportion(all.map(({ baseMinor }) => baseMinor)).map((minor, i) => [all[i], minor]))
  const sum = [...results.values()]
  return costly.map((incident, index) => ({
    heading: headingOf(incident),
    lines: all
      .filter(({ incidentId }) => incidentId === incident.id)
      .map((one) => {
        const share = shareOf(risk, one)
        return {
          sentence: streamSentence(one, share),
          product: productOf(one, share, base, hourly),
          result: money(results.get(one) ?? 0, base),
        }
      }),
    sum:
      index === costly.length - 1 && sum.length > 1
        ? {
            product: sum.map((minor) => bare(minor, base)).join(' + '),
            result: money(
              sum.reduce((a, b) => a + b, 0),
              base,
            ),
          }
        : null,
  }))
}

function summed(heading: string, base: string, summands: readonly Summand[]): readonly Group[] {
  const minors = apportion(summands.map(({ baseMinor }) => baseMinor))
  const lines = summands.map(({ sentence, product }, i) => ({ sentence, product, result: money(minors[i] ?? 0, base) }))
  return [
    {
      heading,
      lines,
      sum:
        lines.length > 1
          ? {
              product: minors.map((minor) => bare(minor, base)).join(' + '),
              result: money(
                minors.reduce((a, b) => a + b, 0),
                base,
              ),
            }
          : null,
    },
  ]
}

/** How a share came about: by one service, as far as one explains it. */
type Share = { readonly sentence: string; readonly product: string }

function shareOf({ services, rules: { degradedSeverity } }: RiskState, { incidentId, stream, fraction }: Taken): Share {
  const explains = (severity: number) =>
    stream.felt.find(({ incidentIds, dependence }) => incidentIds.includes(incidentId) && Math.abs(dependence * severity - fraction) < 1e-9)
  const titleOf = (id: string) => services.notUp.find((service) => service.id === id)?.title
  const share = (ratio: number) => (ratio > 0.9995 ? 'All' : percent(ratio))
  const down = explains(1)
  const downTitle = down && titleOf(down.serviceId)
  if (down && downTitle) return { sentence: `${share(down.dependence)} of it needs ${downTitle}.`, product: plain(fraction) }
  const slow = explains(degradedSeverity)
  const slowTitle = slow && titleOf(slow.serviceId)
  if (slow && slowTitle)
    return {
      sentence: `${share(slow.dependence)} of it needs ${slowTitle}, and slow counts as ${plain(degradedSeverity)} of down.`,
      product: `${plain(slow.dependence)} × ${plain(degradedSeverity)}`,
    }
  return { sentence: `${share(fraction)} of it is lost here, beyond what else takes.`, product: plain(fraction) }
}

function streamSentence({ stream, baselinePerHourMinor, factor }: Taken, share: Share): string {
  const hourly = formatWhole({ amountMinor: baselinePerHourMinor * factor, currency: stream.currency })
  return `${stream.title}: usually ${hourly} in this hour of the week${factor === 1 ? '' : `, ${plain(factor)} times its baseline`}. ${share.sentence}`
}

function productOf({ stream, baselinePerHourMinor, factor, ms }: Taken, share: Share, base: string, hourly: boolean): string {
  const baseline = formatWhole({ amountMinor: baselinePerHourMinor, currency: stream.currency })
  const time = hourly ? '' : ` × ${seconds(ms)}`
  return `${baseline}/h${factor === 1 ? '' : ` × ${plain(factor)}`} × ${share.product}${time}${conversion(stream.currency, base, stream.basePerMinor)}`
}

const conversion = (currency: string, base: string, basePerMinor: number): string =>
  currency === base ? '' : ` × ${plain((basePerMinor * toMajor(1, base)) / toMajor(1, currency))}`

/** "Admin sign-in is failing" for 372 seconds → "Admin sign-in has been failing for 372 s". */
function lastingOf({ title, startedAtMs }: RiskIncident, nowMs: number): string {
  const lasted = long(nowMs - startedAtMs)
  const said = title.replace(' is ', ' has been ').replace(' are ', ' have been ')
  return said === title ? `${title}, for ${lasted}` : `${said} for ${lasted}`
}

const leftOut = ({ unconverted }: RiskState): readonly string[] =>
  unconverted.length === 0
    ? []
    : [`Left out: what is in ${unconverted.join(', ')}, as no rate is declared for ${unconverted.length === 1 ? 'it' : 'them'}.`]

/** Shorter times to the second, so that a product can be checked; longer ones as they are spoken. */
function long(ms: number): string {
  if (ms < MINUTE) return formatDuration(ms)
  if (ms >= 2 * DAY) return formatDuration(ms)
  const rounded = Math.round(ms / 1_000) * 1_000
  if (rounded < HOUR)
    return rounded % MINUTE === 0 ? `${rounded / MINUTE} min` : `${Math.floor(rounded / MINUTE)} min ${(rounded % MINUTE) / 1_000} s`
  return formatDuration(rounded)
}

const money = (amountMinor: number, currency: string): string => formatExact({ amountMinor: Math.round(amountMinor), currency })
const whole = (amountMinor: number, currency: string): string => formatWhole({ amountMinor, currency })
/** As exact as the sum that it is part of: yen have no decimals, dinars three. */
function bare(amountMinor: number, currency: string): string {
  const digits = decimalsOf(currency)
  return toMajor(amountMinor, currency).toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}
const count = (value: number): string => value.toLocaleString('en-GB')
const percent = (ratio: number): string => `${(ratio * 100).toLocaleString('en-GB', { maximumSignificantDigits: 4 })}\u00a0%`
const seconds = (ms: number): string => `${(ms / 1_000).toLocaleString('en-GB', { maximumFractionDigits: 3 })} s`
/** Two decimals at least, as many as are needed at most. */
const plain = (value: number): string => value.toLocaleString('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 6 })
