import { z } from 'zod'
import { DeliveryAnswer } from '@/server/views/answers'
import { readDelivery, targetsOf } from '@/server/views/delivery'
import { handle } from '@/server/web/handle'

export const GET = handle({
  about: 'Tells how soon pages and canaries arrived. In all and by channel, over a day and thirty.',
  right: 'read',
  input: z.strictObject({}),
  output: DeliveryAnswer,
  verb: ({ sql, clock, web: { app } }) => readDelivery(sql, app.mirror.world, targetsOf(app), clock.now()),
})
