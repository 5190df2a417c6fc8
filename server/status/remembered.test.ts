import { expect, test } from 'vitest'
import { fakeClock } from '../runtime/testing'
import { remembered } from './remembered'

function book(most = 10) {
  const clock = fakeClock()
  let reads = 0
  let mood: 'well' | 'away' | 'frozen' = 'well'
  const read = remembered<number>(clock, { freshMs: 1_000, most })
  return {
    ask: (key = 'a') =>
      read(key, () => {
        reads++
        if (mood === 'frozen') return new Promise<number>(() => {})
        return mood === 'away' ? Promise.reject(new Error('Postgres is away')) : Promise.resolve(reads)
      }),
    pass: (ms: number) => clock.advance(ms),
    be(next: typeof mood) {
      mood = next
    },
    reads: () => reads,
  }
}

test('those who ask at once, and within the time, share one reading', async () => {
  const { ask, pass } = book()
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1])
  await pass(999)
  expect(await ask()).toBe(1)
  await pass(1)
  expect(await ask()).toBe(2)
})

test('what cannot be read again is told for a quarter of an hour, and then not any more; a return is noticed at once', async () => {
  const { ask, pass, be } = book()
  expect(await ask()).toBe(1)
  be('away')
  await pass(14 * 60_000)
  expect(await ask()).toBe(1)
  await pass(60_000)
  await expect(ask()).rejects.toThrow('Postgres is away')
  be('well')
  expect(await ask()).toBe(4)
})

test('however many things are asked for, only so many are remembered', async () => {
  const { ask } = book(2)
  for (const key of ['a', 'b', 'c']) await ask(key)
  expect([await ask('c'), await ask('b'), await ask('a')]).toEqual([3, 2, 4])
})

test('a Postgres that does not answer is asked once, and nobody waits long for it', async () => {
  const { ask, pass, be, reads } = book()
  expect(await ask()).toBe(1)
  be('frozen')
  await pass(1_000)
  const first = ask()
  await pass(2_000)
  expect(await first).toBe(1)
  const later = ask()
  await pass(0)
  expect(await later).toBe(1)
  expect(reads()).toBe(2)
  const never = ask('b')
  const refused = expect(never).rejects.toThrow('took longer than 10000 ms')
  await pass(10_000)
  await refused
})
