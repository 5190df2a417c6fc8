import { describe, expect, test } from 'vitest'
import { WindowInput } from '../../kernel/window'
import { maintenanceWarnings, nextInWords } from './maintenance-words'

const NOW = new Date('2026-11-22T12:00:00Z')
const of = (when: object, endedAt: Date | null = null) => ({ when: WindowInput.parse(when), createdAt: new Date(0), endedAt })
const sunday = { days: ['sun'], at: '02:00', for: '2h', timeZone: 'Europe/London' }

describe('when it holds next', () => {
  test.each<[string, object, string]>([
    [
      'once, on one day of a zone',
      { once: { from: '2026-11-23T22:00', to: '2026-11-23T23:30', timeZone: 'Europe/Berlin' } },
      'It next holds from Mon 23 Nov 2026 22:00 to 23:30 (Europe/Berlin).',
    ],
    [
      'once, over midnight',
      { once: { from: '2026-11-23T22:00Z', to: '2026-11-24T02:00Z' } },
      'It next holds from Mon 23 Nov 2026 22:00 to Tue 24 Nov 2026 02:00 (UTC).',
    ],
    ['now', { once: { from: '2026-11-22T11:00Z', to: '2026-11-22T13:00Z' } }, 'It holds now, until Sun 22 Nov 2026 13:00 (UTC).'],
    ['never', { once: { from: '2026-11-21T22:00Z', to: '2026-11-22T12:00Z' } }, 'It never holds again.'],
    [
      'each week',
      { every: sunday },
      'It next holds from Sun 29 Nov 2026 02:00 to 04:00 (Europe/London), and every Sunday at 02:00 for 2 h 00.',
    ],
    [
      'some days of every second week',
      { every: { ...sunday, days: ['mon', 'wed', 'fri'], weeks: 2, from: '2026-11-02', for: '45min' } },
      'It next holds from Mon 30 Nov 2026 02:00 to 02:45 (Europe/London), and every second week on Monday, Wednesday and Friday at 02:00 for 45 min.',
    ],
    [
      'on a day of the month',
      { every: { dayOfMonth: 'last', at: '23:00', for: '1h' } },
      'It next holds from Mon 30 Nov 2026 23:00 to Tue 1 Dec 2026 00:00 (UTC), and on the last day of each month at 23:00 for 1 h 00.',
    ],
  ])('%s', (_claim, when, expected) => expect(nextInWords(of(when), NOW)).toBe(expected))

  test('what somebody has ended comes again at its next time', () =>
    expect(nextInWords(of({ every: { at: '11:00', for: '3h' } }, new Date('2026-11-22T11:30:00Z')), NOW)).toContain(
      'from Mon 23 Nov 2026 11:00',
    ))
})

describe('what is said before it is planned', () => {
  const some = { checks: 3, of: 9 }
  test.each<[string, object, { checks: number; of: number }, readonly string[]]>([
    ['nothing where it is as anybody would expect', { every: sunday }, some, []],
    [
      'that it lies in the past',
      { once: { from: '2026-11-21T22:00Z', to: '2026-11-22T12:00Z' } },
      some,
      ['It lies in the past: it would keep nothing quiet.'],
    ],
    [
      'that it matches nothing',
      { every: sunday },
      { checks: 0, of: 9 },
      ['It matches no check as they are now: it would keep quiet at most what sources report.'],
    ],
    [
      'that it matches everything',
      { every: sunday },
      { checks: 9, of: 9 },
      ['It matches all 9 checks: nobody is paged of anything while it holds.'],
    ],
    [
      'that an hour is left out when the clocks go forward',
      { every: { ...sunday, at: '01:30' } },
      some,
      ['On Sun 28 Mar 2027 the clocks of Europe/London go from 01:00 to 02:00, so there is no 01:30: it begins at 02:00 then.'],
    ],
    ['not where it does not take place on that day', { every: { ...sunday, at: '01:30', days: ['mon'] } }, some, []],
    ['not where the clocks never change', { every: { ...sunday, at: '01:30', timeZone: 'UTC' } }, some, []],
  ])('%s', (_claim, when, matching, expected) => expect(maintenanceWarnings(of(when), matching, NOW)).toEqual(expected))
})
