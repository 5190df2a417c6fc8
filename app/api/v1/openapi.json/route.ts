import { z } from 'zod'
import { OpenApiAnswer } from '@/server/web/answers'
import { handle } from '@/server/web/handle'
import { API } from '@/server/web/openapi/api'

export const GET = handle({
  about: 'Reads this reference as an OpenAPI 3.1 document. Clients are made from it.',
  right: 'signed-in',
  input: z.strictObject({}),
  output: OpenApiAnswer,
  verb: () => ({ ...API }),
})
