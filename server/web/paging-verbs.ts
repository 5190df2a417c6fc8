import { z } from 'zod'
import { writeAudit } from '../access/queries'
import type { NoticeDetailAnswer, NoticePageAnswer, NoticeReadAnswer } from '../alerts/answers'
import { channelTypeOf } from '../alerts/channels/registry'
import type { ListNotices, Notice, ResendNotices, Routing } from '../alerts/model'
import {
  findNotice,
  type LoggedNotice,
  listDeliveries,
  resendDeadLetter,
  resendDeadLetters,
  searchNotices,
  trailOf,
} from '../alerts/queries/log'
import { insertNotices } from '../alerts/queries/outbox'
import { type KeptSilence, listSilences } from '../alerts/queries/silences'
import { auditEntry } from '../context'
import type { Answer } from '../kernel/answers'
import { SECOND } from '../kernel/duration'
import { invalid, notFound, sentenceOf } from '../kernel/errors'
import { placeText } from '../kernel/inputs'
import type { WebCtx } from './handle'

/** A test waits so long for the answer of the other side. */
const TEST_WITHIN_MS = 10 * SECOND
const LOOK_EVERY_MS = 200
/** The route has a little more, so that a test without an answer is one. */
export const TEST_ROUTE_MS = TEST_WITHIN_MS + 5 * SECOND
const ATTEMPTS_MAX = 50

export const Id = z.strictObject({ id: z.uuid() })
export const TestInput = z.strictObject({
  id: z.string().min(1).max(63).meta({ description: 'The name of a channel.' }),
  address: z.string().min(1).max(2_000).optional().meta({ description: 'Of a person, where the channel takes one.' }),
})

/** A notice as it stands in the log: without an address that is as secret as a password. */
export function listed(routing: Routing, { key: _key, ...notice }: LoggedNotice): Omit<LoggedNotice, 'key'> {
  const kind = routing.channels.find(({ name }) => name === notice.channel)?.kind
  // Subscribers are strangers who gave their address to be told, not to be listed.
  const isOpen =
    notice.kind !== 'status' &&
    notice.address !== null &&
    kind !== undefined &&
    !channelTypeOf(kind).secretsOfAddress?.(notice.address).length
  return { ...notice, address: isOpen ? notice.address : null }
}

export type NoticePage = Answer<typeof NoticePageAnswer>

/** A page of the delivery log, newest first. */
export async function readNotices({ db, web: { app } }: WebCtx, { incident, ...filter }: ListNotices): Promise<NoticePage> {
  const { rows, next } = await searchNotices(db, { ...filter, incidentId: incident })
  return { notices: rows.map((notice) => listed(app.mirror.world.routing, notice)), next: next && placeText(next) }
}

export type NoticeRead = Answer<typeof NoticeReadAnswer>

/** One message, what the other side answered to each attempt, and why whom of its incident (ALR-15). */
export async function readNotice(
  { db, web: { app } }: WebCtx,
  { id }: { readonly id: string },
): Promise<Answer<typeof NoticeDetailAnswer>> {
  const [notice, attempts] = await Promise.all([findNotice(db, id), listDeliveries(db, id, ATTEMPTS_MAX)])
  if (!notice) throw notFound('notice', id)
  const { world } = app.mirror
  const trail = notice.incidentId === null ? [] : (world.pages.get(notice.incidentId)?.trail ?? (await trailOf(db, notice.incidentId)))
  return { notice: listed(world.routing, notice), attempts, trail }
}

/** Puts a dead letter in the outbox again. */
export async function resendNotice(ctx: WebCtx, { id }: { readonly id: string }): Promise<Omit<LoggedNotice, 'key'>> {
  const notice = await ctx.transaction(async (tx) => {
    const sent = await resendDeadLetter(tx.db, id, ctx.clock.now())
    if (!sent) throw notFound('dead letter', id)
    await tx.record({ kind: 'outbox-moved' })
    await tx.audit({ action: 'notice.resend', subject: { id, name: sent.title } })
    return sent
  })
  await wake(ctx)
  return listed(ctx.web.app.mirror.world.routing, notice)
}

