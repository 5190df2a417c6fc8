import { z } from 'zod'
import { SERVICE } from '@/server/declare/kinds'
import { ServiceListAnswer } from '@/server/live/answers'
import { serviceRow } from '@/server/live/topics/services'
import { collection } from '@/server/web/declaring'
import { handle } from '@/server/web/handle'

export const GET = handle({
  about: 'Lists services with their status. From memory: answers while Postgres is away.',
  right: 'read',
  input: z.strictObject({}),
  output: ServiceListAnswer,
  verb: ({ web: { app } }) => ({ services: [...app.mirror.world.services.values()].map((state) => serviceRow(app.mirror.world, state)) }),
})
export const { POST } = collection(SERVICE, { reads: 'read', writes: 'edit-services' })
