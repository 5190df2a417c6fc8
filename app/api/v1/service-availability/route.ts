import { z } from 'zod'
import { ServiceAvailabilityAnswer } from '@/server/live/answers'
import { packedAvailability } from '@/server/views/availability'
import { handle } from '@/server/web/handle'

export const GET = handle({
  about: 'Tells how available services were. The last 24 hours, 7 and 30 days of each; at most 10 seconds old.',
  right: 'read',
  input: z.strictObject({}),
  output: ServiceAvailabilityAnswer,
  verb: async ({ web: { app } }) => ({ services: packedAvailability(await app.availability.of('service')) }),
})
