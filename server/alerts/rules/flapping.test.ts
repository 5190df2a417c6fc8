import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MINUTE } from '../../kernel/duration'
import { calm, changed, flapsUntil } from './flapping'

const NUMBERS = { changes: 4, windowMs: 15 * MINUTE }
const ran = (minutes: readonly number[]) => minutes.reduce((state, minute) => changed(state, minute * MINUTE, NUMBERS), calm)
const until = (minutes: readonly number[], now: number) => {
  const ms = flapsUntil(ran(minutes), now * MINUTE, NUMBERS.windowMs)
  return ms === null ? null : ms / MINUTE
}

test.each([
  ['four changes in a quarter of an hour are not too many', [0, 1, 2, 3], 3, null],
  ['the fifth is', [0, 1, 2, 3, 4], 4, 19],
  ['also at the end of the window', [0, 1, 2, 3, 15], 15, 30],
  ['but not beyond it', [0, 1, 2, 3, 15.01], 16, null],
  ['each further change makes it last longer', [0, 1, 2, 3, 4, 18], 18, 33],
  ['fewer changes than make it flap keep it flapping', [0, 1, 2, 3, 4, 18, 32, 46], 46, 61],
  ['it ends after a quarter of an hour of calm', [0, 1, 2, 3, 4], 19, null],
  ['and begins anew only with too many again', [0, 1, 2, 3, 4, 20, 21], 21, null],
  ['a clock that jumped far back keeps nothing quiet', [600, 601, 602, 603, 604], 0, null],
  ['nor counts what lies ahead', [600, 601, 602, 603, 0], 0, null],
  ['one that slipped back a little does not end it', [0, 1, 2, 3, 4], 3, 19],
])('%s', (_claim, minutes, now, expected) => expect(until(minutes, now)).toBe(expected))

/** CHK-5, read literally over the whole history. */
function byDefinition(minutes: readonly number[], now: number): boolean {
  let flaps = false
  minutes.forEach((minute, index) => {
    if (minute - (minutes[index - 1] ?? minute) >= 15) flaps = false
    if (minutes.filter((other, at) => at <= index && minute - other <= 15).length > 4) flaps = true
  })
  return flaps && now - (minutes.at(-1) ?? now) < 15
}

test('counted change by change it says what the definition says of the whole history', () => {
  const gaps = fc.array(fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 20 })), { maxLength: 40 })
  fc.assert(
    fc.property(gaps, fc.integer({ min: 0, max: 20 }), (between, later) => {
      const minutes: number[] = []
      for (const gap of between) minutes.push((minutes.at(-1) ?? 0) + gap)
      const now = (minutes.at(-1) ?? 0) + later
      expect(until(minutes, now) !== null).toBe(byDefinition(minutes, now))
    }),
    { numRuns: 2_000 },
  )
})

test('it remembers no more changes than it needs', () =>
  expect(ran(Array.from({ length: 1_000 }, (_, minute) => minute)).changesMs).toHaveLength(NUMBERS.changes + 1))
