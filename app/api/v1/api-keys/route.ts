import { z } from 'zod'
import { ApiKeyAnswer, NewApiKeyAnswer } from '@/server/access/answers'
import { ApiKeyInput } from '@/server/access/model'
import { listKeys } from '@/server/access/queries'
import { createApiKey } from '@/server/access/verbs/create-api-key'
import { handle } from '@/server/web/handle'

export const GET = handle({
  about: 'Lists the keys. Without their secrets.',
  right: 'manage-keys',
  input: z.strictObject({}),
  output: z.array(ApiKeyAnswer),
  verb: ({ db }) => listKeys(db),
})

export const POST = handle({
  about: 'Makes a key. Its text is in this answer, and never shown again.',
  right: 'manage-keys',
  input: ApiKeyInput,
  output: NewApiKeyAnswer,
  verb: (ctx, input) => createApiKey(ctx, input),
  status: 201,
})
