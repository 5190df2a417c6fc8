import { expect, test } from 'vitest'
import { Attempts, sourceOf } from './attempts'

const MINUTE = 60_000

test('five failures are borne, the sixth waits until the window ends', () => {
  const attempts = new Attempts({ failures: 5, windowMs: MINUTE })
  for (let i = 0; i < 5; i++) {
    expect(attempts.waitSeconds('ada', i)).toBe(0)
    attempts.attempt('ada', i)
  }
  expect(attempts.waitSeconds('ada', 30_000)).toBe(30)
  expect(attempts.waitSeconds('grace', 30_000)).toBe(0)
  expect(attempts.waitSeconds('ada', MINUTE)).toBe(0)
})

test('attempts made at the same moment are counted before any is answered', () => {
  const attempts = new Attempts({ failures: 2, windowMs: MINUTE })
  attempts.attempt('ada', 0)
  attempts.attempt('ada', 0)
  expect(attempts.waitSeconds('ada', 0)).toBe(60)
})

test('what succeeds is forgotten, and what was not a failure is taken back', () => {
  const attempts = new Attempts({ failures: 1, windowMs: MINUTE })
  attempts.attempt('ada', 0)
  attempts.forget('ada')
  expect(attempts.waitSeconds('ada', 0)).toBe(0)
  attempts.attempt('ada', 0)
  attempts.takeBack('ada')
  expect(attempts.waitSeconds('ada', 0)).toBe(0)
})

test('a flood of names costs a fixed amount of memory', () => {
  const attempts = new Attempts({ failures: 1, windowMs: MINUTE }, 100)
  for (let i = 0; i < 10_000; i++) attempts.attempt(`name-${i}`, i)
  expect(attempts.size).toBe(100)
})

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8::5', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('%s counts as %s', (address, source) => expect(sourceOf(address)).toBe(source))
