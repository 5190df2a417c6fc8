import { Refusal } from '../../kernel/errors'
import type { IncidentState } from '../model'

export const MOVES = ['acknowledge', 'mitigate', 'resolve', 'reopen'] as const
export type Move = (typeof MOVES)[number]

const TABLE: Readonly<Record<IncidentState, Partial<Record<Move, IncidentState>>>> = {
  triggered: { acknowledge: 'acknowledged', mitigate: 'mitigated', resolve: 'resolved' },
  acknowledged: { mitigate: 'mitigated', resolve: 'resolved' },
  mitigated: { resolve: 'resolved', reopen: 'triggered' },
  resolved: { reopen: 'triggered' },
}
const DONE: Readonly<Record<Move, string>> = {
  acknowledge: 'acknowledged',
  mitigate: 'marked as mitigated',
  resolve: 'resolved',
  reopen: 'reopened',
}

/**
 * The state after a move.
 * @throws Refusal `illegal-move`, in a sentence, when the state does not allow it
 */
export function move(from: IncidentState, by: Move): IncidentState {
  const to = TABLE[from][by]
  if (to) return to
  throw new Refusal('illegal-move', `This incident is ${from}, so it cannot be ${DONE[by]}.`, { state: from, move: by })
}

/** Which moves a state allows: what buttons and keys offer. */
export const movesFrom = (from: IncidentState): readonly Move[] => MOVES.filter((by) => TABLE[from][by] !== undefined)

/**
 * What needs an open incident says so.
 * @throws Refusal `illegal-move`, in a sentence, when it is resolved
 */
export function mustBeOpen({ state }: { readonly state: IncidentState }, done: string): void {
  if (state === 'resolved')
    throw new Refusal('illegal-move', `This incident is resolved, so it cannot be ${done}. Reopen it first.`, { state })
}
