import { z } from 'zod'
import { DAY, MINUTE } from './duration'
import { duration } from './inputs'
import { WEEKDAYS, type Weekday } from './local-time'
import { isStorableDate, LocalDate, STORABLE_YEARS, TimeOfDay, TimeZone } from './local-time-input'
import { zoneOf } from './zoned'

const NO_ZONE = 'needs a timeZone, or an offset like Z or +01:00, or nobody knows when that is'
const hasOffset = (text: string): boolean => /(Z|[+-]\d\d:\d\d)$/.test(text)

/** Epoch milliseconds of an instant, or of a local time of a zone: in a skipped hour the instant after it, in a repeated one the first. */
export const instantOf = (text: string, timeZone = 'UTC'): number =>
  hasOffset(text) ? Date.parse(text) : zoneOf(timeZone).firstAt(Date.parse(`${text}Z`))

const moment = z
  .string()
  .regex(
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?$/,
    'must be an instant like 2026-11-23T22:00Z, or a local time like 2026-11-23T22:00 with a timeZone',
  )
  .refine(
    (text) => !Number.isNaN(Date.parse(hasOffset(text) ? text : `${text}Z`)),
    'is no time that there is; look at the day and the hour',
  )
  .refine(isStorableDate, STORABLE_YEARS)

/** What is not has an issue of its own. */
const isReadable = (text: string, timeZone: string | undefined): boolean =>
  moment.safeParse(text).success && (timeZone === undefined || TimeZone.safeParse(timeZone).success)

const Once = z
  .strictObject({
    from: moment.meta({ title: 'From', description: 'An instant like 2026-11-23T22:00Z, or a local time of the zone.' }),
    to: moment.meta({ title: 'To', description: 'When it ends, written in the same way.' }),
    timeZone: TimeZone.optional().meta({ title: 'Time zone', description: 'Of times that are written without an offset.' }),
  })
  .refine(({ from, timeZone }) => hasOffset(from) || timeZone !== undefined, { path: ['from'], message: NO_ZONE })
  .refine(({ to, timeZone }) => hasOffset(to) || timeZone !== undefined, { path: ['to'], message: NO_ZONE })
  .refine(
    ({ from, to, timeZone }) =>
      !isReadable(from, timeZone) || !isReadable(to, timeZone) || instantOf(from, timeZone) < instantOf(to, timeZone),
    {
      path: ['to'],
      message: 'must be after from, or it never takes place',
    },
  )

const Every = z
  .strictObject({
    days: z.array(z.enum(WEEKDAYS)).min(1).max(7).optional().meta({ title: 'Days', description: 'Days of the week. Without, every day.' }),
    weeks: z
      .int()
      .min(1)
      .max(52)
      .default(1)
      .meta({ title: 'Weeks', description: '2 is every second week, counted from the week of from.' }),
    dayOfMonth: z
      .union([z.int().min(1).max(31), z.literal('last')], 'must be 1 to 31 or last')
      .optional()
      .meta({ title: 'Day of the month', description: 'Instead of days: 1 to 31, or last. Months without that day are left out.' }),
    at: TimeOfDay.meta({ title: 'At', description: 'Local time of the zone, also after the clocks change.' }),
    for: duration({ minMs: MINUTE, maxMs: 14 * DAY }).meta({ title: 'For', description: 'How long it lasts each time.' }),
    timeZone: TimeZone.default('UTC').meta({ title: 'Time zone' }),
    from: LocalDate.optional().meta({ title: 'From', description: 'The first day on which it may begin.' }),
    until: LocalDate.optional().meta({ title: 'Until', description: 'The day from which on it no longer begins.' }),
  })
  .refine(({ days, weeks, dayOfMonth }) => dayOfMonth === undefined || (days === undefined && weeks === 1), {
    path: ['dayOfMonth'],
    message: 'stands instead of days and weeks; leave either of them out',
  })
  .refine(({ weeks, from }) => weeks === 1 || from !== undefined, {
    path: ['from'],
    message: 'is needed to say from which week is counted',
  })
  .refine(({ from, until }) => from === undefined || until === undefined || from < until, {
    path: ['until'],
    message: 'must be after from, or it never takes place',
  })
  .refine((every) => every.dayOfMonth !== undefined || every.for < longestPause(every), {
    path: ['for'],
    message: 'lasts until it begins again, so it would never end; shorten it',
  })

/** When something takes place: once, or again and again by a local clock. Maintenance (CHK-5) is declared so. */
export const WindowInput = z
  .strictObject({ once: Once.optional(), every: Every.optional() })
  .refine(({ once, every }) => (once === undefined) !== (every === undefined), 'must have either once, with from and to, or every')
export type Window = z.infer<typeof WindowInput>
export type Every = z.infer<typeof Every>
export type Once = z.infer<typeof Once>

/** The longest time from one begin to the next, in milliseconds of an ordinary week. */
function longestPause({ days = WEEKDAYS, weeks }: { readonly days?: readonly Weekday[] | undefined; readonly weeks: number }): number {
  const begins = WEEKDAYS.flatMap((day, i) => (days.includes(day) ? [i] : []))
  return Math.max(...begins.map((begin, i) => (begins[i + 1] ?? (begins[0] ?? 0) + 7 * weeks) - begin)) * DAY
}
