import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../kernel/duration'
import { localDateMs, timeOfDayMs, WEEKDAYS, weekdayOf } from '../../kernel/local-time'
import { type Schedule, ScheduleInput } from '../model'
import { onCallAt, turnsBetween } from './rotation'

const at = (text: string) => new Date(`${text}Z`)
const schedule = (layers: readonly object[], more: object = {}): Schedule =>
  ScheduleInput.parse({
    name: 'checkout',
    timeZone: 'Europe/London',
    layers: layers.map((layer) => ({ people: ['ada@x.example', 'bob@x.example', 'cyd@x.example'], starts: '2026-01-05', ...layer })),
    ...more,
  })
const nick = (person: string | null) => person?.split('@')[0] ?? '-'
const who = (one: Schedule, text: string) => nick(onCallAt(one, at(text)).person)
const turns = (one: Schedule, from: string, to: string) =>
  turnsBetween(one, at(from), at(to)).map(({ fromAt, person }) => `${fromAt.toISOString().slice(5, 16)} ${nick(person)}`)

describe('who is on call (ALR-7)', () => {
  const weekly = schedule([{}])
  test.each([
    ['nobody before the first day', weekly, '2026-01-05T08:59', '-'],
    ['the first person from the hand-over', weekly, '2026-01-05T09:00', 'ada'],
    ['until the next hand-over', weekly, '2026-01-12T08:59', 'ada'],
    ['then the second', weekly, '2026-01-12T09:00', 'bob'],
    ['and the first again after the last', weekly, '2026-01-26T09:00', 'ada'],
    ['before a hand-over in summer time', weekly, '2026-04-06T07:59', 'ada'],
    ['hand-over is at nine by the clock, not by the sun', weekly, '2026-04-06T08:00', 'bob'],
    ['a schedule that began 1,351 weeks ago', schedule([{ starts: '2001-01-01' }]), '2026-11-23T09:00', 'bob'],
    ['an instant before it', schedule([{ starts: '2001-01-01' }]), '2026-11-23T08:59', 'ada'],
    ['the end is no part of a layer', schedule([{ ends: '2026-01-12' }]), '2026-01-12T09:00', '-'],
    ['the last turn goes to the hand-over of that day', schedule([{ ends: '2026-01-12' }]), '2026-01-12T08:59', 'ada'],
    ['by day', schedule([{ turn: 'day' }]), '2026-01-07T12:00', 'cyd'],
    ['in elapsed time', schedule([{ turn: '12h' }]), '2026-01-05T21:00', 'bob'],
    ['elapsed time does not follow the clock', schedule([{ turn: '24h', starts: '2026-03-28' }]), '2026-03-29T08:30', 'ada'],
    ['calendar days do', schedule([{ turn: 'day', starts: '2026-03-28' }]), '2026-03-29T08:30', 'bob'],
  ])('%s', (_claim, one, instant, expected) => expect(who(one, instant)).toBe(expected))

  test('a hand-over in a skipped hour happens at the first instant that exists', () =>
    expect(turns(schedule([{ turn: 'day', handover: '01:30' }]), '2026-03-28T00:00', '2026-03-31T00:00')).toEqual([
      '03-28T00:00 ada',
      '03-28T01:30 bob',
      '03-29T01:00 cyd',
      '03-30T00:30 ada',
    ]))
  test('a hand-over in a repeated hour happens the first time', () =>
    expect(turns(schedule([{ turn: 'day', handover: '01:30' }]), '2026-10-25T00:00', '2026-10-26T12:00')).toEqual([
      '10-25T00:00 bob',
      '10-25T00:30 cyd',
      '10-26T01:30 ada',
    ]))
  test('the turn of a day that a zone left out lasts from its midnight to the hand-over', () =>
    expect(
      turns(schedule([{ turn: 'day', starts: '2011-12-29' }], { timeZone: 'Pacific/Apia' }), '2011-12-29T00:00', '2012-01-01T00:00'),
    ).toEqual(['12-29T00:00 -', '12-29T19:00 ada', '12-30T10:00 bob', '12-30T19:00 cyd', '12-31T19:00 ada']))
  test('hours limit a layer, over midnight too, and a later layer stands over an earlier one', () =>
    expect(
      turns(
        schedule([
          { people: ['eve@x.example'], hours: [{ days: ['mon', 'tue'], from: '22:00', to: '06:00' }] },
          { people: ['ada@x.example'], hours: [{ days: ['tue'], from: '05:00', to: '07:00' }] },
        ]),
        '2026-01-12T12:00',
        '2026-01-14T12:00',
      ),
    ).toEqual(['01-12T12:00 -', '01-12T22:00 eve', '01-13T05:00 ada', '01-13T07:00 -', '01-13T22:00 eve', '01-14T06:00 -']))
  test('an override stands over all, the one declared last over the others, and may say nobody', () => {
    const one = schedule([{}], {
      overrides: [
        { from: '2026-01-06T00:00:00Z', to: '2026-01-08T00:00:00Z', person: 'eve@x.example' },
        { from: '2026-01-07T00:00:00Z', to: '2026-01-07T12:00:00Z', person: null },
      ],
    })
    expect(turns(one, '2026-01-05T12:00', '2026-01-09T00:00')).toEqual([
      '01-05T12:00 ada',
      '01-06T00:00 eve',
      '01-07T00:00 -',
      '01-07T12:00 eve',
      '01-08T00:00 ada',
    ])
    expect(onCallAt(one, at('2026-01-07T03:00'))).toMatchObject({ person: null, by: 'override' })
  })
  test('says the whole turn, also what lies outside of its hours', () => {
    const one = schedule([{ hours: [{ from: '09:00', to: '17:00' }] }])
    expect(onCallAt(one, at('2026-01-14T12:00'))).toEqual({
      person: 'bob@x.example',
      by: 'layer',
      turn: { fromAt: at('2026-01-12T09:00'), toAt: at('2026-01-19T09:00') },
    })
    expect(onCallAt(one, at('2026-01-14T20:00'))).toEqual({ person: null, by: null, turn: null })
  })
  test('stretches of one person are joined over their turns', () =>
    expect(turns(schedule([{ people: ['ada@x.example'] }]), '2026-02-01T00:00', '2026-12-01T00:00')).toEqual(['02-01T00:00 ada']))
  test('an override stays apart from the turn of the same person, and nobody on purpose from nobody at all', () => {
    const one = schedule([{ ends: '2026-01-12' }], {
      overrides: [
        { from: '2026-01-06T00:00:00Z', to: '2026-01-07T00:00:00Z', person: 'ada@x.example' },
        { from: '2026-01-13T00:00:00Z', to: '2026-01-14T00:00:00Z', person: null },
      ],
    })
    expect(turnsBetween(one, at('2026-01-05T12:00'), at('2026-01-15T00:00')).map(({ person, by }) => `${nick(person)} ${by}`)).toEqual([
      'ada layer',
      'ada override',
      'ada layer',
      '- null',
      '- override',
      '- null',
    ])
  })
  test('an empty range has no turns, and one of many years is refused', () => {
    expect(turnsBetween(weekly, at('2026-02-01T00:00'), at('2026-02-01T00:00'))).toEqual([])
    expect(() => turnsBetween(weekly, at('2026-02-01T00:00'), at('2036-02-01T00:00'))).toThrow('at most 731 days')
  })
  test('whole rounds more in the past change nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 0, max: 365 * 24 * 60 }), (rounds, minute) => {
        const earlier = new Date(localDateMs('2026-01-05') - rounds * 3 * 7 * DAY).toISOString().slice(0, 10)
        const instant = new Date(Date.UTC(2026, 0, 6) + minute * MINUTE)
        expect(onCallAt(schedule([{ starts: earlier }]), instant).person).toBe(onCallAt(weekly, instant).person)
      }),
    )
  })
})

