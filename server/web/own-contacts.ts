import { getPerson, writeAudit } from '../access/queries'
import { sealKey } from '../access/seal'
import { channelTypeOf } from '../alerts/channels/registry'
import { applicationServerKeyOf } from '../alerts/channels/web-push'
import type { Notice } from '../alerts/model'
import { insertNotices } from '../alerts/queries/outbox'
import { auditEntry, type Ctx } from '../context'
import {
  ADDED_AN_HOUR,
  type AddOwnContact,
  addWaitSeconds,
  type Confirmed,
  codeWaitSeconds,
  confirmOwnContact,
  holdOwnContacts,
  insertOwnContact,
  listOwnContacts,
  OWN_CONTACTS_MAX,
  type OwnContact,
  type OwnContactRef,
  removeOwnContact,
  type VerifyOwnContact,
  WRONG_A_DAY,
} from '../declare/own-contacts'
import { openOptions } from '../declare/store'
import { hostIn, notPublic, ownEndpointIssue } from '../engine/rules/own-endpoint'
import type { Answer } from '../kernel/answers'
import { formatDuration, MINUTE } from '../kernel/duration'
import { invalid, notFound, Refusal } from '../kernel/errors'
import type { OwnContactsAnswer } from './answers'
import type { WebApp } from './app'
import type { WebCtx } from './handle'
import { wake } from './paging-verbs'

/** A way to oneself as the account page shows it: without an address that is as good as a password. */
export type OwnContactRow = OwnContactsView['contacts'][number]
/** A channel that takes an address of a person. `key` is what a browser subscribes with. */
export type OwnChannel = OwnContactsView['channels'][number]
type KnownChannel = OwnChannel & { readonly options: Readonly<Record<string, unknown>> }
export type OwnContactsView = Answer<typeof OwnContactsAnswer>

const BROWSER = 'web-push'

async function personOf({ actor, db }: Pick<Ctx, 'actor' | 'db'>): Promise<string> {
  if (actor.kind !== 'person') throw new Refusal('forbidden', 'A key has no ways to be reached; a person who is signed in does.')
  return (await getPerson(db, actor.id)).email.toLowerCase()
}

/** The ways by which somebody said that they can be reached, and those that they may add. */
export async function readOwnContacts(ctx: Pick<Ctx, 'actor' | 'db' | 'sql'>, app: WebApp): Promise<OwnContactsView> {
  const [found, known] = await Promise.all([listOwnContacts(ctx.sql, await personOf(ctx)), channelsOfPeople(ctx, app)])
  const channels = known.map(({ options: _secret, ...channel }) => channel)
  const kinds = new Map(channels.map(({ name, kind }) => [name, kind]))
  const contacts = found.map(({ person: _person, address, ...contact }): OwnContactRow => {
    const kind = kinds.get(contact.channel)
    const isOpen = kind !== undefined && !channelTypeOf(kind).secretsOfAddress?.(address).length
    return { ...contact, address: isOpen ? address : null, isBrowser: kind === BROWSER }
  })
  return { contacts, channels }
}

async function channelsOfPeople({ sql }: Pick<Ctx, 'sql'>, { settings }: WebApp): Promise<readonly KnownChannel[]> {
  const rows = await sql<{ id: string; name: string; kind: string; options: unknown }[]>`
    select id, name, definition ->> 'kind' as kind, definition -> 'options' as options from routing_items
    where kind = 'channel' and removed_at is null order by created_at, id limit 200`
  const key = sealKey(settings.secret)
  return rows.flatMap(({ id, name, kind, options: sealed }) => {
    if (channelTypeOf(kind).reaches !== 'people') return []
    const options = openOptions(sealed, key, id)
    const { privateKey } = options
    const serverKey = kind === BROWSER && typeof privateKey === 'string' ? applicationServerKeyOf(privateKey) : null
    return [{ name, label: channelTypeOf(kind).label, kind, key: serverKey, options }]
  })
}

/** Whoever may only read must not have Plimsoll ask the servers around it (REL-5); the engine looks again whenever it connects. */
async function refuseInside({ isPublicHost }: WebApp, { kind, options }: KnownChannel, address: string): Promise<void> {
  const endpoint = channelTypeOf(kind).endpointOf?.(options, address)
  if (endpoint === undefined) return
  const host = hostIn(endpoint)
  const issue = ownEndpointIssue(endpoint) ?? ((await isPublicHost(host)) ? undefined : notPublic(host))
  if (issue !== undefined) throw invalid(`address ${issue}.`, [{ path: 'address', message: issue }])
}

const inMinutes = (seconds: number): string => formatDuration(Math.ceil(seconds / 60) * MINUTE)

