import { z } from 'zod'
import { readDelivery, targetsOf } from '@/server/views/delivery'
import { handle } from '@/server/web/handle'

export const GET = handle({
  right: 'read',
  input: z.strictObject({}),
  verb: ({ sql, clock, web: { app } }) => readDelivery(sql, app.mirror.world, targetsOf(app), clock.now()),
})
