import { expect, test } from 'vitest'
import { plain } from './plain'

test('is written as what it is', () => {
  const delta = { epoch: 'e', seq: 1, upsert: [{ id: 'a', says: null }] }
  expect(JSON.stringify(['deltas', plain([['checks', delta]])])).toBe(JSON.stringify(['deltas', [['checks', delta]]]))
})

test('shows nothing to who only looks for bytes', () => {
  const shown = plain({ rows: [1] })
  expect(Object.keys(shown)).toEqual([])
  expect((shown as unknown as { toJSON(): unknown }).toJSON()).toBeNull()
})
