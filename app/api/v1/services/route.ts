import { z } from 'zod'
import { SERVICE } from '@/server/declare/kinds'
import { serviceRow } from '@/server/live/topics/services'
import { collection } from '@/server/web/declaring'
import { handle } from '@/server/web/handle'

export const GET = handle({
  right: 'read',
  input: z.strictObject({}),
  verb: ({ web: { app } }) => ({ services: [...app.mirror.world.services.values()].map((state) => serviceRow(app.mirror.world, state)) }),
})
export const { POST } = collection(SERVICE, { reads: 'read', writes: 'edit-services' })
