import { STATUSES, type Status } from '../../checks/model'
import type { CheckRow } from '../../live/rows'

/** What the checks table shows, as it stands in the address, so that a colleague sees the same. */
export type ChecksFilter = {
  readonly text: string
  readonly statuses: readonly Status[]
  readonly services: readonly string[]
  readonly types: readonly string[]
  /** It has all of them. */
  readonly tags: readonly string[]
  /** The teams that answer for the service, or `NOBODY`. */
  readonly owners: readonly string[]
  readonly order: Order
  readonly group: Grouping | null
}

export const ORDERS = ['down-first', 'slowest', 'name'] as const
export type Order = (typeof ORDERS)[number]

/** What rows stand under. By tag a check stands under each of its own. */
export const GROUPINGS = ['service', 'tag'] as const
export type Grouping = (typeof GROUPINGS)[number]

/** In the place of a team: nobody answers for it. */
export const NOBODY = '-'

/** What a check is found and placed by: rows of a table of thousands are made only for those that it shows. */
export type Listed = Pick<CheckRow, 'id' | 'name' | 'title' | 'serviceId' | 'service' | 'owner' | 'type' | 'target' | 'tags' | 'status'>

/** Rows that the server renders, more than a large screen shows; the rest comes over the socket (PERF-10). */
export const RENDERED_ROWS = 40

const TEXT_MAX = 100
/** What wants a look comes first. */
const URGENCY: Readonly<Record<Status, number>> = { down: 0, degraded: 1, unknown: 2, maintenance: 3, up: 4, paused: 5 }

type Query = { get(name: string): string | null }

/** Reads the address; what is none of ours is left out. */
export function readFilter(query: Query): ChecksFilter {
  const list = (name: string) => (query.get(name) ?? '').split(',').filter((word) => word !== '')
  return {
    text: (query.get('q') ?? '').slice(0, TEXT_MAX),
    statuses: STATUSES.filter((status) => list('status').includes(status)),
    services: list('service'),
    types: list('type'),
    tags: list('tag').map(unpacked),
    owners: list('owner').map(unpacked),
    order: ORDERS.find((order) => order === query.get('order')) ?? 'down-first',
    group: GROUPINGS.find((group) => group === query.get('group')) ?? null,
  }
}

/** Writes it, without what goes without saying. */
export function writeFilter({ text, statuses, services, types, tags, owners, order, group }: ChecksFilter): string {
  const parts = {
    q: text,
    status: statuses.join(','),
    service: services.join(','),
    type: types.join(','),
    tag: tags.map(packed).join(','),
    owner: owners.map(packed).join(','),
    order: order === 'down-first' ? '' : order,
    group: group ?? '',
  }
  return new URLSearchParams(Object.entries(parts).filter(([, value]) => value !== '')).toString()
}

/** Names that people give may hold what stands between them. */
const packed = (name: string): string => name.replaceAll('%', '%25').replaceAll(',', '%2C')
const unpacked = (text: string): string => text.replaceAll('%2C', ',').replaceAll('%25', '%')

/** Every word has to be found in the name, title, service, type, target, team or tags. */
export function matches(row: Listed, { text, statuses, services, types, tags, owners }: ChecksFilter): boolean {
  if (statuses.length > 0 && !statuses.includes(row.status)) return false
  if (services.length > 0 && !services.includes(row.serviceId)) return false
  if (types.length > 0 && !types.includes(row.type)) return false
  if (!tags.every((tag) => row.tags.includes(tag))) return false
  if (owners.length > 0 && !owners.includes(row.owner ?? NOBODY)) return false
  if (text === '') return true
  const found = [row.name, row.title, row.service, row.type, row.target, row.owner ?? '', ...row.tags].join(' ').toLowerCase()
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => found.includes(word))
}

/** A filter that lets everything through. */
export const NO_FILTER: ChecksFilter = readFilter({ get: () => null })

/** Whether it leaves anything out. */
export const isNarrow = (filter: ChecksFilter): boolean => writeFilter({ ...filter, order: NO_FILTER.order, group: null }) !== ''

/** The rows that the filter lets through, in its order. `p95` is asked for `slowest` only. */
export function arrange<Row extends Listed>(rows: readonly Row[], filter: ChecksFilter, p95: (row: Row) => number | undefined): Row[] {
  const shown = rows.filter((row) => matches(row, filter))
  return shown.toSorted(inOrder(shown, filter.order, p95))
}

/** The first of them, and how many there are: thousands need not be put in order for the few that are shown. */
export function firstArranged<Row extends Listed>(
  rows: readonly Row[],
  filter: ChecksFilter,
  p95: (row: Row) => number | undefined,
  count: number,
): { readonly first: readonly Row[]; readonly matching: number } {
  const shown = rows.filter((row) => matches(row, filter))
  const order = inOrder(shown, filter.order, p95)
  const first: Row[] = []
  for (const row of shown) {
    const last = first.at(-1)
    if (first.length === count && last && order(row, last) >= 0) continue
    const place = first.findLastIndex((held) => order(held, row) <= 0) + 1
    first.splice(place, 0, row)
    if (first.length > count) first.pop()
  }
  return { first, matching: shown.length }
}

