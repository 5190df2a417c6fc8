import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { DAY } from './duration'
import { sayLocal, zoneOf } from './zoned'

const wall = (text: string) => Date.parse(`${text}Z`)
const iso = (ms: number) => new Date(ms).toISOString().slice(0, 16)

describe('the first instant at which the clock has come to a reading', () => {
  test.each([
    ['an ordinary time', 'Europe/London', '2026-07-01T09:00', '2026-07-01T08:00'],
    ['an hour that repeats comes the first time', 'Europe/London', '2026-10-25T01:30', '2026-10-25T00:30'],
    ['the end of it comes after the second time', 'Europe/London', '2026-10-25T02:00', '2026-10-25T02:00'],
    ['an hour that is left out comes at the instant after it', 'Europe/London', '2026-03-29T01:30', '2026-03-29T01:00'],
    ['New York in spring', 'America/New_York', '2026-03-08T02:30', '2026-03-08T07:00'],
    ['New York in autumn', 'America/New_York', '2026-11-01T01:30', '2026-11-01T05:30'],
    ['half an hour left out', 'Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:30'],
    ['half an hour that repeats', 'Australia/Lord_Howe', '2026-04-05T01:45', '2026-04-04T14:45'],
    ['a day left out', 'Pacific/Apia', '2011-12-30T09:00', '2011-12-30T10:00'],
    ['midnight left out', 'America/Havana', '2026-03-08T00:00', '2026-03-08T05:00'],
    ['midnight reached an hour late', 'America/Sao_Paulo', '2018-02-18T00:00', '2018-02-18T03:00'],
    ['an offset is a zone', '+01:00', '2026-07-01T09:00', '2026-07-01T08:00'],
    ['a day that repeats, in 1867', 'America/Juneau', '1867-10-18T12:00', '1867-10-17T20:57'],
  ])('%s: %s %s', (_claim, zone, reading, expected) => expect(iso(zoneOf(zone).firstAt(wall(reading)))).toBe(expected))

  test('is the first: a millisecond before, the clock had not come there', () => {
    fc.assert(
      fc.property(zones, instants, (name, atMs) => {
        const zone = zoneOf(name)
        const first = zone.firstAt(atMs)
        expect(zone.wallAt(first)).toBeGreaterThanOrEqual(atMs)
        expect(zone.wallAt(first - 1)).toBeLessThan(atMs)
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('the clock', () => {
  test('reads what Temporal reads, in every year', () => {
    fc.assert(
      fc.property(zones, instants, (name, atMs) => {
        const there = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(name)
        expect(zoneOf(name).readingAt(atMs)).toBe(atMs + there.offsetNanoseconds / 1e6)
      }),
      { numRuns: 1_000 },
    )
  })
  test('has come as far as the furthest that it read', () => {
    for (const [name, around] of CHANGES) {
      const zone = zoneOf(name)
      let furthest = Number.NEGATIVE_INFINITY
      for (let atMs = Date.parse(around) - 2 * DAY; atMs < Date.parse(around) + 2 * DAY; atMs += 60_000) {
        expect(zone.wallAt(atMs)).toBe(Math.max(zone.readingAt(atMs), furthest - 1))
        furthest = Math.max(furthest, zone.readingAt(atMs) + 60_000)
      }
    }
  })
  test('is refused when nobody knows the zone', () => expect(() => zoneOf('Europe/Atlantis')).toThrow(RangeError))
})

describe('changes of the clock', () => {
  test('are found once each, in order, also over the edge of what is read at once', () => {
    const changes = zoneOf('Europe/London').changes(Date.UTC(2005, 0), Date.UTC(2026, 0))
    expect(changes).toHaveLength(42)
    expect(changes.map(({ atMs }) => atMs)).toEqual(changes.map(({ atMs }) => atMs).sort((a, b) => a - b))
    expect(changes.slice(0, 2).map(({ atMs, wasMs, isMs }) => [iso(atMs), iso(wasMs), iso(isMs)])).toEqual([
      ['2005-03-27T01:00', '2005-03-27T01:00', '2005-03-27T02:00'],
      ['2005-10-30T01:00', '2005-10-30T02:00', '2005-10-30T01:00'],
    ])
  })
  test('there are none in UTC', () => expect(zoneOf('UTC').changes(0, Date.UTC(2030, 0))).toEqual([]))
})

test('an instant is said as the clock there reads it, the second time too', () => {
  expect(sayLocal(Date.parse('2026-10-25T00:30Z'), 'Europe/London')).toBe('Sun 2026-10-25 01:30')
  expect(sayLocal(Date.parse('2026-10-25T01:30Z'), 'Europe/London')).toBe('Sun 2026-10-25 01:30')
})

const CHANGES = [
  ['Europe/London', '2026-03-29'],
  ['Europe/London', '2026-10-25'],
  ['Australia/Lord_Howe', '2026-04-05'],
  ['Pacific/Apia', '2011-12-30'],
  ['America/Sao_Paulo', '2018-02-18'],
] as const
const zones = fc.constantFrom(
  'Europe/London',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'America/Havana',
  'Africa/Casablanca',
  'UTC',
)
const instants = fc.integer({ min: Date.UTC(1900, 0), max: Date.UTC(2100, 0) })
