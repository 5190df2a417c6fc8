import type { Ctx } from '../../context'
import { getIncident, listAlerts } from '../../incidents/queries'
import { told } from '../../incidents/recording'
import { invalid } from '../../kernel/errors'
import { nearest } from '../../settings/rules/effective'
import type { StatusPage, WritePost } from '../model'
import { insertWritten, lastPosts, listPages, type NewPost } from '../queries'
import { type StatusUpdate, updateOf } from '../rules/updates'
import { POST_WORDS, titleFor } from '../rules/words'

/** Says something of an incident on status pages, in any state of it: what was learnt afterwards may be told too (VIEW-8). */
export async function writePost(
  ctx: Ctx,
  { id, state, title, text, pages: names }: WritePost,
): Promise<{ readonly updates: readonly StatusUpdate[] }> {
  const at = ctx.clock.now()
  const [all, before] = await Promise.all([listPages(ctx.sql), lastPosts(ctx.sql, [id])])
  return ctx.transaction(async (tx) => {
    const incident = await getIncident(tx.db, id)
    const alerts = await listAlerts(tx.db, id)
    const services = new Set([incident.serviceId, ...alerts.map(({ serviceId }) => serviceId)].filter((one) => one !== null))
    const pages = names ? pagesNamed(names, all) : pagesShowing(services, all)
    const posts = pages.map((page): NewPost => {
      const shown = page.components.filter(({ serviceId }) => services.has(serviceId))
      const last = before.find(({ pageId }) => pageId === page.id)
      const affected = shown.map(({ serviceId }) => serviceId)
      return {
        id: ctx.ids.next(),
        pageId: page.id,
        incidentId: id,
        at,
        state,
        title: title ?? last?.title ?? titleFor(shown.map((component) => component.title)),
        says: text,
        serviceIds: affected.length > 0 ? affected : (last?.serviceIds ?? []),
        writtenBy: ctx.actor.name,
      }
    })
    await insertWritten(tx.db, posts)
    await told(ctx, tx, {
      incident,
      was: incident,
      at,
      action: 'publish',
      kind: 'published',
      says: `${POST_WORDS[state]}, on ${pages.map((page) => page.title).join(', ')}: ${text}`,
    })
    return { updates: posts.map((post) => updateOf({ ...post, withdrawnAt: null }, all)) }
  })
}

function pagesNamed(names: readonly string[], all: readonly StatusPage[]): readonly StatusPage[] {
  return [...new Set(names)].map((name, i) => {
    const page = all.find((one) => one.name === name)
    if (page) return page
    const guess =
      all.length > 0
        ? `; did you mean "${nearest(
            name,
            all.map((one) => one.name),
          )}"?`
        : ''
    const message = `names the status page "${name}", which is not declared${guess}`
    throw invalid(`pages[${i}] ${message}`, [{ path: `pages[${i}]`, message }])
  })
}

function pagesShowing(services: ReadonlySet<string>, all: readonly StatusPage[]): readonly StatusPage[] {
  const pages = all.filter(({ components }) => components.some(({ serviceId }) => services.has(serviceId)))
  if (pages.length > 0) return pages
  const message =
    all.length === 0
      ? 'is empty: there is no status page to write on; declare one first'
      : 'is empty, and no status page shows a service of this incident; name the pages'
  throw invalid(`pages ${message}.`, [{ path: 'pages', message }])
}
