import type { Ctx } from '@/server/context'
import { notFound } from '../../kernel/errors'
import type { ApiKey, ApiKeyRef, KeyKind } from '../model'
import { revokeKey } from '../queries'

/** Ends a key at once, here and in every other process within a second; only one of that kind, where a kind is said. */
export function revokeApiKey(ctx: Ctx, { id }: ApiKeyRef, kind?: KeyKind): Promise<ApiKey> {
  const now = ctx.clock.now()
  return ctx.transaction(async ({ db, audit }) => {
    const key = await revokeKey(db, id, now, kind)
    if (!key) throw notFound(kind === 'wall' ? 'wall link in use' : 'API key in use', id)
    await audit({ action: 'key.revoke', subject: { id, name: key.name }, before: { kind: key.kind } })
    return key
  })
}