/** Puts all dead letters that fit in the outbox again, a thousand at once. */
export async function resendNotices(ctx: WebCtx, { incident, ...which }: ResendNotices): Promise<{ readonly sent: number }> {
  const sent = await ctx.transaction(async (tx) => {
    const count = await resendDeadLetters(tx.db, { ...which, incidentId: incident }, ctx.clock.now())
    if (count === 0) return count
    await tx.record({ kind: 'outbox-moved' })
    await tx.audit({ action: 'notice.resend-all', after: { sent: count, incident, ...which } })
    return count
  })
  if (sent > 0) await wake(ctx)
  return { sent }
}

/** Sends a message of nothing by a channel, the way that all messages go, and answers with what became of it within ten seconds; no attempt means that none has ended. */
export async function testChannel(ctx: WebCtx, { id: name, address }: z.infer<typeof TestInput>): Promise<NoticeRead> {
  const { clock, ids, sql, db, actor, web } = ctx
  const { routing } = web.app.mirror.world
  const channel = routing.channels.find((one) => one.name === name)
  if (!channel) throw notFound('channel', name)
  const type = channelTypeOf(channel.kind)
  const wrong = addressIssue(type, address)
  if (wrong !== undefined) throw invalid(`address ${wrong}.`, [{ path: 'address', message: wrong }])
  const at = clock.now()
  const notice: Notice = { ...testNotice(ids.next(), at, actor.name), recipient: { channel: name, address: address ?? null, person: null } }
  await sql.begin(async (tx) => {
    await insertNotices(tx, [notice])
    await writeAudit(tx, auditEntry(ctx, at, { action: 'channel.test', subject: { id: name, name } }))
  })
  await wake(ctx)
  const until = clock.elapsedMs() + TEST_WITHIN_MS
  for (;;) {
    const [found, attempts] = await Promise.all([findNotice(db, notice.id), listDeliveries(db, notice.id, ATTEMPTS_MAX)])
    if (!found) throw notFound('notice', notice.id)
    if (attempts.length > 0 || clock.elapsedMs() >= until) return { notice: listed(routing, found), attempts }
    await clock.sleep(LOOK_EVERY_MS)
  }
}

function addressIssue(type: ReturnType<typeof channelTypeOf>, address: string | undefined): string | undefined {
  if (type.reaches !== 'people') return address === undefined ? undefined : `is not taken by ${type.label}; leave it out`
  return address === undefined ? `is missing: ${type.label} takes the address of a person` : type.addressIssue?.(address)
}

const testNotice = (id: string, at: Date, by: string): Omit<Notice, 'recipient'> => ({
  id,
  key: `test/${id}`,
  kind: 'test',
  at,
  dueAt: at,
  facts: {
    incidentId: null,
    number: null,
    severity: 'low',
    title: 'Test of this channel',
    service: null,
    sinceAt: at,
    resolvedAt: null,
    by,
    says: `${by} sends a test. Nothing has failed.`,
    money: null,
    customers: null,
    cause: null,
    nextStep: null,
    runbook: null,
    link: null,
    context: null,
    checks: [],
  },
})

/** Without the engine it goes out once there is one. */
export async function wake({ web, log }: WebCtx): Promise<void> {
  try {
    await web.app.engine.request({ kind: 'send-notices' })
  } catch (cause) {
    log.warn('What waits to be sent is sent once the engine looks', { because: sentenceOf(cause) })
  }
}

/** The silences that hold or will, newest first. */
export const readSilences = async ({ db, clock }: WebCtx): Promise<{ readonly silences: readonly KeptSilence[] }> => ({
  silences: await listSilences(db, clock.now()),
})
