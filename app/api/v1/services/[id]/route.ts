import { z } from 'zod'
import { SERVICE } from '@/server/declare/kinds'
import { ServiceDetailAnswer } from '@/server/live/answers'
import { serviceDetail } from '@/server/views/service'
import { one } from '@/server/web/declaring'
import { handle } from '@/server/web/handle'

export const GET = handle({
  about: 'Reads a service. Where it stands, and what stands next to it.',
  right: 'read',
  input: z.strictObject({ id: z.string().min(1).max(63).meta({ description: 'The id of a service, or its name.' }) }),
  output: ServiceDetailAnswer,
  verb: ({ web: { app } }, { id }) => serviceDetail(app.mirror.world, id),
})
export const { PUT, DELETE } = one(SERVICE, { reads: 'read', writes: 'edit-services' })
