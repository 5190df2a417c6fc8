import { Amount } from '@/components/ui/amount'
import type { Price } from '@/server/alerts/rules/price'

const MINUTES_PER_HOUR = 60

export type PriceOfSilenceProps = {
  price: Price
  /** The currency of the amounts. */
  base: string
  /** What stands where nothing is lost. */
  free?: string
}

/** What it costs that nobody is told (IMP-12): a minute, and so far, ticking while it runs. */
export function PriceOfSilence({ price: { perHourMinor, soFarMinor }, base, free = 'Hides no loss' }: PriceOfSilenceProps) {
  const isRunning = perHourMinor > 0
  if (!isRunning && soFarMinor <= 0) return <span className="text-ink-3">{free}</span>
  return (
    <span>
      {isRunning && (
        <span className="font-semibold text-status-down">
          Hides <Amount money={{ amountMinor: perHourMinor / MINUTES_PER_HOUR, currency: base }} form="exact" /> a minute,{' '}
        </span>
      )}
      {!isRunning && 'Hid '}
      <Amount money={{ amountMinor: soFarMinor, currency: base }} form="exact" ticks={isRunning} /> so far
    </span>
  )
}
