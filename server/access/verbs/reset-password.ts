import { hashPassword } from 'better-auth/crypto'
import type { Ctx } from '@/server/context'
import { Refusal } from '../../kernel/errors'
import type { Person, ResetPassword } from '../model'
import { endSessions, findPersonByEmail, getPerson, setPasswordHash } from '../queries'
import { MADE_PASSWORD_BYTES } from '../rules/refusals'

/** Gives somebody a new password, made here if none is given, and ends all their sessions. */
export async function resetPassword(
  ctx: Ctx,
  { id, password }: ResetPassword,
): Promise<{ readonly person: Person; readonly password?: string }> {
  return reset(ctx, await getPerson(ctx.db, id), password)
}

/** The same by address, for the command line. */
export async function resetPasswordOf(
  ctx: Ctx,
  email: string,
  password?: string,
): Promise<{ readonly person: Person; readonly password?: string }> {
  const person = await findPersonByEmail(ctx.db, email.trim().toLowerCase())
  if (!person) throw new Refusal('not-found', `Nobody has the address ${email}.`, { email })
  return reset(ctx, person, password)
}

async function reset(ctx: Ctx, person: Person, given: string | undefined) {
  const now = ctx.clock.now()
  const password = given ?? ctx.ids.secret(MADE_PASSWORD_BYTES)
  const hash = await hashPassword(password)
  return ctx.transaction(async ({ db, audit }) => {
    await setPasswordHash(db, person.id, hash, now)
    await endSessions(db, person.id)
    await audit({ action: 'person.reset-password', subject: { id: person.id, name: person.name } })
    return given === undefined ? { person, password } : { person }
  })
}
