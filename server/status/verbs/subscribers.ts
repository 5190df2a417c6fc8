import type { Ctx } from '../../context'
import type { Answer } from '../../kernel/answers'
import { notFound } from '../../kernel/errors'
import type { SubscriberListAnswer } from '../answers'
import { deleteSubscriberOf, listPages, listSubscribers } from '../queries'

export type Subscribers = Answer<typeof SubscriberListAnswer>

/** More than anybody looks through. */
const LISTED_MAX = 1_000

async function pageOf({ sql }: Pick<Ctx, 'sql'>, ref: string) {
  const page = (await listPages(sql)).find(({ id, name }) => id === ref || name === ref)
  if (!page) throw notFound('status page', ref)
  return page
}

/** Who has confirmed that they want to be told of a page. */
export async function readSubscribers(ctx: Pick<Ctx, 'sql'>, { id }: { readonly id: string }): Promise<Subscribers> {
  const page = await pageOf(ctx, id)
  return { subscribers: await listSubscribers(ctx.sql, page.id, LISTED_MAX) }
}

/** Forgets a subscriber. The audit log says that somebody was, and not who: the address is nobody's any more. */
export async function removeSubscriber(
  ctx: Ctx,
  { id, subscriber }: { readonly id: string; readonly subscriber: string },
): Promise<undefined> {
  const page = await pageOf(ctx, id)
  await ctx.transaction(async (tx) => {
    if (!(await deleteSubscriberOf(tx.db, page.id, subscriber))) throw notFound('subscriber', subscriber)
    await tx.audit({ action: 'status page.remove-subscriber', subject: { id: page.id, name: page.name } })
  })
  return undefined
}
