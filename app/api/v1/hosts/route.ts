import { z } from 'zod'
import { HostLoadsAnswer } from '@/server/views/answers'
import { hostLoads } from '@/server/views/settings'
import { handle } from '@/server/web/handle'

export const GET = handle({
  about: 'Tells our load on each host.',
  right: 'read',
  input: z.strictObject({}),
  output: HostLoadsAnswer,
  verb: ({ web: { app } }) => hostLoads(app),
})
