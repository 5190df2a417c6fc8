import { z } from 'zod'
import { ApiKeyInput } from '@/server/access/model'
import { listKeys } from '@/server/access/queries'
import { createApiKey } from '@/server/access/verbs/create-api-key'
import { handle } from '@/server/web/handle'

export const GET = handle({ right: 'manage-keys', input: z.strictObject({}), verb: ({ db }) => listKeys(db) })

export const POST = handle({ right: 'manage-keys', input: ApiKeyInput, verb: (ctx, input) => createApiKey(ctx, input), status: 201 })
