import { expect, test } from 'vitest'
import type { ServiceRow } from '@/server/live/rows'
import { downFirst, isShown } from './matrix-order'

const service = (title: string, more: Partial<ServiceRow> = {}) =>
  ({ id: title, name: title.toLowerCase(), title, tier: 2, owner: 'Platform', status: 'up', ...more }) as ServiceRow

test('what fails comes first, then tier, then name', () => {
  const rows = [
    service('B'),
    service('A'),
    service('Top', { tier: 1 }),
    service('Slow', { status: 'degraded' }),
    service('Down', { status: 'down', tier: 3 }),
  ]
  expect(rows.toSorted(downFirst).map(({ title }) => title)).toEqual(['Down', 'Slow', 'Top', 'A', 'B'])
})
test('tier, owner and words narrow the rows', () => {
  const all = { tiers: false, owner: null, words: '' }
  expect(isShown(service('Admin', { tier: 3 }), { ...all, tiers: true })).toBe(false)
  expect(isShown(service('Admin'), { ...all, owner: 'Identity' })).toBe(false)
  expect(isShown(service('Admin'), { ...all, words: 'platform adm' })).toBe(true)
})
