import type { Signal } from '../alerts/model'
import { noRouting } from '../alerts/rules/directory'
import { NUMBERS } from '../alerts/rules/testing'
import type { Service } from '../catalogue/model'
import type { Check, Outcome } from '../checks/model'
import type { Currencies, Opportunity, Stream } from '../impact/model'
import { advance } from './advance'
import { apply } from './apply'
import type { Catalogue, Change, Rules, World } from './model'
import { emptyWorld, layCatalogue } from './world'

export const START = new Date('2026-11-17T14:00:00.000Z')
export const RULES: Rules = {
  degradedSeverity: 0.25,
  reopenWindowMs: 86_400_000,
  waterlinePerHourMinor: null,
  repairPrior: { medianMs: 1_800_000, lowMs: 300_000, highMs: 14_400_000 },
  tierWeights: { 1: 3, 2: 2, 3: 1 },
  pager: NUMBERS,
  maxReported: 100,
  publicUrl: 'https://plimsoll.example',
}
export const GBP: Currencies = { base: 'GBP', rates: {} }

export const aService = (name: string, over: Partial<Service> = {}): Service => ({
  id: name,
  name,
  title: name,
  tier: 1,
  owner: null,
  dependsOn: [],
  runbook: null,
  source: 'file',
  version: 1,
  ...over,
})
export const aCheck = (no: number, serviceId: string, over: Partial<Check> = {}): Check => ({
  id: `check-${no}`,
  no,
  name: `check-${no}`,
  title: `Check ${no}`,
  serviceId,
  type: 'http',
  target: 'http://127.0.0.1/',
  intervalMs: 30_000,
  confirmIntervalMs: 5_000,
  timeoutMs: 10_000,
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
  ...over,
})
export const aStream = (name: string, perHourMinor: number, dependence: Record<string, number>, over: Partial<Stream> = {}): Stream => ({
  id: name,
  name,
  title: name,
  currency: 'GBP',
  baselinePerHourMinor: perHourMinor,
  profile: null,
  dependence,
  source: 'file',
  version: 1,
  ...over,
})
export const anOpportunity = (
  name: string,
  valueMinor: number,
  journeys: Opportunity['journeys'],
  over: Partial<Opportunity> = {},
): Opportunity => ({
  id: name,
  name,
  title: name,
  currency: 'GBP',
  valueMinor,
  probability: 0.7,
  closesOn: null,
  nextStep: null,
  stakeholders: [],
  journeys,
  target: 1,
  source: 'file',
  version: 1,
  ...over,
})

/** Heard at START, unless said. */
export const aSignal = (over: Partial<Signal> = {}): Signal => ({
  source: 'meta',
  fingerprint: 'late',
  state: 'firing',
  title: 'Pages are late',
  says: 'The last one took 4.0 s',
  severity: 'high',
  condition: 'reported',
  service: null,
  group: 'late',
  startedAt: null,
  endedAt: null,
  labels: {},
  link: null,
  heardAt: START,
  expiresAt: null,
  ...over,
})

/** A world with a clock of its own: results go in by letters (`.` pass, `s` slow, `f` fail, `b` blind), changes come out. */
export function story(catalogue: Partial<Catalogue>) {
  const whole: Catalogue = {
    services: [],
    checks: [],
    streams: [],
    opportunities: [],
    segments: [],
    contracts: [],
    measured: new Map(),
    currencies: GBP,
    routing: noRouting,
    windows: [],
    ...catalogue,
  }
  const world: World = emptyWorld({ rules: RULES, now: START })
  layCatalogue(world, whole, START)
  let made = 0
  const ids = { next: () => `id-${String(++made).padStart(4, '0')}` }
  const changes: Change[] = []
  const at = (seconds: number) => new Date(START.getTime() + seconds * 1_000)
  const OUTCOME: Record<string, Outcome> = { '.': 'pass', s: 'slow', f: 'fail', b: 'blind' }
  return {
    world,
    changes,
    at,
    ids,
    /** One result of a check that starts at `seconds` and takes 10 ms. */
    see(checkNo: number, seconds: number, letter: string, says = letter === 'f' ? '503, expected 200' : '200'): readonly Change[] {
      const result = { checkNo, at: at(seconds), outcome: OUTCOME[letter] ?? 'pass', latencyMs: 10, says, code: 200 }
      const told = advance(world, { kind: 'result', result }, new Date(at(seconds).getTime() + 10), ids)
      changes.push(...told)
      return told
    },
    due(seconds: number): readonly Change[] {
      const told = advance(world, { kind: 'due' }, at(seconds), ids)
      changes.push(...told)
      return told
    },
    wake(seconds: number): readonly Change[] {
      const told = advance(world, { kind: 'woke' }, at(seconds), ids)
      changes.push(...told)
      return told
    },
    /** What somebody did, and is stored. */
    move(seconds: number, moved: readonly Change[]): readonly Change[] {
      for (const change of moved) apply(world, change, at(seconds))
      const told = advance(world, { kind: 'moved', changes: moved }, at(seconds), ids)
      changes.push(...told)
      return told
    },
    declare(seconds: number, next: Partial<Catalogue>): readonly Change[] {
      const told = advance(world, { kind: 'catalogue', catalogue: { ...whole, ...next } }, at(seconds), ids)
      changes.push(...told)
      return told
    },
    /** What others than checks say, heard at that instant. */
    hear(seconds: number, ...signals: readonly Partial<Signal>[]): readonly Change[] {
      const heard = signals.map((signal) => aSignal({ heardAt: at(seconds), ...signal }))
      const told = advance(world, { kind: 'signals', signals: heard }, at(seconds), ids)
      changes.push(...told)
      return told
    },
    incidents: () => [...world.incidents.values()],
    loss: (streamId: string) => world.ledger.get(streamId) ?? [],
  }
}
