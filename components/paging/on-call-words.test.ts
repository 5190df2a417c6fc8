import { expect, test } from 'vitest'
import { gapsIn, localInput, nameOf, nowAndNext, turnsFrom } from './on-call-words'

const turns = [
  { fromMs: 0, toMs: 100, person: 'bo@example.com', by: 'layer' },
  { fromMs: 100, toMs: 150, person: 'bo@example.com', by: 'override' },
  { fromMs: 150, toMs: 200, person: null, by: null },
  { fromMs: 200, toMs: 300, person: 'cy@example.com', by: 'layer' },
] as const

test.each([
  [50, 'bo@example.com', null],
  [99, 'bo@example.com', null],
  [160, null, 'cy@example.com'],
  [250, 'cy@example.com', undefined],
])('at %i %s is on call and then another', (nowMs, now, next) => {
  const found = nowAndNext({ turns }, nowMs)
  expect([found.now?.person, found.next?.person]).toEqual([now, next])
})

test('what is over is left out, and the turn under way begins now', () => {
  expect(turnsFrom({ turns }, 120).map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([
    [120, 150],
    [150, 200],
    [200, 300],
  ])
  expect(nowAndNext({ turns }, 400)).toEqual({ now: null, next: null })
})

test('a time of nobody is a gap unless it is meant', () => {
  expect(gapsIn(turns)).toEqual([turns[2]])
  expect(gapsIn([{ ...turns[2], by: 'override' }])).toEqual([])
})

test('a person is called by name where it is known', () => {
  expect(nameOf('bo@example.com', { 'bo@example.com': 'Bo' })).toBe('Bo')
  expect(nameOf('cy@example.com', {})).toBe('cy@example.com')
})

test('a field for a local time takes what the reader’s clock shows', () => {
  expect(new Date(localInput(Date.UTC(2026, 10, 22, 9, 5))).toISOString()).toBe('2026-11-22T09:05:00.000Z')
})
