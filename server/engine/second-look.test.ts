import { expect, test } from 'vitest'
import { fakeClock } from '../runtime/testing'
import { createSecondLook } from './second-look'

function looking(look: () => Promise<unknown> = async () => {}) {
  const clock = fakeClock()
  const atMs: number[] = []
  const again = createSecondLook({
    clock,
    look: () => {
      atMs.push(clock.elapsedMs())
      return look()
    },
  })
  return { clock, atMs, again }
}

test('who asks first is looked for at once', async () => {
  const { clock, atMs, again } = looking()
  const answer = again()
  await clock.advance(0)
  expect(await answer).toBe(true)
  expect(atMs).toEqual([0])
})

test('however many ask, nobody looks more than once a second, and each has a look that began after the question', async () => {
  const { clock, atMs, again } = looking()
  const answered: { askedMs: number; seenMs: number }[] = []
  for (let i = 0; i < 500; i++) {
    const askedMs = clock.elapsedMs()
    void again().then(() => answered.push({ askedMs, seenMs: atMs.at(-1) ?? -1 }))
    await clock.advance(10)
  }
  await clock.advance(1_000)
  expect(atMs).toEqual([0, 1_000, 2_000, 3_000, 4_000, 5_000])
  expect(answered).toHaveLength(500)
  for (const { askedMs, seenMs } of answered) expect(seenMs).toBeGreaterThanOrEqual(askedMs)
})

test('of a flood only a hundred wait', async () => {
  const { clock, again } = looking(() => new Promise(() => {}))
  const answers = Array.from({ length: 150 }, () => again())
  await clock.advance(60_000)
  expect(await Promise.all(answers.slice(100))).toEqual(Array.from({ length: 50 }, () => false))
})

test('what cannot be read is said not to be seen, and is tried again, one look after the other', async () => {
  const refused: ((cause: Error) => void)[] = []
  const { clock, atMs, again } = looking(() => new Promise((_resolve, reject) => refused.push(reject)))
  const first = again()
  await clock.advance(0)
  const second = again()
  await clock.advance(5_000)
  expect(atMs).toEqual([0])
  refused[0]?.(new Error('ECONNREFUSED'))
  expect(await first).toBe(false)
  await clock.advance(0)
  expect(atMs).toEqual([0, 5_000])
  refused[1]?.(new Error('ECONNREFUSED'))
  expect(await second).toBe(false)
})
