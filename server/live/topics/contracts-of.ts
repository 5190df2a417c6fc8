import type { Span } from '../../checks/model'
import type { Contract } from '../../impact/model'
import { quietPeriod, type RiskContract, type RiskPeriod } from '../../impact/rules/contract-risk'
import { countedAs, creditOf, madeDue, NO_TIME, sumsIn, type Turn, turnsOf } from '../../impact/rules/credits'
import { rateOf } from '../../impact/rules/currency'
import { monthsAround } from '../../impact/rules/months'
import { some } from '../../kernel/iterables'
import type { World } from '../../pipeline/model'

/** Contracts that are kept and owe nothing are named up to this many. */
const QUIET_SHOWN = 50

/** What is owed of contracts is worked out from this: those that fail or owe something, and so many of the others. */
export function contractsOf(world: World, now: Date): readonly RiskContract[] {
  const all = [...world.contracts.values()].flatMap((contract) => contractOf(world, contract, now) ?? [])
  const costly = (contract: RiskContract) => contract.incidentIds.length > 0 || contract.failing || owes(contract)
  return [...all.filter(costly), ...all.filter((contract) => !costly(contract)).slice(0, QUIET_SHOWN)]
}

const owes = (contract: RiskContract): boolean =>
  contract.periods.some(
    (period) => creditOf(contract, period, { ...period.before, downMs: period.before.downMs + period.since.downMs }) > 0,
  )

function contractOf(world: World, contract: Contract, now: Date): RiskContract | undefined {
  const { id, name, title, customer, currency, monthlyFeeMinor, sla, tiers, timeZone, services } = contract
  const basePerMinor = rateOf(currency, world.currencies)
  if (basePerMinor === undefined) return undefined
  const nowMs = now.getTime()
  const histories = services.map((service) => world.measured.get(service) ?? [])
  const turns = turnsOnce(contract, histories)
  const incidentIds = [...new Set(services.flatMap((service) => incidentsAbout(world, service)))]
  const began = incidentIds.map((incident) => world.incidents.get(incident)?.startedAt.getTime() ?? nowMs)
  // Before the first of what runs began; with nothing running, all of it.
  const runsFromMs = began.length > 0 ? Math.min(...began) : Number.POSITIVE_INFINITY
  const last = turns.at(-1)
  const sinceMs = last ? (runsFromMs < nowMs ? Math.max(last.atMs, runsFromMs) : last.atMs) : nowMs
  const months = monthsAround(timeZone, Math.min(runsFromMs, nowMs), nowMs)
  return {
    id,
    name,
    title,
    customer,
    currency,
    basePerMinor,
    monthlyFeeMinor,
    sla,
    tiers,
    timeZone,
    periods: months.map((month): RiskPeriod => {
      if (month.fromMs >= sinceMs) return quietPeriod(month)
      const untilMs = Math.min(month.toMs, sinceMs)
      const splitMs = Math.min(untilMs, Math.max(month.fromMs, runsFromMs))
      return {
        ...month,
        before: sumsIn(turns, month.fromMs, splitMs),
        since: splitMs < untilMs ? sumsIn(turns, splitMs, untilMs) : NO_TIME,
      }
    }),
    is: last?.is ?? 'up',
    sinceMs,
    failing: histories.some((spans) => fails(contract, spans)),
    incidentIds,
    services: services.flatMap((service) => world.services.get(service)?.service.title ?? []),
  }
}

/** The open incidents about a service because it fails, and not because somebody reported something. */
const incidentsAbout = (world: World, serviceId: string): readonly string[] =>
  [...(world.openAlertsOf.get(serviceId) ?? [])].flatMap(([incidentId, alerts]) =>
    some(alerts.values(), ({ condition }) => condition === 'down') ? incidentId : [],
  )

/** Whether it is down as far as anybody can see; what cannot be seen is what it was. */
function fails(contract: Contract, spans: readonly Span[]): boolean {
  const counted = spans.map((span) => countedAs(contract, span))
  return counted.findLast((is) => is !== 'blind') === 'down'
}

/** What an incident that is over has made due, as far back as contracts are remembered; in minor units of each contract's currency. */
export function creditsMadeDue(
  world: World,
  {
    serviceIds,
    startedAtMs,
    endedAtMs,
  }: { readonly serviceIds: readonly string[]; readonly startedAtMs: number; readonly endedAtMs: number },
): readonly { readonly id: string; readonly title: string; readonly currency: string; readonly amountMinor: number }[] {
  return [...world.contracts.values()].flatMap((contract) => {
    const { id, title, currency, monthlyFeeMinor, services, timeZone } = contract
    if (!services.some((service) => serviceIds.includes(service))) return []
    const turns = turnsOnce(
      contract,
      services.map((service) => world.measured.get(service) ?? []),
    )
    const share = madeDue(contract, turns, monthsAround(timeZone, startedAtMs, endedAtMs), startedAtMs, endedAtMs)
    return share > 0 ? [{ id, title, currency, amountMinor: Math.round(share * monthlyFeeMinor) }] : []
  })
}

const known = new WeakMap<Contract, { readonly histories: readonly (readonly Span[])[]; readonly turns: readonly Turn[] }>()

/** A month may hold thousands of spans, and most of what is told changes none of them. */
function turnsOnce(contract: Contract, histories: readonly (readonly Span[])[]): readonly Turn[] {
  const held = known.get(contract)
  if (held && held.histories.length === histories.length && held.histories.every((spans, i) => spans === histories[i])) return held.turns
  const turns = turnsOf(contract, histories)
  known.set(contract, { histories, turns })
  return turns
}
