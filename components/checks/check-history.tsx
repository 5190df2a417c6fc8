'use client'
import Link from 'next/link'
import { Time } from '@/components/live/time'
import { StatusWord } from '@/components/marks/status-glyph'
import { Section } from '@/components/ui/section'
import { formatDuration } from '@/server/kernel/duration'
import type { CheckView } from '@/server/views/check'

/** What it was, stretch by stretch, and the incidents it had a part in. */
export function CheckHistory({ view: { spans, incidents, toMs } }: { view: CheckView }) {
  return (
    <>
      <div className="border-line border-t px-5 pb-3">
        <Section
          title="What it was"
          note="30 days, newest first"
          look="instrument"
          state={
            spans.kind === 'missing'
              ? { kind: 'failed', says: spans.says }
              : spans.value.length === 0
                ? { kind: 'empty', says: 'Nothing is known of it yet.' }
                : { kind: 'ready' }
          }
        >
          {spans.kind === 'ready' && (
            <ol className="text-13">
              {spans.value.map(({ status, fromMs, toMs: endMs }) => (
                <li key={fromMs} className="grid min-h-7 grid-cols-[minmax(0,1fr)_auto_72px] items-center gap-3 border-line border-b">
                  <StatusWord mark={status} size={13} />
                  <span className="text-ink-2">
                    <Time at={fromMs} />
                  </span>
                  <span className="text-right">{formatDuration((endMs ?? toMs) - fromMs)}</span>
                </li>
              ))}
            </ol>
          )}
        </Section>
      </div>
      {incidents.kind === 'ready' && incidents.value.length > 0 && (
        <div className="border-line border-t px-5 pb-3">
          <Section title="Incidents" note="30 days" look="instrument" state={{ kind: 'ready' }}>
            <ul className="text-13">
              {incidents.value.map(({ id, number, title, startedMs }) => (
                <li key={id} className="grid min-h-7 grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-3 border-line border-b">
                  <Link href={`/incidents/${id}`} prefetch={false} className="font-mono text-12 hover:underline">
                    INC-{number}
                  </Link>
                  <span className="truncate">{title}</span>
                  <span className="text-ink-2">
                    <Time at={startedMs} />
                  </span>
                </li>
              ))}
            </ul>
          </Section>
        </div>
      )}
    </>
  )
}
