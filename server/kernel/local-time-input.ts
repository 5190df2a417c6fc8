import { z } from 'zod'
import { WEEKDAYS } from './local-time'

export const TimeZone = z.string().refine(
  (zone) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone })
      return true
    } catch {
      return false
    }
  },
  { error: ({ input }) => `"${input}" is not a time zone; write it like Europe/London` },
)

/** `09:00`, on the clock of a time zone. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day like 09:00')

/** Years that Postgres and JavaScript write alike, also a day earlier or later. */
export const isStorableDate = (text: string): boolean => /^(?:19[7-9]\d|[2-8]\d{3}|9[0-8]\d\d|99[0-8]\d|999[0-8])-/.test(text)
export const STORABLE_YEARS = 'must be of the years 1970 to 9998'
/** `2026-11-23`, on the calendar of a time zone. */
export const LocalDate = z.iso.date('must be a date like 2026-11-23').refine(isStorableDate, STORABLE_YEARS)

/** Hours of the local week: `{ days: [mon, fri], from: 09:00, to: 17:00 }`. `to` at or before `from` ends on the next day. */
export const HoursInput = z.strictObject({
  days: z
    .array(z.enum(WEEKDAYS))
    .min(1)
    .max(7)
    .default([...WEEKDAYS])
    .meta({ title: 'Days' }),
  from: TimeOfDay.meta({ title: 'From' }),
  to: TimeOfDay.meta({ title: 'To' }),
})
export type Hours = z.infer<typeof HoursInput>
