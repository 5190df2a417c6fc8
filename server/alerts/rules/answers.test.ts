import { expect, test } from 'vitest'
import { fieldOf, heeding, readByStatus, textIn, waiting } from './answers'

const now = new Date('2026-11-17T14:00:00.000Z')

test.each([
  [200, 'ok', 'delivered', 'It took it (200)'],
  [204, '', 'delivered', 'It took it (204)'],
  [301, '', 'refused', 'It answered 301: it is elsewhere; put its final address into the channel'],
  [400, 'bad\nrequest', 'refused', 'It answered 400: bad request'],
  [404, '', 'refused', 'It answered 404'],
  [408, '', 'retry', 'It answered 408'],
  [425, '', 'retry', 'It answered 425'],
  [429, 'slow down', 'retry', 'It answered 429: slow down'],
  [500, '', 'retry', 'It answered 500'],
  [503, 'x'.repeat(500), 'retry', `It answered 503: ${'x'.repeat(199)}…`],
  [0, '', 'refused', 'It answered 0'],
])('%i "%s" is %s', (status, body, kind, says) => expect(readByStatus({ status, body }, 'It')).toEqual({ kind, says }))

test.each([
  [{ kind: 'retry', says: 'a' } as const, { 'retry-after': '7' }, 7_000],
  [{ kind: 'retry', says: 'a' } as const, { 'retry-after': 'Tue, 17 Nov 2026 14:02:00 GMT' }, 120_000],
  [{ kind: 'retry', says: 'a' } as const, {}, undefined],
  [{ kind: 'refused', says: 'a' } as const, { 'retry-after': '7' }, undefined],
])('%j with %j waits %s ms', (delivered, headers, afterMs) =>
  expect(heeding(delivered, { headers }, now)).toEqual(afterMs === undefined ? delivered : { ...delivered, afterMs }),
)

test.each([
  [0.75, 750],
  [64, 64_000],
  [1e12, 86_400_000],
  [0, undefined],
  [-1, undefined],
  [Number.NaN, undefined],
  ['5', undefined],
  [undefined, undefined],
])('%s seconds in a body wait %s ms', (seconds, afterMs) => {
  const retry = { kind: 'retry', says: 'a' } as const
  expect(waiting(retry, seconds)).toEqual(afterMs === undefined ? retry : { ...retry, afterMs })
  expect(waiting({ kind: 'refused', says: 'a' }, seconds)).toEqual({ kind: 'refused', says: 'a' })
})

test.each(['{"a":""}', '{"a":1}', '{}', 'no'])('%s says nothing in words', (body) => expect(textIn(body, 'a')).toBeUndefined())

test.each(['', 'no json', 'null', '[]', '{"b":1}'])('%j has no field', (body) => expect(fieldOf(body, 'a')).toBeUndefined())
