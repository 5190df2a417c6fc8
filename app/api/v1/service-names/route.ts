import { z } from 'zod'
import { ServiceNamesAnswer } from '@/server/live/answers'
import { namesOfServices } from '@/server/views/rules/service-names'
import { handle } from '@/server/web/handle'

export const GET = handle({
  about: 'Lists what the services are called, and nothing else of them. From memory: answers while Postgres is away.',
  right: 'read',
  input: z.strictObject({}),
  output: ServiceNamesAnswer,
  verb: ({ web: { app } }) => ({ services: namesOfServices(app.mirror.world) }),
})
