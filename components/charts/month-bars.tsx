import clsx from 'clsx'

export type MonthBarsProps = {
  /** Oldest first. The highest and the last carry their value; the last is still running and hatched. */
  months: readonly { name: string; value: number; label: string; title: string }[]
  label: string
  height?: number | undefined
}

/** One bar a month, from zero; only the highest and the current one are written on. */
export function MonthBars({ months, label, height = 132 }: MonthBarsProps) {
  const max = Math.max(...months.map(({ value }) => value), 1e-9)
  const highest = months.findIndex(({ value }) => value === max)
  return (
    <ol aria-label={label} className="flex items-end gap-1 pt-5" style={{ height: height + 40 }}>
      {months.map(({ name, value, label: amount, title }, place) => {
        const running = place === months.length - 1
        const nearHighest = running && Math.abs(place - highest) <= 2 && value > max * 0.7
        return (
          <li key={title} title={title} className="relative flex h-full min-w-0 flex-1 flex-col justify-end text-12">
            {value > 0 && (place === highest || running) && (
              <span
                aria-hidden
                className={clsx(
                  'absolute whitespace-nowrap pb-0.5 font-medium',
                  place > months.length - 3 ? 'right-0' : 'left-1/2 -translate-x-1/2',
                  nearHighest && place !== highest && 'hidden',
                )}
                style={{ bottom: `calc(20px + ${value / max} * ${height}px${running && place !== highest ? ' + 10px' : ''})` }}
              >
                {amount}
              </span>
            )}
            {running && place !== highest && value > 0 && <span aria-hidden className="mx-auto mb-0.5 h-2 w-px bg-line-3" />}
            <span
              className={clsx('min-h-px border-line-3 border-b', running ? 'hatch border-t-2 border-t-ink text-ink' : 'bg-bar')}
              style={{ height: `${(value / max) * height}px` }}
            />
            <span aria-hidden className={clsx('h-5 pt-1 text-center', running ? 'font-medium text-ink' : 'text-ink-3')}>
              {name}
            </span>
            <span className="sr-only">{title}</span>
          </li>
        )
      })}
    </ol>
  )
}
