import { type Actor, may, rolesWith } from '../access/model'
import { HOUR, MINUTE } from '../kernel/duration'
import { Refusal } from '../kernel/errors'
import type { Registry } from '../kernel/registry'
import { apply, applyPulse, forget } from '../pipeline/apply'
import type { Change, Pulse, World } from '../pipeline/model'
import type { Clock } from '../runtime/clock'
import type { Ids } from '../runtime/ids'
import type { Beat, Delta, Snapshot } from './model'
import { createPublisher, type Publisher, topicNamed } from './publisher'
import { TOPICS } from './topics/registry'
import type { Cause, Topic, TopicSources } from './topics/topic'

const FORGET_EVERY_MS = 10 * MINUTE

export type News = { readonly at: Date; readonly pulses: readonly Pulse[]; readonly changes: readonly Change[] }

export type MirrorListener = {
  /** Numbered deltas of the topics that are watched. */
  readonly onDeltas?: (deltas: readonly (readonly [name: string, delta: Delta<{ readonly id: string }>])[]) => void
  /** Everything was replaced: all that watch need a snapshot. */
  readonly onReset?: () => void
  /** Everything that happened, as it happened. */
  readonly onCauses?: (causes: readonly Cause[]) => void
}

export type MirrorParts = {
  readonly clock: Clock
  readonly ids: Pick<Ids, 'next'>
  /** What is known before the engine has spoken: the world from Postgres, or an empty one. */
  readonly world: World
  /** For topics that have to be read. */
  readonly sources: TopicSources
  readonly topics?: Registry<Topic>
}

/** A web's replica of the engine's world, and what its screens are told of it. */
export type Mirror = {
  readonly world: World
  readonly publisher: Publisher
  readonly sources: TopicSources
  /** Whether the engine answers, and when it last said something; null when it never did. */
  readonly status: { readonly connected: boolean; readonly engineAt: Date | null }
  /** What a page renders and then watches from. Throws a refusal when the actor may not, or there is no such topic. */
  snapshot<Item extends { readonly id: string }>(topic: string, actor: Actor): Snapshot<Item>
  /** The same for topics that have to be read (`incident:<id>`). */
  load<Item extends { readonly id: string }>(topic: string, actor: Actor): Promise<Snapshot<Item>>
  /** Another world takes the place of the one before: the engine connected, or Postgres was read. */
  replace(world: World, fromEngine: boolean): void
  /** Applies what the engine, or a verb here, has made true. */
  news(news: News): void
  /** The engine is there. */
  heard(at: Date): void
  /** The engine is gone. */
  down(): void
  beat(): Beat
  listen(listener: MirrorListener): () => void
  onCauses(listener: (causes: readonly Cause[]) => void): () => void
  close(): void
}

export function createMirror({ clock, ids, world: first, sources, topics = TOPICS }: MirrorParts): Mirror {
  const listeners = new Set<MirrorListener>()
  let world = first
  let connected = false
  let engineAt: Date | null = null

  const publisher = createPublisher({
    clock,
    topics,
    world: () => world,
    newEpoch: () => ids.next(),
    onDeltas: (deltas) => {
      for (const { onDeltas } of listeners) onDeltas?.(deltas)
    },
    onReset: () => {
      for (const { onReset } of listeners) onReset?.()
    },
  })
  const tell = (causes: readonly Cause[]) => {
    publisher.take(causes)
    for (const { onCauses } of listeners) onCauses?.(causes)
  }
  const allowed = (name: string, actor: Actor) => {
    const named = topicNamed(publisher, name)
    const { right } = named.topic
    if (!may(actor, right))
      throw new Refusal('forbidden', `This needs the right ${right}, which ${rolesWith(right).join(', ')} have.`, { right })
    return named
  }
  const listen = (listener: MirrorListener) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  const lookingAhead = clock.every(HOUR, () => tell([{ kind: 'hour' }]))
  const forgetting = clock.every(FORGET_EVERY_MS, () => {
    const gone = [...world.incidents.keys()]
    forget(world, clock.now())
    const left = gone.filter((id) => !world.incidents.has(id))
    // Patches of nothing: what asks for these incidents finds them gone.
    if (left.length > 0) tell(left.map((incidentId) => ({ kind: 'incident-changed', incidentId, patch: {} })))
  })

  return {
    get world() {
      return world
    },
    get status() {
      return { connected, engineAt }
    },
    publisher,
    sources,
    snapshot: <Item extends { readonly id: string }>(name: string, actor: Actor) =>
      publisher.snapshot(allowed(name, actor)) as Snapshot<Item>,
    load: async <Item extends { readonly id: string }>(name: string, actor: Actor) =>
      (await publisher.load(allowed(name, actor), sources)) as Snapshot<Item>,
    replace(next, fromEngine) {
      world = next
      if (fromEngine) {
        connected = true
        engineAt = clock.now()
      }
      publisher.reset()
    },
    news({ at, pulses, changes }) {
      for (const pulse of pulses) applyPulse(world, pulse)
      for (const change of changes) apply(world, change, at)
      const checkIds = [...new Set(pulses.flatMap(({ no }) => world.checkByNo.get(no)?.check.id ?? []))]
      const causes: readonly Cause[] = checkIds.length > 0 ? [{ kind: 'pulses', checkIds, pulses }, ...changes] : changes
      if (causes.length > 0) tell(causes)
    },
    heard(at) {
      connected = true
      engineAt = at
    },
    down() {
      connected = false
    },
    beat() {
      const { blindSince, unstoredSince, channels = [], waiting, expected, executed, latenessMs } = world.sight
      return {
        atMs: clock.now().getTime(),
        engineAtMs: engineAt?.getTime() ?? null,
        blindSinceMs: blindSince?.getTime() ?? null,
        unstoredSinceMs: unstoredSince?.getTime() ?? null,
        channelsDown: channels.flatMap(({ name, down }) => (down ? [name] : [])),
        waiting,
        expected,
        executed,
        latenessMs,
      }
    },
    listen,
    onCauses: (onCauses) => listen({ onCauses }),
    close() {
      forgetting.cancel()
      lookingAhead.cancel()
    },
  }
}
