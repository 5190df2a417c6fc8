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
/** `2026-11-23`, on the calendar of a time zone. */
export const LocalDate = z.iso.date('must be a date like 2026-11-23')

/** Hours of the local week: `{ days: [mon, fri], from: 09:00, to: 17:00 }`. `to` at or before `from` ends on the next day. */
export const HoursInput = z.strictObject({
  days: z
    .array(z.enum(WEEKDAYS))
    .min(1)
    .max(7)
    .default([...WEEKDAYS]),
  from: TimeOfDay,
  to: TimeOfDay,
})
export type Hours = z.infer<typeof HoursInput>
