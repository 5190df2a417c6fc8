import { noRouting } from '../alerts/rules/directory'
import { NUMBERS } from '../alerts/rules/testing'
import type { Service } from '../catalogue/model'
import { type Check, OUTCOMES } from '../checks/model'
import { fresh } from '../checks/rules/status-machine'
import { HOUR, MINUTE, SECOND } from '../kernel/duration'
import { type Pulse, RECENT, type Rules, type World } from '../pipeline/model'
import { emptyWorld, layCatalogue, noRecent } from '../pipeline/world'
import { outcomeOf, type PackedRecent, packRing, type RecentColumns } from './rules/recent'

const RULES: Rules = {
  degradedSeverity: 0.3,
  reopenWindowMs: 10 * MINUTE,
  waterlinePerHourMinor: null,
  repairPrior: { medianMs: 20 * MINUTE, lowMs: 5 * MINUTE, highMs: HOUR },
  tierWeights: { 1: 3, 2: 2, 3: 1 },
  pager: NUMBERS,
  maxReported: 100,
  publicUrl: 'https://plimsoll.example',
}
export const NOON = new Date('2026-11-22T12:00:00.000Z')

/** A world of one service, `shop`, with so many checks: `check-1`, `check-2`, … */
export function aWorld(checks = 2): World {
  const world = emptyWorld({ rules: RULES, now: NOON })
  const all = Array.from({ length: checks }, (_, place) => aCheck(place + 1))
  layCatalogue(
    world,
    {
      services: [aService()],
      checks: all,
      streams: [],
      opportunities: [],
      segments: [],
      contracts: [],
      measured: new Map(),
      currencies: { base: 'GBP', rates: {} },
      routing: noRouting,
      windows: [],
    },
    NOON,
  )
  return world
}

export const aService = (): Service => ({
  id: 'shop',
  name: 'shop',
  title: 'Shop',
  tier: 1,
  owner: 'Storefront',
  dependsOn: [],
  runbook: null,
  source: 'file',
  version: 1,
})

export const aCheck = (no: number): Check => ({
  id: `check-${no}`,
  no,
  name: `shop-${no}`,
  title: `Shop ${no}`,
  serviceId: 'shop',
  type: 'http',
  target: `http://127.0.0.1/${no}`,
  intervalMs: 20 * SECOND,
  confirmIntervalMs: 5 * SECOND,
  timeoutMs: 10 * SECOND,
  slowAfterMs: null,
  openAfter: 2,
  closeAfter: 3,
  critical: true,
  severity: null,
  consequence: null,
  tags: [],
  paused: false,
  source: 'file',
  version: 1,
})

/** A pass of check `no`, `second` seconds after noon. */
export const aPulse = (no: number, second: number): Pulse => ({
  no,
  atMs: NOON.getTime() + second * SECOND,
  outcome: 'pass',
  latencyMs: 12.5,
  code: 200,
  says: '200',
  standing: { ...fresh, seenWorking: true },
})

/** The last results as the engine keeps them, packed as a snapshot carries them. */
export function packRecent({ atMs, ms, outcomes }: RecentColumns): PackedRecent {
  const ring = noRecent()
  ring.atMs.set(atMs)
  ring.latencyMs.set(ms)
  ring.outcome.set([...outcomes].map((letter) => OUTCOMES.indexOf(outcomeOf(letter))))
  return packRing({ ...ring, size: atMs.length, next: atMs.length % RECENT })
}
