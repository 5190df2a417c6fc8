import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RECENT } from '../../pipeline/model'
import { noRecent } from '../../pipeline/world'
import { appendRecent, columnsOf, NO_RECENT, packRecent, quantile, type RecentColumns, unpackRecent } from './recent'

const FROM = Date.UTC(2026, 10, 22)
const columns = fc
  .array(
    fc.record({
      gap: fc.integer({ min: 1, max: 900 }),
      ms: fc.integer({ min: 0, max: 9_999 }),
      letter: fc.constantFrom('p', 's', 'f', 'b'),
    }),
    { maxLength: RECENT },
  )
  .map((results): RecentColumns => {
    let at = FROM
    return {
      atMs: results.map(({ gap }) => (at += gap * 100)),
      ms: results.map(({ ms }) => ms),
      outcomes: results.map(({ letter }) => letter).join(''),
    }
  })

test('what is packed is unpacked, instants in tenths of a second', () => {
  fc.assert(
    fc.property(columns, (given) => {
      expect(unpackRecent(packRecent(given))).toEqual(given)
    }),
  )
})

test('a row of even intervals packs into a few characters', () => {
  const even = {
    atMs: Array.from({ length: 60 }, (_, place) => FROM + place * 20_000 + (place % 3)),
    ms: Array.from({ length: 60 }, () => 5),
    outcomes: 'p'.repeat(60),
  }
  expect(packRecent(even).steps).toBe('200*59')
})

test('drift does not add up over the row', () => {
  const atMs = Array.from({ length: 60 }, (_, place) => FROM + Math.round(place * 20_033.3))
  const unpacked = unpackRecent(packRecent({ atMs, ms: atMs.map(() => 1), outcomes: 'p'.repeat(60) }))
  expect(Math.max(...unpacked.atMs.map((at, place) => Math.abs(at - (atMs[place] ?? 0))))).toBeLessThanOrEqual(50)
})

test('the ring is read in the order of time, full or not', () => {
  const ring = noRecent()
  for (let place = 0; place < 5; place++) Object.assign(ring.atMs, { [place]: 100 + place })
  Object.assign(ring, { next: 5, size: 5 })
  expect(columnsOf(ring).atMs).toEqual([100, 101, 102, 103, 104])
  const full = noRecent()
  full.atMs.set(Array.from({ length: RECENT }, (_, place) => place))
  Object.assign(full, { next: 10, size: RECENT })
  expect(columnsOf(full).atMs.slice(0, 2)).toEqual([10, 11])
  expect(columnsOf(full).atMs.at(-1)).toBe(9)
})

test('a result is appended once, and the oldest leaves', () => {
  const one = appendRecent(NO_RECENT, { atMs: 1_000, ms: 5, outcome: 'pass' })
  expect(appendRecent(one, { atMs: 1_000, ms: 5, outcome: 'fail' })).toBe(one)
  let all = NO_RECENT
  for (let second = 1; second <= 61; second++) all = appendRecent(all, { atMs: second * 1_000, ms: 5, outcome: 'pass' })
  expect(all.atMs).toHaveLength(RECENT)
  expect(all.atMs[0]).toBe(2_000)
})

test('the quantile is one of the values, by nearest rank', () => {
  expect(quantile([], 0.95)).toBeUndefined()
  expect(quantile([7], 0.95)).toBe(7)
  expect(
    quantile(
      Array.from({ length: 100 }, (_, place) => place + 1),
      0.95,
    ),
  ).toBe(95)
})
