import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SEVERITIES } from '../../checks/model'
import { MINUTE } from '../../kernel/duration'
import { byUrgency, paced, paceOf } from './pace'

test.each([
  ['nothing is lost', 0, 2_500, 1],
  ['less than the line', 2_499, 2_500, 1],
  ['the line', 2_500, 2_500, 1 / 2],
  ['four times the line', 10_000, 2_500, 1 / 4],
  ['sixteen times the line', 40_000, 2_500, 1 / 8],
  ['any amount more', 1e12, 2_500, 1 / 8],
  ['any loss where none can be borne', 1, 0, 1 / 8],
  ['no loss where none can be borne', 0, 0, 1],
  ['no line to compare with', 1e12, null, 1],
  ['a loss that nobody could work out', Number.NaN, 2_500, 1],
])('%s', (_claim, loss, line, expected) => expect(paceOf(loss, line)).toBe(expected))

test.each([
  [5 * MINUTE, 1 / 2, 2.5 * MINUTE],
  [5 * MINUTE, 1 / 8, MINUTE],
  [30_000, 1 / 8, 30_000],
  [0, 1 / 8, 0],
  [5 * MINUTE, 1, 5 * MINUTE],
])('%d ms at a pace of %d is %d ms', (written, pace, expected) => expect(paced(written, pace)).toBe(expected))

const anyItem = fc.record({
  id: fc.uuid(),
  lossPerMinute: fc.integer({ min: 0, max: 3 }),
  severity: fc.constantFrom(...SEVERITIES),
  at: fc.integer({ min: 0, max: 3 }).map((ms) => new Date(ms)),
})

test('a queue is ordered by loss, then severity, then age', () => {
  const item = (id: string, lossPerMinute: number, severity: (typeof SEVERITIES)[number], ms: number) => ({
    id,
    lossPerMinute,
    severity,
    at: new Date(ms),
  })
  const queue = [
    item('d', 1, 'high', 2),
    item('a', 9, 'low', 9),
    item('e', 0, 'emergency', 0),
    item('c', 1, 'high', 1),
    item('b', 1, 'critical', 8),
  ]
  expect(queue.toSorted(byUrgency).map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e'])
})

test('the order is the same whatever the queue looked like', () =>
  fc.assert(
    fc.property(fc.uniqueArray(anyItem, { selector: ({ id }) => id, maxLength: 12 }), (queue) => {
      expect(queue.toReversed().toSorted(byUrgency)).toEqual(queue.toSorted(byUrgency))
    }),
  ))
