import { z } from 'zod'
import type { NoticeState } from '../../alerts/model'
import { SEVERITIES, type Severity } from '../../checks/model'
import { DAY, HOUR } from '../../kernel/duration'
import { type Place, PlaceInput, placeText } from '../../kernel/inputs'

/** What may be asked of the log, as a reader says it. */
export const LOG_STATES = {
  dead: ['dead'],
  waiting: ['waiting', 'sending'],
  delivered: ['delivered', 'bundled'],
} as const satisfies Readonly<Record<string, readonly NoticeState[]>>
export type LogState = keyof typeof LOG_STATES

export const LOG_TIMES = { '1h': HOUR, '24h': DAY, '7d': 7 * DAY, '30d': 30 * DAY } as const
export type LogTime = keyof typeof LOG_TIMES

/** What of the delivery log is shown, as it stands in the address. Empty means all. */
export type LogFilter = {
  readonly state: LogState | ''
  readonly channel: string
  readonly person: string
  readonly severity: Severity | ''
  readonly time: LogTime | ''
  /** The id of an incident. */
  readonly incident: string
  readonly text: string
  readonly before: Place | undefined
}

export const ALL_OF_IT: LogFilter = {
  state: '',
  channel: '',
  person: '',
  severity: '',
  time: '',
  incident: '',
  text: '',
  before: undefined,
}

const WORD_MAX = 200
const Id = z.uuid()

type Query = { get(name: string): string | null }

/** Reads the address; what is none of ours, or cannot be looked for, is left out. */
export function readLogFilter(query: Query): LogFilter {
  const word = (name: string) => (query.get(name) ?? '').replaceAll('\0', '').toWellFormed().trim().slice(0, WORD_MAX)
  const oneOf = <Word extends string>(name: string, words: readonly Word[]) => words.find((one) => one === word(name)) ?? ''
  const before = PlaceInput.safeParse(query.get('before'))
  return {
    state: oneOf('state', Object.keys(LOG_STATES) as LogState[]),
    channel: word('channel'),
    person: word('person'),
    severity: oneOf('severity', SEVERITIES),
    time: oneOf('time', Object.keys(LOG_TIMES) as LogTime[]),
    incident: Id.safeParse(word('incident')).success ? word('incident') : '',
    text: word('q').slice(0, 100),
    before: before.success ? before.data : undefined,
  }
}

/** The address of a page of the log, without what goes without saying. */
export function logAddress({ before, text = '', ...words }: Partial<LogFilter>): string {
  const parts = { q: text, ...words, before: before ? placeText(before) : '' }
  const query = new URLSearchParams(Object.entries(parts).filter(([, value]) => value !== ''))
  return query.size > 0 ? `/paging/log?${query}` : '/paging/log'
}

/** Whether something is left out of what is shown. */
export const isFiltered = ({ before: _before, ...words }: LogFilter): boolean => Object.values(words).some((word) => word !== '')

/** As the log is asked. */
export const logQueryOf = ({ state, channel, person, severity, time, incident, text, before }: LogFilter, now: Date) => ({
  states: state === '' ? undefined : LOG_STATES[state],
  channel: channel || undefined,
  person: person || undefined,
  incidentId: incident || undefined,
  severities: severity === '' ? undefined : [severity],
  since: time === '' ? undefined : new Date(now.getTime() - LOG_TIMES[time]),
  text: text || undefined,
  before,
})
