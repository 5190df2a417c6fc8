import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packTable, unpackTable } from './columns'

const record = fc.record({
  id: fc.uuid(),
  status: fc.constantFrom('up', 'down'),
  owner: fc.option(fc.constantFrom('Web', 'Shop')),
  tags: fc.array(fc.constantFrom('a', 'b'), { maxLength: 2 }),
  last: fc.option(fc.record({ ms: fc.integer(), says: fc.string(), deeper: fc.option(fc.record({ yes: fc.boolean() })) })),
  empty: fc.constant(null),
})

test('what is packed comes back as it was, also over the wire', () => {
  fc.assert(
    fc.property(fc.array(record, { maxLength: 40 }), (rows) => {
      expect(unpackTable(JSON.parse(JSON.stringify(packTable(rows))))).toEqual(rows)
    }),
  )
})

test('what all share is said once, and what few values make up by number', () => {
  const rows = Array.from({ length: 9 }, (_, place) => ({ id: place, type: 'http', status: place === 4 ? 'down' : 'up' }))
  expect(packTable(rows).columns).toEqual({
    id: { all: [0, 1, 2, 3, 4, 5, 6, 7, 8] },
    type: { one: 'http' },
    status: { of: ['up', 'down'], at: [0, 0, 0, 0, 1, 0, 0, 0, 0] },
  })
})
