'use client'
import { useCallback, useEffect, useState } from 'react'
import { Time } from '@/components/live/time'
import { send } from '@/components/live/use-verb'
import { Button } from '@/components/ui/button'
import { Section, type SectionState } from '@/components/ui/section'
import { tellDone } from '@/components/ui/toast'
import type { StatusPageRow } from '@/server/views/status-pages'

type Subscriber = { readonly id: string; readonly kind: 'email' | 'webhook'; readonly address: string; readonly confirmedAt: string }

/** Who is told of a page; each can be told no more. */
export function Subscribers({ row: { id } }: { row: Pick<StatusPageRow, 'id'> }) {
  const path = `/api/v1/status-pages/${id}/subscribers`
  const [all, setAll] = useState<readonly Subscriber[] | 'failed'>()
  const read = useCallback(async () => {
    const answer = await send<{ readonly subscribers: readonly Subscriber[] }>(path, 'GET', undefined)
    setAll('value' in answer ? answer.value.subscribers : 'failed')
  }, [path])
  useEffect(() => void read(), [read])
  const remove = async ({ id: subscriber, address }: Subscriber) => {
    const answer = await send(`${path}/${subscriber}`, 'DELETE', {})
    if ('value' in answer) tellDone(`${address} is told no more.`)
    await read()
  }
  const known = all === 'failed' || all === undefined ? [] : all
  return (
    <Section title="Subscribers" note={known.length > 0 && known.length} state={stateOf(all, () => void read())} className="max-w-[860px]">
      <ul>
        {known.map((one) => (
          <li
            key={one.id}
            className="grid min-h-10 grid-cols-[minmax(0,1fr)_auto_auto] items-center gap-4 border-line border-b py-1 text-13 last:border-b-0"
          >
            <span className="min-w-0 truncate" title={one.address}>
              {one.address}
            </span>
            <span className="text-12 text-ink-3">
              {one.kind === 'webhook' ? 'webhook, ' : ''}since <Time at={Date.parse(one.confirmedAt)} form="day" />
            </span>
            <Button size="small" variant="ghost" onClick={() => void remove(one)} aria-label={`Remove ${one.address}`}>
              Remove
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function stateOf(all: readonly Subscriber[] | 'failed' | undefined, onRetry: () => void): SectionState {
  if (all === 'failed') return { kind: 'failed', says: 'The subscribers could not be read.', still: 'They are told all the same.', onRetry }
  if (all === undefined) return { kind: 'loading', rows: 2, rowHeight: 40 }
  return all.length === 0 ? { kind: 'empty', says: 'Nobody has subscribed and confirmed it yet.' } : { kind: 'ready' }
}
