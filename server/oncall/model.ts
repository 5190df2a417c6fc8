import { z } from 'zod'
import type { Answer } from '../kernel/answers'
import { DAY, HOUR } from '../kernel/duration'
import { duration, InstantText, Name } from '../kernel/inputs'
import { HoursInput, LocalDate, TimeOfDay, TimeZone } from '../kernel/local-time-input'
import type { CalendarFeedAnswer, StandInAnswer } from './answers'

/** A person of Plimsoll, by e-mail address, in the small letters in which they are kept. */
export const PersonRef = z.email('must be the e-mail address of a person').toLowerCase()

/** No turn lasts longer, in milliseconds. */
export const LONGEST_TURN = 365 * DAY

export const LayerInput = z
  .strictObject({
    title: z.string().min(1).max(120).optional().meta({ title: 'Title' }),
    people: z.array(PersonRef).min(1).max(50).meta({ title: 'People', description: 'In the order of their turns.' }),
    /** Days and weeks are calendar days of the zone: a turn begins at the hand-over time also after the clocks change. */
    turn: z
      .union([z.enum(['day', 'week']), duration({ minMs: HOUR, maxMs: LONGEST_TURN })])
      .default('week')
      .meta({ title: 'Turn', description: 'How long each is on call: day, week, or a duration like 12h.' }),
    handover: TimeOfDay.default('09:00').meta({ title: 'Hand-over' }),
    starts: LocalDate.meta({ title: 'Starts', description: 'The day on which the first person’s first turn begins.' }),
    ends: LocalDate.optional().meta({ title: 'Ends', description: 'The day on which it ends, at the hand-over time.' }),
    hours: z.array(HoursInput).min(1).max(20).optional().meta({ title: 'Only at', description: 'Without, at all hours.' }),
  })
  .meta({ title: 'Layer' })

export const OverrideInput = z.strictObject({
  from: InstantText.meta({ title: 'From' }),
  to: InstantText.meta({ title: 'To' }),
  person: PersonRef.nullable().meta({ title: 'Person', description: 'Null for nobody: the next step of the policy is asked.' }),
})

/** Who is on call when (ALR-7). A later layer stands over an earlier one, an override over all. */
export const ScheduleInput = z.strictObject({
  name: Name.meta({ title: 'Name' }),
  title: z.string().min(1).max(120).optional().meta({ title: 'Title' }),
  timeZone: TimeZone.default('UTC').meta({ title: 'Time zone' }),
  layers: z.array(LayerInput).min(1).max(20).meta({ title: 'Layers', description: 'A later one stands over an earlier one.' }),
  overrides: z.array(OverrideInput).max(1_000).default([]).meta({ title: 'Overrides', description: 'They stand over every layer.' }),
})
export type ScheduleInput = z.infer<typeof ScheduleInput>

/** An override that somebody made by hand: beside what is declared, and over it. Instants as in an override. */
export type StandIn = Answer<typeof StandInAnswer>

/** By the name of the schedule. */
export type StandIns = Readonly<Record<string, readonly StandIn[]>>

/** No stand-in lasts longer: who is on call for good belongs into a layer. */
export const LONGEST_STAND_IN = 60 * DAY

export const StandInInput = z.strictObject({
  person: PersonRef.meta({ description: 'Who is on call instead.' }),
  from: InstantText.optional().meta({ description: 'Now, unless said.' }),
  to: InstantText,
  inExchange: z
    .strictObject({ from: InstantText, to: InstantText })
    .optional()
    .meta({ description: 'Whoever is on call at `from` takes this time of theirs instead.' }),
})
export type StandInInput = z.infer<typeof StandInInput>

/** People that answer for services together (ALR-15). A service names its team as `owner`. */
export const TeamInput = z.strictObject({
  name: z.string().min(1).max(120).meta({ title: 'Name', description: 'As services name it as their owner.' }),
  members: z.array(PersonRef).max(500).default([]).meta({ title: 'Members' }),
  policy: Name.optional().meta({ title: 'Policy', description: 'Who is told when a service of theirs fails.' }),
})
export type TeamInput = z.infer<typeof TeamInput>
export type Team = TeamInput

/** A schedule as rules read it: `people` are addresses of e-mail, and `overrides` end with the stand-ins. */
export type Schedule = ScheduleInput & { readonly standIns?: readonly StandIn[] }
export type Layer = Schedule['layers'][number]
export type Override = Schedule['overrides'][number]

/** What puts a person on call: their turn in a layer, or an override; null where there is neither, and nobody is on call. */
export type OnCallBy = 'layer' | 'override' | null

/** One stretch of a schedule, in which the same person is on call, or nobody. Instants in UTC, `toAt` exclusive. */
export type Turn = { readonly fromAt: Date; readonly toAt: Date; readonly person: string | null; readonly by: OnCallBy }

/** Who is on call at an instant. `turn` is all of the turn or override, also the part that others stand over or `hours` leave out. */
export type OnCall = {
  readonly person: string | null
  readonly by: OnCallBy
  readonly turn: { readonly fromAt: Date; readonly toAt: Date } | null
}

/** A link by which a calendar reads who is on call (ALR-7). */
export type CalendarFeed = Answer<typeof CalendarFeedAnswer>

export const ShareCalendar = z.strictObject({
  schedule: Name.optional().meta({ description: 'Without, one’s own turns of all schedules.' }),
})
export type ShareCalendar = z.infer<typeof ShareCalendar>
export const CalendarRef = z.strictObject({ id: z.uuid('must be the id of a calendar link') })
export type CalendarRef = z.infer<typeof CalendarRef>
