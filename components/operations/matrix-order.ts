import type { Status } from '@/server/checks/model'
import type { ServiceRow } from '@/server/live/rows'

const GRAVITY: readonly Status[] = ['down', 'degraded', 'unknown', 'maintenance', 'paused', 'up']

/** What fails comes first, then what matters most to customers, then by name. */
export const downFirst = (a: ServiceRow, b: ServiceRow): number =>
  GRAVITY.indexOf(a.status) - GRAVITY.indexOf(b.status) || a.tier - b.tier || a.title.localeCompare(b.title)

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
