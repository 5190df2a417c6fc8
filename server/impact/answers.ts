import { z } from 'zod'
import { answer, instant } from '../kernel/answers'
import { CERTAINTIES } from './model'

export const LossSegmentAnswer = answer(
  'LossSegment',
  'A stretch of time in which an incident took the same share of a stream. Its loss in minor units is hours × baselinePerHourMinor × factor × fraction.',
  {
    incidentId: z.uuid(),
    streamId: z.uuid(),
    fromAt: instant(),
    toAt: instant().nullable().describe('Null: it still runs.'),
    fraction: z.number().describe('0..1: what this incident takes, beyond what earlier ones take already.'),
    baselinePerHourMinor: z.number().describe('Minor units of the stream’s currency an hour, before the profile.'),
    factor: z.number().describe('The profile’s factor for this hour of the week.'),
    certainty: z.enum(CERTAINTIES),
  },
)
