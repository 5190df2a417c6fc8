import { ApiKeyAnswer } from '@/server/access/answers'
import { ApiKeyRef } from '@/server/access/model'
import { revokeApiKey } from '@/server/access/verbs/revoke-api-key'
import { handle } from '@/server/web/handle'

export const DELETE = handle({
  about: 'Revokes a key. At once.',
  right: 'manage-keys',
  input: ApiKeyRef,
  output: ApiKeyAnswer,
  verb: (ctx, ref) => revokeApiKey(ctx, ref),
  changesAccess: true,
})
