import type { Status } from '../../checks/model'
import { COUNTS_AS, type Tally } from '../../checks/rules/availability'
import { MINUTE } from '../../kernel/duration'
import type { Post, PostState, StatusPage } from '../model'
import { overallOf } from './words'

/** What a component is now, as it is told outside. */
export type ComponentState = 'up' | 'degraded' | 'down' | 'maintenance' | 'unknown'

/** How long something was what on one day, in milliseconds; what is missing from the day was not seen. */
export type DaySums = Readonly<Partial<Record<Status, number>>>

export type PublicDay = {
  /** `2026-11-23`, of the page's zone. */
  readonly date: string
  readonly downMs: number
  readonly degradedMs: number
  /** In which nobody could see; of a day that was before anything was measured, all of it. */
  readonly blindMs: number
  readonly mark: 'up' | 'degraded' | 'partly' | 'down' | 'maintenance' | 'none'
}

export type Uptime = {
  /** 0..1 of the time that was measured; slow counts as up, maintenance as neither. */
  readonly ratio: number
  /** How long was measured, up or down. */
  readonly measuredMs: number
}

export type PublicComponent = {
  readonly key: string
  readonly title: string
  readonly description: string | null
  readonly state: ComponentState
  /** Null where nothing was measured. */
  readonly uptime: { readonly day: Uptime | null; readonly month: Uptime | null; readonly quarter: Uptime | null }
  /** The last ninety days, today last. */
  readonly days: readonly PublicDay[]
}

export type PublicPost = { readonly id: string; readonly atMs: number; readonly state: PostState; readonly says: string }
export type PublicIncident = {
  /** Of its first post: what it is called inside is not told. */
  readonly id: string
  readonly title: string
  readonly state: PostState
  readonly components: readonly string[]
  readonly fromMs: number
  /** When it was told to be over; null while it is not. */
  readonly toMs: number | null
  /** The newest first. */
  readonly posts: readonly PublicPost[]
}

export type PublicWork = {
  /** Null where the page does not tell it. */
  readonly title: string | null
  readonly components: readonly string[]
  readonly fromMs: number
  readonly toMs: number
  readonly holds: boolean
}

/** Everything that is told to those outside: what is not in here, no answer of a page can name. */
export type PublicStatus = {
  readonly name: string
  readonly title: string
  readonly description: string | null
  readonly timeZone: string
  readonly atMs: number
  readonly overall: {
    readonly state: ComponentState | 'incident'
    /** `Partial outage` */
    readonly word: string
    readonly says: string
    /** What else there is to know; empty where all is said. */
    readonly more: string
  }
  readonly groups: readonly { readonly title: string | null; readonly components: readonly PublicComponent[] }[]
  readonly open: readonly PublicIncident[]
  /** Those that are over, of the last days, the newest first. */
  readonly past: readonly PublicIncident[]
  readonly maintenance: readonly PublicWork[]
}

/** A day of the calendar, as instants. The last may not be over. */
export type CalendarDay = { readonly date: string; readonly fromMs: number; readonly toMs: number }

export type Seen = {
  /** What a service is now; undefined while nobody can say. */
  statusOf(serviceId: string): Status | undefined
  /** Over the last 24 hours; undefined where nothing is known. */
  lastDayOf(serviceId: string): Tally | undefined
  /** In the order of `days`. */
  daysOf(serviceId: string): readonly DaySums[]
  /** Since when anything is known of it. */
  sinceMs(serviceId: string): number | undefined
  /** As many as are shown, today last. */
  readonly days: readonly CalendarDay[]
  readonly posts: readonly Post[]
  readonly maintenance: readonly (Omit<PublicWork, 'components' | 'title'> & {
    readonly title: string
    readonly serviceIds: readonly string[]
  })[]
}

/** Days and durations that are shorter leave no mark: checks that start to look are blind or slow for seconds. */
const MARKED_FROM_MS = MINUTE
/** A day that was down for longer is marked in full. */
const DOWN_FROM_MS = 30 * MINUTE

const STATE_OF: Readonly<Record<Status, ComponentState>> = {
  up: 'up',
  degraded: 'degraded',
  down: 'down',
  maintenance: 'maintenance',
  unknown: 'unknown',
  paused: 'unknown',
}