/** Ten days, minute by minute, with what the clock of the zone reads in each. */
const DAYS = 10
const WALKS = [
  ['Europe/London', '2026-03-24'],
  ['Europe/London', '2026-10-20'],
  ['America/New_York', '2026-03-03'],
  ['America/New_York', '2026-10-27'],
  ['Australia/Lord_Howe', '2026-03-31'],
  ['Australia/Lord_Howe', '2026-09-29'],
  ['Pacific/Apia', '2011-12-25'],
  ['America/Havana', '2026-03-03'],
  ['America/Sao_Paulo', '2018-02-13'],
] as const

describe('every minute is as walking through the minutes finds it', () => {
  test.each(WALKS)('in %s from %s', (timeZone, date) => {
    const walk = walkOf(timeZone, date)
    const fromMs = Date.parse(date)
    fc.assert(
      fc.property(someSchedule(timeZone, date), fc.array(fc.nat(walk.readings.length - 1), { maxLength: 30 }), (one, minutes) => {
        const expected = byWalking(one, walk)
        const actual: (string | null)[] = []
        for (const { fromAt, toAt, person } of turnsBetween(one, new Date(fromMs), new Date(fromMs + DAYS * DAY)))
          for (let atMs = fromAt.getTime(); atMs < toAt.getTime(); atMs += MINUTE) actual.push(person)
        expect(actual.length).toBe(expected.length)
        expect(actual.findIndex((person, i) => person !== expected[i])).toBe(-1)
        for (const minute of minutes) expect(onCallAt(one, new Date(fromMs + minute * MINUTE)).person).toBe(expected[minute])
      }),
      { numRuns: 40 },
    )
  })
})

