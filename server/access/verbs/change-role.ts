import type { Ctx } from '@/server/context'
import type { ChangeRole, Person } from '../model'
import { countAdmins, getPerson, setRole } from '../queries'
import { lastAdmin } from '../rules/refusals'

/** Gives somebody another role. Plimsoll keeps at least one administrator. */
export function changeRole(ctx: Ctx, { id, role }: ChangeRole): Promise<Person> {
  const now = ctx.clock.now()
  return ctx.transaction(async ({ db, audit }) => {
    const admins = await countAdmins(db, { lock: true })
    const person = await getPerson(db, id)
    if (person.role === role) return person
    if (person.role === 'admin' && admins === 1) throw lastAdmin(person)
    await setRole(db, id, role, now)
    await audit({ action: 'person.change-role', subject: { id, name: person.name }, before: { role: person.role }, after: { role } })
    return { ...person, role }
  })
}
