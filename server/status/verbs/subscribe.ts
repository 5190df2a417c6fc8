import type { Sql } from '@/db/client'
import type { SealKey } from '../../access/seal'
import { insertNotices } from '../../alerts/queries/outbox'
import { DAY, HOUR } from '../../kernel/duration'
import { Refusal } from '../../kernel/errors'
import type { Clock } from '../../runtime/clock'
import type { Ids } from '../../runtime/ids'
import { confirmationOf } from '../letters'
import type { StatusPage, SubscriberKind } from '../model'
import { askSubscriber, confirmSubscriber, countSubscribers, findSubscriber, forgetUnconfirmed } from '../queries'

/** Whoever does not answer for so long is forgotten. */
const ANSWER_WITHIN_MS = 2 * DAY
/** One address is asked so often at most, whoever asks for it. */
const ASKED_EVERY_MS = 12 * HOUR
/** So many may wait to confirm, on all pages: what strangers can make us send has a bound. */
const PENDING_MAX = 500

export type SubscribeCtx = {
  readonly sql: Sql
  readonly clock: Pick<Clock, 'now'>
  readonly ids: Pick<Ids, 'next'>
  readonly key: SealKey
  /** Where Plimsoll is opened. */
  readonly url: string
  readonly maxSubscribers: number
}

/**
 * Asks an address whether it wants to be told. Answers alike whether or not it is known already, so that nobody learns who subscribed.
 *
 * @returns whether a message waits to be sent
 * @throws Refusal `unavailable` when no more are taken
 */
export async function subscribe(
  { sql, clock, ids, key, url, maxSubscribers }: SubscribeCtx,
  page: StatusPage,
  { kind, address }: { readonly kind: SubscriberKind; readonly address: string },
): Promise<boolean> {
  const now = clock.now()
  return (await sql.begin(async (tx) => {
    // One at a time, or many at once would each see room.
    await tx`select pg_advisory_xact_lock(hashtext('plimsoll.status.subscribe'))`
    await forgetUnconfirmed(tx, new Date(now.getTime() - ANSWER_WITHIN_MS))
    const known = await findSubscriber(tx, { pageId: page.id, kind, address })
    if (known && (known.confirmedAt || known.askedAt.getTime() > now.getTime() - ASKED_EVERY_MS)) return false
    const { pending, confirmed } = await countSubscribers(tx, page.id)
    if (!known && (pending >= PENDING_MAX || confirmed >= maxSubscribers))
      throw new Refusal('unavailable', 'No more subscriptions are taken at this moment. Try again tomorrow, or read the feed.')
    const reader = { id: known?.id ?? ids.next(), kind, address: known?.address ?? address }
    const notice = confirmationOf({ page, reader, url, key, now, id: ids.next() })
    if (!notice) throw new Refusal('not-found', 'This page takes no such subscriptions.')
    await askSubscriber(tx, { ...reader, pageId: page.id, askedAt: now })
    await insertNotices(tx, [notice])
    return true
  })) as boolean
}

/** Whoever has the link that was sent there wants to be told. False when nobody asked, or too long ago. */
export const confirm = ({ sql, clock }: Pick<SubscribeCtx, 'sql' | 'clock'>, page: StatusPage, id: string): Promise<boolean> => {
  const now = clock.now()
  return confirmSubscriber(sql, id, page.id, new Date(now.getTime() - ANSWER_WITHIN_MS), now)
}
