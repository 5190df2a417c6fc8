import clsx from 'clsx'

export type BudgetTrackProps = {
  /** 0..1 used; may exceed 1 */
  used: number
  label: string
}

/** From here a budget is worth a look. */
const NEARLY_USED = 0.8

/** How much of an allowance is used: a 4 px track with a tick of ink at the whole; amber from 80 %, red when it is gone. */
export function BudgetTrack({ used, label }: BudgetTrackProps) {
  const share = Math.min(Math.max(used, 0), 1)
  return (
    <span role="img" aria-label={`${label}: ${Math.round(used * 100)} % used`} className="relative block h-1 w-full bg-sunken">
      <span
        className={clsx(
          'absolute inset-y-0 left-0 min-w-px',
          used >= 1 ? 'bg-status-down' : used >= NEARLY_USED ? 'bg-status-degraded' : 'bg-ink-3',
        )}
        style={{ width: `${share * 100}%` }}
      />
      <span aria-hidden className="absolute -inset-y-1 right-0 w-[1.5px] bg-ink" />
    </span>
  )
}
