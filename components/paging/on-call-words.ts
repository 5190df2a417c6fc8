import type { OnCallRow, OnCallTurn } from '@/server/live/rows'
import type { Names } from '@/server/views/paging'

/** How far the time-line goes. */
export const SHOWN_MS = 14 * 86_400_000

export const nameOf = (person: string, names: Names): string => names[person] ?? person

/** The turns that are still to be seen: what is over is left out, and the one under way begins now. */
export const turnsFrom = ({ turns }: Pick<OnCallRow, 'turns'>, nowMs: number): readonly OnCallTurn[] =>
  turns
    .filter(({ fromMs, toMs }) => toMs > nowMs && fromMs < nowMs + SHOWN_MS)
    .map((turn) => ({ ...turn, fromMs: Math.max(turn.fromMs, nowMs) }))

/** Who is on call now, and the first turn that is another's; null where there is none within what is known. */
export function nowAndNext(
  row: Pick<OnCallRow, 'turns'>,
  nowMs: number,
): { readonly now: OnCallTurn | null; readonly next: OnCallTurn | null } {
  const [now = null, ...later] = turnsFrom(row, nowMs)
  return { now, next: later.find(({ person }) => person !== now?.person) ?? null }
}

/** Times of nobody that are not meant so: an override that names nobody is. */
export const gapsIn = (turns: readonly OnCallTurn[]): readonly OnCallTurn[] => turns.filter(({ by }) => by === null)

/** The value of a field for a local date and time, in the reader's own zone. */
export function localInput(atMs: number): string {
  const at = new Date(atMs)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`
}