/** Makes of what is known what is told. */
export function snapshotOf(page: StatusPage, seen: Seen, now: Date): PublicStatus {
  const components = page.components.map(({ serviceId, key, title, description, group }) => {
    const sinceMs = seen.sinceMs(serviceId)
    const sums = seen.daysOf(serviceId)
    const status = seen.statusOf(serviceId)
    const days = seen.days.map((one, i) => dayOf(one, sums[i] ?? {}, sinceMs, now))
    const shown: PublicComponent = {
      key,
      title,
      description: description ?? null,
      state: status === undefined ? 'unknown' : STATE_OF[status],
      uptime: { day: uptimeOf(seen.lastDayOf(serviceId)), month: uptimeIn(sums.slice(-MONTH_DAYS)), quarter: uptimeIn(sums) },
      // What is down now shows it, however short it has been, and however old the sums are.
      days: status === 'down' ? days.map((day, i) => (i === days.length - 1 ? { ...day, mark: 'down' } : day)) : days,
    }
    return { group: group ?? null, shown }
  })
  const titleOf = new Map(page.components.map(({ serviceId, title }) => [serviceId, title]))
  const titles = (ids: readonly string[]) =>
    page.components.flatMap(({ serviceId }) => (ids.includes(serviceId) ? (titleOf.get(serviceId) ?? []) : []))
  const incidents = incidentsOf(seen.posts, titles)
  const open = incidents.filter(({ toMs }) => toMs === null)
  return {
    name: page.name,
    title: page.title,
    description: page.description ?? null,
    timeZone: page.timeZone,
    atMs: now.getTime(),
    overall: overallOf(
      components.map(({ shown }) => shown),
      open,
    ),
    groups: [...Map.groupBy(components, ({ group }) => group)].map(([title, members]) => ({
      title,
      components: members.map(({ shown }) => shown),
    })),
    open,
    past: incidents.filter(({ toMs }) => toMs !== null),
    maintenance:
      page.maintenance === 'hidden'
        ? []
        : seen.maintenance.map(({ serviceIds, title, fromMs, toMs, holds }) => ({
            title: page.maintenance === 'titles' ? title : null,
            components: titles(serviceIds),
            fromMs,
            toMs,
            holds,
          })),
  }
}

/** What was said, by incident, the newest incident first. */
export function incidentsOf(
  posts: readonly Post[],
  titles: (serviceIds: readonly string[]) => readonly string[],
): readonly PublicIncident[] {
  return [...Map.groupBy(posts, ({ incidentId }) => incidentId).values()]
    .flatMap((of): PublicIncident[] => {
      const ordered = of.toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1))
      const [first, last] = [ordered[0], ordered.at(-1)]
      if (!first || !last) return []
      return [
        {
          id: first.id,
          title: last.title,
          state: last.state,
          components: titles(ordered.flatMap(({ serviceIds }) => serviceIds)),
          fromMs: first.at.getTime(),
          toMs: last.state === 'resolved' ? last.at.getTime() : null,
          posts: ordered.toReversed().map(({ id, at, state, says }) => ({ id, atMs: at.getTime(), state, says })),
        },
      ]
    })
    .sort((a, b) => b.fromMs - a.fromMs)
}

function uptimeOf(tally: Pick<Tally, 'upMs' | 'downMs'> | undefined): Uptime | null {
  const measuredMs = tally ? tally.upMs + tally.downMs : 0
  return tally && measuredMs > 0 ? { ratio: tally.upMs / measuredMs, measuredMs } : null
}

/** Over whole days of the calendar: what the bars show is what the figure counts. */
function uptimeIn(days: readonly DaySums[]): Uptime | null {
  const total = { up: 0, down: 0, blind: 0, off: 0 }
  for (const sums of days) for (const [status, ms] of Object.entries(sums) as [Status, number][]) total[COUNTS_AS[status]] += ms
  return uptimeOf({ upMs: total.up, downMs: total.down })
}

function dayOf({ date, fromMs, toMs }: CalendarDay, sums: DaySums, sinceMs: number | undefined, now: Date): PublicDay {
  const counted = { up: 0, down: 0, blind: 0, off: 0 }
  for (const [status, ms] of Object.entries(sums) as [Status, number][]) counted[COUNTS_AS[status]] += ms
  const beganMs = Math.max(fromMs, sinceMs ?? Number.POSITIVE_INFINITY)
  const lengthMs = Math.max(0, Math.min(toMs, now.getTime()) - beganMs)
  const blindMs = Math.max(0, lengthMs - counted.up - counted.down - counted.off)
  const degradedMs = sums.degraded ?? 0
  return { date, downMs: counted.down, degradedMs, blindMs, mark: markOf(counted, degradedMs) }
}

function markOf(
  { up, down, off }: { readonly up: number; readonly down: number; readonly off: number },
  degradedMs: number,
): PublicDay['mark'] {
  if (down >= DOWN_FROM_MS) return 'down'
  if (down > 0) return 'partly'
  if (degradedMs >= MARKED_FROM_MS) return 'degraded'
  if (up > 0) return 'up'
  return off > 0 ? 'maintenance' : 'none'
}

/** So many days are shown. */
export const DAYS_SHOWN = 90
const MONTH_DAYS = 30
