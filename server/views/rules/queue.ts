import { SEVERITIES, type Severity } from '../../checks/model'
import type { IncidentState } from '../../incidents/model'
import { DAY, HOUR, MINUTE } from '../../kernel/duration'
import type { IncidentRow } from '../../live/rows'

export const GROUPS = ['needs-you', 'acknowledged', 'recovering', 'quiet', 'resolved'] as const
export type Group = (typeof GROUPS)[number]
export const GROUP_WORDS: Readonly<Record<Group, string>> = {
  'needs-you': 'Needs you',
  acknowledged: 'Acknowledged',
  recovering: 'Recovering',
  quiet: 'Kept quiet',
  resolved: 'Resolved in the last day',
}

export const FILTERS = ['all', 'mine', 'critical'] as const
export type Filter = (typeof FILTERS)[number]

/** Where an incident stands in the queue: what needs a person comes first. */
export function groupOf({ state, recovering, mutedBy }: Pick<IncidentRow, 'state' | 'recovering' | 'mutedBy'>): Group {
  if (state === 'resolved') return 'resolved'
  if (recovering) return 'recovering'
  if (state !== 'triggered') return 'acknowledged'
  return mutedBy.length > 0 ? 'quiet' : 'needs-you'
}

/** What an incident costs an hour, in minor units of the base currency; 0 when it costs nothing, or nothing may be seen. */
export type RateOf = (incidentId: string) => number

/** What an order needs to know of a row. */
type Placed = Pick<IncidentRow, 'id' | 'number' | 'state' | 'severity' | 'openedAtMs' | 'resolvedAtMs' | 'recovering' | 'mutedBy'>

/**
 * The queue as it is read from the top: by group, inside a group by expected loss, then by severity, then the newest first.
 * Resolved ones: the last resolved first.
 */
export function inOrder<Row extends Placed>(
  rows: readonly Row[],
  rateOf: RateOf,
): readonly { readonly group: Group; readonly rows: readonly Row[] }[] {
  const groups = Map.groupBy(rows, groupOf)
  return GROUPS.flatMap((group) => {
    const members = groups.get(group)
    return members ? [{ group, rows: members.toSorted(group === 'resolved' ? lastResolvedFirst : worstFirst(rateOf)) }] : []
  })
}

const lastResolvedFirst = (a: Placed, b: Placed): number => (b.resolvedAtMs ?? 0) - (a.resolvedAtMs ?? 0) || b.number - a.number

const worstFirst =
  (rateOf: RateOf) =>
  (a: Placed, b: Placed): number =>
    rateOf(b.id) - rateOf(a.id) ||
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    b.openedAtMs - a.openedAtMs ||
    b.number - a.number

/** Who asks, and when; `serviceId` is of the service that the filter names, null when there is none of that name. */
export type Asker = { readonly personId: string; readonly nowMs: number; readonly serviceId: string | null }

/** Whether the place of a row is among what was asked for, whatever else is. */
export function isPlacedWanted({ severity, state }: Pick<IncidentRow, 'severity' | 'state'>, asked: QueueFilter): boolean {
  const { filter, severities, states } = asked
  if (severities.length > 0 && !severities.includes(severity)) return false
  if (states.length > 0 && !states.includes(state)) return false
  return filter !== 'critical' || severity === 'critical' || severity === 'emergency'
}

/** Whether nothing is asked for but what the place of a row says. */
export const isPlacing = ({ filter, words, service, team, owner, older }: QueueFilter): boolean =>
  filter !== 'mine' && words.trim() === '' && [service, team, owner, older].every((each) => each === null)

