import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HOUR } from '../../kernel/duration'
import { STATUSES } from '../model'
import { availabilityOf, type StoredSpan, tally } from './availability'

const at = (hour: number) => new Date(hour * HOUR)
const WORDS = { u: 'up', g: 'degraded', d: 'down', '?': 'unknown', m: 'maintenance', p: 'paused' } as const

/** `ud?`: an hour each from hour 0 on, a blank is a hole; the last one is open. */
function story(text: string): StoredSpan[] {
  return [...text].flatMap((letter, hour) => {
    const status = WORDS[letter as keyof typeof WORDS]
    return status ? [{ status, fromAt: at(hour), toAt: hour === text.length - 1 ? null : at(hour + 1) }] : []
  })
}
const hours = (text: string, { from = 0, to = text.length, seenTo }: { from?: number; to?: number; seenTo?: number } = {}) => {
  const { upMs, downMs, blindMs } = tally(story(text), { fromMs: from * HOUR, toMs: to * HOUR, seenToMs: (seenTo ?? to) * HOUR })
  return [upMs, downMs, blindMs].map((ms) => ms / HOUR)
}

test.each([
  ['up is up, and degraded still answers', 'uugg', [4, 0, 0]],
  ['down is down', 'uudu', [3, 1, 0]],
  ['unknown is blind', 'u??u', [2, 0, 2]],
  ['maintenance and pauses are not counted', 'umpd', [1, 1, 0]],
  ['a hole between spans is blind', 'u  d', [1, 1, 2]],
  ['before the first span nothing is counted', '  ud', [1, 1, 0]],
])('%s', (_claim, text, expected) => expect(hours(text)).toEqual(expected))

test('only what lies in the stretch counts', () => expect(hours('udud', { from: 1, to: 3 })).toEqual([1, 1, 0]))
test('what the engine did not live to see is blind', () => expect(hours('uuuu', { to: 6, seenTo: 4 })).toEqual([4, 0, 2]))
test('also when it was gone for the whole stretch', () => expect(hours('uu', { from: 4, to: 6, seenTo: 3 })).toEqual([0, 0, 2]))

test('half a day up, a quarter down and a quarter blind is 50 to 75 %', () => {
  expect(availabilityOf({ upMs: 12, downMs: 6, blindMs: 6 })).toEqual({ low: 0.5, high: 0.75 })
})
test('where nothing counts nothing is claimed', () => {
  expect(availabilityOf({ upMs: 0, downMs: 0, blindMs: 0 })).toBeUndefined()
  expect(hours('mmpp')).toEqual([0, 0, 0])
})

test('every moment of the stretch after the first span is counted once', () => {
  const given = fc.array(fc.record({ status: fc.constantFrom(...STATUSES), long: fc.integer({ min: 1, max: 9 }) }), {
    minLength: 1,
    maxLength: 12,
  })
  fc.assert(
    fc.property(given, fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), (spans, from, length) => {
      let hour = 0
      const stored = spans.map(({ status, long }, place): StoredSpan => {
        const fromAt = at(hour)
        hour += long
        return { status, fromAt, toAt: place === spans.length - 1 ? null : at(hour) }
      })
      const stretch = { fromMs: from * HOUR, toMs: (from + length) * HOUR, seenToMs: (from + length) * HOUR }
      const { upMs, downMs, blindMs } = tally(stored, stretch)
      const isOff = (span: StoredSpan) => span.status === 'maintenance' || span.status === 'paused'
      const off = tally(
        stored.map((span) => ({ ...span, status: isOff(span) ? ('up' as const) : ('maintenance' as const) })),
        stretch,
      )
      expect(upMs + downMs + blindMs + off.upMs).toBe(length * HOUR)
    }),
  )
})
