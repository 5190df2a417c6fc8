import type { Ctx } from '../../context'
import { findByRef, listAlerts } from '../../incidents/queries'
import type { Answer } from '../../kernel/answers'
import { addressOfPage } from '../addresses'
import type { StatusUpdateListAnswer } from '../answers'
import { listPages, listWritten } from '../queries'
import { updateOf } from '../rules/updates'

export type StatusOfIncident = Answer<typeof StatusUpdateListAnswer>

/**
 * What status pages say of an incident.
 *
 * @param url of Plimsoll
 */
export async function readPosts(
  ctx: Pick<Ctx, 'db' | 'sql'>,
  { id: ref }: { readonly id: string },
  url: string,
): Promise<StatusOfIncident> {
  const { id, serviceId } = await findByRef(ctx.db, ref)
  const [pages, written, alerts] = await Promise.all([listPages(ctx.sql), listWritten(ctx.sql, id), listAlerts(ctx.db, id)])
  const services = new Set([serviceId, ...alerts.map((alert) => alert.serviceId)])
  return {
    updates: written.map((post) => updateOf(post, pages)),
    pages: pages.map((page) => ({
      name: page.name,
      title: page.title,
      address: addressOfPage(page, url),
      visibility: page.visibility,
      components: page.components.flatMap((one) => (services.has(one.serviceId) ? one.title : [])),
      says: written.find(({ pageId, withdrawnAt }) => pageId === page.id && withdrawnAt === null)?.state ?? null,
    })),
  }
}
