import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Delta, Snapshot } from '../model'
import { applyDelta } from './apply-delta'
import { startOf, takeDelta, takeSnapshot } from './topic-state'

type Item = { readonly id: string; readonly value: number }
type Move =
  | { readonly kind: 'change'; readonly id: string; readonly value: number | null }
  | { readonly kind: 'deliver' | 'drop' | 'replay' | 'restart' | 'reconnect' | 'answer' }

const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('change' as const),
      id: fc.constantFrom('a', 'b', 'c'),
      value: fc.option(fc.integer({ min: 0, max: 9 })),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'deliver' as const,
        'drop' as const,
        'replay' as const,
        'restart' as const,
        'reconnect' as const,
        'answer' as const,
      ),
    }),
  },
)

/** A server that numbers, a wire that loses and repeats, and a screen that follows the rules. */
function play(moves: readonly Move[]) {
  const items = new Map<string, Item>()
  let epoch = 1
  let seq = 0
  const wire: Delta<Item>[] = []
  const sent: Delta<Item>[] = []
  let asked = false
  const snapshot = (): Snapshot<Item> => ({ epoch: String(epoch), seq, items: [...items.values()] })
  let state = startOf(snapshot())
  const take = (delta: Delta<Item>) => {
    const taken = takeDelta(state, delta)
    state = taken.state
    asked ||= taken.ask
  }
  const answer = () => {
    const taken = takeSnapshot(snapshot(), state)
    state = taken.state
    asked = taken.ask
  }
  const step = (each: Move) => {
    const last = sent.at(-1)
    if (each.kind === 'change') {
      seq += 1
      const { id, value } = each
      if (value === null) items.delete(id)
      else items.set(id, { id, value })
      const delta = { epoch: String(epoch), seq, ...(value === null ? { remove: [id] } : { upsert: [{ id, value }] }) }
      wire.push(delta)
      sent.push(delta)
    } else if (each.kind === 'deliver') {
      const next = wire.shift()
      if (next) take(next)
    } else if (each.kind === 'drop') wire.shift()
    else if (each.kind === 'replay') {
      if (last) take(last)
    } else if (each.kind === 'restart') {
      epoch += 1
      seq = 0
      wire.length = 0
    } else if (each.kind === 'answer') {
      if (asked) answer()
    } else {
      // A reconnection: the screen says what it holds, and gets what it missed or a snapshot.
      wire.length = 0
      answer()
    }
  }
  for (const each of moves) step(each)
  return { state: () => state.held, step, isAsked: () => asked, snapshot }
}

const byId = (items: readonly Item[]) => items.toSorted((a, b) => a.id.localeCompare(b.id))

test('whatever is lost, repeated or restarted: after a reconnection the screen shows what the server has', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 60 }), (moves) => {
      const game = play(moves)
      game.step({ kind: 'reconnect' })
      expect(byId(game.state().items)).toEqual(byId(game.snapshot().items))
    }),
  )
})

test('while the line holds, one further change is enough to notice a loss and ask', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 60 }), (moves) => {
      const game = play(moves)
      game.step({ kind: 'change', id: 'z', value: 1 })
      for (let times = 0; times < 100; times++) game.step({ kind: 'deliver' })
      game.step({ kind: 'answer' })
      expect(byId(game.state().items)).toEqual(byId(game.snapshot().items))
    }),
  )
})

test('a delta that is contained already changes nothing', () => {
  const held = { epoch: 'e', seq: 3, items: [{ id: 'a', value: 1 }] }
  expect(applyDelta(held, { epoch: 'e', seq: 3, upsert: [{ id: 'a', value: 9 }] })).toBe(held)
})

test('one that was missed is a gap, and so is another epoch', () => {
  const held = { epoch: 'e', seq: 3, items: [] }
  expect(applyDelta(held, { epoch: 'e', seq: 5 })).toBe('gap')
  expect(applyDelta(held, { epoch: 'f', seq: 4 })).toBe('gap')
})

test('what came while a snapshot was under way is laid over it', () => {
  let { state, ask } = takeDelta(startOf<Item>({ epoch: 'e', seq: 1, items: [] }), { epoch: 'e', seq: 4, upsert: [{ id: 'd', value: 4 }] })
  expect(ask).toBe(true)
  ;({ state } = takeSnapshot({ epoch: 'e', seq: 3, items: [{ id: 'c', value: 3 }] }, state))
  expect(state.held).toEqual({
    epoch: 'e',
    seq: 4,
    items: [
      { id: 'c', value: 3 },
      { id: 'd', value: 4 },
    ],
  })
})

test('a snapshot that was overtaken does not turn the screen back', () => {
  const { state } = takeDelta(startOf<Item>({ epoch: 'e', seq: 1, items: [] }), { epoch: 'e', seq: 2, upsert: [{ id: 'a', value: 2 }] })
  expect(takeSnapshot({ epoch: 'e', seq: 1, items: [] }, state).state).toBe(state)
})

test('a merge sees what was held', () => {
  const { state } = takeDelta(
    startOf<Item>({ epoch: 'e', seq: 1, items: [{ id: 'a', value: 1 }] }),
    { epoch: 'e', seq: 2, upsert: [{ id: 'a', value: 2 }] },
    (held, next) => ({ id: next.id, value: held.value + next.value }),
  )
  expect(state.held.items).toEqual([{ id: 'a', value: 3 }])
})
