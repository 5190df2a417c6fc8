import { hashPassword, verifyPassword } from 'better-auth/crypto'
import type { Ctx } from '@/server/context'
import { invalid, Refusal } from '../../kernel/errors'
import type { ChangePassword } from '../model'
import { endSessions, passwordHashOf, setPasswordHash } from '../queries'

/** Changes one's own password, and ends all one's sessions but this one. */
export async function changePassword(ctx: Ctx, { current, password }: ChangePassword, sessionId: string | undefined): Promise<void> {
  const { actor } = ctx
  if (actor.kind !== 'person') throw new Refusal('forbidden', 'Only a person has a password.')
  const now = ctx.clock.now()
  const hash = await passwordHashOf(ctx.db, actor.id)
  if (!hash || !(await verifyPassword({ hash, password: current })))
    throw invalid('The current password is wrong.', [{ path: 'current', message: 'is wrong' }])
  const next = await hashPassword(password)
  await ctx.transaction(async ({ db, audit }) => {
    await setPasswordHash(db, actor.id, next, now)
    await endSessions(db, actor.id, sessionId)
    await audit({ action: 'person.change-password', subject: { id: actor.id, name: actor.name } })
  })
}
