import type { Declared, DeclaredStream } from './hurried-config'

/** A stretch of time in which a service did not work; `severity` is 1 when it was down. */
export type Outage = { readonly service: string; readonly fromMs: number; readonly toMs: number; readonly severity: number }

const HOUR_MS = 3_600_000

/**
 * What outages took from each stream, in pence: the arithmetic that somebody does by hand, and on purpose with no code of the product.
 * Minute by minute nothing changes but the hour of the profile and what is failing; of services that need each other only one counts.
 */
export function ledgerByHand({ services, streams }: Declared, outages: readonly Outage[]): ReadonlyMap<string, number> {
  const needs = neededBy(services)
  return new Map(streams.map((stream) => [stream.name, lossOf(stream, outages, needs)]))
}

function lossOf(stream: DeclaredStream, outages: readonly Outage[], needs: ReadonlyMap<string, ReadonlySet<string>>): number {
  const turns = [...new Set([...outages.flatMap(({ fromMs, toMs }) => [fromMs, toMs]), ...fullHoursIn(outages)])].sort((a, b) => a - b)
  return turns.slice(1).reduce((sum, toMs, before) => {
    const fromMs = turns[before] ?? toMs
    const failing = new Map<string, number>()
    for (const { service, severity, ...outage } of outages)
      if (outage.fromMs <= fromMs && outage.toMs >= toMs) failing.set(service, Math.max(severity, failing.get(service) ?? 0))
    const felt = [...failing].map(([service, severity]) => ({ service, share: (stream.dependsOn[service] ?? 0) * severity }))
    return sum + stream.perHour * 100 * factorIn(stream, fromMs) * fractionOf(felt, needs) * ((toMs - fromMs) / HOUR_MS)
  }, 0)
}

/** 1 − Π(1 − share), over those failures of which none explains another and that take most together: every choice is tried. */
function fractionOf(
  felt: readonly { readonly service: string; readonly share: number }[],
  needs: ReadonlyMap<string, ReadonlySet<string>>,
): number {
  let most = 0
  for (let choice = 1; choice < 2 ** felt.length; choice++) {
    const chosen = felt.filter((_, place) => choice & (2 ** place))
    const chained = chosen.some(({ service }) => chosen.some((other) => needs.get(service)?.has(other.service)))
    if (!chained) most = Math.max(most, 1 - chosen.reduce((kept, { share }) => kept * (1 - share), 1))
  }
  return most
}

/** The factor of the hour of the week, where the business is. */
function factorIn({ profile }: DeclaredStream, atMs: number): number {
  if (!profile) return 1
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: profile.timeZone, weekday: 'short', hour: '2-digit', hourCycle: 'h23' })
  const said = new Map(parts.formatToParts(atMs).map(({ type, value }) => [type, value]))
  return profile.week[(said.get('weekday') ?? '').toLowerCase()]?.[Number(said.get('hour'))] ?? 1
}

function fullHoursIn(outages: readonly Outage[]): readonly number[] {
  const first = Math.min(...outages.map(({ fromMs }) => fromMs))
  const last = Math.max(...outages.map(({ toMs }) => toMs))
  const hours: number[] = []
  for (let atMs = Math.ceil(first / HOUR_MS) * HOUR_MS; atMs < last; atMs += HOUR_MS) hours.push(atMs)
  return hours
}

/** Everything that a service needs, directly or through others. */
function neededBy(services: Declared['services']): ReadonlyMap<string, ReadonlySet<string>> {
  const directly = new Map(services.map(({ name, dependsOn = [] }) => [name, dependsOn]))
  const all = (name: string): readonly string[] => (directly.get(name) ?? []).flatMap((needed) => [needed, ...all(needed)])
  return new Map(services.map(({ name }) => [name, new Set(all(name))]))
}
