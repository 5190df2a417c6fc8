import { OUTCOMES, type Outcome } from '../../checks/model'
import type { CheckState, Recent, ServiceState, World } from '../../pipeline/model'
import { RECENT } from '../../pipeline/model'
import type { StripRow } from '../rows'
import { letterOf, quantile } from '../rules/recent'
import { packCells, STRIP_STEPS, type Step, stepOf, worse } from '../rules/strip'
import { recentOf } from './checks'
import { type Cause, defineTopic } from './topic'

/** The last results of every service as one row of bars: the worst of its checks at each step. Deltas carry only the steps that changed. */
export const strips = defineTopic<StripRow>({
  kind: 'strips',
  keyed: false,
  right: 'read',
  all: (world) => [...world.services.values()].map((state) => stripRow(world, state)),
  touched(world, cause) {
    switch (cause.kind) {
      case 'pulses':
        return [...new Set(cause.checkIds.flatMap((id) => world.checks.get(id)?.check.serviceId ?? []))]
      case 'result': {
        const id = world.checkByNo.get(cause.result.checkNo)?.check.serviceId
        return id ? [id] : []
      }
      case 'catalogue':
        return 'all'
      default:
        return []
    }
  },
  item(world, id, _key, causes) {
    const state = world.services.get(id)
    if (!state) return undefined
    // Another set of checks may have another step.
    if (causes.some(({ kind }) => kind === 'catalogue')) return stripRow(world, state)
    const checks = world.checksOf.get(id) ?? []
    const stepMs = stepMsOf(checks)
    const steps = new Map<number, Step>()
    for (const { no, atMs, outcome, latencyMs } of resultsIn(causes)) {
      const check = world.checkByNo.get(no)
      if (check?.check.serviceId === id)
        lay(steps, stepOf(atMs, stepMs), { letter: letterOf(outcome), level: levelOf(latencyMs, fullMsOf(check)) })
    }
    return { id, stepMs, ...packCells(steps), ...slowestOf(checks) }
  },
})

export function stripRow(world: World, { service }: Pick<ServiceState, 'service'>): StripRow {
  const checks = world.checksOf.get(service.id) ?? []
  const stepMs = stepMsOf(checks)
  const steps = new Map<number, Step>()
  const lastMs = Math.max(0, ...checks.map(({ lastAt }) => lastAt?.getTime() ?? 0))
  const first = stepOf(lastMs, stepMs) - STRIP_STEPS + 1
  for (const check of checks) {
    const { atMs, latencyMs, outcome, size, next } = check.recent
    const fullMs = fullMsOf(check)
    for (let back = 1; back <= size; back++) {
      const place = (next - back + RECENT) % RECENT
      const step = stepOf(atMs[place] ?? 0, stepMs)
      if (step < first) break
      lay(steps, step, { letter: LETTERS[outcome[place] ?? 0] ?? '', level: levelOf(latencyMs[place] ?? 0, fullMs) })
    }
  }
  return { id: service.id, stepMs, ...packCells(steps), ...slowestOf(checks) }
}

const LETTERS = OUTCOMES.map(letterOf)

/** As long as the check that is looked at least often takes for one result, so that every step is about all checks. */
const stepMsOf = (checks: readonly CheckState[]): number => checks.reduce((longest, { check }) => Math.max(longest, check.intervalMs), 1)

function lay(steps: Map<number, Step>, place: number, step: Step): void {
  const held = steps.get(place)
  if (!held || worse(step, held)) steps.set(place, step)
}

type Seen = { readonly no: number; readonly atMs: number; readonly outcome: Outcome; readonly latencyMs: number }

const resultsIn = (causes: readonly Cause[]): readonly Seen[] =>
  causes.flatMap((cause): readonly Seen[] => {
    if (cause.kind === 'pulses') return cause.pulses ?? []
    if (cause.kind !== 'result') return []
    const { checkNo, at, outcome, latencyMs } = cause.result
    return [{ no: checkNo, atMs: at.getTime(), outcome, latencyMs }]
  })

/** Without a declared threshold a bar is full at this many times the median. */
const FULL_AT_MEDIANS = 2.5

const fullMsOf = ({ check, recent }: CheckState): number => check.slowAfterMs ?? figuresOf(recent).medianMs * FULL_AT_MEDIANS

const levelOf = (latencyMs: number, fullMs: number): number => (fullMs > 0 ? Math.min(1, latencyMs / fullMs) : 0)

/** The check that answers slowest at its 95th percentile, and its line. */
function slowestOf(checks: readonly CheckState[]): Pick<StripRow, 'slowest'> {
  let slowest: { readonly state: CheckState; readonly p95Ms: number } | undefined
  for (const state of checks) {
    const { p95Ms } = figuresOf(state.recent)
    if (p95Ms !== undefined && (!slowest || p95Ms > slowest.p95Ms)) slowest = { state, p95Ms }
  }
  if (!slowest) return { slowest: null }
  const { state, p95Ms } = slowest
  return { slowest: { title: state.check.title, p95Ms: Math.round(p95Ms * 10) / 10, recent: recentOf(state.recent) } }
}

type Figures = { readonly lastMs: number; readonly medianMs: number; readonly p95Ms: number | undefined }
/** Worked out again only after another result. */
const figures = new WeakMap<Recent, Figures>()

function figuresOf(ring: Recent): Figures {
  const { next, size, atMs, latencyMs, outcome } = ring
  const lastMs = atMs[(next + RECENT - 1) % RECENT] ?? 0
  const known = figures.get(ring)
  if (known?.lastMs === lastMs) return known
  const all = Array.from(latencyMs.subarray(0, size))
  const found = {
    lastMs,
    medianMs: quantile(all, 0.5) ?? 0,
    p95Ms: quantile(
      all.filter((_, place) => LETTERS[outcome[place] ?? 0] !== 'b'),
      0.95,
    ),
  }
  figures.set(ring, found)
  return found
}
