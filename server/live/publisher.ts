import { notFound } from '../kernel/errors'
import type { Registry } from '../kernel/registry'
import type { World } from '../pipeline/model'
import type { Clock } from '../runtime/clock'
import type { Delta, PackedSnapshot, Snapshot } from './model'
import { packItems } from './packing'
import type { Cause, Topic, TopicSources } from './topics/topic'

type Item = { readonly id: string }
/** What is asked for by name: `incidents`, or `incident:<id>`. */
export type Named = { readonly name: string; readonly topic: Topic; readonly key: string }
type Feed = Named & {
  seq: number
  watchers: number
  ids: Set<string>
  backlog: Delta<Item>[]
  packed: { readonly epoch: string; readonly seq: number; readonly snapshot: Promise<PackedSnapshot> } | undefined
}

/** Deltas kept for screens that come back after a moment; those that were away longer get a snapshot. */
const BACKLOG = 64
/** Fewer items are sent as they are. */
const PACKED_FROM = 100
/** A packed snapshot serves for so many deltas more, which are sent after it: many screens that come at once cost one packing. */
const PACKED_FOR = 10
/** Keyed topics that nobody watches are forgotten beyond this many. */
const FEEDS_MAX = 2_000

export type Publisher = ReturnType<typeof createPublisher>

/** Projecting for less than this is no work to speak of. */
const LIGHT_MS = 4
/**
 * After work to speak of, what happens is gathered for as many times as long as that took: in a storm screens are told a little later, together,
 * and people who open a page do not wait for thousands of deltas.
 */
const REST = 3
const LONGEST_REST_MS = 1_000
/**
 * Results change nothing that anybody waits for, and come all the time: for many screens they are gathered for so long for each screen, up to
 * so long, that what does change is not told behind them.
 */
const GATHER_MS_A_SCREEN = 1
const GATHER_FROM_SCREENS = 20
const LONGEST_GATHER_MS = 1_000

/** What waits to be told. Results have a lane of their own. */
type Lane = { readonly gathers: boolean; waiting: Cause[]; planned: boolean; restUntilMs: number }
const lane = (gathers: boolean): Lane => ({ gathers, waiting: [], planned: false, restUntilMs: 0 })

export type PublisherParts = {
  readonly clock: Pick<Clock, 'after' | 'elapsedMs' | 'now'>
  readonly topics: Registry<Topic>
  readonly world: () => World
  /** A name for the numbering; another one whenever the numbers start anew. */
  readonly newEpoch: () => string
  /** Deltas of one moment, each with the name of its topic. */
  readonly onDeltas: (deltas: readonly (readonly [name: string, delta: Delta<Item>])[]) => void
  /** The numbering started anew: everybody needs a snapshot. */
  readonly onReset: () => void
}

