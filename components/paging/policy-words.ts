import type { PolicyRow, ReachingRow } from '@/server/live/rows'
import type { Names } from '@/server/views/paging'

const WORSE = ['reaches', 'unknown-people', 'only-last-resort', 'nobody'] as const

/** Whom a policy reaches at an instant; the first piece for one before them all. */
export const reachingAt = ({ ahead }: Pick<PolicyRow, 'ahead'>, atMs: number): ReachingRow | undefined =>
  ahead.findLast(({ fromMs }) => fromMs <= atMs) ?? ahead[0]

/** The next time at which it does worse than now, and until when; null where none is known. */
export function worseAhead(
  row: Pick<PolicyRow, 'ahead'>,
  nowMs: number,
): { readonly verdict: ReachingRow['verdict']; readonly fromMs: number; readonly toMs: number | null } | null {
  const now = reachingAt(row, nowMs)
  if (!now) return null
  const later = row.ahead.filter(({ fromMs }) => fromMs > nowMs)
  const begins = later.findIndex(({ verdict }) => WORSE.indexOf(verdict) > WORSE.indexOf(now.verdict))
  const worse = later[begins]
  if (!worse) return null
  return {
    verdict: worse.verdict,
    fromMs: worse.fromMs,
    toMs: later.slice(begins).find(({ verdict }) => verdict !== worse.verdict)?.fromMs ?? null,
  }
}

/** A sentence with people as they are called; one who is not known stays an address. */
export const named = (sentence: string, names: Names): string =>
  sentence.replaceAll(/[^\s,;:()]+@[^\s,;:()]+/g, (found) => {
    const [, address = found, end = ''] = /^(.*?)(\.?)$/.exec(found) ?? []
    return `${names[address] ?? address}${end}`
  })
