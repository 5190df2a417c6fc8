import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from './duration'
import { WEEKDAYS } from './local-time'
import { type Window, WindowInput } from './window'
import { currentOrNext, isInside } from './window-times'

const every = (more: object) => WindowInput.parse({ every: { at: '02:00', for: '2h', timeZone: 'Europe/London', ...more } })
const at = (text: string) => new Date(`${text}Z`)
const said = (window: Window, from: string) => {
  const found = currentOrNext(window, at(from))
  return found && `${found.fromAt.toISOString().slice(0, 16)} ${found.toAt.toISOString().slice(0, 16)}`
}

describe('a window that comes again and again (CHK-5)', () => {
  test.each([
    ['every day, in summer time', {}, '2026-07-01T12:00', '2026-07-02T01:00 2026-07-02T03:00'],
    ['while it is open', {}, '2026-07-02T02:00', '2026-07-02T01:00 2026-07-02T03:00'],
    ['the end is no part of it', {}, '2026-07-02T03:00', '2026-07-03T01:00 2026-07-03T03:00'],
    ['at the same local time after the clocks change', { days: ['sun'] }, '2026-10-20T00:00', '2026-10-25T02:00 2026-10-25T04:00'],
    ['in a repeated hour at the first time', { at: '01:30' }, '2026-10-24T12:00', '2026-10-25T00:30 2026-10-25T02:30'],
    ['in a skipped hour at the instant after', { at: '01:30' }, '2026-03-28T12:00', '2026-03-29T01:00 2026-03-29T03:00'],
    ['over midnight', { days: ['fri'], at: '23:00', for: '3h' }, '2026-11-28T00:30', '2026-11-27T23:00 2026-11-28T02:00'],
    ['every second week', { days: ['tue'], weeks: 2, from: '2026-11-05' }, '2026-11-05T00:00', '2026-11-17T02:00 2026-11-17T04:00'],
    [
      'the week of `from` itself counts',
      { days: ['fri'], weeks: 2, from: '2026-11-05' },
      '2026-11-05T00:00',
      '2026-11-06T02:00 2026-11-06T04:00',
    ],
    ['every 52 weeks', { days: ['mon'], weeks: 52, from: '2026-11-02' }, '2026-11-03T00:00', '2027-11-01T02:00 2027-11-01T04:00'],
    ['on a day of the month', { dayOfMonth: 15 }, '2026-11-16T00:00', '2026-12-15T02:00 2026-12-15T04:00'],
    ['months without the day are left out', { dayOfMonth: 31 }, '2027-02-01T00:00', '2027-03-31T01:00 2027-03-31T03:00'],
    ['on the last day of February', { dayOfMonth: 'last' }, '2028-02-10T00:00', '2028-02-29T02:00 2028-02-29T04:00'],
    ['from a day far ahead', { from: '2031-01-01' }, '2026-01-01T00:00', '2031-01-01T02:00 2031-01-01T04:00'],
    ['no more after the last day', { until: '2026-11-10' }, '2026-11-09T04:00', undefined],
    ['what began before the last day ends as it would', { until: '2026-11-10' }, '2026-11-09T03:00', '2026-11-09T02:00 2026-11-09T04:00'],
    ['days that touch are one', { days: ['sat', 'sun'], at: '00:00', for: '1d' }, '2026-11-22T12:00', '2026-11-21T00:00 2026-11-23T00:00'],
    ['days that overlap are one', { days: ['mon', 'tue'], for: '3d' }, '2026-11-26T00:00', '2026-11-23T02:00 2026-11-27T02:00'],
  ])('%s', (_claim, more, from, expected) => expect(said(every(more), from)).toBe(expected))

  test('is open exactly from where it says to where it says', () => {
    fc.assert(
      fc.property(someWindow, instant, (window, now) => {
        const found = currentOrNext(window, now)
        expect(found).toBeDefined()
        if (!found) return
        expect(found.toAt > now).toBe(true)
        expect(isInside(window, now)).toBe(found.fromAt <= now)
        expect(isInside(window, found.fromAt)).toBe(true)
        expect(isInside(window, new Date(found.fromAt.getTime() - 1))).toBe(false)
        expect(isInside(window, new Date(found.toAt.getTime() - 1))).toBe(true)
        expect(isInside(window, found.toAt)).toBe(false)
        for (let ms = now.getTime(); ms < Math.min(found.fromAt.getTime(), now.getTime() + 40 * DAY); ms += 6 * HOUR)
          expect(isInside(window, new Date(ms))).toBe(false)
        for (let ms = found.fromAt.getTime(); ms < found.toAt.getTime(); ms += 6 * HOUR)
          expect(currentOrNext(window, new Date(ms))).toEqual(found)
      }),
      { numRuns: 200 },
    )
  })
})