/** Adds a way to oneself and sends a code there; it is not used before somebody who reads there has given the code back (ALR-12). */
export async function addOwnContact(
  ctx: WebCtx,
  { channel: name, address, label, replaces }: AddOwnContact,
): Promise<{ readonly id: string }> {
  const { clock, ids, sql, web } = ctx
  const { app } = web
  const person = await personOf(ctx)
  const channel = (await channelsOfPeople(ctx, app)).find((one) => one.name === name)
  if (!channel)
    throw invalid(`There is no channel ${name} that takes an address of a person.`, [
      { path: 'channel', message: 'is none that takes an address' },
    ])
  const wrong = channelTypeOf(channel.kind).addressIssue?.(address)
  if (wrong !== undefined) throw invalid(`address ${wrong}.`, [{ path: 'address', message: wrong }])
  await refuseInside(app, channel, address)
  const [id, now] = [ids.next(), clock.now()]
  const code = String(Buffer.from(ids.secret(6), 'base64url').readUIntBE(0, 6) % 1_000_000).padStart(6, '0')
  await sql.begin(async (tx) => {
    await holdOwnContacts(tx, person)
    const held = await listOwnContacts(tx, person)
    const before = held.find((one) => replaces !== undefined && [one.id, one.replaces].includes(replaces) && one.channel === name)
    if (held.length - (before ? 1 : 0) >= OWN_CONTACTS_MAX)
      throw new Refusal('conflict', `You have ${OWN_CONTACTS_MAX} ways to be reached already; remove one first.`)
    const waitSeconds = await addWaitSeconds(tx, person, now)
    if (waitSeconds > 0)
      throw new Refusal(
        'too-many',
        `You have added ${ADDED_AN_HOUR} ways within an hour, and each was sent a message. Add the next in ${inMinutes(waitSeconds)}.`,
        { retryAfterSeconds: waitSeconds },
      )
    const place = { label: label ?? before?.label ?? null, replaces: before ? (before.replaces ?? before.id) : null }
    await insertOwnContact(tx, { id, person, channel: name, address, addedAt: now, ...place }, code)
    await insertNotices(tx, [codeNotice(ids.next(), { person, channel: name, address, id, code, url: app.settings.url, now })])
    await writeAudit(tx, auditEntry(ctx, now, { action: 'contact.add', subject: { id, name: `${person} by ${name}` } }))
  })
  await wake(ctx)
  return { id }
}

const SAYS: Readonly<Record<Exclude<Confirmed, 'confirmed'>, string>> = {
  wrong: 'That is not the code that was sent. Look for the newest message, and enter its six digits.',
  over: 'The code has ended or was tried too often. Remove this way and add it again to be sent another.',
  none: 'There is no such way of yours to be reached.',
}

/** Confirms a way by the code that was sent there. */
export async function verifyOwnContact(ctx: WebCtx, { id, code }: VerifyOwnContact): Promise<undefined> {
  const { clock, sql } = ctx
  const person = await personOf(ctx)
  const now = clock.now()
  // Not thrown within: a try that failed counts.
  const became = await sql.begin(async (tx) => {
    await holdOwnContacts(tx, person)
    const waitSeconds = await codeWaitSeconds(tx, person, now)
    if (waitSeconds > 0)
      throw new Refusal(
        'too-many',
        `You have entered ${WRONG_A_DAY} wrong codes within a day. None is looked at for another ${inMinutes(waitSeconds)}, the right one neither.`,
        { retryAfterSeconds: waitSeconds },
      )
    const done = await confirmOwnContact(tx, person, id, code, now)
    if (done === 'confirmed') await writeAudit(tx, auditEntry(ctx, now, { action: 'contact.confirm', subject: { id, name: person } }))
    return done
  })
  if (became === 'none') throw notFound('contact', id)
  if (became !== 'confirmed') throw new Refusal('invalid', SAYS[became], { issues: [{ path: 'code', message: SAYS[became] }] })
}

/** Lets go of a way to oneself. */
export async function dropOwnContact(ctx: WebCtx, { id }: OwnContactRef): Promise<undefined> {
  const { clock, sql } = ctx
  const person = await personOf(ctx)
  const now = clock.now()
  await sql.begin(async (tx) => {
    const gone = await removeOwnContact(tx, person, id, now)
    if (!gone) throw notFound('contact', id)
    await writeAudit(tx, auditEntry(ctx, now, { action: 'contact.remove', subject: { id, name: `${person} by ${gone.channel}` } }))
  })
}

type Code = Pick<OwnContact, 'id' | 'person' | 'channel' | 'address'> & { readonly code: string; readonly url: string; readonly now: Date }

/** The title stands in the delivery log, so the code is not in it. */
const codeNotice = (noticeId: string, { id, person, channel, address, code, url, now }: Code): Notice => ({
  id: noticeId,
  key: `contact/${id}`,
  kind: 'test',
  recipient: { channel, address, person },
  at: now,
  dueAt: now,
  facts: {
    incidentId: null,
    number: null,
    severity: 'low',
    title: 'Confirm that you are reached here',
    service: null,
    sinceAt: now,
    resolvedAt: null,
    by: null,
    says: `Your code is ${code}`,
    money: null,
    customers: null,
    cause: null,
    nextStep: 'enter the code on your account page within 30 minutes; if you did not ask for it, do nothing',
    runbook: null,
    link: `${url}/account?contact=${id}&code=${code}`,
    context: null,
    checks: [],
  },
})
