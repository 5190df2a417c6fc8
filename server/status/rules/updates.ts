import type { Answer } from '../../kernel/answers'
import type { StatusUpdateAnswer } from '../answers'
import type { StatusPage } from '../model'
import type { NewPost } from '../queries'

export type StatusUpdate = Answer<typeof StatusUpdateAnswer>

/** A post as the API answers it. */
export function updateOf(
  { id, pageId, at, state, title, says, serviceIds, writtenBy, withdrawnAt }: NewPost & { readonly withdrawnAt: Date | null },
  pages: readonly StatusPage[],
): StatusUpdate {
  const page = pages.find((one) => one.id === pageId)
  const components = page?.components.flatMap((one) => (serviceIds.includes(one.serviceId) ? one.title : [])) ?? []
  return { id, page: page?.name ?? 'a page that was removed', at, state, title, text: says, components, writtenBy, withdrawnAt }
}
