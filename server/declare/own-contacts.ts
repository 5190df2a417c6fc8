import { z } from 'zod'
import type { Sql, Transaction } from '@/db/client'
import { hashOf } from '../access/keys'
import { DAY, HOUR, MINUTE, SECOND } from '../kernel/duration'
import { Name } from '../kernel/inputs'
import { bumpRevision } from './store'

/** So many ways one person may add. */
export const OWN_CONTACTS_MAX = 20
/** A code counts for so long, and so often. */
export const CODE_FOR_MS = 30 * MINUTE
const TRIES = 5
/** One may add so many in an hour, removed ones too: each sends a message to wherever they say. */
export const ADDED_AN_HOUR = 10
/** So many wrong codes are heard of one person in a day, whichever ways they were for and whether these are still there. */
export const WRONG_A_DAY = 20
/** What was never confirmed is let go. */
const UNCONFIRMED_FOR_MS = 7 * DAY

export const AddOwnContact = z.strictObject({
  channel: Name.meta({ title: 'Channel', description: 'One that takes an address of a person.' }),
  address: z.string().trim().min(1).max(2_000),
  label: z.string().trim().min(1).max(80).optional().meta({ description: 'How you call it: "Firefox on my phone".' }),
  replaces: z.uuid().optional().meta({ description: 'A way of yours that has this address now: it goes once this one is confirmed.' }),
})
export type AddOwnContact = z.infer<typeof AddOwnContact>
export const OwnContactRef = z.strictObject({ id: z.uuid() })
export type OwnContactRef = z.infer<typeof OwnContactRef>
export const VerifyOwnContact = OwnContactRef.extend({
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/, 'must be the six digits that were sent'),
})
export type VerifyOwnContact = z.infer<typeof VerifyOwnContact>

/** A way to a person that they added themselves, and confirmed by a code that was sent there (ALR-12). */
export type OwnContact = {
  readonly id: string
  readonly person: string
  readonly channel: string
  readonly address: string
  readonly label: string | null
  readonly addedAt: Date
  readonly verifiedAt: Date | null
  /** Since when the other side says that nobody is there any more. */
  readonly goneAt: Date | null
  /** The first of those whose place it takes, by which a browser knows itself. */
  readonly replaces: string | null
}

/** How it is kept: a contact of the source `own`, which no file declares and none prunes. */
type Kept = {
  readonly person: string
  readonly channel: string
  readonly address: string
  readonly label: string | null
  readonly verifiedAt: string | null
  readonly goneAt: string | null
  readonly replaces?: string | null
  readonly code: { readonly hash: string; readonly until: string; readonly tries: number } | null
}
type Row = { readonly id: string; readonly definition: Kept; readonly created_at: Date }

const instant = (text: string | null): Date | null => (text === null ? null : new Date(text))
const ownContactOf = ({ id, definition, created_at }: Row): OwnContact => {
  const { person, channel, address, label, verifiedAt, goneAt, replaces = null } = definition
  return { id, person, channel, address, label, addedAt: created_at, verifiedAt: instant(verifiedAt), goneAt: instant(goneAt), replaces }
}

/** All of one person, the oldest first. */
export async function listOwnContacts(sql: Sql | Transaction, person: string): Promise<readonly OwnContact[]> {
  const rows = await sql<Row[]>`
    select id, definition, created_at from routing_items
    where kind = 'contact' and source = 'own' and removed_at is null and definition ->> 'person' = ${person}
    order by created_at, id limit ${OWN_CONTACTS_MAX * 2}`
  return rows.map(ownContactOf)
}

