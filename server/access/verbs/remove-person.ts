import type { Ctx } from '@/server/context'
import type { PersonRef } from '../model'
import { countAdmins, deletePerson, getPerson } from '../queries'
import { lastAdmin } from '../rules/refusals'

/** Removes somebody, and with them their sessions. What they did stays in the log under their name. */
export function removePerson(ctx: Ctx, { id }: PersonRef): Promise<void> {
  return ctx.transaction(async ({ db, audit }) => {
    const admins = await countAdmins(db, { lock: true })
    const person = await getPerson(db, id)
    if (person.role === 'admin' && admins === 1) throw lastAdmin(person)
    await deletePerson(db, id)
    await audit({ action: 'person.remove', subject: { id, name: person.name }, before: { email: person.email, role: person.role } })
  })
}
