import { expect, test } from 'vitest'
import { systemClock } from './clock'
import { watchOwnFigures } from './own-figures'
import { fakeClock } from './testing'

/** Keeps the loop from turning. */
function block(ms: number): void {
  for (const untilMs = systemClock.elapsedMs() + ms; systemClock.elapsedMs() < untilMs; );
}
/** Long enough for the loop to be asked for several turns. */
const turns = () => systemClock.sleep(450)

test('a loop that was held up is told, in the minute in which it was and the one after, and forgotten then', async () => {
  const clock = fakeClock()
  const figures = watchOwnFigures(clock)
  await turns()
  block(600)
  await turns()
  const { loopDelayMs } = figures.read()
  expect(loopDelayMs).toBeGreaterThan(400)
  await clock.advance(60_000)
  await turns()
  expect(figures.read().loopDelayMs).toBe(loopDelayMs)
  await clock.advance(60_000)
  expect(figures.read().loopDelayMs).toBeLessThan(loopDelayMs)
  figures.stop()
})

test('memory is what the process has in RAM', () => {
  const figures = watchOwnFigures(fakeClock())
  const heap = process.memoryUsage().heapUsed
  expect(figures.read().residentBytes).toBeGreaterThan(heap / 2)
  expect(Number.isInteger(figures.read().residentBytes)).toBe(true)
  figures.stop()
})
