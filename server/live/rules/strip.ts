/** The last results of a service as steps of equal length: at each the worst that any of its checks saw. */
export const STRIP_STEPS = 60

/** One letter for the outcome, as elsewhere; `level` is 0..1 of the threshold. */
export type Step = { readonly letter: string; readonly level: number }
/** Steps next to each other, two characters each: the letter and a tenth of the level; `-0` where there was no result. */
export type Cells = { readonly firstStep: number; readonly cells: string }

const GRAVITY = '-pbsf'
const LEVELS = 9

/** The number of the step that an instant belongs to, the same for every service of that step. */
export const stepOf = (atMs: number, stepMs: number): number => Math.floor(atMs / stepMs)

/** Whether one step says something worse than another. */
export const worse = (one: Step, other: Step): boolean =>
  GRAVITY.indexOf(one.letter) - GRAVITY.indexOf(other.letter) > 0 || (one.letter === other.letter && one.level > other.level)

/** Packs the newest steps; those of which nothing is known between others are said to be empty. */
export function packCells(steps: ReadonlyMap<number, Step>): Cells {
  if (steps.size === 0) return { firstStep: 0, cells: '' }
  const last = Math.max(...steps.keys())
  const firstStep = Math.max(Math.min(...steps.keys()), last - STRIP_STEPS + 1)
  let cells = ''
  for (let place = firstStep; place <= last; place++) {
    const step = steps.get(place)
    cells += step ? `${step.letter}${Math.round(step.level * LEVELS)}` : '-0'
  }
  return { firstStep, cells }
}

export function unpackCells({ firstStep, cells }: Cells): Map<number, Step> {
  const steps = new Map<number, Step>()
  for (let place = 0; place < cells.length / 2; place++) {
    const letter = cells[2 * place] ?? '-'
    if (letter !== '-') steps.set(firstStep + place, { letter, level: Number(cells[2 * place + 1]) / LEVELS })
  }
  return steps
}

/** What is held with what came: at each step the worse of the two. Another length of a step begins anew. */
export function withCells<C extends Cells & { readonly stepMs: number }>(held: C, next: C): C {
  if (held.stepMs !== next.stepMs || held.cells === '') return next
  const steps = unpackCells(held)
  for (const [place, step] of unpackCells(next)) {
    const known = steps.get(place)
    if (!known || worse(step, known)) steps.set(place, step)
  }
  return { ...next, ...packCells(steps) }
}
