import { expect, test } from 'vitest'
import type { CheckRow } from '../../live/rows'
import { aWorld } from '../../live/testing'
import { checkRow } from '../../live/topics/checks'
import {
  arrange,
  availabilityIn,
  availabilityTable,
  firstArranged,
  inGroups,
  isNarrow,
  matches,
  reachFrom,
  readFilter,
  writeFilter,
} from './checks-table'

const world = aWorld(4)
const rowOf = (no: number, over: Partial<CheckRow> = {}): CheckRow => {
  const state = world.checks.get(`check-${no}`)
  if (!state) throw new Error(`no check ${no}`)
  return { ...checkRow(world, state), ...over }
}
const filterOf = (address: string) => readFilter(new URLSearchParams(address))
const none = () => undefined

test('the address holds all of the filter, and reads back as it was', () => {
  const address =
    'q=shop+one&status=degraded%2Cdown&service=shop&type=http&tag=eu%2C50%2525+off&owner=Web%252C+shop&order=slowest&group=tag'
  expect(filterOf(address)).toMatchObject({ tags: ['eu', '50% off'], owners: ['Web, shop'] })
  expect(writeFilter(filterOf(address))).toBe(address)
  expect(writeFilter(filterOf(''))).toBe('')
})

test('what is none of ours in the address is left out', () => {
  expect(filterOf('status=burning,down&order=sideways&x=1')).toEqual({
    text: '',
    statuses: ['down'],
    services: [],
    types: [],
    tags: [],
    owners: [],
    order: 'down-first',
    group: null,
  })
})

test.each([
  ['a word of the name', 'q=shop-2', true],
  ['words in any order and case', 'q=SHOP+http', true],
  ['a word that is nowhere', 'q=shop+ftp', false],
  ['another status', 'status=down', false],
  ['one of several', 'status=down,unknown&type=http,tcp', true],
  ['another service', 'service=bank', false],
])('%s', (_claim, address, expected) => expect(matches(rowOf(2), filterOf(address))).toBe(expected))

test('down comes first, then degraded, unknown, and what is well', () => {
  const rows = [rowOf(1, { status: 'up' }), rowOf(2, { status: 'unknown' }), rowOf(3, { status: 'down' }), rowOf(4, { status: 'degraded' })]
  expect(arrange(rows, filterOf(''), none).map(({ no }) => no)).toEqual([3, 4, 2, 1])
  expect(arrange(rows, filterOf('order=name'), none).map(({ no }) => no)).toEqual([1, 2, 3, 4])
})

test('slowest first, and what never answered last', () => {
  const slow = new Map([
    [1, 10],
    [2, 500],
  ])
  expect(arrange([rowOf(3), rowOf(1), rowOf(2)], filterOf('order=slowest'), ({ no }) => slow.get(no)).map(({ no }) => no)).toEqual([
    2, 1, 3,
  ])
})

test.each(['', 'order=name', 'order=slowest'])('the first rows are those that stand first among all: %s', (address) => {
  const statusOf = (place: number) => (place % 4 === 1 ? 'down' : place % 4 === 3 ? 'degraded' : 'up')
  const rows = Array.from({ length: 60 }, (_, place) =>
    rowOf((place % 4) + 1, { id: `${place}`, name: `${(place * 37) % 60}`, status: statusOf(place) }),
  )
  const p95 = ({ id }: CheckRow) => (Number(id) * 13) % 7
  const all = arrange(rows, filterOf(address), p95)
  for (const count of [1, 20, 60, 100])
    expect(firstArranged(rows, filterOf(address), p95, count)).toEqual({ first: all.slice(0, count), matching: 60 })
})

test('who was up all the time costs no bytes, and nobody short of it is rounded up to it', () => {
  const table = availabilityTable([
    { no: 1, day: { low: 1, high: 1 }, month: { low: 0.999999, high: 1 } },
    { no: 2, day: undefined, month: { low: 0.5, high: 0.75 } },
  ])
  expect(table.day).toEqual({ 2: null })
  expect(availabilityIn(table, 'day', 1)).toEqual({ low: 1, high: 1 })
  expect(availabilityIn(table, 'month', 1)).toEqual({ low: 0.99999, high: 1 })
  expect(availabilityIn(table, 'day', 2)).toBeUndefined()
  expect(availabilityIn(table, 'month', 2)).toEqual({ low: 0.5, high: 0.75 })
  expect(availabilityIn(table, 'day', 3)).toBeUndefined()
})

test.each([
  ['all the tags of the filter', 'tag=eu,web', true],
  ['only one of them', 'tag=eu,us', false],
  ['one of the teams', 'owner=Web,Ops', true],
  ['nobody, where a team answers', 'owner=-', false],
])('a check with %s', (_claim, address, expected) =>
  expect(matches(rowOf(1, { tags: ['eu', 'web'], owner: 'Ops' }), filterOf(address))).toBe(expected),
)

test('by tag a check stands under each of its own, and what has none comes last', () => {
  const rows = [rowOf(1, { tags: [] }), rowOf(2, { tags: ['web', 'eu'], status: 'down' }), rowOf(3, { tags: ['eu'] })]
  const said = inGroups(rows, 'tag').map((line) => (line.kind === 'group' ? `${line.title}: ${line.counts.down}` : line.row.name))
  expect(said).toEqual(['eu: 1', rows[1]?.name, rows[2]?.name, 'web: 1', rows[1]?.name, 'without a tag: 0', rows[0]?.name])
  expect(new Set(inGroups(rows, 'tag').map(({ key }) => key)).size).toBe(said.length)
})

test('a reach has both its ends, in either direction; from what is not shown it is the one alone', () => {
  const rows = ['a', 'b', 'c', 'd'].map((id) => ({ ...rowOf(1), id }))
  expect(reachFrom(rows, 'b', 'd')).toEqual(['b', 'c', 'd'])
  expect(reachFrom(rows, 'd', 'b')).toEqual(['b', 'c', 'd'])
  expect(reachFrom(rows, 'gone', 'c')).toEqual(['c'])
})

test('order and groups leave nothing out', () => {
  expect(isNarrow(filterOf('order=name&group=tag'))).toBe(false)
  expect(isNarrow(filterOf('tag=eu'))).toBe(true)
})
