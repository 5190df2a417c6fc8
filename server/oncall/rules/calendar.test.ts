import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Schedule, ScheduleInput } from '../model'
import { type CalendarFeed, calendarOf } from './calendar'
import { turnsBetween } from './rotation'

const schedule = (more: object = {}): Schedule =>
  ScheduleInput.parse({
    name: 'checkout',
    timeZone: 'Europe/London',
    layers: [{ people: ['ada@x.example', 'bob@x.example'], starts: '2026-01-05' }],
    ...more,
  })
const feed = (one: Schedule, more: Partial<CalendarFeed> = {}) =>
  calendarOf({
    title: 'Checkout',
    schedules: [{ schedule: one, changedAt: new Date('2026-02-01T10:20:30Z') }],
    person: null,
    nameOf: (person) => person.split('@')[0] ?? '',
    fromAt: new Date('2026-03-20T00:00:00Z'),
    toAt: new Date('2026-04-10T00:00:00Z'),
    host: 'ops.example',
    ...more,
  })

describe('the calendar of a schedule (ALR-7)', () => {
  test('is what RFC 5545 asks for, in UTC, a turn an event, each whole', () =>
    expect(feed(schedule()).split('\r\n')).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Plimsoll//On call//EN',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
      'NAME:Checkout',
      'X-WR-CALNAME:Checkout',
      'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
      'X-PUBLISHED-TTL:PT1H',
      ...[
        ['20260316T090000Z', '20260323T090000Z', 'ada'],
        ['20260323T090000Z', '20260330T080000Z', 'bob'],
        ['20260330T080000Z', '20260406T080000Z', 'ada'],
        ['20260406T080000Z', '20260413T080000Z', 'bob'],
      ].flatMap(([from, to, who]) => [
        'BEGIN:VEVENT',
        `UID:${from}-checkout@ops.example`,
        'DTSTAMP:20260201T102030Z',
        `DTSTART:${from}`,
        `DTEND:${to}`,
        `SUMMARY:${who} on call: checkout`,
        'TRANSP:TRANSPARENT',
        'END:VEVENT',
      ]),
      'END:VCALENDAR',
      '',
    ]))

  test('in which nobody has a turn is a calendar all the same (RFC 5545, 3.6)', () =>
    expect(feed(schedule(), { person: 'nobody@x.example' }).split('\r\n').slice(9)).toEqual([
      'BEGIN:VTIMEZONE',
      'TZID:Etc/UTC',
      'BEGIN:STANDARD',
      'DTSTART:19700101T000000',
      'TZOFFSETFROM:+0000',
      'TZOFFSETTO:+0000',
      'END:STANDARD',
      'END:VTIMEZONE',
      'END:VCALENDAR',
      '',
    ]))

  test('of one person has their turns of all schedules', () => {
    const text = feed(schedule(), {
      person: 'ada@x.example',
      schedules: ['a', 'b'].map((name) => ({ schedule: schedule({ name, title: `Team ${name}` }), changedAt: new Date(0) })),
    })
    expect(read(text).map(({ SUMMARY }) => SUMMARY)).toEqual(['a', 'a', 'b', 'b'].map((name) => `On call: Team ${name}`))
  })

  test('an event is the same wherever the range begins, also of a turn of a year and of an override of many', () => {
    const long = schedule({
      layers: [{ people: ['ada@x.example', 'bob@x.example'], turn: '365d', starts: '2024-01-01' }],
      overrides: [{ from: '2020-01-01T00:00:00Z', to: '2026-03-01T00:00:00Z', person: 'eve@x.example' }],
    })
    for (const one of [schedule(), long]) {
      const seen = new Map<string, unknown>()
      for (let day = 0; day < 60; day += 1)
        for (const event of read(feed(one, { fromAt: new Date(Date.UTC(2026, 1, 1 + day)), toAt: new Date(Date.UTC(2026, 3, 1 + day)) }))) {
          expect(seen.get(event.DTEND ?? '') ?? event).toEqual(event)
          seen.set(event.DTEND ?? '', event)
        }
    }
  })

  test('covers what the schedule says, minute for minute, and no event twice', () => {
    const one = schedule({
      layers: [
        { people: ['ada@x.example', 'bob@x.example'], starts: '2026-01-05' },
        {
          people: ['cyd@x.example', 'dan@x.example'],
          starts: '2026-01-05',
          turn: 'day',
          hours: [{ days: ['mon', 'sun'], from: '20:00', to: '04:00' }],
        },
      ],
      overrides: [{ from: '2026-03-24T00:00:00Z', to: '2026-03-25T00:00:00Z', person: null }],
    })
    const events = read(feed(one))
    expect(new Set(events.map(({ UID }) => UID)).size).toBe(events.length)
    const told = turnsBetween(one, new Date('2026-03-20T00:00:00Z'), new Date('2026-04-10T00:00:00Z'))
    for (const { fromAt, person } of told)
      expect(
        events.filter(({ DTSTART, DTEND }) => instant(DTSTART) <= fromAt && fromAt < instant(DTEND)).map(({ SUMMARY }) => SUMMARY),
      ).toEqual(person ? [`${person.split('@')[0]} on call: checkout`] : [])
  })

  test('any title comes back as it was written, in lines of at most 75 octets that break no character', () => {
    fc.assert(
      fc.property(
        fc
          .string({
            unit: fc.oneof(
              fc.constantFrom('ö', '🚨', '漢', ',', ';', '\\', '\n', ':', '"'),
              fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
            ),
            minLength: 1,
            maxLength: 100,
            size: 'max',
          })
          // What a broken character would be read as.
          .filter((title) => !title.includes('�')),
        (title) => {
          const text = feed(schedule({ title }), { title })
          for (const line of text.split('\r\n')) {
            const octets = Buffer.from(line)
            expect(octets.length).toBeLessThanOrEqual(75)
            expect(octets.toString()).toBe(line)
            expect(line).not.toContain('�')
          }
          expect(read(text)[0]?.SUMMARY).toBe(`ada on call: ${title}`)
        },
      ),
    )
  })
  test('what is no character of a calendar is left out, and no line can be planted', () =>
    expect(read(feed(schedule({ title: 'a\u0000b\r\nBEGIN:VALARM\rc' })))[0]?.SUMMARY).toBe('ada on call: ab\nBEGIN:VALARM\nc'))

  test('a range of many years is refused', () => expect(() => feed(schedule(), { fromAt: new Date(0) })).toThrow('at most 731 days'))
})

/** The events of a calendar, read as RFC 5545 says: unfold, split at the first colon, take back what was escaped. */
function read(text: string): readonly Record<string, string>[] {
  expect(text.endsWith('\r\n')).toBe(true)
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  const events: Record<string, string>[] = []
  let event: Record<string, string> | undefined
  for (const line of text.replaceAll('\r\n ', '').split('\r\n').slice(0, -1)) {
    const colon = line.indexOf(':')
    const [name, value] = [line.slice(0, colon), line.slice(colon + 1)]
    if (line === 'BEGIN:VEVENT') event = {}
    else if (line === 'END:VEVENT' && event) {
      events.push(event)
      event = undefined
    } else if (event) event[name] = value.replaceAll(/\\(.)/g, (_all, character: string) => (character === 'n' ? '\n' : character))
  }
  return events
}

const instant = (text = '') => new Date(text.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'))
