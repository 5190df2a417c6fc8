'use client'
import Link from 'next/link'
import { useEffect, useState } from 'react'
import { Time } from '@/components/live/time'
import { useLive } from '@/components/live/use-live'
import { Section, type SectionState } from '@/components/ui/section'
import { SideSheet } from '@/components/ui/side-sheet'
import { Facts } from '@/components/ui/table'
import { formatDuration } from '@/server/kernel/duration'
import type { OutboxRow } from '@/server/live/rows'
import type { LogRow, Names } from '@/server/views/paging'
import { recipientOf, STATES } from './notice-words'
import { named } from './policy-words'
import { SendAgain } from './resend'
import { StateBadge } from './state-badge'

/** As JSON brings them. */
type Attempt = {
  readonly id: string
  readonly at: string
  readonly outcome: 'delivered' | 'retry' | 'refused'
  readonly says: string
  readonly tookMs: number
  readonly status: number | null
  readonly channel: string
}
type Opened = {
  readonly notice: Omit<LogRow, 'at' | 'dueAt' | 'deliveredAt'> & {
    readonly at: string
    readonly dueAt: string
    readonly deliveredAt: string | null
  }
  readonly attempts: readonly Attempt[]
  readonly trail: readonly { readonly at: string; readonly says: string }[]
}
type Found = { readonly kind: 'loading' } | { readonly kind: 'ready'; readonly opened: Opened } | { readonly kind: 'failed' }

const WITHIN_MS = 10_000
const NOTHING = { epoch: '', seq: 0, items: [] }
const OUTCOMES = {
  delivered: { tone: 'up', word: 'delivered', glyph: '●' },
  retry: { tone: 'degraded', word: 'tried again', glyph: '▲' },
  refused: { tone: 'down', word: 'refused', glyph: '■' },
} as const

/** One message: whom it went to, what was answered to each attempt, and why they were told. It follows what becomes of it. */
export function NoticeSheet({ id, names, mayResend, close }: { id: string; names: Names; mayResend: boolean; close: () => void }) {
  const [moved] = useLive<OutboxRow>('outbox', NOTHING)
  const [found, setFound] = useState<Found>({ kind: 'loading' })
  const movedMs = moved?.movedMs
  // biome-ignore lint/correctness/useExhaustiveDependencies: what has moved is read again.
  useEffect(() => {
    const gone = new AbortController()
    fetch(`/api/v1/notices/${id}`, { signal: AbortSignal.any([gone.signal, AbortSignal.timeout(WITHIN_MS)]) })
      .then(async (answer) => {
        if (!answer.ok) throw new Error(String(answer.status))
        setFound({ kind: 'ready', opened: await answer.json() })
      })
      .catch(() => gone.signal.aborted || setFound((before) => (before.kind === 'ready' ? before : { kind: 'failed' })))
    return () => gone.abort()
  }, [id, movedMs])
  const state: SectionState =
    found.kind === 'failed'
      ? { kind: 'failed', says: 'The message cannot be read at the moment.', still: 'It is sent all the same.' }
      : { kind: found.kind }
  return (
    <SideSheet open onOpenChange={(open) => open || close()} title="One message">
      {found.kind === 'ready' ? (
        <Whole opened={found.opened} names={names} mayResend={mayResend} />
      ) : (
        <Section title="Message" state={state} />
      )}
    </SideSheet>
  )
}

function Whole({ opened: { notice, attempts, trail }, names, mayResend }: { opened: Opened; names: Names; mayResend: boolean }) {
  const { tone, word, glyph } = STATES[notice.state]
  return (
    <>
      <Section title={notice.title} aside={<StateBadge tone={tone} glyph={glyph} word={word} />} state={{ kind: 'ready' }}>
        <Facts
          facts={[
            { name: 'Kind', value: `${notice.kind}, ${notice.severity}` },
            { name: 'To', value: recipientOf(notice, names) },
            { name: 'Made', value: <Moment at={notice.at} /> },
            ...(notice.state === 'waiting' ? [{ name: 'Next attempt', value: <Moment at={notice.dueAt} /> }] : []),
            ...(notice.deliveredAt ? [{ name: 'Delivered', value: <Moment at={notice.deliveredAt} /> }] : []),
            ...(notice.incidentId
              ? [
                  {
                    name: 'Of',
                    value: (
                      <Link href={`/incidents/${notice.incidentId}`} prefetch={false} className="underline">
                        the incident
                      </Link>
                    ),
                  },
                ]
              : []),
          ]}
        />
        {notice.state === 'dead' && mayResend && (
          <div className="pt-3">
            <SendAgain id={notice.id} />
          </div>
        )}
      </Section>
      <Section
        title="Attempts"
        note={attempts.length > 0 && String(attempts.length)}
        state={
          attempts.length > 0
            ? { kind: 'ready' }
            : { kind: 'empty', says: notice.state === 'bundled' ? 'It went out in the message of another.' : 'Nothing was sent yet.' }
        }
      >
        <ol>
          {attempts.map(({ id, at, outcome, says, tookMs, status, channel }) => (
            <li key={id} className="grid gap-1 border-line border-b py-2 text-13 last:border-b-0">
              <div className="flex flex-wrap items-center justify-between gap-2 text-12 text-ink-2">
                <span>
                  <Moment at={at} /> by {channel}
                </span>
                <StateBadge {...OUTCOMES[outcome]} />
              </div>
              <p className="break-words">{says}</p>
              <p className="text-12 text-ink-3">
                {status !== null && `status ${status}, `}in {tookMs < 1_000 ? `${tookMs} ms` : formatDuration(tookMs)}
              </p>
            </li>
          ))}
        </ol>
      </Section>
      {trail.length > 0 && (
        <Section title="Why whom" state={{ kind: 'ready' }}>
          <ol className="grid gap-1.5 text-12 text-ink-2">
            {trail.map(({ at, says }) => (
              <li key={`${at} ${says}`} className="grid grid-cols-[110px_minmax(0,1fr)] gap-2">
                <span className="text-ink-3">
                  <Time at={at} form="day" /> <Time at={at} form="exact" />
                </span>
                <span className="break-words">{named(says, names)}</span>
              </li>
            ))}
          </ol>
        </Section>
      )}
    </>
  )
}

const Moment = ({ at }: { at: string }) => (
  <span className="whitespace-nowrap">
    <Time at={at} form="date" /> <Time at={at} form="exact" />
  </span>
)
