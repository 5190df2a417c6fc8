import type { Delta, Snapshot } from '../model'
import { applyDelta } from './apply-delta'

type Item = { readonly id: string }

/** What a screen holds of a topic. While it waits for a snapshot, what comes is kept, so that nothing is lost between the two. */
export type TopicState<I extends Item> = { readonly held: Snapshot<I>; readonly waiting: readonly Delta<I>[] | null }

export type Merge<I extends Item> = (held: I, next: I) => I

/** Deltas kept while a snapshot is under way; when more come, the oldest can be dropped, since the snapshot will be newer. */
const WAITING_MAX = 500

/** Begins with what the server rendered; `complete` false when that was only a part. */
export const startOf = <I extends Item>(held: Snapshot<I>, complete = true): TopicState<I> => ({ held, waiting: complete ? null : [] })

/** From now on a snapshot is awaited. */
export const awaiting = <I extends Item>(state: TopicState<I>): TopicState<I> => ({ ...state, waiting: state.waiting ?? [] })

/** Takes a delta; `ask` says that a snapshot has to be asked for. */
export function takeDelta<I extends Item>(
  state: TopicState<I>,
  delta: Delta<I>,
  merge?: Merge<I>,
): { readonly state: TopicState<I>; readonly ask: boolean } {
  if (state.waiting) return { state: { ...state, waiting: [...state.waiting, delta].slice(-WAITING_MAX) }, ask: false }
  const next = applyDelta(state.held, delta, merge)
  if (next === 'gap') return { state: { ...state, waiting: [delta] }, ask: true }
  return { state: next === state.held ? state : { held: next, waiting: null }, ask: false }
}

/** Takes a snapshot, and over it what came while it was under way. */
export function takeSnapshot<I extends Item>(
  snapshot: Snapshot<I>,
  state: TopicState<I>,
  merge?: Merge<I>,
): { readonly state: TopicState<I>; readonly ask: boolean } {
  const { held, waiting } = state
  // An older one than what is held is late: it was overtaken by a newer.
  if (!waiting && snapshot.epoch === held.epoch && snapshot.seq < held.seq) return { state, ask: false }
  let current: TopicState<I> = { held: snapshot, waiting: null }
  let ask = false
  for (const delta of waiting ?? []) {
    if (delta.epoch !== snapshot.epoch) continue
    const taken = takeDelta(current, delta, merge)
    current = taken.state
    ask ||= taken.ask
  }
  return { state: current, ask }
}
