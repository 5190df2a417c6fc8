import { z } from 'zod'
import { TimeZone, WEEKDAYS } from '../impact/model'
import { DAY, HOUR } from '../kernel/duration'
import { duration, Name } from '../kernel/inputs'

/** `09:00`, local time of the schedule. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day like 09:00')
/** `2026-11-23`, local date of the schedule. */
export const LocalDate = z.iso.date('must be a date like 2026-11-23')
/** A person of Plimsoll, by e-mail address. */
const PersonRef = z.email('must be the e-mail address of a person')

/** When a layer holds within each day: `{ days: [mon, fri], from: 09:00, to: 17:00 }`. `to` at or before `from` ends on the next day. */
export const HoursInput = z.strictObject({
  days: z
    .array(z.enum(WEEKDAYS))
    .min(1)
    .max(7)
    .default([...WEEKDAYS]),
  from: TimeOfDay,
  to: TimeOfDay,
})

export const LayerInput = z.strictObject({
  title: z.string().min(1).max(120).optional().meta({ title: 'Title' }),
  people: z.array(PersonRef).min(1).max(50).meta({ title: 'People', description: 'In the order of their turns.' }),
  /** Days and weeks are calendar days of the zone: a turn begins at the hand-over time also after the clocks change. */
  turn: z
    .union([z.enum(['day', 'week']), duration({ minMs: HOUR, maxMs: 365 * DAY })])
    .default('week')
    .meta({ title: 'Turn', description: 'How long each is on call: day, week, or a duration like 12h.' }),
  handover: TimeOfDay.default('09:00').meta({ title: 'Hand-over' }),
  starts: LocalDate.meta({ title: 'Starts', description: 'The day on which the first person’s first turn begins.' }),
  ends: LocalDate.optional(),
  hours: z.array(HoursInput).max(20).optional().meta({ title: 'Only at', description: 'Without, at all hours.' }),
})

export const OverrideInput = z.strictObject({
  from: z.iso.datetime({ offset: true }),
  to: z.iso.datetime({ offset: true }),
  /** Null: nobody; who says so wants the policy's next step to be asked. */
  person: PersonRef.nullable(),
})

/** Who is on call when (ALR-7). A later layer stands over an earlier one, an override over all. */
export const ScheduleInput = z.strictObject({
  name: Name,
  title: z.string().min(1).max(120).optional(),
  timeZone: TimeZone.default('UTC'),
  layers: z.array(LayerInput).min(1).max(20),
  overrides: z.array(OverrideInput).max(1_000).default([]),
})
export type ScheduleInput = z.infer<typeof ScheduleInput>

/** People that answer for services together (ALR-15). A service names its team as `owner`. */
export const TeamInput = z.strictObject({
  name: z.string().min(1).max(120).meta({ title: 'Name', description: 'As services name it as their owner.' }),
  members: z.array(PersonRef).max(500).default([]),
  policy: Name.optional().meta({ title: 'Policy', description: 'Who is told when a service of theirs fails.' }),
})
export type TeamInput = z.infer<typeof TeamInput>

/** A schedule as rules read it: `people` are addresses of e-mail. */
export type Schedule = ScheduleInput
export type Layer = Schedule['layers'][number]
export type Override = Schedule['overrides'][number]

/** One stretch of a schedule, in which the same person is on call, or nobody. Instants in UTC. */
export type Turn = { readonly fromAt: Date; readonly toAt: Date; readonly person: string | null; readonly by: 'layer' | 'override' }
