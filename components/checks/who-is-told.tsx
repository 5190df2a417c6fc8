'use client'
import Link from 'next/link'
import { useEffect, useState } from 'react'
import { send } from '@/components/live/use-verb'
import { buttonClass } from '@/components/ui/button'
import { Section } from '@/components/ui/section'
import { formatDuration } from '@/server/kernel/duration'
import type { readRehearsal } from '@/server/web/rehearsal-verb'

type Told = Pick<ReturnType<typeof readRehearsal>, 'told' | 'route' | 'at'>

/** So many of those who would be told are named. */
const SHOWN = 4
const PAGES: readonly string[] = ['page', 'reminder', 'briefing']

export type WhoIsToldProps = {
  /** The name of the service; of one that is not there yet, whatever it will be. */
  service: string
  /** The team that will answer for a service that is not there yet, empty for none; undefined for one that is. */
  owner: string | undefined
  severity: string
  mayDeclare: boolean
}

/** Who would be told if this check failed, now and while nobody answers (CHK-10): the decision itself, made for a failure that is not there. */
export function WhoIsTold({ service, owner, severity, mayDeclare }: WhoIsToldProps) {
  const [found, setFound] = useState<Told>()
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    let wanted = true
    const query = new URLSearchParams({ service, severity, ...(owner !== undefined && { owner }) })
    void send<Told>(`/api/v1/rehearsal?${query}`, 'GET', undefined).then((answer) => {
      if (!wanted) return
      setFailed('problem' in answer)
      setFound('value' in answer ? answer.value : undefined)
    })
    return () => {
      wanted = false
    }
  }, [service, owner, severity])
  return (
    <Section
      title="Who is told"
      note={`if it fails, ${severity}`}
      state={
        failed
          ? { kind: 'empty', says: 'Plimsoll cannot say at the moment who would be told.' }
          : found
            ? { kind: 'ready' }
            : { kind: 'loading', rows: 2, rowHeight: 28 }
      }
    >
      {found && <Answer found={found} mayDeclare={mayDeclare} />}
    </Section>
  )
}

function Answer({ found: { at, told, route }, mayDeclare }: { found: Told; mayDeclare: boolean }) {
  const sinceMs = (instant: string | Date) => new Date(instant).getTime() - new Date(at).getTime()
  const when = (instant: string | Date) => (sinceMs(instant) < 1_000 ? 'at once' : `after ${formatDuration(sinceMs(instant))}`)
  const paged = told.filter(({ kind }) => PAGES.includes(kind))
  const firstOf = paged.filter(({ to }, place) => paged.findIndex((one) => one.to === to) === place)
  return (
    <div role="status" className="grid justify-items-start gap-2 text-13">
      {firstOf.length === 0 ? (
        <p className="font-medium text-status-down">■ Nobody would be told.</p>
      ) : (
        <p>
          {firstOf.slice(0, SHOWN).map(({ at: due, to }, place) => (
            <span key={to}>
              {place > 0 && ', '}
              <b className="font-medium">{to}</b> {when(due)}
            </span>
          ))}
          {firstOf.length > SHOWN && `, and ${firstOf.length - SHOWN} more`} while nobody answers.
        </p>
      )}
      {route.policy !== null && (
        <p className="text-12 text-ink-2">
          By the policy{' '}
          {mayDeclare ? (
            <Link href={`/settings/on-call/policies/${route.policy}`} prefetch={false} className="underline">
              {route.policyTitle}
            </Link>
          ) : (
            <Link href="/paging/routing" prefetch={false} className="underline">
              {route.policyTitle}
            </Link>
          )}
          {route.team !== null && `, of the team ${route.team}`}.
        </p>
      )}
      {route.finding !== null && <p className="text-12 text-status-degraded">▲ {route.finding}.</p>}
      {firstOf.length === 0 && mayDeclare && (
        <Link href="/settings/on-call" prefetch={false} className={buttonClass({ size: 'small' })}>
          Say whom to tell
        </Link>
      )}
    </div>
  )
}
