import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RECENT } from '../../pipeline/model'
import { noRecent } from '../../pipeline/world'
import { packRecent } from '../testing'
import { appendRecent, NO_RECENT, packRing, quantile, type RecentColumns, unpackRecent } from './recent'

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

test('what is packed is unpacked, instants in tenths of a second, latencies to three digits', () => {
  fc.assert(
    fc.property(columns, (given) => {
      const { ms, ...rest } = unpackRecent(packRecent(given))
      expect(rest).toEqual({ atMs: given.atMs, outcomes: given.outcomes })
      expect(ms).toHaveLength(given.ms.length)
      ms.forEach((latency, place) => {
        const was = given.ms[place] ?? 0
        expect(Math.abs(latency - was)).toBeLessThanOrEqual(was * 0.005)
      })
    }),
  )
})

test('the shortest and the longest latency are packed too', () => {
  const ms = [0, 0.05, 0.2, 60_000, 1e9]
  const { ms: packed } = packRecent({ atMs: ms.map((_, place) => place * 1_000), ms, outcomes: 'ppppp' })
  expect(packed).toHaveLength(10)
  expect(unpackRecent({ fromMs: 0, steps: '10*4', ms: packed, outcomes: 'ppppp' }).ms).toEqual([0, 0.05, 0.2, 60_016, 145_743])
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
  for (let place = 0; place < 5; place++) Object.assign(ring.atMs, { [place]: 100 + place * 100 })
  Object.assign(ring, { next: 5, size: 5 })
  expect(unpackRecent(packRing(ring)).atMs).toEqual([100, 200, 300, 400, 500])
  const full = noRecent()
  full.atMs.set(Array.from({ length: RECENT }, (_, place) => place * 100))
  Object.assign(full, { next: 10, size: RECENT })
  expect(unpackRecent(packRing(full)).atMs.slice(0, 2)).toEqual([1_000, 1_100])
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
