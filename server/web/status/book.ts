import { holdsNext, isAbout } from '../../alerts/rules/maintenance'
import { readTallies, type Tallies } from '../../checks/queries/history'
import { DAY, MINUTE, SECOND } from '../../kernel/duration'
import { placeOf } from '../../pipeline/labels'
import type { World } from '../../pipeline/model'
import type { Post, StatusPage } from '../../status/model'
import { listPages, listPosts, listPostsBegunWithin, readDays, readFirstPost, readFirstSeen } from '../../status/queries'
import { remembered } from '../../status/remembered'
import { daysOf, monthAfter, monthBounds, monthOf } from '../../status/rules/calendar'
import type { History } from '../../status/rules/page'
import { DAYS_SHOWN, type DaySums, incidentsOf, type PublicStatus, type Seen, snapshotOf } from '../../status/rules/snapshot'
import type { WebApp } from '../app'

/** Visitors who come within this share what one of them had read. */
const PAGES_FRESH_MS = 2 * SECOND
const STATUS_FRESH_MS = 3 * SECOND
const POSTS_FRESH_MS = 3 * SECOND
const HISTORY_FRESH_MS = 30 * SECOND
/** Days before yesterday change only where somebody restores a backup. */
const SETTLED_FRESH_MS = 10 * MINUTE
const RECENT_DAYS = 2
const MONTH_FRESH_MS = 20 * SECOND
const PAGES_MAX = 200
const MONTHS_MAX = 200
/** So often it is looked whether a page, and with it a domain, has come or gone. */
const LOOK_MS = 5 * SECOND
/** What the engine said last is told for so long. */
const HEARD_MS = MINUTE
const PAST_MS = 14 * DAY
const AHEAD_MS = 30 * DAY
const WORKS_MAX = 20

export type BookParts = Pick<WebApp, 'sql' | 'clock' | 'mirror' | 'log'>

/** What the status pages tell, read so seldom that a rush of visitors is no load. */
export type StatusBook = {
  pages(): Promise<readonly StatusPage[]>
  /** The name of the page that is at a domain, as far as is known at this moment. */
  at(domain: string): string | undefined
  /** The same object while nothing was read anew. */
  status(page: StatusPage): Promise<PublicStatus>
  /** Undefined for a month before anything was said, and for one to come. */
  month(page: StatusPage, month: string): Promise<History | undefined>
  /** Somebody has written: what is told next has it. */
  moved(): void
  close(): void
}

type Past = {
  readonly days: ReturnType<typeof daysOf>
  readonly sums: ReadonlyMap<string, readonly DaySums[]>
  readonly since: ReadonlyMap<string, number>
}

