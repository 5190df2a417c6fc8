import { expect, test } from 'vitest'
import { formerOf, medianRepairMs } from './former'

const former = (number: number, minutes: number | null) => ({
  id: String(number),
  number,
  title: '',
  cause: null,
  startedAtMs: 0,
  repairMs: minutes,
})

test('the middle of the repairs, or between the two in the middle; what was not proven does not count', () => {
  expect(medianRepairMs([former(1, 30), former(2, 10), former(3, 20)])).toBe(20)
  expect(medianRepairMs([former(1, 30), former(2, null), former(3, 10)])).toBe(20)
  expect(medianRepairMs([former(1, null)])).toBeUndefined()
})
test('an incident is not compared with itself', () => {
  const sent = (id: string) => ({
    id,
    number: 1,
    title: 't',
    cause: null,
    startedAt: '2026-11-17T14:00:00.000Z',
    endedAt: '2026-11-17T14:21:00.000Z',
    proven: true,
  })
  const incidents = [sent('a'), sent('b')] as unknown as Parameters<typeof formerOf>[0]['incidents']
  expect(formerOf({ incidents }, 'a')).toMatchObject([{ id: 'b', repairMs: 21 * 60_000 }])
})
