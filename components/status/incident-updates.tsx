'use client'
import { useCallback, useEffect, useState } from 'react'
import { Time } from '@/components/live/time'
import { send } from '@/components/live/use-verb'
import { useActions } from '@/components/shell/actions'
import { Button } from '@/components/ui/button'
import { Section, type SectionState } from '@/components/ui/section'
import { tellDone } from '@/components/ui/toast'
import { POST_WORDS } from '@/server/status/rules/words'
import type { StatusOfIncident } from '@/server/status/verbs/read-posts'
import { WriteUpdate } from './write-update'

/** As it comes over the wire: instants are texts. */
export type Told = {
  readonly pages: StatusOfIncident['pages']
  readonly updates: readonly (Omit<StatusOfIncident['updates'][number], 'at' | 'withdrawnAt'> & {
    readonly at: string
    readonly withdrawnAt: string | null
  })[]
}

const SHOWN = 6

/** What status pages say of an incident, and where somebody says more. */
export function IncidentUpdates({ incidentId, isOver, mayWrite }: { incidentId: string; isOver: boolean; mayWrite: boolean }) {
  const [told, setTold] = useState<Told | 'failed'>()
  const [writing, setWriting] = useState(false)
  const path = `/api/v1/incidents/${incidentId}/updates`
  const read = useCallback(async () => {
    const answer = await send<Told>(path, 'GET', undefined)
    setTold('value' in answer ? answer.value : 'failed')
  }, [path])
  useEffect(() => void read(), [read])

  const known = told === 'failed' || told === undefined ? { pages: [], updates: [] } : told
  const shows = known.pages.filter(({ components, says }) => components.length > 0 || says !== null)
  const stale = shows.filter(({ says }) => says !== null && says !== 'resolved')
  const offers = mayWrite && known.pages.length > 0
  useActions(
    offers
      ? [
          {
            id: 'incident status update',
            label: 'Write on status pages',
            group: 'This incident',
            keys: 'u',
            bar: 'update',
            perform: () => setWriting(true),
          },
        ]
      : [],
  )
  const takeBack = async (id: string) => {
    const answer = await send(`${path}/${id}`, 'DELETE', {})
    if ('value' in answer) tellDone('It is taken back. Whoever was told by mail or webhook was told.')
    await read()
  }
  // No page at all: nothing that somebody at 3 a.m. has to read.
  if (told !== undefined && told !== 'failed' && told.pages.length === 0) return null
  return (
    <Section
      title="Status pages"
      look="instrument"
      state={stateOf(told, () => void read())}
      className="border-line border-t px-4 pb-3"
      aside={
        offers && (
          <Button size="small" keyHint="u" onClick={() => setWriting(true)}>
            Write update
          </Button>
        )
      }
    >
      <ul className="text-13">
        {shows.map(({ name, title, address, says, components }) => (
          <li key={name} className="flex min-h-7 items-baseline justify-between gap-4 border-line border-b py-1 last:border-b-0">
            <a href={address} target="_blank" rel="noreferrer" className="min-w-0 truncate hover:underline" title={components.join(', ')}>
              {title}
            </a>
            <span className={says === null ? 'text-ink-3' : says === 'resolved' ? 'text-status-up' : 'text-status-degraded'}>
              {says === null ? 'says nothing yet' : POST_WORDS[says].toLowerCase()}
            </span>
          </li>
        ))}
      </ul>
      {isOver && stale.length > 0 && (
        <p role="status" className="border-status-degraded border-l-2 py-0.5 pl-2 text-13">
          The incident is over. {stale.length === 1 ? `${stale[0]?.title} still tells` : `${stale.length} pages still tell`} visitors that
          it is not.
        </p>
      )}
      {shows.length === 0 && <p className="text-13 text-ink-2">No page shows what this incident affects.</p>}
      {known.updates.length > 0 && (
        <ol aria-label="What was said" className="grid gap-2 pt-2">
          {known.updates.slice(0, SHOWN).map(({ id, at, state, text, writtenBy, withdrawnAt, page }) => (
            <li key={id} className="text-13">
              <span className="flex items-baseline justify-between gap-2 text-12 text-ink-3">
                <span>
                  {POST_WORDS[state]} · <Time at={Date.parse(at)} /> · {writtenBy ?? 'by itself'} · {page}
                </span>
                {mayWrite && withdrawnAt === null && (
                  <Button size="small" variant="ghost" onClick={() => void takeBack(id)} aria-label={`Take back: ${text}`}>
                    Take back
                  </Button>
                )}
              </span>
              <span className={withdrawnAt === null ? 'line-clamp-3 whitespace-pre-line' : 'line-clamp-1 text-ink-3 line-through'}>
                {text}
              </span>
            </li>
          ))}
        </ol>
      )}
      {writing && <WriteUpdate path={path} told={known} close={() => setWriting(false)} onWritten={() => void read()} />}
    </Section>
  )
}

function stateOf(told: Told | 'failed' | undefined, onRetry: () => void): SectionState {
  if (told === 'failed')
    return { kind: 'failed', says: 'What status pages say could not be read.', still: 'They go on saying it.', onRetry }
  return told === undefined ? { kind: 'loading', rows: 1, rowHeight: 28 } : { kind: 'ready' }
}
