import type { Tier } from '../../catalogue/model'
import type { Status } from '../../checks/model'
import { apportion } from './currency'
import type { RiskServices, Unacknowledged } from './risk-state'

export type Weighed = { readonly title: string; readonly tier: Tier; readonly status: Status }

export type ScoreInput = {
  /** How many services there are of each tier. */
  readonly tiers: Readonly<Record<Tier, number>>
  /** Those that are not up and have a name here; and how many more there are. */
  readonly services: readonly Weighed[]
  readonly others: RiskServices['others']
  readonly unacknowledgedEmergencies: Unacknowledged
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
export function healthScore({
  tiers,
  services,
  others,
  unacknowledgedEmergencies,
  tierWeights,
  degradedSeverity,
}: ScoreInput): HealthScore | null {
  const whole = tiers[1] * tierWeights[1] + tiers[2] * tierWeights[2] + tiers[3] * tierWeights[3]
  if (!(whole > 0)) return null
  const severities: Partial<Record<Status, readonly [Deduction['because'], number]>> = {
    down: ['down', 1],
    degraded: ['degraded', degradedSeverity],
    unknown: ['blind', BLIND_SEVERITY],
  }
  const lost = [
    ...services.map((service) => ({ ...service, count: 1 })),
    ...others.map((other) => ({ ...other, title: `${other.count} more of tier ${other.tier}` })),
  ].flatMap(({ title, tier, status, count }) => {
    const [because, severity] = severities[status] ?? []
    if (!because || !severity) return []
    const weight = (100 * tierWeights[tier]) / whole
    const product = `${round(weight)} × ${round(severity)}${count > 1 ? ` × ${count}` : ''}`
    return [{ title, because, exact: weight * severity * count, product }]
  })
  const { titles, others: moreEmergencies } = unacknowledgedEmergencies
  const emergencies = [
    ...titles.map((title) => ({ title, exact: EMERGENCY_POINTS, product: 'nobody has acknowledged it' })),
    ...(moreEmergencies > 0
      ? [
          {
            title: `${moreEmergencies} more`,
            exact: EMERGENCY_POINTS * moreEmergencies,
            product: `${EMERGENCY_POINTS} × ${moreEmergencies}`,
          },
        ]
      : []),
  ].map((one) => ({ ...one, because: 'emergency' as const }))
  const all = [...lost, ...emergencies].sort((a, b) => b.exact - a.exact)
  const shown = apportion(all.map(({ exact }) => exact))
  return {
    score: Math.max(0, 100 - shown.reduce((sum, points) => sum + points, 0)),
    deductions: all.map(({ title, because, product }, i) => ({ title, because, product, points: shown[i] ?? 0 })),
  }
}

const round = (value: number): string => String(Math.round(value * 100) / 100)
