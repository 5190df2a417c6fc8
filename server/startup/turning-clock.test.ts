import { expect, test } from 'vitest'
import { handClock } from './testing'
import { turningClock } from './turning-clock'

test('a wait is as long as it says while the loop turns', async () => {
  const clock = handClock()
  let called = 0
  turningClock(clock).after(4_520, () => {
    called += 1
  })
  await clock.advance(4_519)
  expect(called).toBe(0)
  await clock.advance(1)
  expect(called).toBe(1)
  await clock.advance(60_000)
  expect(called).toBe(1)
  expect(clock.waiting()).toBe(0)
})

test('time in which the loop was blocked does not count, but for a step', async () => {
  const clock = handClock()
  let called = false
  turningClock(clock).after(1_000, () => {
    called = true
  })
  await clock.advance(500)
  await clock.block(30_000)
  await clock.advance(449)
  expect(called).toBe(false)
  await clock.advance(1)
  expect(called).toBe(true)
})

test('a wait that is cancelled leaves nothing behind', async () => {
  const clock = handClock()
  const wait = turningClock(clock).after(1_000, () => expect.unreachable())
  await clock.advance(500)
  wait.cancel()
  expect(clock.waiting()).toBe(0)
})