describe('a window that comes once', () => {
  const once = WindowInput.parse({ once: { from: '2026-11-23T22:00:00+01:00', to: '2026-11-24T02:00:00Z' } })
  test('is open from its begin to before its end', () => {
    expect(
      ['2026-11-23T20:59', '2026-11-23T21:00', '2026-11-24T01:59', '2026-11-24T02:00'].map((text) => isInside(once, at(text))),
    ).toEqual([false, true, true, false])
  })
  test('is next before, and never again after', () => {
    expect(said(once, '2026-01-01T00:00')).toBe('2026-11-23T21:00 2026-11-24T02:00')
    expect(said(once, '2026-11-24T02:00')).toBeUndefined()
  })
})

describe('a window is refused', () => {
  test.each([
    ['without either', {}, 'must have either once, with from and to, or every'],
    ['when it ends before it begins', { once: { from: '2026-11-24T00:00:00Z', to: '2026-11-23T00:00:00Z' } }, 'must be after from'],
    ['when it would never end', { every: { at: '02:00', for: '1d' } }, 'it would never end'],
    ['when it would never end, week for week', { every: { days: ['mon'], at: '02:00', for: '7d' } }, 'it would never end'],
    ['in a zone that is none', { every: { at: '02:00', for: '1h', timeZone: 'Mars/Base' } }, '"Mars/Base" is not a time zone'],
    ['when nobody knows which week is the second', { every: { at: '02:00', for: '1h', weeks: 2 } }, 'from which week'],
    [
      'with both a day of the week and of the month',
      { every: { at: '02:00', for: '1h', days: ['mon'], dayOfMonth: 1 } },
      'leave either of them out',
    ],
    [
      'when its last day is before its first',
      { every: { at: '02:00', for: '1h', from: '2026-02-01', until: '2026-01-01' } },
      'never takes place',
    ],
  ])('%s', (_claim, input, sentence) => {
    const { error } = WindowInput.safeParse(input)
    expect(error?.issues.map(({ message }) => message).join()).toContain(sentence)
  })
})

const instant = fc.date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true })
const someWindow = fc
  .record({
    on: fc.oneof(
      fc.record({ days: fc.subarray([...WEEKDAYS], { minLength: 1 }), weeks: fc.integer({ min: 1, max: 5 }) }),
      fc.record({ dayOfMonth: fc.oneof(fc.integer({ min: 1, max: 31 }), fc.constant('last')) }),
    ),
    at: fc.integer({ min: 0, max: 1_439 }).map((n) => new Date(n * MINUTE).toISOString().slice(11, 16)),
    for: fc.integer({ min: 60, max: 6 * 86_400 }),
    timeZone: fc.constantFrom('Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'UTC'),
  })
  .map(({ on, ...rest }) => WindowInput.safeParse({ every: { ...on, ...rest, from: '2025-06-03' } }).data)
  .filter((window) => window !== undefined)

describe('a window that comes once by the clock of a zone', () => {
  const from = (text: string, to: string) => WindowInput.parse({ once: { from: text, to, timeZone: 'Europe/London' } })
  test.each([
    ['in summer', '2026-07-01T22:00', '2026-07-01T23:00', '2026-07-01T21:00 2026-07-01T22:00'],
    ['in winter', '2026-12-01T22:00', '2026-12-01T23:00', '2026-12-01T22:00 2026-12-01T23:00'],
    ['over the hour that is left out', '2026-03-29T00:30', '2026-03-29T01:30', '2026-03-29T00:30 2026-03-29T01:00'],
    ['over the hour that repeats', '2026-10-25T00:30', '2026-10-25T02:30', '2026-10-24T23:30 2026-10-25T02:30'],
  ])('%s', (_claim, begins, ends, expected) => expect(said(from(begins, ends), '2026-01-01T00:00')).toBe(expected))
  test.each([
    ['without a zone', { from: '2026-11-23T22:00', to: '2026-11-23T23:00' }, 'needs a timeZone'],
    ['on a day that there is not', { from: '2026-02-31T22:00Z', to: '2026-13-01T23:00Z' }, 'is no time that there is'],
    [
      'in a zone that there is not',
      { from: '2026-11-23T22:00', to: '2026-11-23T23:00', timeZone: 'Europe/Atlantis' },
      'is not a time zone',
    ],
    ['in other words', { from: 'tomorrow', to: '2026-13-01T23:00Z' }, 'must be an instant like'],
  ])('is refused %s', (_claim, once, expected) => {
    const parsed = WindowInput.safeParse({ once })
    expect(parsed.error?.issues.map(({ message }) => message).join()).toContain(expected)
  })
})
