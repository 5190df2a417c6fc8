import { describe, expect, test } from 'vitest'
import { PolicyInput } from '../model'
import { quietUntil } from './quiet-hours'

const policy = (quietHours: object | undefined) => PolicyInput.parse({ name: 'p', steps: [{ tell: [{ channel: 'ops' }] }], quietHours })
const until = (quietHours: object | undefined, at: string, severity: 'high' | 'medium' | 'low' = 'low') =>
  quietUntil(policy(quietHours).quietHours, severity, new Date(`${at}Z`))
    ?.toISOString()
    .slice(0, 16) ?? null
const nights = { timeZone: 'Europe/London', from: '22:00', to: '07:00' }

describe('quiet hours (ALR-3)', () => {
  test.each([
    ['in the evening until the morning', nights, '2026-11-23T23:00', 'low', '2026-11-24T07:00'],
    ['by the clock of the zone', nights, '2026-07-01T21:30', 'low', '2026-07-02T06:00'],
    ['in the morning they are over', nights, '2026-11-24T07:00', 'low', null],
    ['during the day there are none', nights, '2026-11-23T12:00', 'low', null],
    ['what is severe is told', nights, '2026-11-23T23:00', 'high', null],
    ['just below it is not', nights, '2026-11-23T23:00', 'medium', '2026-11-24T07:00'],
    ['from the severity that is said', { ...nights, unless: 'medium' }, '2026-11-23T23:00', 'medium', null],
    ['a night in which the clocks go back is longer', nights, '2026-10-24T21:00', 'low', '2026-10-25T07:00'],
    ['the repeated hour is within it', { ...nights, from: '01:30' }, '2026-10-25T01:10', 'low', '2026-10-25T07:00'],
    [
      'a whole weekend is one',
      { ...nights, days: ['sat', 'sun'], from: '00:00', to: '00:00' },
      '2026-11-21T12:00',
      'low',
      '2026-11-23T00:00',
    ],
    ['without any', undefined, '2026-11-23T23:00', 'low', null],
  ] as const)('%s', (_claim, quietHours, at, severity, expected) => expect(until(quietHours, at, severity)).toBe(expected))

  test('that never end are refused, and would keep nothing back', () => {
    expect(() => policy({ from: '08:00', to: '08:00' })).toThrow('nobody would be told')
    const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
    expect(quietUntil({ timeZone: 'UTC', days: [...days], from: '08:00', to: '08:00', unless: 'high' }, 'low', new Date(0))).toBeNull()
  })
})

test('a person is the same in whatever letters they are written', () =>
  expect(PolicyInput.parse({ name: 'p', steps: [{ tell: [{ person: 'Ada@Example.com' }] }] }).steps[0]?.tell).toEqual([
    { person: 'ada@example.com' },
  ]))
