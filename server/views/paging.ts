import { channelTypeOf } from '../alerts/channels/registry'
import type { Matcher } from '../alerts/model'
import { type LoggedNotice, listNotices } from '../alerts/queries/log'
import { type KeptSilence, listSilences } from '../alerts/queries/silences'
import { directoryOf } from '../alerts/rules/directory'
import { reachability, type Verdict } from '../alerts/rules/reach'
import { DAY } from '../kernel/duration'
import type { Turn } from '../oncall/model'
import { turnsBetween } from '../oncall/rules/rotation'
import type { PageContext } from '../web/page-context'
import { listed } from '../web/paging-verbs'
import type { Section } from './model'
import { mapped, reader } from './section'

/** How far one looks for who is next. */
const AHEAD_MS = 30 * DAY
const LOG_ROWS = 50
const DEAD_ROWS = 20

export type OnCallRow = {
  readonly name: string
  readonly title: string
  readonly timeZone: string
  readonly now: Turn | null
  /** The first turn that somebody else has; null when there is none within thirty days. */
  readonly next: Turn | null
}
export type PolicyRow = {
  readonly name: string
  readonly title: string
  readonly verdict: Verdict
  readonly says: string
  readonly steps: readonly { readonly step: number; readonly says: string; readonly reaches: boolean }[]
}
export type LogRow = Omit<LoggedNotice, 'key'>
export type ChannelRow = {
  readonly name: string
  readonly label: string
  readonly takesAddress: boolean
  readonly fallback: string | null
}
export type SilenceRow = Pick<KeptSilence, 'id' | 'fromAt' | 'toAt' | 'reason' | 'by'> & { readonly of: string; readonly holds: boolean }

export type PagingView = {
  /** Nothing is declared of whom to tell. */
  readonly isBare: boolean
  readonly schedules: readonly OnCallRow[]
  readonly policies: readonly PolicyRow[]
  readonly channels: readonly ChannelRow[]
  readonly silences: Section<readonly SilenceRow[]>
  /** Dead letters first, then the newest; a dead letter stands only once. */
  readonly log: Section<readonly LogRow[]>
  readonly may: { readonly test: boolean; readonly silence: boolean; readonly resend: boolean }
}

/** Who would be told now, and what was. What is declared comes from memory; silences and the log are three bounded queries. */
export async function pagingView({ db, clock, log, world, rights }: PageContext): Promise<PagingView> {
  const now = clock.now()
  const { routing } = world
  const read = reader({ clock, log })
  const directory = directoryOf(routing)
  const lastResort = routing.policies.find(({ name }) => name === routing.lastResort)?.steps.flatMap(({ tell }) => tell) ?? []
  const [silences, notices] = await Promise.all([
    read('the list of silences', listSilences(db, now)),
    read('the delivery log', Promise.all([listNotices(db, { states: ['dead'], limit: DEAD_ROWS }), listNotices(db, { limit: LOG_ROWS })])),
  ])
  return {
    isBare: routing.channels.length + routing.policies.length + routing.schedules.length === 0,
    schedules: routing.schedules.map((schedule) => {
      const [first = null, ...later] = turnsBetween(schedule, now, new Date(now.getTime() + AHEAD_MS))
      const next = later.find(({ person }) => person !== first?.person) ?? null
      return { name: schedule.name, title: schedule.title ?? schedule.name, timeZone: schedule.timeZone, now: first, next }
    }),
    policies: routing.policies.map((policy) => {
      const { verdict, says, steps } = reachability(policy, lastResort, directory, now)
      return {
        name: policy.name,
        title: policy.title ?? policy.name,
        verdict,
        says,
        steps: steps.map((step) => ({ step: step.step, says: step.says, reaches: step.resort !== 'nobody' })),
      }
    }),
    channels: routing.channels.map(({ name, kind, reaches, fallback }) => ({
      name,
      label: channelTypeOf(kind).label,
      takesAddress: reaches === 'people',
      fallback: fallback ?? null,
    })),
    silences: mapped(silences, (rows) =>
      rows.map(({ id, fromAt, toAt, reason, by, matcher }) => ({
        id,
        fromAt,
        toAt,
        reason,
        by,
        of: inWords(matcher),
        holds: fromAt <= now,
      })),
    ),
    log: mapped(notices, ([dead, newest]) =>
      [...dead, ...newest.filter(({ id }) => !dead.some((one) => one.id === id))].map((notice) => listed(routing, notice)),
    ),
    may: { test: rights.has('change-settings'), silence: rights.has('silence-alerts'), resend: rights.has('work-incidents') },
  }
}

const inWords = (matcher: Matcher): string => {
  const parts = Object.entries(matcher).flatMap(([what, written]) => (written ? [`${what} ${written.join(', ')}`] : []))
  return parts.length === 0 ? 'everything' : parts.join('; ')
}
