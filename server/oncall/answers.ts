import { z } from 'zod'
import { answer, instant } from '../kernel/answers'

const CALENDAR = {
  id: z.uuid(),
  schedule: z.string().nullable().describe('By name; null for all turns of the person whose link it is.'),
  madeAt: instant(),
}
export const CalendarFeedAnswer = answer('CalendarFeed', 'A link by which a calendar reads who is on call (ALR-7).', CALENDAR)
export const CalendarAnswer = answer('Calendar', 'A link by which a calendar reads who is on call (ALR-7), with its address.', {
  ...CALENDAR,
  url: z.string().describe('Whoever has it may read.'),
})
export const CalendarListAnswer = answer('CalendarList', 'One’s own links.', { calendars: z.array(CalendarAnswer) })

export const StandInAnswer = answer('Override', 'An override that somebody made by hand: beside what is declared, and over it.', {
  id: z.uuid(),
  from: z.string().meta({ format: 'date-time' }),
  to: z.string().meta({ format: 'date-time' }),
  person: z.string().describe('Who is on call instead, by e-mail address.'),
  by: z.string().describe('Who made it.'),
  at: z.string().meta({ format: 'date-time' }).describe('When it was made.'),
})
export const StandInListAnswer = answer('OverrideList', 'Overrides made by hand.', { overrides: z.array(StandInAnswer) })
