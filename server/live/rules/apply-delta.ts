import type { Delta, Snapshot } from '../model'

/**
 * The snapshot after a delta, or `'gap'` when one was missed, or the gateway restarted, and a fresh snapshot is needed.
 * A delta that is already contained changes nothing, so replays after a reconnection are harmless.
 *
 * @param merge how a newer item is laid over the one held; by default it replaces it
 */
export function applyDelta<Item extends { readonly id: string }>(
  snapshot: Snapshot<Item>,
  delta: Delta<Item>,
  merge: (held: Item, next: Item) => Item = (_held, next) => next,
): Snapshot<Item> | 'gap' {
  if (delta.epoch !== snapshot.epoch) return 'gap'
  if (delta.seq <= snapshot.seq) return snapshot
  if (delta.seq > snapshot.seq + 1) return 'gap'
  const byId = new Map(snapshot.items.map((item) => [item.id, item]))
  for (const item of delta.upsert ?? []) {
    const held = byId.get(item.id)
    byId.set(item.id, held ? merge(held, item) : item)
  }
  for (const id of delta.remove ?? []) byId.delete(id)
  return { epoch: delta.epoch, seq: delta.seq, items: [...byId.values()] }
}
