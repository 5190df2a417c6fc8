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

/** Rows that the server renders; the rest comes over the socket (PERF-10). */
export const RENDERED_ROWS = 60

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
export function matches(row: CheckRow, { text, statuses, services, types }: ChecksFilter): boolean {
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
export function arrange(rows: readonly CheckRow[], filter: ChecksFilter, p95: (row: CheckRow) => number | undefined): CheckRow[] {
  const shown = rows.filter((row) => matches(row, filter))
  if (filter.order === 'name') return shown.toSorted(byName)
  if (filter.order === 'slowest') {
    const slow = new Map(shown.map((row) => [row.id, p95(row) ?? -1]))
    return shown.toSorted((a, b) => (slow.get(b.id) ?? 0) - (slow.get(a.id) ?? 0) || byName(a, b))
  }
  return shown.toSorted((a, b) => URGENCY[a.status] - URGENCY[b.status] || byName(a, b))
}

const byName = (a: CheckRow, b: CheckRow): number => (a.service === b.service ? compare(a.name, b.name) : compare(a.service, b.service))
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

export const countsByStatus = (rows: readonly CheckRow[]): Readonly<Record<Status, number>> => {
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