/** What the table shows from the top: rows, and the heads that they stand under. */
export type Line<Row> =
  | { readonly kind: 'group'; readonly key: string; readonly title: string; readonly counts: Readonly<Record<Status, number>> }
  | { readonly kind: 'row'; readonly key: string; readonly row: Row }

/** Rows under their heads, those of each in the order in which they came; heads by name, what has none of them last. */
export function inGroups<Row extends Listed>(rows: readonly Row[], group: Grouping | null): readonly Line<Row>[] {
  if (group === null) return rows.map((row) => ({ kind: 'row', key: row.id, row }))
  const members = new Map<string, Row[]>()
  for (const row of rows)
    for (const key of group === 'service' ? [row.serviceId] : row.tags.length > 0 ? row.tags : [UNTAGGED]) {
      const found = members.get(key)
      if (found) found.push(row)
      else members.set(key, [row])
    }
  const heads = [...members].map(([key, of]) => ({ key, title: group === 'service' ? (of[0]?.service ?? key) : key, of }))
  heads.sort((a, b) => Number(a.key === UNTAGGED) - Number(b.key === UNTAGGED) || compare(a.title, b.title))
  return heads.flatMap(({ key, title, of }): Line<Row>[] => [
    { kind: 'group', key: `group ${key}`, title: key === UNTAGGED ? 'without a tag' : title, counts: countsByStatus(of) },
    ...of.map((row): Line<Row> => ({ kind: 'row', key: `${key} ${row.id}`, row })),
  ])
}
/** No tag is empty. */
const UNTAGGED = ''

/** The ids of all from one row to another as they stand, with both ends; the second alone where the first is not shown. */
export function reachFrom<Row extends { readonly id: string }>(
  rows: readonly Row[],
  from: string | undefined,
  to: string,
): readonly string[] {
  const [a, b] = [rows.findIndex(({ id }) => id === from), rows.findIndex(({ id }) => id === to)]
  return a < 0 || b < 0 ? [to] : rows.slice(Math.min(a, b), Math.max(a, b) + 1).map(({ id }) => id)
}

function inOrder<Row extends Listed>(rows: readonly Row[], order: Order, p95: (row: Row) => number | undefined) {
  if (order === 'name') return byName
  if (order === 'down-first') return (a: Row, b: Row) => URGENCY[a.status] - URGENCY[b.status] || byName(a, b)
  const slow = new Map(rows.map((row) => [row.id, p95(row) ?? -1]))
  return (a: Row, b: Row) => (slow.get(b.id) ?? 0) - (slow.get(a.id) ?? 0) || byName(a, b)
}

const byName = (a: Listed, b: Listed): number => (a.service === b.service ? compare(a.name, b.name) : compare(a.service, b.service))
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

export const countsByStatus = (rows: readonly { readonly status: Status }[]): Readonly<Record<Status, number>> => {
  const counts: Record<Status, number> = { up: 0, degraded: 0, down: 0, unknown: 0, maintenance: 0, paused: 0 }
  for (const { status } of rows) counts[status] += 1
  return counts
}

/** The availability of all checks in few bytes: who was up all the time is not mentioned. By the number of the check. */
export type AvailabilityTable = {
  /** Checks with higher numbers came later, and nothing is known of them. */
  readonly upToNo: number
  readonly day: Readonly<Record<number, readonly [low: number, high: number] | null>>
  readonly month: Readonly<Record<number, readonly [low: number, high: number] | null>>
}

export type Range = { readonly low: number; readonly high: number }
const ALL: Range = { low: 1, high: 1 }

/** The availability of one check in the table; undefined where nothing is known. */
export function availabilityIn({ upToNo, ...windows }: AvailabilityTable, window: 'day' | 'month', no: number): Range | undefined {
  if (no > upToNo) return undefined
  const found = windows[window][no]
  if (found === undefined) return ALL
  return found === null ? undefined : { low: found[0], high: found[1] }
}

/** Packs it; three decimals of a per cent are kept. */
export function availabilityTable(
  checks: readonly { readonly no: number; readonly day: Range | undefined; readonly month: Range | undefined }[],
): AvailabilityTable {
  const pack = (window: 'day' | 'month') => {
    const packed: Record<number, readonly [number, number] | null> = {}
    for (const check of checks) {
      const range = check[window]
      if (!range) packed[check.no] = null
      else if (range.low < 1) packed[check.no] = [down(range.low), down(range.high)]
    }
    return packed
  }
  return { upToNo: Math.max(0, ...checks.map(({ no }) => no)), day: pack('day'), month: pack('month') }
}

/** Rounded down, so that nothing short of all is ever shown as all. */
const down = (ratio: number): number => Math.floor(ratio * 1e5) / 1e5
