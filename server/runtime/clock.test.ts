import { expect, test } from 'vitest'
import { steadyClock } from './clock'
import { fakeClock } from './testing'

test('a clock that is set back goes on from where it was, and is followed again once it has caught up (REL-3)', async () => {
  const machine = fakeClock(new Date('2026-11-17T14:00:00.000Z'))
  const held: number[] = []
  const clock = steadyClock(machine, (ms) => held.push(ms))
  const startMs = clock.now().getTime()
  const passed = () => clock.now().getTime() - startMs
  machine.jump(-86_400_000)
  await machine.advance(1_500)
  expect(passed()).toBe(1_500)
  for (let i = 0; i < 100; i++) {
    await machine.advance(0.5)
    clock.now()
  }
  expect(passed()).toBe(1_550)
  expect(held).toEqual([86_400_000])
  machine.jump(86_400_000 + 60_000)
  expect(passed(), 'set forward').toBe(61_550)
  machine.jump(-3_600_000)
  expect(passed()).toBe(61_550)
  expect(held).toEqual([86_400_000, 3_600_000])
})
