import { MINUTE } from '../kernel/duration'
import type { Felt } from './rules/further'
import type { RiskIncident, RiskLoss, RiskOpportunity, RiskState, RiskStream } from './rules/risk-state'

/** Tuesday 17 November 2026, 14:08:12 GMT: the afternoon on which admin sign-in fails. */
export const STORY_NOW = new Date('2026-11-17T14:08:12.000Z')
const at = (time: string) => Date.parse(`2026-11-17T${time}.000Z`)

export const aRisk = (more: Partial<RiskState> = {}): RiskState => ({
  id: 'risk',
  base: 'GBP',
  unconverted: [],
  declared: { streams: 1, opportunities: 1, segments: 1, contracts: 0 },
  checks: 22,
  services: { tiers: { 1: 3, 2: 3, 3: 2 }, notUp: [], others: [] },
  rules: {
    degradedSeverity: 0.25,
    repairPrior: { medianMs: 30 * MINUTE, lowMs: 5 * MINUTE, highMs: 240 * MINUTE },
    tierWeights: { 1: 5, 2: 3, 3: 1 },
  },
  waterlinePerHourMinor: 250_000,
  openIncidents: more.incidents?.filter(({ over }) => !over).length ?? 0,
  incidents: [],
  streams: [],
  linked: [],
  opportunities: [],
  segments: [],
  contracts: [],
  unacknowledgedEmergencies: { titles: [], others: 0 },
  calmSinceMs: null,
  blindSinceMs: null,
  unstoredSinceMs: null,
  ...more,
})

export const anIncident = (more: Partial<RiskIncident> = {}): RiskIncident => ({
  id: 'admin',
  number: 2417,
  title: 'Admin sign-in is failing',
  severity: 'critical',
  state: 'triggered',
  startedAtMs: at('14:02:00'),
  over: false,
  owner: null,
  service: 'Admin sign-in',
  repairsMs: [],
  blindFromAtMs: null,
  ...more,
})

export const aLoss = (more: Partial<RiskLoss> = {}): RiskLoss => ({
  incidentId: 'admin',
  fromMs: at('14:02:00'),
  toMs: null,
  fraction: 1,
  baselinePerHourMinor: 360_000,
  factor: 1,
  certainty: 'seen',
  ...more,
})

export const aFelt = (more: Partial<Felt> = {}): Felt => ({
  serviceId: 'admin',
  dependence: 1,
  status: 'down',
  blind: false,
  incidentIds: ['admin'],
  ...more,
})

export const aStream = (more: Partial<RiskStream> = {}): RiskStream => ({
  id: 'orders',
  title: 'Managed orders',
  currency: 'GBP',
  basePerMinor: 1,
  baselinePerHourMinor: 360_000,
  profile: null,
  felt: [aFelt()],
  losses: [aLoss()],
  ...more,
})

export const aDeal = (more: Partial<RiskOpportunity> = {}): RiskOpportunity => ({
  id: 'zebra',
  title: 'Zebra Associates',
  currency: 'GBP',
  basePerMinor: 1,
  valueMinor: 92_500_000,
  probability: 0.7,
  stake: 'risk',
  sinceMs: at('14:02:00'),
  because: ['Admin area'],
  incidentIds: ['admin'],
  ...more,
})

/** Admin sign-in is down, which takes all managed orders and four in a hundred at the checkout; renewals are slow; one deal hangs on it. */
export const theStory = (): RiskState =>
  aRisk({
    incidents: [
      anIncident({ owner: 'Priya Nair', repairsMs: [26, 35, 41, 52, 68].map((minutes) => minutes * MINUTE) }),
      anIncident({
        id: 'renewals',
        number: 2418,
        title: 'Renewal payments is slow',
        severity: 'medium',
        startedAtMs: at('14:05:04'),
        service: 'Renewal payments',
      }),
    ],
    streams: [
      aStream(),
      aStream({
        id: 'checkout',
        title: 'Self-serve checkout',
        baselinePerHourMinor: 675_000,
        felt: [aFelt({ dependence: 0.04 })],
        losses: [aLoss({ fraction: 0.04, baselinePerHourMinor: 675_000 })],
      }),
      aStream({
        id: 'renewals',
        title: 'Plan renewals',
        baselinePerHourMinor: 248_000,
        felt: [aFelt({ serviceId: 'renewals', dependence: 0.5, status: 'degraded', incidentIds: ['renewals'] })],
        losses: [aLoss({ incidentId: 'renewals', fromMs: at('14:05:04'), fraction: 0.125, baselinePerHourMinor: 248_000 })],
      }),
    ],
    opportunities: [
      aDeal(),
      aDeal({ id: 'northlight', title: 'Northlight Cinemas', valueMinor: 24_000_000, stake: 'safe', because: [], incidentIds: [] }),
    ],
    segments: [{ id: 'tenants', title: 'Tenants', customers: 4_200, hits: [{ service: 'admin', title: 'Admin sign-in', reach: 0.1 }] }],
    services: {
      tiers: { 1: 3, 2: 3, 3: 2 },
      notUp: [
        { id: 'admin', title: 'Admin sign-in', tier: 1, status: 'down', sinceMs: at('14:02:00') },
        { id: 'renewals', title: 'Renewal payments', tier: 2, status: 'degraded', sinceMs: at('14:05:04') },
      ],
      others: [],
    },
  })
