import { ApiKeyAnswer } from '@/server/access/answers'
import { ApiKeyRef } from '@/server/access/model'
import { revokeApiKey } from '@/server/access/verbs/revoke-api-key'
import { handle } from '@/server/web/handle'

/** Closes the wall screens that were opened by a link. Whoever may make links may end them, and no other key by it. */
export const DELETE = handle({
  about: 'Revokes a link to the wall screen. Screens that it opened close at once.',
  right: 'open-wall',
  input: ApiKeyRef,
  output: ApiKeyAnswer,
  verb: (ctx, ref) => revokeApiKey(ctx, ref, 'wall'),
  changesAccess: true,
})
