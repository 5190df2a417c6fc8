'use client'
import Link from 'next/link'
import { useEffect, useState } from 'react'
import { Time } from '@/components/live/time'
import { Section, type SectionState } from '@/components/ui/section'
import { formatDuration } from '@/server/kernel/duration'
import { type FormerIncident, formerOf, medianRepairMs } from './former'

export type SimilarIncidentsProps = {
  incidentId: string
  /** The name of the service; null when the incident has none. */
  service: string | null
  /** What the server knew when it rendered this incident; undefined for one that was selected later. */
  initial: readonly FormerIncident[] | undefined
}

const SHOWN = 6

/** Former incidents of the same service: how long each took to repair, and what it was. Asked for once for each incident that is looked at. */
export function SimilarIncidents({ incidentId, service, initial }: SimilarIncidentsProps) {
  const [asked, setAsked] = useState(0)
  const [found, setFound] = useState<readonly FormerIncident[] | 'failed' | undefined>(initial)
  useEffect(() => {
    if ((initial && asked === 0) || !service) return
    const leaving = new AbortController()
    setFound(undefined)
    fetch(`/api/v1/incidents?states=resolved&service=${encodeURIComponent(service)}&limit=${SHOWN + 1}`, {
      signal: leaving.signal,
      headers: { accept: 'application/json' },
    })
      .then(async (answer) => setFound(answer.ok ? formerOf(await answer.json(), incidentId) : 'failed'))
      .catch(() => !leaving.signal.aborted && setFound('failed'))
    return () => leaving.abort()
  }, [initial, asked, service, incidentId])

  const former = found === 'failed' || found === undefined ? [] : found.slice(0, SHOWN)
  const median = medianRepairMs(former)
  return (
    <Section
      title="Similar incidents"
      note={former.length > 0 ? former.length : undefined}
      aside={median !== undefined && <span className="text-12 text-ink-3">median repair {formatDuration(median)}</span>}
      look="instrument"
      state={stateOf(found, service, () => setAsked((times) => times + 1))}
      className="border-line border-t px-4 pb-3"
    >
      <ul>
        {former.map(({ id, number, title, cause, startedAtMs, repairMs }) => (
          <li key={id} className="border-line border-b last:border-b-0">
            <Link
              href={`/incidents/INC-${number}`}
              prefetch={false}
              className="grid min-h-10 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 py-1.5 hover:bg-panel max-md:min-h-11"
            >
              <span className="min-w-0">
                <span className="block truncate text-13">{cause ?? title}</span>
                <span className="block text-12 text-ink-3">
                  <span className="font-mono text-11">INC-{number}</span> · <Time at={startedAtMs} form="day" />
                </span>
              </span>
              <span className="text-13">
                {repairMs === null ? <span className="text-ink-3">not proven</span> : formatDuration(repairMs)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function stateOf(found: readonly FormerIncident[] | 'failed' | undefined, service: string | null, onRetry: () => void): SectionState {
  if (!service) return { kind: 'empty', says: 'It belongs to no service, so there is none to compare it with.' }
  if (found === 'failed')
    return { kind: 'failed', says: 'Former incidents could not be read.', still: 'What is shown of this one is current.', onRetry }
  if (found === undefined) return { kind: 'loading', rows: 3, rowHeight: 40 }
  return found.length === 0 ? { kind: 'empty', says: 'This service has had no other incident that is over.' } : { kind: 'ready' }
}
