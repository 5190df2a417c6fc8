import { expect, test } from 'vitest'
import { ALL_OF_IT, isFiltered, logAddress, logQueryOf, readLogFilter } from './log-filter'

const read = (query: string) => readLogFilter(new URLSearchParams(query))
const ID = '01900000-0000-7000-8000-000000000042'

test.each([
  ['nothing', '', {}],
  ['a word', 'q=INC-12&state=dead&channel=mail', { text: 'INC-12', state: 'dead', channel: 'mail' }],
  ['what is no state', 'state=lost&severity=awful&time=2h', {}],
  ['what is no id, and no place', 'incident=12&before=yesterday', {}],
  [
    'all of it',
    `q=x&state=waiting&person=bo%40x.example&severity=low&time=7d&incident=${ID}`,
    { text: 'x', state: 'waiting', person: 'bo@x.example', severity: 'low', time: '7d', incident: ID },
  ],
])('an address with %s is read', (_what, query, expected) => expect(read(query)).toEqual({ ...ALL_OF_IT, ...expected }))

test('what is written is read again', () => {
  const filter = { ...ALL_OF_IT, text: 'a b', state: 'dead', before: { at: new Date('2026-11-22T12:00:00.000Z'), id: ID } } as const
  expect(readLogFilter(new URL(logAddress(filter), 'http://x').searchParams)).toEqual(filter)
  expect(logAddress(ALL_OF_IT)).toBe('/paging/log')
  expect([isFiltered(filter), isFiltered({ ...ALL_OF_IT, before: filter.before })]).toEqual([true, false])
})

test('a span of time is asked for from now', () => {
  const now = new Date('2026-11-22T12:00:00.000Z')
  expect(logQueryOf({ ...ALL_OF_IT, time: '24h', state: 'delivered' }, now)).toMatchObject({
    since: new Date('2026-11-21T12:00:00.000Z'),
    states: ['delivered', 'bundled'],
  })
})
