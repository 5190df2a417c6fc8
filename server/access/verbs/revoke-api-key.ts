import type { Ctx } from '@/server/context'
import { notFound } from '../../kernel/errors'
import type { ApiKey, ApiKeyRef } from '../model'
import { revokeKey } from '../queries'

/** Ends a key at once, here and in every other process within a second. */
export function revokeApiKey(ctx: Ctx, { id }: ApiKeyRef): Promise<ApiKey> {
  const now = ctx.clock.now()
  return ctx.transaction(async ({ db, audit }) => {
    const key = await revokeKey(db, id, now)
    if (!key) throw notFound('API key in use', id)
    await audit({ action: 'key.revoke', subject: { id, name: key.name } })
    return key
  })
}
