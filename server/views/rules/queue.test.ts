import { expect, test } from 'vitest'
import { anIncident } from '@/components/incidents/testing'
import { groupOf, inOrder, isWanted, neighbour } from './queue'

test('what needs a person comes first, then what somebody has, then what recovers, then what is over', () => {
  const rows = [
    anIncident({ number: 1, state: 'resolved' }),
    anIncident({ number: 2, state: 'acknowledged', recovering: true }),
    anIncident({ number: 3, state: 'mitigated' }),
    anIncident({ number: 4 }),
  ]
  expect(inOrder(rows, () => 0).map(({ group, rows }) => [group, ...rows.map(({ number }) => number)])).toEqual([
    ['needs-you', 4],
    ['acknowledged', 3],
    ['recovering', 2],
    ['resolved', 1],
  ])
})

test('inside a group money decides, then severity, then the newest', () => {
  const rates: Record<string, number> = { 'id-1': 100, 'id-2': 200 }
  const rows = [
    anIncident({ number: 1, severity: 'emergency' }),
    anIncident({ number: 2, severity: 'low' }),
    anIncident({ number: 3, severity: 'critical', openedAtMs: 1 }),
    anIncident({ number: 4, severity: 'critical', openedAtMs: 2 }),
    anIncident({ number: 5, severity: 'emergency' }),
  ]
  expect(inOrder(rows, (id) => rates[id] ?? 0)[0]?.rows.map(({ number }) => number)).toEqual([2, 1, 5, 4, 3])
})

test('the last resolved is the first of the resolved', () => {
  const rows = [
    anIncident({ number: 1, state: 'resolved', resolvedAtMs: 1 }),
    anIncident({ number: 2, state: 'resolved', resolvedAtMs: 2 }),
  ]
  expect(inOrder(rows, () => 0)[0]?.rows.map(({ number }) => number)).toEqual([2, 1])
})

test('what was resolved by a person while it recovered is resolved', () =>
  expect(groupOf({ state: 'resolved', recovering: true, mutedBy: [] })).toBe('resolved'))

test('what is kept quiet needs nobody, until somebody takes it or nothing keeps it quiet', () => {
  const mutedBy = ['the maintenance Reboot']
  expect(groupOf({ state: 'triggered', recovering: false, mutedBy })).toBe('quiet')
  expect(groupOf({ state: 'acknowledged', recovering: false, mutedBy })).toBe('acknowledged')
  expect(groupOf({ state: 'triggered', recovering: false, mutedBy: [] })).toBe('needs-you')
})

test.each([
  ['its number', 'inc-12', true],
  ['words of its title in any order', 'failing admin', true],
  ['a name it does not have', 'payments', false],
  ['nothing at all', '', true],
])('is found by %s', (_claim, words, found) => expect(isWanted(anIncident({ number: 12 }), 'all', words, 'ada')).toBe(found))

test('mine is what is assigned to me', () => {
  expect(isWanted(anIncident({ assigneeId: 'ada' }), 'mine', '', 'ada')).toBe(true)
  expect(isWanted(anIncident(), 'mine', '', 'ada')).toBe(false)
})
test('critical includes emergencies and nothing milder', () =>
  expect((['emergency', 'critical', 'high'] as const).map((severity) => isWanted(anIncident({ severity }), 'critical', '', ''))).toEqual([
    true,
    true,
    false,
  ]))

test('moving selects the first when nothing is selected, and stops at the edges', () => {
  const rows = [{ id: 'a' }, { id: 'b' }]
  expect(
    [neighbour(rows, undefined, 1), neighbour(rows, 'a', 1), neighbour(rows, 'b', 1), neighbour(rows, 'a', -1)].map((row) => row?.id),
  ).toEqual(['a', 'b', 'b', 'a'])
  expect(neighbour([], 'a', 1)).toBeUndefined()
})