/** Whether a row is among what was asked for. `words` are looked for in everything that a row says. */
export function isWanted(row: IncidentRow, asked: QueueFilter, { personId, nowMs, serviceId }: Asker): boolean {
  const { filter, words, service, team, owner, older } = asked
  if (!isPlacedWanted(row, asked)) return false
  if (service !== null && (serviceId === null || !row.serviceIds.includes(serviceId))) return false
  if (team !== null && row.owner !== team) return false
  if (owner !== null && (row.assignee ?? NOBODY) !== owner) return false
  if (older !== null && nowMs - row.startedAtMs < AGES[older]) return false
  if (filter === 'mine' && row.assigneeId !== personId) return false
  if (words.trim() === '') return true
  const said = [
    incName(row),
    row.title,
    row.serviceTitle,
    row.owner,
    row.assignee,
    row.severity,
    row.cause,
    ...row.checks.map(({ title }) => title),
  ]
    .join(' ')
    .toLowerCase()
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => said.includes(word))
}

/** As people call it: `INC-12`. */
export const incName = ({ number }: Pick<IncidentRow, 'number'>): string => (number > 0 ? `INC-${number}` : 'INC-…')

/** Rows that the server renders, more than a large screen shows; the rest comes over the socket (PERF-10). */
export const RENDERED_INCIDENTS = 60

/** Written out, since the browser needs no schemas. */
export const STATES = ['triggered', 'acknowledged', 'mitigated', 'resolved'] as const satisfies readonly IncidentState[]
/** In the place of a name: no owner. */
export const NOBODY = 'nobody'
/** How long it lasts at least, in milliseconds. */
export const AGES = { '15min': 15 * MINUTE, '1h': HOUR, '4h': 4 * HOUR, '1d': DAY } as const
export type Age = keyof typeof AGES

/** What the queue shows, as it stands in the address. Of lists that are empty, and of what is null, all are shown. */
export type QueueFilter = {
  readonly filter: Filter
  readonly words: string
  readonly severities: readonly Severity[]
  readonly states: readonly IncidentState[]
  /** The name of a service that has a part in it. */
  readonly service: string | null
  /** Who owns the service. */
  readonly team: string | null
  /** Who has it, by name, or `nobody`. */
  readonly owner: string | null
  readonly older: Age | null
}

type Addressed = { get(name: string): string | null }
export const readQueue = (address: Addressed): QueueFilter => ({
  filter: FILTERS.find((each) => each === address.get('filter')) ?? 'all',
  words: address.get('q') ?? '',
  severities: listIn(address, 'severity', SEVERITIES),
  states: listIn(address, 'state', STATES),
  service: address.get('service') || null,
  team: address.get('team') || null,
  owner: address.get('owner') || null,
  older: (Object.keys(AGES) as Age[]).find((age) => age === address.get('older')) ?? null,
})

/** Comma-separated; what is none of them is left out. */
function listIn<One extends string>(address: Addressed, name: string, known: readonly One[]): readonly One[] {
  const given = new Set((address.get(name) ?? '').split(','))
  return known.filter((one) => given.has(one))
}

/** What of the address is a filter; without any everything is shown. */
export const FILTER_KEYS = ['filter', 'q', 'severity', 'state', 'service', 'team', 'owner', 'older'] as const

/** Whether two let through the same. */
export const asksAlike = (one: QueueFilter, other: QueueFilter): boolean => JSON.stringify(one) === JSON.stringify(other)

export const isOpenFilter = (asked: QueueFilter): boolean => asksAlike(asked, readQueue({ get: () => null }))

/** How much there is of what was asked for, where only a part of it is there. */
export type Counted = {
  readonly asked: QueueFilter
  /** All, whatever was asked for. */
  readonly total: number
  readonly open: number
  /** Of what was asked for. */
  readonly groups: Readonly<Partial<Record<Group, number>>>
}

/** Which row is next to the selected one; the first when none is selected, and the edges hold. */
export function neighbour<Row extends { readonly id: string }>(
  rows: readonly Row[],
  selectedId: string | undefined,
  step: 1 | -1,
): Row | undefined {
  const at = rows.findIndex(({ id }) => id === selectedId)
  if (at < 0) return rows[0]
  return rows[Math.min(Math.max(at + step, 0), rows.length - 1)]
}
