import { expect, test } from 'vitest'
import type { ServiceRow } from '../../live/rows'
import {
  arrangeServices,
  isShown,
  letsThroughAlike,
  packWindows,
  RENDERED_SERVICES,
  readMatrix,
  renderedOf,
  unfoldedOf,
  windowsIn,
} from './services-matrix'

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
  const titles = (address: string) => arrangeServices(rows, readMatrix(new URLSearchParams(address))).map(({ title }) => title)
  expect(titles('')).toEqual(['Down', 'Slow', 'Top', 'A', 'B'])
  expect(titles('order=tier')).toEqual(['Top', 'A', 'B', 'Slow', 'Down'])
  expect(titles('order=tier&tiers=12&q=plat+o')).toEqual(['Top', 'A', 'B', 'Slow'])
})
test('tier, owner and words narrow the rows', () => {
  const all = { tiers: false, owner: null, words: '' }
  expect(isShown(service('Admin', { tier: 3 }), { ...all, tiers: true })).toBe(false)
  expect(isShown(service('Admin'), { ...all, owner: 'Identity' })).toBe(false)
  expect(isShown(service('Admin'), { ...all, words: 'platform adm' })).toBe(true)
})
test('the service that the address names is sent, however far down it stands', () => {
  const rows = Array.from({ length: 40 }, (_, place) => service(`S${place}`))
  const names = (chosen: string | null) => renderedOf(rows, chosen).map(({ name }) => name)
  const first = rows.slice(0, RENDERED_SERVICES).map(({ name }) => name)
  expect(names(null)).toEqual(first)
  expect(names('s3')).toEqual(first)
  expect(names('s39')).toEqual([...first, 's39'])
})
test('another order lets the same services through, another word does not', () => {
  const filter = (address: string) => readMatrix(new URLSearchParams(address))
  expect(letsThroughAlike(filter('order=tier&service=a'), filter(''))).toBe(true)
  for (const other of ['q=a', 'owner=Platform', 'tiers=12']) expect(letsThroughAlike(filter(other), filter(''))).toBe(false)
})

const many = Array.from({ length: 40 }, (_, place) => ({ id: `s${place}`, status: place < 15 ? 'down' : 'up' }) as ServiceRow)
const folds = (...given: readonly (readonly [number, boolean])[]) => new Map(given.map(([place, open]) => [`s${place}`, open]))

test('the first services that are down are unfolded by themselves, not all of them', () =>
  expect([...unfoldedOf(many, new Map())]).toEqual(['s0', 's1', 's2', 's3', 's4', 's5', 's6', 's7']))
test('what was folded by hand stays folded, and what was unfolded stays open', () => {
  const open = unfoldedOf(many, folds([0, false], [30, true]))
  expect(open.has('s0')).toBe(false)
  expect(open.has('s30')).toBe(true)
})
test('of many unfolded by hand the last ones are open', () => {
  const open = unfoldedOf(many, folds(...many.map((_, place) => [place, true] as const)))
  expect(open.size).toBe(20)
  expect(open.has('s39')).toBe(true)
})

test('packed availability reads back, and nobody short of all is rounded up to it', () => {
  const packed = packWindows([
    ['shop', { day: null, week: { low: 0.25, high: 1, countsMs: 60_000.4 }, month: { low: 0.9999999, high: 1, countsMs: 5 } }],
  ])
  expect(windowsIn(packed, 'shop')).toEqual({
    day: null,
    week: { low: 0.25, high: 1, countsMs: 60_000 },
    month: { low: 0.999999, high: 1, countsMs: 5 },
  })
  expect(windowsIn(packed, 'bank')).toBeUndefined()
})
