import { expect, test } from 'vitest'
import { anIncident } from '@/components/incidents/testing'
import { SEVERITIES } from '../../checks/model'
import { groupOf, inOrder, isOpenFilter, isPlacedWanted, isPlacing, isWanted, neighbour, readQueue, STATES } from './queue'

const NOW = Date.UTC(2026, 10, 17, 14)
const wants = (row: Parameters<typeof isWanted>[0], address: string, serviceId: string | null = null) =>
  isWanted(row, readQueue(new URLSearchParams(address)), { personId: 'ada', nowMs: NOW, serviceId })

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
])('is found by %s', (_claim, words, found) => expect(wants(anIncident({ number: 12 }), `q=${words}`)).toBe(found))

test.each([
  ['severity=high,low', { severity: 'high' }, true],
  ['severity=high,low', { severity: 'critical' }, false],
  ['severity=purple', { severity: 'critical' }, true],
  ['state=acknowledged', { state: 'triggered' }, false],
  ['team=Identity', { owner: 'Identity' }, true],
  ['team=Identity', { owner: null }, false],
  ['owner=nobody', { assignee: null }, true],
  ['owner=nobody', { assignee: 'Ada' }, false],
  ['owner=Ada', { assignee: 'Ada' }, true],
  ['older=1h', { startedAtMs: NOW - 3_600_000 }, true],
  ['older=1h', { startedAtMs: NOW - 3_599_999 }, false],
  ['older=ages', { startedAtMs: NOW }, true],
] as const)('of %s it is as the address says', (address, row, wanted) => expect(wants(anIncident(row), address)).toBe(wanted))

test('a service is any that has a part in it; of a name that nothing has there is nothing', () => {
  const row = anIncident({ serviceIds: ['shop-id', 'search-id'] })
  expect(wants(row, 'service=search', 'search-id')).toBe(true)
  expect(wants(row, 'service=admin', 'admin-id')).toBe(false)
  expect(wants(row, 'service=gone')).toBe(false)
})

test('an address without a filter shows everything, whatever else is in it', () =>
  expect(isOpenFilter(readQueue(new URLSearchParams('incident=INC-1&tab=queue')))).toBe(true))

test('mine is what is assigned to me', () => {
  expect(wants(anIncident({ assigneeId: 'ada' }), 'filter=mine')).toBe(true)
  expect(wants(anIncident(), 'filter=mine')).toBe(false)
})
test('critical includes emergencies and nothing milder', () =>
  expect((['emergency', 'critical', 'high'] as const).map((severity) => wants(anIncident({ severity }), 'filter=critical'))).toEqual([
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

test('where nothing but its place is asked for, the place of a row says what the whole row would', () => {
  const rows = SEVERITIES.flatMap((severity) => STATES.map((state) => anIncident({ severity, state })))
  const addresses = [
    '',
    'filter=critical',
    'severity=low,high',
    'state=triggered',
    'filter=critical&state=resolved&severity=emergency',
    'q=+',
  ]
  for (const address of addresses) {
    const asked = readQueue(new URLSearchParams(address))
    expect(isPlacing(asked), address).toBe(true)
    expect(
      rows.map((row) => isPlacedWanted(row, asked)),
      address,
    ).toEqual(rows.map((row) => wants(row, address)))
  }
  for (const address of ['filter=mine', 'q=admin', 'service=a', 'team=a', 'owner=nobody', 'older=1h'])
    expect(isPlacing(readQueue(new URLSearchParams(address))), address).toBe(false)
})
