import type { Status } from '../../checks/model'
import type { ServiceRow } from '../../live/rows'
import type { Known, Windows } from '../model'
import { inEnglish } from './service-names'

/** Services that the server renders, more than a large screen shows; the rest comes over the socket (PERF-10). */
export const RENDERED_SERVICES = 24

/** What the matrix shows, as it stands in the address. */
export type MatrixFilter = {
  readonly order: 'down' | 'tier'
  /** Without the services that matter least. */
  readonly tiers: boolean
  readonly owner: string | null
  readonly words: string
}

export function readMatrix(address: { get(name: string): string | null }): MatrixFilter {
  return {
    order: address.get('order') === 'tier' ? 'tier' : 'down',
    tiers: address.get('tiers') === '12',
    owner: address.get('owner'),
    words: address.get('q') ?? '',
  }
}

/** From the worst to what needs no look. */
export const GRAVITY: readonly Status[] = ['down', 'degraded', 'unknown', 'maintenance', 'paused', 'up']
const byTier = (a: ServiceRow, b: ServiceRow): number => a.tier - b.tier || inEnglish.compare(a.title, b.title)

/** What fails comes first, then what matters most to customers, then by name. */
export const downFirst = (a: ServiceRow, b: ServiceRow): number => GRAVITY.indexOf(a.status) - GRAVITY.indexOf(b.status) || byTier(a, b)

/** The services that were asked for, in the order that was asked for. */
export const arrangeServices = (rows: readonly ServiceRow[], filter: MatrixFilter): readonly ServiceRow[] =>
  rows.filter((row) => isShown(row, filter)).toSorted(filter.order === 'down' ? downFirst : byTier)

/** What the server sends of those that were asked for: those that a screen shows first, and the one that the address names, wherever it is. */
export const renderedOf = (matching: readonly ServiceRow[], chosen: string | null): readonly ServiceRow[] =>
  matching.filter(({ name }, place) => place < RENDERED_SERVICES || name === chosen)

/** Whether two filters let the same services through, in whatever order. */
export const letsThroughAlike = (a: MatrixFilter, b: MatrixFilter): boolean =>
  a.tiers === b.tiers && a.owner === b.owner && a.words === b.words

export const ownersOf = (rows: readonly ServiceRow[]): readonly string[] => [...new Set(rows.flatMap(({ owner }) => owner ?? []))].sort()

/** Services that fail are unfolded by themselves, so many of them; each unfolded one is a topic of its own on the socket. */
const UNFOLDED_BY_ITSELF = 8
const UNFOLDED_MOST = 20

/** Which services show their checks: those unfolded by hand, the last ones if they are too many, and the first that are down. */
export function unfoldedOf(rows: readonly ServiceRow[], folds: ReadonlyMap<string, boolean>): ReadonlySet<string> {
  const failing = rows.filter(({ id, status }) => status === 'down' && !folds.has(id)).slice(0, UNFOLDED_BY_ITSELF)
  const byHand = [...folds].flatMap(([id, open]) => (open ? id : [])).slice(-(UNFOLDED_MOST - failing.length))
  return new Set([...failing.map(({ id }) => id), ...byHand])
}

/** Whether a service is among what was asked for. */
export function isShown({ tier, owner, name, title }: ServiceRow, wanted: Omit<MatrixFilter, 'order'>): boolean {
  if (wanted.tiers && tier > 2) return false
  if (wanted.owner !== null && owner !== wanted.owner) return false
  const said = `${name} ${title} ${owner ?? ''}`.toLowerCase()
  return wanted.words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => said.includes(word))
}

/** The availability of many services in few bytes: for each window the range, and how much of the window counts, where that is known. */
export type PackedWindows = Readonly<Record<string, readonly [day: PackedKnown, week: PackedKnown, month: PackedKnown]>>
type PackedKnown = readonly [low: number, high: number, countsMs: number] | null

/** Six decimals are finer than anything that is shown; rounded down, so that nothing short of all is ever shown as all. */
const down = (ratio: number): number => Math.floor(ratio * 1e6) / 1e6

export function packWindows(services: Iterable<readonly [id: string, windows: Windows]>): PackedWindows {
  const pack = (known: Known | null): PackedKnown => known && [down(known.low), down(known.high), Math.round(known.countsMs)]
  return Object.fromEntries([...services].map(([id, { day, week, month }]) => [id, [pack(day), pack(week), pack(month)]]))
}

export function windowsIn(packed: PackedWindows, id: string): Windows | undefined {
  const [day, week, month] = (packed[id] ?? []).map((found) => found && { low: found[0], high: found[1], countsMs: found[2] })
  return packed[id] && { day: day ?? null, week: week ?? null, month: month ?? null }
}
