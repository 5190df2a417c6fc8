import type { Status } from '@/server/checks/model'
import type { ServiceRow } from '@/server/live/rows'

const GRAVITY: readonly Status[] = ['down', 'degraded', 'unknown', 'maintenance', 'paused', 'up']

/** What fails comes first, then what matters most to customers, then by name. */
export const downFirst = (a: ServiceRow, b: ServiceRow): number =>
  GRAVITY.indexOf(a.status) - GRAVITY.indexOf(b.status) || a.tier - b.tier || a.title.localeCompare(b.title)

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
export function isShown(
  { tier, owner, name, title }: ServiceRow,
  wanted: { readonly tiers: boolean; readonly owner: string | null; readonly words: string },
): boolean {
  if (wanted.tiers && tier > 2) return false
  if (wanted.owner !== null && owner !== wanted.owner) return false
  const said = `${name} ${title} ${owner ?? ''}`.toLowerCase()
  return wanted.words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => said.includes(word))
}
