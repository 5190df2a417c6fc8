import type { Tier } from '../../catalogue/model'
import type { Status } from '../../checks/model'
import { apportion } from './currency'

export type Weighed = { readonly title: string; readonly tier: Tier; readonly status: Status }

export type ScoreInput = {
  /** How many services there are of each tier. */
  readonly tiers: Readonly<Record<Tier, number>>
  /** Those that are not up. */
  readonly services: readonly Weighed[]
  /** Titles of incidents of severity emergency that nobody has acknowledged. */
  readonly unacknowledgedEmergencies: readonly string[]
  readonly tierWeights: Readonly<Record<Tier, number>>
  readonly degradedSeverity: number
}

export type Deduction = {
  readonly title: string
  readonly because: 'down' | 'degraded' | 'blind' | 'emergency' /** whole points, as shown */
  readonly points: number /** How it is worked out. */
  readonly product: string
}

export type HealthScore = {
  /** 0..100, whole; the deductions as shown add up to what is missing, unless the floor cut them. */
  readonly score: number
  readonly deductions: readonly Deduction[]
  /** Services that could not be seen; they count half. */
  readonly blind: readonly string[]
}

/** Taken off for each emergency that nobody has acknowledged. */
const EMERGENCY_POINTS = 5
/** What a service that cannot be seen counts: half of one that is down. */
const BLIND_SEVERITY = 0.5

/**
 * How well everything is, in one number (VIEW-9): 100 − Σ weight × severity − 5 for each unacknowledged emergency, at least 0.
 * Weights are declared by tier and scaled so that those of all services add up to 100.
 *
 * @returns null when there is no service to be well
 * @see docs/concepts.md#health-score
 */
export function healthScore({ tiers, services, unacknowledgedEmergencies, tierWeights, degradedSeverity }: ScoreInput): HealthScore | null {
  const whole = tiers[1] * tierWeights[1] + tiers[2] * tierWeights[2] + tiers[3] * tierWeights[3]
  if (!(whole > 0)) return null
  const severities: Partial<Record<Status, readonly [Deduction['because'], number]>> = {
    down: ['down', 1],
    degraded: ['degraded', degradedSeverity],
    unknown: ['blind', BLIND_SEVERITY],
  }
  const lost = services.flatMap(({ title, tier, status }) => {
    const [because, severity] = severities[status] ?? []
    if (!because || !severity) return []
    const weight = (100 * tierWeights[tier]) / whole
    return [{ title, because, exact: weight * severity, product: `${round(weight)} × ${round(severity)}` }]
  })
  const emergencies = unacknowledgedEmergencies.map((title) => ({
    title,
    because: 'emergency' as const,
    exact: EMERGENCY_POINTS,
    product: 'nobody has acknowledged it',
  }))
  const all = [...lost, ...emergencies].sort((a, b) => b.exact - a.exact)
  const shown = apportion(all.map(({ exact }) => exact))
  return {
    score: Math.max(0, 100 - shown.reduce((sum, points) => sum + points, 0)),
    deductions: all.map(({ title, because, product }, i) => ({ title, because, product, points: shown[i] ?? 0 })),
    blind: services.filter(({ status }) => status === 'unknown').map(({ title }) => title),
  }
}

const round = (value: number): string => String(Math.round(value * 100) / 100)
