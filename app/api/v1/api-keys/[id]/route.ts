import { ApiKeyRef } from '@/server/access/model'
import { revokeApiKey } from '@/server/access/verbs/revoke-api-key'
import { handle } from '@/server/web/handle'

export const DELETE = handle({ right: 'manage-keys', input: ApiKeyRef, verb: (ctx, ref) => revokeApiKey(ctx, ref), changesAccess: true })
