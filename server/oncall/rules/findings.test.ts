import { describe, expect, test } from 'vitest'
import { ScheduleInput } from '../model'
import { scheduleFindings } from './findings'

const NOW = new Date('2026-11-23T12:00:00Z')
const known = new Set(['ada@x.example', 'bob@x.example'])
const found = (layers: readonly object[], more: object = {}) =>
  scheduleFindings(
    ScheduleInput.parse({
      name: 'checkout',
      timeZone: 'Europe/London',
      layers: layers.map((layer) => ({ people: ['ada@x.example', 'bob@x.example'], starts: '2026-01-05', ...layer })),
      ...more,
    }),
    { isReachable: (person) => known.has(person), at: NOW },
  )
const next = 'who is paged then is up to the policy’s next step.'
const office = { from: '09:00', to: '17:00' }

describe('what is said of a schedule when it is saved', () => {
  test('nothing when somebody is always on call', () => expect(found([{}])).toEqual([]))

  test('a gap, with its instants on the clock of the schedule, how much it is in all, and who is asked then', () =>
    expect(found([{ hours: [office] }])).toEqual([
      {
        path: 'layers',
        message: `Nobody is on call from Mon 2026-11-23 17:00 to Tue 2026-11-24 09:00 (Europe/London), and 27 more times within 28 days, 18 days in all; ${next}`,
        grave: false,
      },
    ]))
  test('one gap alone', () =>
    expect(found([{ ends: '2026-12-01' }, { starts: '2026-12-02' }]).map(({ message }) => message)).toEqual([
      `Nobody is on call from Tue 2026-12-01 09:00 to Wed 2026-12-02 09:00 (Europe/London); ${next}`,
    ]))
  test('a gap without an end in sight', () =>
    expect(found([{ ends: '2026-12-01' }]).map(({ message }) => message)).toEqual([
      `Nobody is on call from Tue 2026-12-01 09:00 on (Europe/London); ${next}`,
    ]))
  test('nobody at all', () =>
    expect(found([{ starts: '2027-12-01' }]).map(({ message }) => message)).toEqual([`Nobody is on call within the next 28 days; ${next}`]))
  test('an override that names nobody is meant, and no gap', () =>
    expect(found([{}], { overrides: [{ from: '2026-12-01T00:00:00Z', to: '2026-12-02T00:00:00Z', person: null }] })).toEqual([]))

  test('a hand-over in an hour that the clocks leave out', () =>
    expect(found([{ turn: 'day', handover: '01:30' }])).toEqual([
      {
        path: 'layers[0].handover',
        message:
          'There is no 01:30 on 2027-03-28 in Europe/London, where the clocks are put forward; that turn begins at Sun 2027-03-28 02:00. Choose another hour if it must not.',
        grave: false,
      },
    ]))
  test.each([
    ['not when the week hands over on another day', { handover: '01:30' }, 0],
    ['but when it does on that Sunday', { handover: '01:30', starts: '2026-01-04' }, 1],
    ['not when the layer has ended by then', { turn: 'day', handover: '01:30', ends: '2027-03-28' }, 0],
    ['not at an hour that exists', { turn: 'day', handover: '02:00' }, 0],
    ['of elapsed turns only the first is on the clock', { turn: '24h', handover: '01:30' }, 0],
    ['and it may be skipped', { turn: '24h', handover: '01:30', starts: '2027-03-28' }, 1],
  ])('%s', (_claim, layer, count) => expect(found([{}, layer]).filter(({ path }) => path === 'layers[1].handover')).toHaveLength(count))

  test('a person twice in a row, also from the last turn to the first', () =>
    expect(
      found([{ people: ['ada@x.example', 'bob@x.example', 'bob@x.example', 'ada@x.example'] }]).map(({ path, message }) => [path, message]),
    ).toEqual([
      ['layers[0].people[1]', 'bob@x.example stands twice in a row, and is on call for two turns of a week without a rest in between.'],
      ['layers[0].people[3]', 'ada@x.example is last and first, and is on call for two turns of a week without a rest in between.'],
    ]))
  test('one person alone is no repetition', () => expect(found([{ people: ['ada@x.example'] }])).toEqual([]))

  test('a person to whom there is no way is said, with a way out', () =>
    expect(
      found([{ people: ['ada@x.example', 'eve@x.example'] }], {
        overrides: [{ from: '2026-12-01T00:00:00Z', to: '2026-12-02T00:00:00Z', person: 'fay@x.example' }],
      }),
    ).toEqual([
      {
        path: 'layers[0].people[1]',
        message: 'eve@x.example has no way to be reached, so nobody would be told; declare a contact for them, or a channel of mail.',
        grave: false,
      },
      expect.objectContaining({ path: 'overrides[0].person', grave: false }),
    ]))
  test('a person is known in whatever letters', () => expect(found([{ people: ['Ada@X.example'] }])).toEqual([]))

  test('an override that ends before it begins is refused', () =>
    expect(found([{}], { overrides: [{ from: '2026-12-02T00:00:00Z', to: '2026-12-02T00:00:00Z', person: 'ada@x.example' }] })).toEqual([
      {
        path: 'overrides[0].to',
        message: 'The override ends before it begins, so it would never apply; set `to` after `from`.',
        grave: true,
      },
    ]))
  test('overrides of the past are said once, and their people may have left', () =>
    expect(
      found([{}], {
        overrides: [
          { from: '2026-10-02T00:00:00Z', to: '2026-10-03T00:00:00Z', person: 'gone@x.example' },
          { from: '2026-11-02T00:00:00Z', to: '2026-11-03T00:00:00Z', person: 'ada@x.example' },
        ],
      }),
    ).toEqual([
      {
        path: 'overrides[0]',
        message: '2 overrides lie wholly in the past, and nobody is on call by them any more. They can be removed.',
        grave: false,
      },
    ]))

  test.each([
    ['that ends before it begins is refused', [{ ends: '2026-01-05' }, {}], 'layers[0].ends', 'ends before its first turn begins', true],
    ['that has ended is said', [{ ends: '2026-02-02' }, {}], 'layers[0].ends', 'ended on 2026-02-02', false],
    [
      'that others hide at all of its hours is said',
      [{ hours: [office] }, {}],
      'layers[0]',
      'Later layers hold at all of its hours',
      false,
    ],
    [
      'that two others hide together is said',
      [{}, { hours: [office] }, { hours: [{ from: '17:00', to: '09:00' }] }],
      'layers[0]',
      'Later layers',
      false,
    ],
  ])('a layer %s', (_claim, layers, path, sentence, grave) =>
    expect(found(layers)).toEqual([{ path, message: expect.stringContaining(sentence), grave }]),
  )
  test('a layer that begins much later is not said to be hidden', () => expect(found([{ starts: '2029-01-01' }, {}])).toEqual([]))
  test('a layer hidden by overrides alone is not', () =>
    expect(found([{}], { overrides: [{ from: '2026-01-01T00:00:00Z', to: '2030-01-01T00:00:00Z', person: 'ada@x.example' }] })).toEqual([]))
})
