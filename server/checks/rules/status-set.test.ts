import { expect, test } from 'vitest'
import { statusRangeIssue, statusSet } from './status-set'

test.each([
  [['200-299'], [200, 250, 299], [199, 300, 404]],
  [
    ['200', '404'],
    [200, 404],
    [201, 403, 405],
  ],
  [
    ['100-199', '503'],
    [100, 199, 503],
    [200, 502],
  ],
] as const)('%j holds its members and no others', (entries, inside, outside) => {
  const has = statusSet(entries)
  expect(inside.map(has)).toEqual(inside.map(() => true))
  expect(outside.map(has)).toEqual(outside.map(() => false))
})

test.each(['', '20', '600', '099', '2xx', '200-', '200 - 299', '1e2'])('"%s" is refused with the way to write it', (entry) =>
  expect(statusRangeIssue(entry)).toContain('write it like 200 or 200-299'),
)
test('a range that ends before it begins is refused with the right order', () =>
  expect(statusRangeIssue('299-200')).toContain('write 200-299'))
test('a status and a range are fine', () => expect([statusRangeIssue('204'), statusRangeIssue('200-299')]).toEqual([undefined, undefined]))
