import { DAY, formatDuration, writeDuration } from '../../kernel/duration'
import { timeOfDayMs, WEEKDAYS, type Weekday } from '../../kernel/local-time'
import type { Every, Once, Window } from '../../kernel/window'
import { currentOrNext } from '../../kernel/window-times'
import { zoneOf } from '../../kernel/zoned'
import type { MaintenanceInput, MaintenanceWindow } from '../model'
import { holdsNext } from './maintenance'

const DAY_NAMES: Readonly<Record<Weekday, string>> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
}
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
/** Both changes of a year's clocks lie ahead of every instant by less. */
const AHEAD_MS = 400 * DAY

/** The zone that a window is told in. */
export const zoneOfWindow = ({ once, every }: Window): string => once?.timeZone ?? every?.timeZone ?? 'UTC'

/** `Sun 29 Nov 2026 02:00` on the clock of a zone. */
function dated(at: Date, timeZone: string): string {
  const reading = new Date(zoneOf(timeZone).readingAt(at.getTime()))
  const [weekday = ''] = DAY_NAMES[WEEKDAYS[(reading.getUTCDay() + 6) % 7] ?? 'mon'].match(/^.{3}/) ?? []
  return `${weekday} ${reading.getUTCDate()} ${MONTHS[reading.getUTCMonth()]} ${reading.getUTCFullYear()} ${clockOf(reading.getTime())}`
}
const clockOf = (readingMs: number): string => new Date(readingMs).toISOString().slice(11, 16)

/** How it comes again, as the rest of a sentence: `every Sunday at 02:00 for 2 h 00`. */
export function recurrenceInWords(every: Every): string {
  return `${daysInWords(every)} at ${every.at} for ${formatDuration(every.for)}`
}

function daysInWords({ days, weeks, dayOfMonth }: Every): string {
  if (dayOfMonth === 'last') return 'on the last day of each month'
  if (dayOfMonth !== undefined) return `on day ${dayOfMonth} of each month`
  const named = WEEKDAYS.filter((day) => days?.includes(day)).map((day) => DAY_NAMES[day])
  const which = named.length === 0 || named.length === 7 ? 'day' : listed(named)
  if (weeks === 1) return `every ${which}`
  return which === 'day' ? `every day of every ${ordinal(weeks)} week` : `every ${ordinal(weeks)} week on ${which}`
}
const listed = (words: readonly string[]): string => [words.slice(0, -1).join(', '), ...words.slice(-1)].filter(Boolean).join(' and ')
const ordinal = (count: number): string => (count === 2 ? 'second' : count === 3 ? 'third' : `${count}th`)

/** A window as it is written in the file, or sent to be changed. */
export type WrittenWindow = Omit<MaintenanceInput, 'when'> & {
  readonly when: { readonly once?: Once | undefined; readonly every?: (Omit<Every, 'for'> & { readonly for: string }) | undefined }
}

export const writtenWindow = ({ name, title, matcher, when: { once, every }, lossFree, everything }: MaintenanceInput): WrittenWindow => ({
  name,
  title,
  matcher,
  when: every ? { every: { ...every, for: writeDuration(every.for) } } : { once },
  lossFree,
  everything,
})

type Times = Pick<MaintenanceWindow, 'when' | 'createdAt' | 'endedAt'>

/** When a window holds next, in one sentence with its zone. */
export function nextInWords(window: Times, now: Date): string {
  const zone = zoneOfWindow(window.when)
  const next = holdsNext(window, now)
  if (!next) return 'It never holds again.'
  const [from, to] = [dated(next.fromAt, zone), dated(next.toAt, zone)]
  const until = to.slice(0, -5) === from.slice(0, -5) ? to.slice(-5) : to
  const when = next.fromAt <= now ? `It holds now, until ${to}` : `It next holds from ${from} to ${until}`
  return `${when} (${zone})${window.when.every ? `, and ${recurrenceInWords(window.when.every)}` : ''}.`
}

export type Matching = { /** How many checks it matches now. */ readonly checks: number; readonly of: number }

/** What somebody who plans it should know before: each a sentence with its consequence. Empty where it is as anybody would expect. */
export function maintenanceWarnings(window: Times, { checks, of }: Matching, now: Date): readonly string[] {
  return [
    ...(holdsNext(window, now) ? [] : ['It lies in the past: it would keep nothing quiet.']),
    ...(checks === 0 ? ['It matches no check as they are now: it would keep quiet at most what sources report.'] : []),
    ...(checks === of && of > 1 ? [`It matches all ${of} checks: nobody is paged of anything while it holds.`] : []),
    ...skippedIn(window.when, now),
  ]
}

/** The next time that it falls into an hour that the clocks leave out. */
function skippedIn({ every }: Window, now: Date): readonly string[] {
  if (!every) return []
  const { timeZone, at } = every
  const skipping = zoneOf(timeZone)
    .changes(now.getTime(), now.getTime() + AHEAD_MS)
    .find(({ atMs, wasMs, isMs }) => {
      const sinceMidnight = wasMs - Math.floor(wasMs / DAY) * DAY
      const isLeftOut = timeOfDayMs(at) >= sinceMidnight && timeOfDayMs(at) < sinceMidnight + (isMs - wasMs)
      return isLeftOut && currentOrNext({ every }, new Date(atMs))?.fromAt.getTime() === atMs
    })
  if (!skipping) return []
  const day = dated(new Date(skipping.atMs), timeZone).slice(0, -6)
  return [
    `On ${day} the clocks of ${timeZone} go from ${clockOf(skipping.wasMs)} to ${clockOf(skipping.isMs)}, so there is no ${at}: it begins at ${clockOf(skipping.isMs)} then.`,
  ]
}
