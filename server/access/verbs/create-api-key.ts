import type { Ctx } from '@/server/context'
import { Refusal } from '../../kernel/errors'
import { makeKey } from '../keys'
import { type ApiKey, type ApiKeyInput, type KeyKind, keyExpiry, may } from '../model'
import { insertKey } from '../queries'

/** Makes a key, whose text is in the answer this once. Nobody gives a key rights that they do not have. */
export function createApiKey(
  ctx: Ctx,
  { name, scopes, expiresInDays }: ApiKeyInput,
  kind: KeyKind = 'api',
): Promise<ApiKey & { readonly key: string }> {
  const createdAt = ctx.clock.now()
  const beyond = scopes.filter((scope) => !may(ctx.actor, scope))
  if (beyond.length > 0)
    throw new Refusal('forbidden', `You cannot give a key rights that you do not have: ${beyond.join(', ')}.`, {
      issues: [{ path: 'scopes', message: `hold ${beyond.join(', ')}, which you do not have` }],
    })
  const { id, text, hash } = makeKey(ctx.ids)
  const key: ApiKey = {
    id,
    kind,
    name,
    scopes,
    createdAt,
    createdBy: ctx.actor.name,
    expiresAt: keyExpiry(expiresInDays, createdAt),
    revokedAt: null,
    lastUsedAt: null,
  }
  return ctx.transaction(async ({ db, audit }) => {
    await insertKey(db, key, hash)
    await audit({ action: 'key.create', subject: { id, name }, after: { kind, scopes, expiresAt: key.expiresAt } })
    return { ...key, key: text }
  })
}
