import { DAY } from '../../kernel/duration'
import { LONGEST_TURN, type Schedule } from '../model'
import { layOut, refuseTooLong, type Stretch } from './rotation'

export type CalendarFeed = {
  /** As calendars name it. */
  readonly title: string
  readonly schedules: readonly {
    readonly schedule: Schedule
    /** When it was last changed: the stamp of its events, so that the feed is the same while nothing changes. */
    readonly changedAt: Date
  }[]
  /** Only the turns of this one, by e-mail address; null for those of everybody. */
  readonly person: string | null
  /** How people call somebody, by e-mail address. */
  nameOf(person: string): string
  readonly fromAt: Date
  /** Exclusive. */
  readonly toAt: Date
  /** The host under which Plimsoll is reached: what makes its events different from those of others. */
  readonly host: string
}

/** How often calendars are asked to look again (RFC 7986, 5.7). */
const REFRESH = 'PT1H'
/** The time zone that everything is in: what stands in a feed in which nobody has a turn. */
const EMPTY = [
  'BEGIN:VTIMEZONE',
  'TZID:Etc/UTC',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0000',
  'END:STANDARD',
  'END:VTIMEZONE',
]
/** Octets of a line without its end (RFC 5545, 3.1). */
const LINE_OCTETS = 75

/**
 * The turns of schedules as an iCalendar feed (ALR-7, RFC 5545): one event for each turn that touches the range, in UTC, whole also where the
 * range cuts it, so that an event keeps its identity while the range moves on. Times of nobody are no events.
 *
 * @throws Refusal `invalid` when the range is longer than two years
 */
export function calendarOf({ title, schedules, person, nameOf, fromAt, toAt, host }: CalendarFeed): string {
  refuseTooLong(fromAt, toAt)
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Plimsoll//On call//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${escaped(title)}`,
    `X-WR-CALNAME:${escaped(title)}`,
    `REFRESH-INTERVAL;VALUE=DURATION:${REFRESH}`,
    `X-PUBLISHED-TTL:${REFRESH}`,
  ]
  for (const { schedule, changedAt } of schedules)
    for (const event of eventsOf(schedule, fromAt, toAt)) {
      if (person !== null && event.person !== person) continue
      const of = schedule.title ?? schedule.name
      lines.push(
        'BEGIN:VEVENT',
        `UID:${escaped(`${utc(event.startMs)}-${schedule.name}@${host}`)}`,
        `DTSTAMP:${utc(changedAt.getTime())}`,
        `DTSTART:${utc(event.startMs)}`,
        `DTEND:${utc(event.endMs)}`,
        `SUMMARY:${escaped(person === null ? `${nameOf(event.person)} on call: ${of}` : `On call: ${of}`)}`,
        'TRANSP:TRANSPARENT',
        'END:VEVENT',
      )
    }
  // A calendar without any component is none (RFC 5545, 3.6).
  if (!lines.includes('BEGIN:VEVENT')) lines.push(...EMPTY)
  return [...lines, 'END:VCALENDAR'].map((line) => `${folded(line)}\r\n`).join('')
}

type Event = { readonly startMs: number; readonly endMs: number; readonly person: string }

/** Laid out so much wider than asked that no turn is cut. Only an override can be longer; its own begin stands then. */
function eventsOf(schedule: Schedule, fromAt: Date, toAt: Date): readonly Event[] {
  const wideFromMs = fromAt.getTime() - LONGEST_TURN - DAY
  const startOf = ({ fromMs, beganMs }: Stretch) => (fromMs === wideFromMs ? beganMs : fromMs)
  return layOut(schedule, wideFromMs, toAt.getTime() + LONGEST_TURN + DAY).flatMap((stretch) =>
    stretch.person !== null && stretch.toMs > fromAt.getTime() && stretch.fromMs < toAt.getTime()
      ? [{ startMs: startOf(stretch), endMs: stretch.toMs, person: stretch.person }]
      : [],
  )
}

/** `20261123T090000Z` (RFC 5545, 3.3.5, form 2). */
const utc = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`

/** A text as a value (RFC 5545, 3.3.11). Control characters other than line ends and tabs are not allowed, and left out. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[\\;,]/g, '\\$&')
    .replaceAll(/\r\n|\r|\n/g, '\\n')
    .replaceAll(/[^\P{Cc}\t]/gu, '')

/** A line folded at 75 octets of UTF-8, never within a character (RFC 5545, 3.1). */
function folded(line: string): string {
  if (line.length <= LINE_OCTETS && /^[ -~]*$/.test(line)) return line
  let octets = 0
  let text = ''
  for (const character of line) {
    const size = octetsOf(character)
    if (octets + size > LINE_OCTETS) {
      text += '\r\n '
      octets = 1
    }
    text += character
    octets += size
  }
  return text
}

function octetsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
}
