'use client'
import { useState, useSyncExternalStore } from 'react'
import type { Snapshot } from '@/server/live/model'
import { createTopicStore, type TopicOptions } from './topic-store'
import { liveHub } from './watch'

/**
 * Keeps a snapshot that the server rendered current. After a reconnection or a gap it asks again; it never polls.
 * `topic` and `options` are taken once; a component that changes its topic gets a `key`.
 */
export function useLive<Item extends { readonly id: string }>(
  topic: string,
  initial: Snapshot<Item>,
  options?: TopicOptions<Item>,
): readonly Item[] {
  const [store] = useState(() => createTopicStore(liveHub, topic, initial, options))
  return useSyncExternalStore(store.subscribe, store.items, () => initial.items)
}
