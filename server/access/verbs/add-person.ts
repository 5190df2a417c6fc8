import { hashPassword } from 'better-auth/crypto'
import type { Ctx } from '@/server/context'
import type { Person, PersonInput } from '../model'
import { insertPerson } from '../queries'
import { MADE_PASSWORD_BYTES, taken } from '../rules/refusals'

/** Adds somebody. A password that was made is in the answer, this once; one that was given is not. */
export async function addPerson(ctx: Ctx, { name, email, role, password }: PersonInput): Promise<Person & { readonly password?: string }> {
  const made = password === undefined ? ctx.ids.secret(MADE_PASSWORD_BYTES) : undefined
  const passwordHash = await hashPassword(password ?? made ?? '')
  const person: Person = { id: ctx.ids.next(), name, email, role, createdAt: ctx.clock.now() }
  return ctx.transaction(async ({ db, audit }) => {
    if (!(await insertPerson(db, person, passwordHash))) throw taken(email)
    await audit({ action: 'person.add', subject: { id: person.id, name }, after: { email, role } })
    return made === undefined ? person : { ...person, password: made }
  })
}