export function createStatusBook({ sql, clock, mirror }: BookParts): StatusBook {
  const memories = () => ({
    pages: remembered<readonly StatusPage[]>(clock, { freshMs: PAGES_FRESH_MS, most: 1 }),
    statuses: remembered<PublicStatus>(clock, { freshMs: STATUS_FRESH_MS, most: PAGES_MAX }),
    posts: remembered<readonly Post[]>(clock, { freshMs: POSTS_FRESH_MS, most: PAGES_MAX }),
    months: remembered<History>(clock, { freshMs: MONTH_FRESH_MS, most: MONTHS_MAX }),
    firsts: remembered<Date | null>(clock, { freshMs: MONTH_FRESH_MS, most: PAGES_MAX }),
  })
  let memory = memories()
  const tallies = remembered<Tallies>(clock, { freshMs: HISTORY_FRESH_MS, most: 1 })
  const pasts = remembered<Past>(clock, { freshMs: HISTORY_FRESH_MS, most: PAGES_MAX })
  const settled = remembered<Past['sums']>(clock, { freshMs: SETTLED_FRESH_MS, most: PAGES_MAX })
  let domains: ReadonlyMap<string, string> = new Map()

  /** When somebody last looked; what is later nobody has seen. */
  const seenTo = (now: Date): Date => (mirror.status.connected ? now : (mirror.status.engineAt ?? now))

  async function pages(): Promise<readonly StatusPage[]> {
    const found = await memory.pages('all', () => listPages(sql))
    domains = new Map(found.flatMap(({ domain, name }) => (domain === undefined ? [] : [[domain, name]])))
    return found
  }

  async function readPast(page: StatusPage, now: Date): Promise<Past> {
    const ids = page.components.map(({ serviceId }) => serviceId)
    const days = daysOf(page.timeZone, now, DAYS_SHOWN)
    const [older, recent] = [days.slice(0, -RECENT_DAYS), days.slice(-RECENT_DAYS)]
    const [sums, newest, since] = await Promise.all([
      settled(JSON.stringify([ids, page.timeZone, days.at(-1)?.date]), () => readDays(sql, ids, older, now)),
      readDays(sql, ids, recent, seenTo(now)),
      readFirstSeen(sql, ids),
    ])
    const all = ids.map((id) => [id, [...(sums.get(id) ?? older.map(() => ({}))), ...(newest.get(id) ?? recent.map(() => ({})))]] as const)
    return { days, sums: new Map(all), since }
  }

  async function readStatus(page: StatusPage): Promise<PublicStatus> {
    const now = clock.now()
    const { id } = page
    const [all, past, posts] = await Promise.all([
      tallies('all', () =>
        readTallies(sql, {
          subject: 'service',
          fromAts: [new Date(now.getTime() - DAY)],
          to: now,
          seenTo: seenTo(now),
        }),
      ),
      // Another zone or another component is another past.
      pasts(JSON.stringify([id, page.timeZone, page.components.map(({ serviceId }) => serviceId)]), () => readPast(page, now)),
      memory.posts(id, () => listPosts(sql, id, new Date(now.getTime() - PAST_MS), now)),
    ])
    const { world, status } = mirror
    const isHeard = status.connected || (status.engineAt !== null && now.getTime() - status.engineAt.getTime() < HEARD_MS)
    const sees = isHeard && world.sight.blindSince === null
    const seen: Seen = {
      statusOf: (serviceId) => (sees ? world.services.get(serviceId)?.status : undefined),
      lastDayOf: (serviceId) => all.get(serviceId)?.[0],
      daysOf: (serviceId) => past.sums.get(serviceId) ?? [],
      sinceMs: (serviceId) => past.since.get(serviceId),
      days: past.days,
      posts,
      maintenance: page.maintenance === 'hidden' ? [] : worksOf(world, page, now),
    }
    return snapshotOf(page, seen, now)
  }

  const looking = clock.every(LOOK_MS, () => void pages().catch(() => {}))
  void pages().catch(() => {})
  return {
    pages,
    at: (domain) => domains.get(domain),
    // Another version of a page is another page here, so that an edit shows at once.
    status: (page) => memory.statuses(JSON.stringify(page), () => readStatus(page)),
    async month(page, month) {
      const { id, timeZone, components } = page
      const now = clock.now()
      const first = await memory.firsts(id, () => readFirstPost(sql, id))
      const [earliest, latest] = [monthOf(timeZone, first ?? now), monthOf(timeZone, now)]
      if (month < earliest || month > latest) return undefined
      return await memory.months(`${id} ${month} ${timeZone}`, async () => {
        const { from, to } = monthBounds(timeZone, month)
        const titles = (ids: readonly string[]) => components.flatMap(({ serviceId, title }) => (ids.includes(serviceId) ? title : []))
        return {
          month,
          before: month > earliest ? monthAfter(month, -1) : null,
          after: month < latest ? monthAfter(month, 1) : null,
          incidents: incidentsOf(await listPostsBegunWithin(sql, id, from, to), titles),
        }
      })
    },
    moved() {
      memory = memories()
    },
    close: () => looking.cancel(),
  }
}

/** The maintenance of components that holds or comes within a month, the soonest first. */
function worksOf(world: World, page: StatusPage, now: Date): Seen['maintenance'] {
  const places = page.components.flatMap(({ serviceId }) =>
    (world.checksOf.get(serviceId) ?? []).map((state) => ({ serviceId, place: placeOf(world, state) })),
  )
  return [...world.windows.values()]
    .flatMap((window) => {
      const serviceIds = [...new Set(places.flatMap(({ serviceId, place }) => (isAbout(window, place) ? serviceId : [])))]
      const next = serviceIds.length > 0 ? holdsNext(window, now) : undefined
      if (!next || next.fromAt.getTime() > now.getTime() + AHEAD_MS) return []
      const [fromMs, toMs] = [next.fromAt.getTime(), next.toAt.getTime()]
      return [{ title: window.title, serviceIds, fromMs, toMs, holds: fromMs <= now.getTime() }]
    })
    .sort((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs)
    .slice(0, WORKS_MAX)
}
