import { Time } from '@/components/live/time'
import type { SourceRow } from '@/server/views/paging'
import { StateBadge } from './state-badge'

/** The tools outside whose alerts are taken: where they post, what they report now, and what of it nobody here is meant by. */
export function SourceList({ sources }: { sources: readonly SourceRow[] }) {
  return (
    <ul>
      {sources.map(({ name, title, label, url, open, unplaced, lastHeardAt }) => (
        <li
          key={name}
          aria-label={title}
          className="grid items-baseline gap-x-4 gap-y-1 border-line border-b py-2 text-13 last:border-b-0 max-md:py-3 md:grid-cols-[200px_minmax(0,1fr)_auto]"
        >
          <p className="font-medium">{title}</p>
          <div className="min-w-0 break-words text-12 text-ink-2">
            <p>
              {label}
              {lastHeardAt ? (
                <>
                  , last heard <Time at={lastHeardAt} form="date" /> <Time at={lastHeardAt} form="clock" />
                </>
              ) : (
                ', not heard of in the last day'
              )}
            </p>
            <p className="break-all font-mono text-11 text-ink-3">{url}</p>
            {unplaced > 0 && (
              <p className="text-status-degraded">
                ▲ {unplaced === 1 ? 'One alert is' : `${unplaced} alerts are`} of no service that is known here, and told by the policy of
                last resort. Say in <code>service.names</code> which service is meant.
              </p>
            )}
          </div>
          <StateBadge
            tone={open === 0 ? 'up' : 'degraded'}
            glyph={open === 0 ? '●' : '▲'}
            word={open === 0 ? 'nothing open' : `${open} open`}
          />
        </li>
      ))}
    </ul>
  )
}
