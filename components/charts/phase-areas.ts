import { px } from './scale'

export type PhasePoint = {
  atMs: number
  /** Phases from the bottom of the stack to its top. */
  values: readonly number[]
  failed?: boolean | undefined
}

/** Runs of neighbouring points that belong to one another: no silence longer than `gapMs`, and all failed or all not. */
export function runsOf(points: readonly PhasePoint[], gapMs: number): PhasePoint[][] {
  const runs: PhasePoint[][] = []
  for (const point of points) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    if (run && last && point.atMs - last.atMs <= gapMs && Boolean(point.failed) === Boolean(last.failed)) run.push(point)
    else runs.push([point])
  }
  return runs
}

/** A lone point still needs a width to be seen. */
const ALONE_PX = 2

/** One path per phase, interrupted where nothing was measured, and the stretches (in px) where it failed. */
export function phaseAreas(
  points: readonly PhasePoint[],
  phases: number,
  gapMs: number,
  x: (ms: number) => number,
  y: (value: number) => number,
) {
  const runs = runsOf(points, gapMs)
  const areas = Array.from({ length: phases }, (_, phase) =>
    runs
      .filter((run) => !run[0]?.failed)
      .map((run) => band(run, phase, x, y))
      .join(''),
  )
  const failures = runs
    .filter((run) => run[0]?.failed)
    .map((run): [number, number] => {
      const [left, right] = [x(run[0]?.atMs ?? 0), x(run.at(-1)?.atMs ?? 0)]
      return [left - ALONE_PX, Math.max(right, left) + ALONE_PX]
    })
  return { areas, failures }
}

function band(run: readonly PhasePoint[], phase: number, x: (ms: number) => number, y: (value: number) => number): string {
  const below = ({ values }: PhasePoint, upTo: number) => values.slice(0, upTo).reduce((total, value) => total + value, 0)
  const wide = run.length === 1 ? ALONE_PX : 0
  const corners = (upTo: number) =>
    run.flatMap((point) => (wide ? [-wide, wide] : [0]).map((shift) => `${px(x(point.atMs) + shift)} ${px(y(below(point, upTo)))}`))
  return `M${[...corners(phase + 1), ...corners(phase).reverse()].join('L')}Z`
}
