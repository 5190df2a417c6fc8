import type { Sql } from '@/db/client'
import type { SealKey } from '../access/seal'
import type { Notice } from '../alerts/model'
import { insertNotices } from '../alerts/queries/outbox'
import { SECOND } from '../kernel/duration'
import { sentenceOf } from '../kernel/errors'
import type { World } from '../pipeline/model'
import type { Clock } from '../runtime/clock'
import { within } from '../runtime/deadline'
import type { Ids } from '../runtime/ids'
import type { Log } from '../runtime/log'
import { letterOf } from '../status/letters'
import type { StatusPage } from '../status/model'
import {
  countWaitingLetters,
  insertPosts,
  lastPosts,
  listNextTold,
  listOverdue,
  listPages,
  listUntold,
  markTold,
  type NewPost,
} from '../status/queries'
import { beganText, endedText, titleFor } from '../status/rules/words'

const LOOK_MS = 2 * SECOND
const ROUND_WITHIN_MS = 10 * SECOND
/** So many letters wait in the outbox at most, and the rest where they are: pages are looked for among what waits there. */
const LETTERS_MAX = 200
const POSTS_AT_ONCE = 20

export type AnnouncerParts = {
  readonly sql: Sql
  readonly clock: Clock
  readonly ids: Pick<Ids, 'next'>
  readonly log: Log
  readonly world: World
  readonly publicUrl: string
  readonly key: SealKey
  /** An incident that is over sooner is not told automatically. */
  readonly afterMs: () => number
  /** Something waits to be sent. */
  onTold(): void
}

export type Announcer = { round(): Promise<void>; stop(): void }

/**
 * Tells those outside: what pages say by themselves, and all that is said to those who subscribed. Each round compares what should have been said
 * with what was, so a round that is cut off, or a restart, says nothing twice (`docs/decisions/0011-status-pages-are-told-not-shown.md`).
 */
export function createAnnouncer(parts: AnnouncerParts): Announcer {
  const { sql, clock, ids, log, world } = parts
  let running: Promise<void> | undefined
  let failedBefore = false

  async function round(): Promise<void> {
    const pages = await listPages(sql)
    if (pages.length === 0) return
    const automatic = pages.filter(({ incidents }) => incidents === 'automatic')
    if (automatic.length > 0) await insertPosts(sql, [...(await began(automatic)), ...(await ended(automatic))])
    await tell(new Map(pages.map((page) => [page.id, page])))
  }

  /** Of the components of a page, those that an open incident says fail, and that are seen to fail: not in maintenance, and not over. */
  function failing(page: StatusPage, incidentId: string): readonly string[] {
    const services = new Set(
      [...(world.openAlertsIn.get(incidentId) ?? [])].flatMap((id) => {
        const alert = world.alerts.get(id)
        return alert && alert.condition !== 'reported' && alert.serviceId !== null ? alert.serviceId : []
      }),
    )
    return page.components.flatMap(({ serviceId }) => {
      const status = world.services.get(serviceId)?.status
      return services.has(serviceId) && (status === 'down' || status === 'degraded') ? serviceId : []
    })
  }

  async function began(pages: readonly StatusPage[]): Promise<readonly NewPost[]> {
    const now = clock.now()
    const open = [...world.incidents.values()].filter(
      ({ state, openedAt }) => state !== 'resolved' && openedAt.getTime() + parts.afterMs() <= now.getTime(),
    )
    const wanted = pages.flatMap((page) =>
      open.flatMap(({ id }) => {
        const serviceIds = failing(page, id)
        return serviceIds.length > 0 ? [{ page, incidentId: id, serviceIds }] : []
      }),
    )
    if (wanted.length === 0) return []
    const said = await lastPosts(sql, [...new Set(wanted.map(({ incidentId }) => incidentId))])
    return wanted.flatMap(({ page, incidentId, serviceIds }) => {
      const last = said.find((post) => post.pageId === page.id && post.incidentId === incidentId)
      if (last && last.state !== 'resolved') return []
      const titles = titlesOf(page, serviceIds)
      return [
        {
          id: ids.next(),
          pageId: page.id,
          incidentId,
          at: now,
          state: 'investigating',
          title: last?.title ?? titleFor(titles),
          says: beganText(titles),
          serviceIds,
          writtenBy: null,
        },
      ]
    })
  }

  async function ended(pages: readonly StatusPage[]): Promise<readonly NewPost[]> {
    const now = clock.now()
    const overdue = await listOverdue(
      sql,
      pages.map(({ id }) => id),
      now,
    )
    return overdue.flatMap((post) => {
      const page = pages.find(({ id }) => id === post.pageId)
      if (!page) return []
      return [{ ...post, id: ids.next(), at: now, state: 'resolved', says: endedText(titlesOf(page, post.serviceIds)), writtenBy: null }]
    })
  }

  async function tell(pages: ReadonlyMap<string, StatusPage>): Promise<void> {
    const untold = await listUntold(sql, POSTS_AT_ONCE)
    if (untold.length === 0) return
    let room = LETTERS_MAX - (await countWaitingLetters(sql))
    for (const post of untold) {
      if (room <= 0) break
      const page = pages.get(post.pageId)
      const now = clock.now()
      const readers = page ? await listNextTold(sql, post.pageId, post.toldTo, post.at, room) : []
      const notices = readers.flatMap((reader): readonly Notice[] => {
        const notice = page && letterOf({ page, reader, url: parts.publicUrl, key: parts.key, now, id: ids.next() }, post)
        return notice ? [notice] : []
      })
      await sql.begin(async (tx) => {
        await insertNotices(tx, notices)
        await markTold(tx, post.id, readers.at(-1)?.id ?? null, readers.length < room ? now : null)
      })
      room -= readers.length
      if (notices.length > 0) parts.onTold()
    }
  }

  const timer = clock.every(LOOK_MS, () => {
    running ??= within(clock, ROUND_WITHIN_MS, 'Telling what status pages say', round())
      .then(
        () => {
          failedBefore = false
        },
        (cause) => {
          if (!failedBefore) log.warn('What status pages say waits to be told', { because: sentenceOf(cause) })
          failedBefore = true
        },
      )
      .finally(() => (running = undefined))
  })
  return { round, stop: () => timer.cancel() }
}

const titlesOf = (page: StatusPage, serviceIds: readonly string[]): readonly string[] =>
  page.components.flatMap(({ serviceId, title }) => (serviceIds.includes(serviceId) ? title : []))
