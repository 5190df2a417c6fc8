import { expect, test } from 'vitest'
import { ListEvidence } from './list-evidence'
import { ListResults } from './list-results'

test.each(['0000-01-01T00:00:00Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59-12:00'])('%s is no instant that Postgres takes', (at) => {
  expect(ListResults.safeParse({ id: 'shop', to: at }).success).toBe(false)
  expect(ListResults.safeParse({ id: 'shop', from: at }).success).toBe(false)
  expect(ListEvidence.safeParse({ id: 'shop', before: at }).success).toBe(false)
})
test('an instant with an offset is taken', () =>
  expect(ListResults.parse({ id: 'shop', to: '2026-11-17T14:02:00+02:00' }).to).toEqual(new Date('2026-11-17T12:02:00Z')))