/** Projects what happens onto the topics and numbers it, each topic for itself (1.9). Knows no socket. */
export function createPublisher({ clock, topics, world, newEpoch, onDeltas, onReset }: PublisherParts) {
  const feeds = new Map<string, Feed>()
  let epoch = newEpoch()
  // A feed that is made again starts above every number it may have had before, or screens would take its news for old.
  let highest = 0
  const changes = lane(false)
  const results = lane(true)

  const feedOf = (named: Named): Feed => {
    const known = feeds.get(named.name)
    if (known) return known
    if (feeds.size >= FEEDS_MAX) for (const [name, feed] of feeds) if (feed.watchers === 0) feeds.delete(name)
    const made: Feed = { ...named, seq: highest, watchers: 0, ids: new Set(), backlog: [], packed: undefined }
    feeds.set(named.name, made)
    return made
  }

  // A page asks for a topic to render it, its socket to send it, and watching it to know what there is: between two changes that is one.
  const everything = new Map<string, readonly Item[]>()
  const everythingIn = (feed: Feed): readonly Item[] => {
    const known = everything.get(feed.name)
    if (known) return known
    const items = feed.topic.all(world(), feed.key, clock.now())
    everything.set(feed.name, items)
    return items
  }

  const project = (feed: Feed, causes: readonly Cause[]): Delta<Item> | undefined => {
    const touched = new Set<string>()
    for (const cause of causes) {
      const ids = feed.topic.touched(world(), cause, feed.key)
      if (ids === 'all') return number(feed, compare(feed, causes))
      for (const id of ids) touched.add(id)
    }
    if (touched.size === 0) return undefined
    const upsert: Item[] = []
    const remove: string[] = []
    for (const id of feed.watchers > 0 ? touched : []) {
      const item = feed.topic.item(world(), id, feed.key, causes, clock.now())
      if (item) upsert.push(item)
      else remove.push(id)
    }
    return number(feed, { upsert, remove })
  }
  const compare = (feed: Feed, causes: readonly Cause[]) => {
    if (feed.watchers === 0) return { upsert: [], remove: [] }
    const all = everythingIn(feed)
    const ids = new Set(all.map(({ id }) => id))
    const upsert = all.map((item) =>
      feed.ids.has(item.id) ? (feed.topic.item(world(), item.id, feed.key, causes, clock.now()) ?? item) : item,
    )
    return { upsert, remove: [...feed.ids].filter((id) => !ids.has(id)) }
  }
  const number = (feed: Feed, { upsert, remove }: { upsert: readonly Item[]; remove: readonly string[] }): Delta<Item> => {
    feed.seq += 1
    highest = Math.max(highest, feed.seq)
    const delta = { epoch, seq: feed.seq, ...(upsert.length > 0 && { upsert }), ...(remove.length > 0 && { remove }) }
    // Without watchers nothing is projected, so nothing may be replayed either.
    if (feed.watchers === 0) feed.backlog = []
    else feed.backlog = [...feed.backlog, delta].slice(-BACKLOG)
    for (const { id } of upsert) feed.ids.add(id)
    for (const id of remove) feed.ids.delete(id)
    return delta
  }

  const flush = (own: Lane) => {
    own.planned = false
    const startedMs = clock.elapsedMs()
    const causes = own.waiting
    own.waiting = []
    const deltas: (readonly [string, Delta<Item>])[] = []
    for (const feed of feeds.values()) {
      const delta = project(feed, causes)
      if (delta && feed.watchers > 0) deltas.push([feed.name, delta])
    }
    if (deltas.length > 0) onDeltas(deltas)
    const endedMs = clock.elapsedMs()
    const tookMs = endedMs - startedMs
    own.restUntilMs = tookMs < LIGHT_MS ? 0 : endedMs + Math.min(REST * tookMs, LONGEST_REST_MS)
  }
  const plan = (own: Lane) => {
    if (own.planned || own.waiting.length === 0) return
    own.planned = true
    const screens = own.gathers ? Math.max(0, ...[...feeds.values()].map(({ watchers }) => watchers)) : 0
    const gatherMs = screens < GATHER_FROM_SCREENS ? 0 : Math.min(LONGEST_GATHER_MS, GATHER_MS_A_SCREEN * screens)
    const restUntilMs = own.gathers ? Math.max(own.restUntilMs, changes.restUntilMs) : own.restUntilMs
    const waitMs = Math.max(restUntilMs - clock.elapsedMs(), gatherMs)
    if (waitMs > 0) clock.after(waitMs, () => flush(own))
    else queueMicrotask(() => flush(own))
  }

  const missed = (feed: Feed, since: { readonly epoch: string; readonly seq: number }): readonly Delta<Item>[] | 'snapshot' => {
    if (since.epoch !== epoch || since.seq > feed.seq) return 'snapshot'
    const deltas = feed.backlog.filter(({ seq }) => seq > since.seq)
    return deltas.length === feed.seq - since.seq ? deltas : 'snapshot'
  }
  const pack = async (seq: number, items: readonly Item[]): Promise<PackedSnapshot> => {
    const from = epoch
    return { epoch: from, seq, packed: await packItems(items) }
  }

  return {
    /** The topic of that name, or undefined when there is none. */
    named(name: string): Named | undefined {
      const [kind = '', key = '', ...more] = name.split(':')
      const topic = topics.get(kind)
      return topic && topic.keyed === (key !== '') && more.length === 0 ? { name, topic, key } : undefined
    },
    /** Everything in a topic now. Not for topics that have to be read. */
    snapshot(named: Named): Snapshot<Item> {
      const feed = feedOf(named)
      return { epoch, seq: feed.seq, items: everythingIn(feed) }
    },
    /** Everything in a topic now, read where that is needed. The number is taken before the reading: what comes meanwhile comes twice, never not at all. */
    async load(named: Named, sources: TopicSources): Promise<Snapshot<Item>> {
      const feed = feedOf(named)
      if (!feed.topic.load) return { epoch, seq: feed.seq, items: everythingIn(feed) }
      const [before, seq] = [epoch, feed.seq]
      return { epoch: before, seq, items: await feed.topic.load(sources, feed.key) }
    },
    /** What somebody who holds `since` has missed; `'snapshot'` when that is not known any more. */
    missed: (named: Named, since: { readonly epoch: string; readonly seq: number }) => missed(feedOf(named), since),
    /**
     * Everything in a topic, for a screen that unpacks: at once as it is when there is little of it, else packed, and possibly from a
     * moment ago. What has been missed meanwhile has to be sent after it. Not for topics that have to be read.
     */
    packed(named: Named): Snapshot<Item> | Promise<PackedSnapshot> {
      const feed = feedOf(named)
      const held = feed.packed
      if (held && feed.seq - held.seq <= PACKED_FOR && missed(feed, held) !== 'snapshot') return held.snapshot
      const items = everythingIn(feed)
      if (items.length < PACKED_FROM) return { epoch, seq: feed.seq, items }
      const snapshot = pack(feed.seq, items)
      feed.packed = { epoch, seq: feed.seq, snapshot }
      return snapshot
    },
    /** From now on deltas of this topic are made; call the answer when one watcher fewer needs them. */
    watch(named: Named): () => void {
      const feed = feedOf(named)
      feed.watchers += 1
      if (feed.watchers === 1) feed.ids = new Set(everythingIn(feed).map(({ id }) => id))
      let stopped = false
      return () => {
        if (!stopped) feed.watchers -= 1
        stopped = true
      }
    },
    /** What happened. All changes of one moment go out together, and all that come while the publisher rests; so do results, apart from them. */
    take(causes: readonly Cause[]): void {
      everything.clear()
      for (const cause of causes) (cause.kind === 'pulses' ? results : changes).waiting.push(cause)
      plan(changes)
      plan(results)
    },
    /** Another world took the place of the one before. */
    reset(): void {
      epoch = newEpoch()
      everything.clear()
      changes.waiting = []
      results.waiting = []
      for (const feed of feeds.values()) {
        feed.backlog = []
        feed.packed = undefined
        feed.ids = new Set(everythingIn(feed).map(({ id }) => id))
      }
      onReset()
    },
  }
}

/** The topic of that name, or a refusal that says that there is none. */
export function topicNamed(publisher: Publisher, name: string): Named {
  const named = publisher.named(name)
  if (!named) throw notFound('topic', name)
  return named
}
