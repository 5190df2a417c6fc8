/** What a topic shows, whole. `epoch` names the gateway's life, `seq` the last delta that is contained. */
export type Snapshot<Item extends { readonly id: string }> = {
  readonly epoch: string
  readonly seq: number
  readonly items: readonly Item[]
}

/** The same for the way, small: the items as columns (`rules/columns.ts`), as JSON, deflated without a head. */
export type PackedSnapshot = { readonly epoch: string; readonly seq: number; readonly packed: Uint8Array }

/** What changed since the delta before. */
export type Delta<Item extends { readonly id: string }> = {
  readonly epoch: string
  readonly seq: number
  readonly upsert?: readonly Item[]
  readonly remove?: readonly string[]
}

/** What the server sends. `sentAt` (epoch milliseconds) is the age of everything on the screen. */
export type ServerEvents = {
  /** A topic that was asked for, whole; packed when it is large and was asked for so. */
  snapshot(topic: string, snapshot: Snapshot<{ readonly id: string }> | PackedSnapshot): void
  /** Deltas of several topics in one frame. */
  deltas(deltas: readonly (readonly [topic: string, delta: Delta<{ readonly id: string }>])[]): void
  /** Every second: the server is there, and this is its time and what the engine can see. */
  beat(beat: Beat): void
  /** The topic is not to be had, in a sentence. */
  refused(topic: string, sentence: string): void
}

export type ClientEvents = {
  /** Ask for a topic, and all that follows; `since` skips the snapshot when nothing was missed. */
  watch(topic: string, since: { readonly epoch: string; readonly seq: number } | null, form?: 'packed'): void
  unwatch(topic: string): void
}

export type Beat = {
  readonly atMs: number
  /** When the engine last said something to this web; null when it never did. */
  readonly engineAtMs: number | null
  readonly blindSinceMs: number | null
  readonly unstoredSinceMs: number | null
  /** Channels by which no message can be expected to arrive. */
  readonly channelsDown: readonly string[]
  readonly waiting: number
  readonly expected: number
  readonly executed: number
  readonly latenessMs: number
}