/** Only one thing at a time happens to the ways of one person, until the transaction ends: what is counted stays counted. */
export async function holdOwnContacts(tx: Transaction, person: string): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtext(${`plimsoll.contacts ${person}`}))`
}

const secondsUntil = (at: Date, now: Date): number => Math.max(1, Math.ceil((at.getTime() - now.getTime()) / SECOND))
const since = (now: Date, ms: number): string => new Date(now.getTime() - ms).toISOString()

/** Seconds until one more may be added; 0 when it may be now. */
export async function addWaitSeconds(tx: Transaction, person: string, now: Date): Promise<number> {
  const [row] = await tx<{ created_at: Date }[]>`
    select created_at from routing_items
    where kind = 'contact' and source = 'own' and definition ->> 'person' = ${person} and created_at > ${since(now, HOUR)}
    order by created_at desc offset ${ADDED_AN_HOUR - 1} limit 1`
  return row ? secondsUntil(new Date(row.created_at.getTime() + HOUR), now) : 0
}

/** Seconds until another code is looked at; 0 when it is now. */
export async function codeWaitSeconds(tx: Transaction, person: string, now: Date): Promise<number> {
  const rows = await tx<{ created_at: Date; wrong: number }[]>`
    select created_at, ${TRIES} - (definition -> 'code' ->> 'tries')::int as wrong from routing_items
    where kind = 'contact' and source = 'own' and definition ->> 'person' = ${person} and created_at > ${since(now, DAY)}
      and (definition -> 'code' ->> 'tries')::int < ${TRIES}
    order by created_at`
  const [oldest] = rows
  const wrong = rows.reduce((sum, row) => sum + row.wrong, 0)
  return oldest && wrong >= WRONG_A_DAY ? secondsUntil(new Date(oldest.created_at.getTime() + DAY), now) : 0
}

const codeOf = (code: string, id: string, now: Date) => ({
  hash: hashOf(`${id} ${code}`),
  until: new Date(now.getTime() + CODE_FOR_MS).toISOString(),
  tries: TRIES,
})

/** Adds a way that is not used before it is confirmed. The same address again takes the place of the one before. */
export async function insertOwnContact(
  tx: Transaction,
  { id, person, channel, address, label, addedAt, replaces }: Omit<OwnContact, 'verifiedAt' | 'goneAt'>,
  code: string,
): Promise<void> {
  const kept: Kept = { person, channel, address, label, verifiedAt: null, goneAt: null, replaces, code: codeOf(code, id, addedAt) }
  const at = addedAt.toISOString()
  await tx`
    update routing_items set removed_at = ${at} where kind = 'contact' and source = 'own' and removed_at is null and (
      (definition ->> 'person' = ${person} and definition ->> 'channel' = ${channel} and definition ->> 'address' = ${address})
      or (definition ->> 'verifiedAt' is null and created_at < ${new Date(addedAt.getTime() - UNCONFIRMED_FOR_MS).toISOString()}))`
  await tx`
    insert into routing_items (id, kind, name, definition, source, created_at)
    values (${id}, 'contact', ${`${person} by ${channel} (${id})`}, ${tx.json(kept)}, 'own', ${at})`
  await bumpRevision(tx)
}

/** `none`: there is no such contact of theirs. `over`: the code has ended, or was tried too often. */
export type Confirmed = 'confirmed' | 'wrong' | 'over' | 'none'

/** Compares a code with the one that was sent. Each try counts, whatever becomes of it. */
export async function confirmOwnContact(tx: Transaction, person: string, id: string, code: string, now: Date): Promise<Confirmed> {
  const [row] = await tx<Row[]>`
    select id, definition, created_at from routing_items
    where id = ${id} and kind = 'contact' and source = 'own' and removed_at is null and definition ->> 'person' = ${person} for update`
  if (!row) return 'none'
  const { definition } = row
  if (definition.verifiedAt !== null) return 'confirmed'
  if (!definition.code || definition.code.tries === 0 || Date.parse(definition.code.until) <= now.getTime()) return 'over'
  const isRight = hashOf(`${id} ${code}`) === definition.code.hash
  const after: Kept = isRight
    ? { ...definition, verifiedAt: now.toISOString(), code: null }
    : { ...definition, code: { ...definition.code, tries: definition.code.tries - 1 } }
  await tx`update routing_items set definition = ${tx.json(after)}, version = version + 1 where id = ${id}`
  if (isRight && definition.replaces)
    await tx`
      update routing_items set removed_at = ${now.toISOString()}
      where kind = 'contact' and source = 'own' and removed_at is null and definition ->> 'person' = ${person} and id <> ${id}
        and (id = ${definition.replaces} or definition ->> 'replaces' = ${definition.replaces})`
  if (isRight) await bumpRevision(tx)
  return isRight ? 'confirmed' : 'wrong'
}

/** Lets go of one; undefined when there is none of theirs. */
export async function removeOwnContact(tx: Transaction, person: string, id: string, now: Date): Promise<OwnContact | undefined> {
  const [row] = await tx<Row[]>`
    update routing_items set removed_at = ${now.toISOString()}
    where id = ${id} and kind = 'contact' and source = 'own' and removed_at is null and definition ->> 'person' = ${person}
    returning id, definition, created_at`
  if (!row) return undefined
  await bumpRevision(tx)
  return ownContactOf(row)
}

/** The other side says that nobody is there any more: it is used no longer, and its owner sees since when. Whether anything was changed. */
export async function retireOwnContact(
  sql: Sql,
  { person, channel, address }: Pick<OwnContact, 'person' | 'channel' | 'address'>,
  now: Date,
): Promise<boolean> {
  return await sql.begin(async (tx) => {
    const { count } = await tx`
      update routing_items set definition = definition || ${tx.json({ goneAt: now.toISOString() })}, version = version + 1
      where kind = 'contact' and source = 'own' and removed_at is null and definition ->> 'goneAt' is null
        and definition ->> 'person' = ${person} and definition ->> 'channel' = ${channel} and definition ->> 'address' = ${address}`
    if (count > 0) await bumpRevision(tx)
    return count > 0
  })
}
