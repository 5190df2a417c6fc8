import { STATUSES, type Status } from '../../checks/model'
import type { CheckRow } from '../../live/rows'

/** What the checks table shows, as it stands in the address, so that a colleague sees the same. */
export type ChecksFilter = {
  readonly text: string
  readonly statuses: readonly Status[]
  readonly services: readonly string[]
  readonly types: readonly string[]
  readonly order: Order
}

export const ORDERS = ['down-first', 'slowest', 'name'] as const
export type Order = (typeof ORDERS)[number]

/** What a check is found and placed by: rows of a table of thousands are made only for those that it shows. */
export type Listed = Pick<CheckRow, 'id' | 'name' | 'title' | 'serviceId' | 'service' | 'type' | 'target' | 'tags' | 'status'>

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
    order: ORDERS.find((order) => order === query.get('order')) ?? 'down-first',
  }
}

/** Writes it, without what goes without saying. */
export function writeFilter({ text, statuses, services, types, order }: ChecksFilter): string {
  const parts = {
    q: text,
    status: statuses.join(','),
    service: services.join(','),
    type: types.join(','),
    order: order === 'down-first' ? '' : order,
  }
  return new URLSearchParams(Object.entries(parts).filter(([, value]) => value !== '')).toString()
}

/** Every word has to be found in the name, title, service, type, target or tags. */
export function matches(row: Listed, { text, statuses, services, types }: ChecksFilter): boolean {
  if (statuses.length > 0 && !statuses.includes(row.status)) return false
  if (services.length > 0 && !services.includes(row.serviceId)) return false
  if (types.length > 0 && !types.includes(row.type)) return false
  if (text === '') return true
  const found = [row.name, row.title, row.service, row.type, row.target, ...row.tags].join(' ').toLowerCase()
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => found.includes(word))
}

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
