import { z } from 'zod'
import { serviceRow } from '@/server/live/topics/services'
import { handle } from '@/server/web/handle'

export const GET = handle({
  right: 'read',
  input: z.strictObject({}),
  verb: ({ web: { app } }) => ({ services: [...app.mirror.world.services.values()].map((state) => serviceRow(app.mirror.world, state)) }),
})
