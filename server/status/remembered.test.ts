import { expect, test } from 'vitest'
import { remembered } from './remembered'

function book(most = 10) {
  let elapsedMs = 0
  let reads = 0
  let away = false
  const read = remembered<number>({ elapsedMs: () => elapsedMs }, { freshMs: 1_000, most })
  return {
    ask: (key = 'a') =>
      read(key, async () => {
        reads++
        if (away) throw new Error('Postgres is away')
        return reads
      }),
    pass(ms: number) {
      elapsedMs += ms
    },
    leave(isAway: boolean) {
      away = isAway
    },
  }
}

test('those who ask at once, and within the time, share one reading', async () => {
  const { ask, pass } = book()
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1])
  pass(999)
  expect(await ask()).toBe(1)
  pass(1)
  expect(await ask()).toBe(2)
})

test('what cannot be read again is told for a quarter of an hour, and then not any more; a return is noticed at once', async () => {
  const { ask, pass, leave } = book()
  expect(await ask()).toBe(1)
  leave(true)
  pass(14 * 60_000)
  expect(await ask()).toBe(1)
  pass(60_000)
  await expect(ask()).rejects.toThrow('Postgres is away')
  leave(false)
  expect(await ask()).toBe(4)
})

test('however many things are asked for, only so many are remembered', async () => {
  const { ask } = book(2)
  for (const key of ['a', 'b', 'c']) await ask(key)
  expect([await ask('c'), await ask('b'), await ask('a')]).toEqual([3, 2, 4])
})
