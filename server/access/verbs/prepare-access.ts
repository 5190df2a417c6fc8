import { hashPassword } from 'better-auth/crypto'
import type { Ctx } from '@/server/context'
import { DAY } from '../../kernel/duration'
import { invalid, Refusal } from '../../kernel/errors'
import { derivedToken, hashOf } from '../keys'
import { DEMO_PEOPLE, PASSWORD_MAX, type Person, RIGHTS, type Role } from '../model'
import {
  countAdmins,
  findPersonByEmail,
  insertPerson,
  keyCheckOr,
  lockAccess,
  replaceDeclaredKey,
  saveSetupToken,
  setRole,
} from '../queries'
import { MADE_PASSWORD_BYTES } from '../rules/refusals'
import { open, seal, sealKey } from '../seal'

const CHECKED = 'This database belongs to this PLIMSOLL_SECRET.'

/**
 * Refuses a secret that is not the one this database was set up with; the first one to come is noted (RUN-4).
 *
 * @throws Refusal `invalid`
 */
export async function verifySecret(ctx: Pick<Ctx, 'db' | 'clock'>, secret: string): Promise<void> {
  const key = sealKey(secret, 'key-check')
  const sealed = await keyCheckOr(ctx.db, seal(CHECKED, key), ctx.clock.now())
  try {
    open(sealed, key)
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause
    throw invalid(
      'PLIMSOLL_SECRET is not the one that this database was set up with: what is stored could not be read. Start with the secret used before.',
      [{ path: 'PLIMSOLL_SECRET', message: 'is another one than before' }],
    )
  }
}

/** Makes the first administrator from the environment; does nothing once there is one. */
export async function declareFirstAdmin(
  ctx: Ctx,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<void> {
  if (password.length > PASSWORD_MAX) throw invalid(`PLIMSOLL_ADMIN_PASSWORD must have at most ${PASSWORD_MAX} characters.`)
  if ((await countAdmins(ctx.db)) > 0) return
  const name = email.split('@')[0] || 'Administrator'
  await ensurePerson(ctx, { name, email: email.toLowerCase(), role: 'admin' }, password, { onlyFirstAdmin: true })
}

/** Makes the key of the environment valid, with all rights, and the one that stood there before invalid. */
export async function declareApiKey(ctx: Ctx, text: string | undefined): Promise<void> {
  const now = ctx.clock.now()
  const key = text && {
    id: ctx.ids.next(),
    kind: 'declared' as const,
    name: 'PLIMSOLL_API_KEY',
    scopes: RIGHTS,
    createdAt: now,
    createdBy: 'the environment',
    expiresAt: null,
    revokedAt: null,
    lastUsedAt: null,
  }
  await replaceDeclaredKey(ctx.db, key || undefined, text ? hashOf(text) : '', now)
}

/** How long the link works; each start makes it work anew. */
const SETUP_LINK_MS = 7 * DAY

/** The path of the link that makes the first administrator; undefined once there is one (RUN-5). */
export async function offerSetup(ctx: Pick<Ctx, 'db' | 'clock'>, secret: string): Promise<string | undefined> {
  if ((await countAdmins(ctx.db)) > 0) return undefined
  const token = derivedToken(secret, 'setup-link')
  const now = ctx.clock.now()
  await saveSetupToken(ctx.db, hashOf(token), now, new Date(now.getTime() + SETUP_LINK_MS))
  return `/setup?token=${token}`
}

export type DemoLink = { readonly name: string; readonly role: Role; readonly path: string }

/** Makes sure that Ada, Eve and Sam are there, and says the paths that sign in as them (RUN-2). Only for a demo bound to loopback. */
export async function addDemoPeople(ctx: Ctx, secret: string): Promise<readonly DemoLink[]> {
  const key = derivedToken(secret, 'demo-links')
  for (const person of DEMO_PEOPLE) {
    const there = await findPersonByEmail(ctx.db, person.email)
    if (!there) await ensurePerson(ctx, person, ctx.ids.secret(MADE_PASSWORD_BYTES), { onlyFirstAdmin: false })
  }
  return DEMO_PEOPLE.map(({ name, email, role }) => ({ name, role, path: `/api/auth/demo?as=${encodeURIComponent(email)}&key=${key}` }))
}

async function ensurePerson(
  ctx: Ctx,
  { name, email, role }: Pick<Person, 'name' | 'email' | 'role'>,
  password: string,
  { onlyFirstAdmin }: { readonly onlyFirstAdmin: boolean },
): Promise<void> {
  const passwordHash = await hashPassword(password)
  const createdAt = ctx.clock.now()
  await ctx.transaction(async ({ db, audit }) => {
    await lockAccess(db)
    if (onlyFirstAdmin && (await countAdmins(db)) > 0) return
    const person: Person = { id: ctx.ids.next(), name, email, role, createdAt }
    const added = await insertPerson(db, person, passwordHash)
    if (added) return audit({ action: 'person.declare', subject: { id: person.id, name }, after: { email, role } })
    const there = await findPersonByEmail(db, email)
    if (!there || there.role === role) return
    await setRole(db, there.id, role, createdAt)
    await audit({
      action: 'person.change-role',
      subject: { id: there.id, name: there.name },
      before: { role: there.role },
      after: { role },
    })
  })
}
