import { Age } from '@/components/live/age'
import { Time } from '@/components/live/time'
import { Severity } from '@/components/marks/severity'
import type { Mark } from '@/components/marks/status'
import { StatusGlyph } from '@/components/marks/status-glyph'
import type { Report } from '@/server/live/rows'
import { reportMarkOf } from './words'

const LABELS_SHOWN = 8

/** What tools outside, or Plimsoll itself, say is wrong: who says it, since when, by which labels, and where to look. */
export function Reports({ reports, all }: { reports: readonly Report[]; all: number }) {
  return (
    <ul>
      {reports.map((report) => (
        <Reported key={report.id} report={report} />
      ))}
      {all > reports.length && <li className="py-2 text-12 text-ink-3">and {all - reports.length} more</li>}
    </ul>
  )
}

const MEANS: Readonly<Record<Report['condition'], string>> = {
  down: 'its service counts as failing',
  degraded: 'its service counts as impaired',
  reported: 'says nothing of the service itself, and costs nothing',
}
const TEXT: Partial<Record<Mark, string>> = { down: 'text-status-down', degraded: 'text-status-degraded' }

function Reported({ report }: { report: Report }) {
  const { title, sourceTitle, serviceTitle, severity, condition, startedAtMs, endedAtMs, says, labels, link } = report
  const mark = reportMarkOf(report)
  const named = Object.entries(labels)
  // Without a description the labels are all that is said, and they stand below.
  const isOfLabels = says.split(', ').every((part) => part === '' || named.some(([name, value]) => part === `${name}=${value}`))
  return (
    <li
      aria-label={title}
      className="grid grid-cols-[20px_minmax(0,1fr)_auto] items-baseline gap-x-3 gap-y-1 border-line border-b py-2 text-13 last:border-b-0"
    >
      <span className="self-start pt-0.5">
        <StatusGlyph mark={mark} size={15} label={endedAtMs === null ? 'holds' : 'has ended'} />
      </span>
      <p className="min-w-0 break-words">
        <span className="font-medium">{title}</span> <span className="text-12 text-ink-3">reported by {sourceTitle}</span>
      </p>
      <Severity severity={severity} />
      <p className="col-span-2 col-start-2 text-12 text-ink-2">
        {endedAtMs === null ? (
          <>
            holds for <Age since={startedAtMs} />; {serviceTitle === null ? 'of no service that is known here' : MEANS[condition]}
          </>
        ) : (
          <>
            ended <Time at={endedAtMs} form="clock" />
          </>
        )}
        {link && (
          <>
            {'. '}
            <a
              href={link}
              rel="noreferrer noopener"
              target="_blank"
              className="underline max-md:inline-flex max-md:min-h-11 max-md:items-center"
            >
              Look there
            </a>
          </>
        )}
      </p>
      {endedAtMs === null && !isOfLabels && (
        <p className={`col-span-2 col-start-2 break-words text-12 ${TEXT[mark] ?? 'text-ink-2'}`}>{says}</p>
      )}
      {named.length > 0 && (
        <ul aria-label="Labels" className="col-span-2 col-start-2 flex flex-wrap gap-1">
          {named.slice(0, LABELS_SHOWN).map(([name, value]) => (
            <li
              key={name}
              className="max-w-full truncate rounded-control border border-line px-1.5 font-mono text-11 text-ink-2"
              title={`${name}=${value}`}
            >
              {name}={value}
            </li>
          ))}
          {named.length > LABELS_SHOWN && <li className="text-11 text-ink-3">and {named.length - LABELS_SHOWN} more</li>}
        </ul>
      )}
    </li>
  )
}
