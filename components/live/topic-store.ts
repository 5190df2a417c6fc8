import type { Snapshot } from '@/server/live/model'
import { awaiting, type Merge, startOf, type TopicState, takeDelta, takeSnapshot } from '@/server/live/rules/topic-state'
import type { Hub } from './hub'

export type TopicStore<Item extends { readonly id: string }> = {
  items(): readonly Item[]
  /** Why nothing more is to be had; null while all is well. */
  refusal(): string | null
  subscribe(listener: () => void): () => void
}

export type TopicOptions<Item extends { readonly id: string }> = {
  /** How a newer item is laid over the one held; by default it replaces it. */
  readonly merge?: Merge<Item> | undefined
  /** What the server rendered is only a part: the whole is asked for. */
  readonly partial?: boolean | undefined
}

/** Keeps what the server rendered current for as long as somebody looks. */
export function createTopicStore<Item extends { readonly id: string }>(
  hub: () => Hub,
  topic: string,
  initial: Snapshot<Item>,
  { merge, partial = false }: TopicOptions<Item> = {},
): TopicStore<Item> {
  const listeners = new Set<() => void>()
  let state: TopicState<Item> = startOf(initial, !partial)
  let refusal: string | null = null
  let line: { ask(): void; stop(): void } | undefined

  const show = (next: TopicState<Item>, ask: boolean) => {
    const changed = next.held !== state.held
    state = next
    if (ask) {
      state = awaiting(state)
      line?.ask()
    }
    if (changed) for (const listener of listeners) listener()
  }
  const open = () =>
    hub().subscribe(topic, {
      since: () => (state.waiting ? null : { epoch: state.held.epoch, seq: state.held.seq }),
      // The topic's name stands for the type of its items: the server sends nothing else under it.
      onSnapshot: (snapshot) => {
        refusal = null
        const taken = takeSnapshot(snapshot as Snapshot<Item>, state, merge)
        show(taken.state, taken.ask)
      },
      onComing: () => {
        state = awaiting(state)
      },
      onDelta: (delta) => {
        const taken = takeDelta(state, delta as Parameters<typeof takeDelta<Item>>[1], merge)
        show(taken.state, taken.ask)
      },
      onRefused: (sentence) => {
        refusal = sentence
        for (const listener of listeners) listener()
      },
    })

  return {
    items: () => state.held.items,
    refusal: () => refusal,
    subscribe(listener) {
      listeners.add(listener)
      line ??= open()
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        line?.stop()
        line = undefined
      }
    },
  }
}
