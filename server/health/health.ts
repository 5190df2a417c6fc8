import { sentenceOf } from '../kernel/errors'
import type { Registry } from '../kernel/registry'
import type { Clock } from '../runtime/clock'
import { within } from '../runtime/deadline'
import { HEALTH_STATUSES, type HealthComponent, type HealthStatus, type HealthTools, type Observed } from './component'
import { healthComponents } from './components/registry'

export type HealthParts = {
  readonly clock: Clock
  readonly tools: Omit<HealthTools, 'now' | 'elapsedMs'>
  /** Whether this process is about to end and takes no new work. */
  readonly draining: () => boolean
  readonly components?: Registry<HealthComponent>
}

/** One component as it was when last looked at. */
export type Look = Observed & { readonly component: HealthComponent; readonly at: Date; readonly ageMs: number }

export type Health = {
  /** The worst of all components, and each of them. Asks nothing: it says what was seen, and how long ago. */
  level1(): { readonly status: HealthStatus; readonly looks: readonly Look[] }
  /** Whether this web can serve; if not, why. */
  ready(): { readonly ready: boolean; readonly says?: string }
  /** Resolves when every component has been looked at. */
  readonly looked: Promise<void>
  stop(): void
}

type Seen = Observed & { readonly at: Date; readonly atMs: number }

/** Looks at each component at its own pace, so that nobody who asks has to wait for it. */
export function createHealth({ clock, tools, draining, components = healthComponents }: HealthParts): Health {
  const handed: HealthTools = { ...tools, now: () => clock.now(), elapsedMs: () => clock.elapsedMs() }
  const seen = new Map<string, Seen>()
  const busy = new Set<string>()

  async function look(component: HealthComponent): Promise<void> {
    const note = (observed: Observed) => void seen.set(component.kind, { ...observed, at: clock.now(), atMs: clock.elapsedMs() })
    // What hangs is not asked a second time: it would only hold another connection.
    if (busy.has(component.kind))
      return note({ status: 'fail', says: `The ${component.kind} has not answered for more than ${component.withinMs} ms.` })
    busy.add(component.kind)
    const probing = Promise.resolve()
      .then(() => component.probe(handed))
      .finally(() => busy.delete(component.kind))
    try {
      note(await within(clock, component.withinMs, `Looking at the ${component.kind}`, probing))
    } catch (cause) {
      note({ status: 'fail', says: sentenceOf(cause) || `The ${component.kind} does not answer.` })
    }
  }

  const looked = Promise.all(components.all.map(look)).then(() => {})
  const timers = components.all.map((component) => clock.every(component.everyMs, () => void look(component)))

  const lookOf = (component: HealthComponent): Look => {
    const last = seen.get(component.kind)
    if (!last) return { component, status: 'fail', says: 'It has not been looked at yet.', at: clock.now(), ageMs: 0 }
    const { atMs, ...observed } = last
    return { component, ...observed, ageMs: Math.round(clock.elapsedMs() - atMs) }
  }
  return {
    looked,
    level1() {
      const looks = components.all.map(lookOf)
      return { status: worstOf(looks.map(({ status }) => status)), looks }
    },
    ready() {
      if (draining()) return { ready: false, says: 'This process is about to end and takes no new work.' }
      const database = seen.get('database')
      if (tools.engine().connected || (database !== undefined && database.status !== 'fail')) return { ready: true }
      return { ready: false, says: 'Neither the database nor the engine answers: there is nothing that could be shown.' }
    },
    stop() {
      for (const timer of timers) timer.cancel()
    },
  }
}

const worstOf = (statuses: readonly HealthStatus[]): HealthStatus =>
  HEALTH_STATUSES[Math.max(0, ...statuses.map((status) => HEALTH_STATUSES.indexOf(status)))] ?? 'pass'
