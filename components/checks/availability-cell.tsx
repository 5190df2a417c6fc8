import clsx from 'clsx'

/** A ratio as per cent with three decimals, rounded down: nothing short of all is ever shown as all. */
export const percent = (ratio: number, decimals = 3): string =>
  (Math.floor(ratio * 100 * 10 ** decimals + 1e-6) / 10 ** decimals).toFixed(decimals)

/** How long something was seen, by the share of it that it was down for; without end where it never was. In ms. */
export const seenMs = (ratio: number | null, downMs: number): number =>
  ratio === null || ratio >= 1 ? Number.POSITIVE_INFINITY : downMs / (1 - ratio)

/** How the availability reads; a range where Plimsoll could not see (IMP-13). */
export function sayAvailability(range: { readonly low: number; readonly high: number } | undefined): string {
  if (!range) return '–'
  return range.high - range.low < 0.000_005 ? percent(range.low) : `${percent(range.low, 1)}–${percent(range.high, 1)}`
}

export function AvailabilityCell({
  range,
  alarming,
}: {
  range: { readonly low: number; readonly high: number } | undefined
  alarming: boolean
}) {
  if (range && range.low >= 1) return sayAvailability(range)
  const blind = range && range.high - range.low >= 0.000_005
  return (
    <span
      title={blind ? 'Part of the time Plimsoll could not see; it may have been up or down.' : undefined}
      className={clsx(range ? 'font-medium' : 'text-ink-3', range && alarming && 'text-status-down')}
    >
      {sayAvailability(range)}
    </span>
  )
}
