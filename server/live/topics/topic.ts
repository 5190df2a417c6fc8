import type { Right } from '../../access/model'
import type { Sending } from '../../alerts/model'
import type { Entry } from '../../incidents/model'
import type { Change, Pulse, World } from '../../pipeline/model'

/** What may change what a topic shows: a change of the world, new results of some checks, or time. */
export type Cause =
  | Change
  | { readonly kind: 'pulses'; readonly checkIds: readonly string[]; readonly pulses?: readonly Pulse[] }
  /** An hour has passed: what looks ahead looks further. */
  | { readonly kind: 'hour' }

/** What is not in the world and has to be read: handed to the topics that need it. */
export type TopicSources = {
  entriesOf(incidentId: string): Promise<readonly Entry[]>
  sendingsOf(incidentId: string): Promise<readonly Sending[]>
}

/**
 * A keyed collection of small records, projected from the world. One file, one line in the registry.
 * A topic may be about one thing: `incident:<id>`; then `key` is the part after the colon.
 */
export type Topic<Item extends { readonly id: string } = { readonly id: string }> = {
  /** `incidents`, or `incident` for `incident:<id>`. */
  readonly kind: string
  readonly keyed: boolean
  /** Who may watch it. */
  readonly right: Right
  /** Everything it shows now, as far as the world knows it. */
  all(world: World, key: string, now: Date): readonly Item[]
  /** Everything it shows now, where that has to be read; takes the place of `all`. */
  load?(sources: TopicSources, key: string): Promise<readonly Item[]>
  /** Ids of the items that the cause may have changed; `'all'` when they have to be compared. */
  touched(world: World, cause: Cause, key: string): readonly string[] | 'all'
  /** The item as a delta carries it; it may be smaller than in `all` where the screen merges. Undefined when it is gone. */
  item(world: World, id: string, key: string, causes: readonly Cause[], now: Date): (Partial<Item> & { readonly id: string }) | undefined
}

export const defineTopic = <Item extends { readonly id: string }>(topic: Topic<Item>): Topic<Item> => topic
