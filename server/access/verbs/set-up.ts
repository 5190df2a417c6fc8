import { hashPassword } from 'better-auth/crypto'
import type { Ctx } from '@/server/context'
import { Refusal } from '../../kernel/errors'
import { hashOf } from '../keys'
import type { Person, SetUp } from '../model'
import { countAdmins, insertPerson, isSetupToken, lockAccess, takeSetupToken } from '../queries'
import { taken } from '../rules/refusals'

/** Makes the first administrator for whoever holds the link that Plimsoll printed (RUN-5). Of two at once one gets it. */
export async function setUp(ctx: Ctx, { token, name, email, password }: SetUp): Promise<Person> {
  const createdAt = ctx.clock.now()
  const hash = hashOf(token)
  if (!(await isSetupToken(ctx.db, hash, createdAt))) throw notThisLink()
  const passwordHash = await hashPassword(password)
  return ctx.transaction(async ({ db, audit }) => {
    await lockAccess(db)
    if ((await countAdmins(db)) > 0) throw new Refusal('conflict', 'Plimsoll already has an administrator. Sign in instead.')
    if (!(await takeSetupToken(db, hash, createdAt))) throw notThisLink()
    const person: Person = { id: ctx.ids.next(), name, email, role: 'admin', createdAt }
    if (!(await insertPerson(db, person, passwordHash))) throw taken(email)
    await audit({ action: 'person.set-up', subject: { id: person.id, name }, after: { email, role: 'admin' } })
    return person
  })
}

const notThisLink = () =>
  new Refusal('forbidden', 'This setup link is not valid, or was used. Open the one that Plimsoll printed when it started last.')
