import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LossSegment } from '../../impact/model'
import { lostBy } from '../../impact/rules/accrual'
import { HOUR } from '../../kernel/duration'
import { priceOf } from './price'

const hour = (count: number) => new Date(count * HOUR)
const loses = (incidentId: string, from: number, to: number | null, perHourMinor = 1_000): LossSegment => ({
  incidentId,
  streamId: 's',
  fromAt: hour(from),
  toAt: to === null ? null : hour(to),
  fraction: 0.5,
  baselinePerHourMinor: perHourMinor,
  factor: 2,
  certainty: 'seen',
})
const mute = (from: number, to: number | null, ...ids: string[]) => ({
  fromAt: hour(from),
  toAt: to === null ? null : hour(to),
  incidentIds: new Set(ids),
})

test.each<[string, ReturnType<typeof mute>, LossSegment[], number, number, number]>([
  ['what runs while it is quiet', mute(1, null, 'a'), [loses('a', 1, null)], 4, 1_000, 3_000],
  ['what was lost before is not its doing', mute(3, null, 'a'), [loses('a', 1, null)], 4, 1_000, 1_000],
  ['other incidents are not hidden', mute(1, null, 'a'), [loses('b', 1, null)], 4, 0, 0],
  ['several add up', mute(1, null, 'a', 'b'), [loses('a', 1, null), loses('b', 2, null, 500)], 4, 1_500, 4_000],
  ['what is over costs nothing more', mute(1, null, 'a'), [loses('a', 1, 2)], 4, 0, 1_000],
  ['when it has ended the price stands still', mute(1, 3, 'a'), [loses('a', 1, null)], 9, 0, 2_000],
  ['before it begins it has none', mute(5, 8, 'a'), [loses('a', 1, null)], 4, 0, 0],
  ['what begins later has taken nothing', mute(1, null, 'a'), [loses('a', 5, null)], 4, 0, 0],
])('%s', (_claim, muted, segments, at, perHour, soFar) =>
  expect(priceOf(muted, segments, hour(at))).toEqual({ perHourMinor: perHour, soFarMinor: soFar }),
)

test('mutes that follow each other cost together what the ledger says', () => {
  const anySegment = fc
    .record({ from: fc.integer({ min: 0, max: 20 }), length: fc.option(fc.integer({ min: 1, max: 9 })) })
    .map(({ from, length }) => loses('a', from, length === null ? null : from + length))
  fc.assert(
    fc.property(fc.array(anySegment, { maxLength: 6 }), fc.integer({ min: 0, max: 20 }), (segments, cut) => {
      const now = hour(20)
      const parts = [mute(0, cut, 'a'), mute(cut, null, 'a')].map((part) => priceOf(part, segments, now).soFarMinor)
      const whole = segments.reduce((sum, segment) => sum + lostBy(segment, now.getTime()), 0)
      expect((parts[0] ?? 0) + (parts[1] ?? 0)).toBeCloseTo(whole, 6)
    }),
  )
})