type Walk = { readonly fromMs: number; readonly readings: readonly number[]; first(readingMs: number): number }

function walkOf(timeZone: string, date: string): Walk {
  const fromMs = Date.parse(date)
  const readings = Array.from({ length: DAYS * 24 * 60 }, (_, minute) =>
    Date.parse(
      `${Temporal.Instant.fromEpochMilliseconds(fromMs + minute * MINUTE)
        .toZonedDateTimeISO(timeZone)
        .toPlainDateTime()
        .toString()}Z`,
    ),
  )
  const known = new Map<number, number>()
  return {
    fromMs,
    readings,
    /** The first minute in which the clock reads that or more; behind the last when none does. */
    first(readingMs) {
      const held = known.get(readingMs)
      if (held !== undefined) return held
      const found = readings.findIndex((reading) => reading >= readingMs)
      const minute = found < 0 ? readings.length : found
      known.set(readingMs, minute)
      return minute
    },
  }
}

/** Paints layer by layer over all minutes: hand-overs are where the clock first reads them. */
function byWalking({ layers, overrides }: Schedule, { fromMs, readings, first }: Walk): readonly (string | null)[] {
  const painted: (string | null)[] = readings.map(() => null)
  for (const { people, turn, handover, starts, ends, hours } of layers) {
    const startMs = localDateMs(starts) + timeOfDayMs(handover)
    const end = ends === undefined ? readings.length : first(localDateMs(ends) + timeOfDayMs(handover))
    const holds = hours ? readings.map(() => false) : undefined
    for (const { days, from, to } of hours ?? [])
      for (let day = Math.floor((readings[0] ?? 0) / DAY) * DAY - DAY; day < (readings.at(-1) ?? 0); day += DAY) {
        if (!days.includes(WEEKDAYS[weekdayOf(day)] ?? 'mon')) continue
        const begins = day + timeOfDayMs(from)
        const ends = day + timeOfDayMs(to) + (to <= from ? DAY : 0)
        holds?.fill(true, first(begins), first(ends))
      }
    for (let no = 0; ; no += 1) {
      const [begins, next] =
        typeof turn === 'number'
          ? [first(startMs) + (no * turn) / MINUTE, first(startMs) + ((no + 1) * turn) / MINUTE]
          : [no, no + 1].map((n) => first(startMs + n * DAY * (turn === 'day' ? 1 : 7)))
      if (begins === undefined || next === undefined || begins >= end) break
      for (let minute = begins; minute < Math.min(next, end); minute += 1)
        if (!holds || holds[minute]) painted[minute] = people[no % people.length] ?? null
    }
  }
  for (const { from, to, person } of overrides)
    painted.fill(person, Math.max(0, (Date.parse(from) - fromMs) / MINUTE), Math.max(0, (Date.parse(to) - fromMs) / MINUTE))
  return painted
}

function someSchedule(timeZone: string, date: string) {
  const day = (min: number, max: number) =>
    fc.integer({ min, max }).map((days) => new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10))
  // Half of all times lie in the night, where the clocks change.
  const time = fc
    .oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 1_439 }))
    .map((n) => new Date(n * MINUTE).toISOString().slice(11, 16))
  const people = fc.array(fc.constantFrom('ada@x.example', 'bob@x.example', 'cyd@x.example', 'eve@x.example'), {
    minLength: 1,
    maxLength: 5,
  })
  const common = {
    people,
    handover: time,
    ends: fc.option(day(2, 12), { nil: undefined }),
    hours: fc.option(
      fc.array(fc.record({ days: fc.subarray([...WEEKDAYS], { minLength: 1 }), from: time, to: time }), { minLength: 1, maxLength: 3 }),
      { nil: undefined },
    ),
  }
  const layer = fc.oneof(
    fc.record({ ...common, turn: fc.constantFrom('day', 'week'), starts: fc.oneof(day(1, 8), day(-800, 0)) }),
    fc.record({ ...common, turn: fc.integer({ min: 4, max: 200 }).map((quarters) => (quarters * HOUR) / 4000), starts: day(2, 8) }),
  )
  const override = fc
    .record({
      from: fc.integer({ min: -600, max: DAYS * 1_440 }),
      lasts: fc.integer({ min: 1, max: 3_000 }),
      person: fc.option(fc.constantFrom('fay@x.example', 'gil@x.example')),
    })
    .map(({ from, lasts, person }) => ({
      from: new Date(Date.parse(date) + from * MINUTE).toISOString(),
      to: new Date(Date.parse(date) + (from + lasts) * MINUTE).toISOString(),
      person,
    }))
  return fc
    .record({ layers: fc.array(layer, { minLength: 1, maxLength: 3 }), overrides: fc.array(override, { maxLength: 3 }) })
    .map((input) => ScheduleInput.parse({ name: 'checkout', timeZone, ...input }))
}
