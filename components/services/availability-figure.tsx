import clsx from 'clsx'

/** The objective that is drawn attention to when it is missed: 99.9 %. */
const TARGET = 0.999

/** An availability in per cent with three decimals, always rounded down: 99.9996 is not 100. */
export function AvailabilityFigure({ ratio }: { ratio: number | null | undefined }) {
  if (ratio === null || ratio === undefined) return <span className="text-ink-3">–</span>
  return <span className={clsx(ratio < TARGET && 'text-status-down')}>{percentOf(ratio)}</span>
}

/** `99.583`; never more than is true. */
export const percentOf = (ratio: number): string => (Math.floor(ratio * 100_000 + 1e-6) / 1_000).toFixed(3)
