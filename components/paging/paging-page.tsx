'use client'
import Link from 'next/link'
import { useRouter, useSearchParams } from 'next/navigation'
import { useEffect, useState } from 'react'
import { useLive } from '@/components/live/use-live'
import { Button, buttonClass } from '@/components/ui/button'
import { Section } from '@/components/ui/section'
import type { AstrayRow } from '@/server/live/rows'
import type { PagingView } from '@/server/views/paging'
import { logAddress } from '@/server/views/rules/log-filter'
import { Begin } from './begin'
import { CalendarLinks } from './calendar-links'
import { ChannelList } from './channel-list'
import { DeliveryLog } from './delivery-log'
import { MaintenanceDialog } from './maintenance-dialog'
import { MaintenanceList } from './maintenance-list'
import { OnCall } from './on-call'
import { PagingColumn } from './paging-column'
import { Policies } from './policies'
import { Reread } from './reread'
import { SendAllAgain } from './resend'
import { SilenceDialog, silencedIn } from './silence-dialog'
import { Silences } from './silences'
import { SourceList } from './source-list'

/** Whether somebody would hear of an incident now, who, and what did not arrive. */
export function PagingPage({ view }: { view: PagingView }) {
  const {
    onCall,
    policies,
    astray,
    warnings,
    silences,
    maintenance,
    mutes,
    outbox,
    channels,
    sources,
    schedules,
    calendars,
    dead,
    names,
    me,
    may,
  } = view
  const silence = useSearchParams().get('silence')
  const about = silencedIn(silence)
  const [open, setOpen] = useState<'silence' | 'maintenance'>()
  // The palette asks for it by the address, also of who is here already.
  useEffect(() => {
    if (may.silence && silencedIn(silence)) setOpen('silence')
  }, [silence, may.silence])
  const close = () => setOpen(undefined)
  return (
    <PagingColumn
      on="now"
      lead="Who is told when something fails, whether that would work now, and what did not arrive."
      action={
        <div className="flex flex-wrap gap-2">
          {may.plan && <Button onClick={() => setOpen('maintenance')}>Plan maintenance</Button>}
          {may.silence && <Button onClick={() => setOpen('silence')}>Silence alerts</Button>}
        </div>
      }
    >
      <Reread initial={outbox} />
      <Dead dead={dead} view={view} />
      <Begin channels={channels.length} policies={policies.items.length} me={me} mayDeclare={may.test} />
      <OnCall initial={onCall} names={names} me={me} mayStandIn={may.standIn} />
      {calendars && schedules.length > 0 && (
        <Section
          title="In your calendar"
          note="whoever has a link can read it"
          state={
            calendars.kind === 'ready'
              ? { kind: 'ready' }
              : { kind: 'failed', says: calendars.says, still: 'Calendars that read a link go on.' }
          }
        >
          {calendars.kind === 'ready' && <CalendarLinks links={calendars.value} schedules={schedules} />}
        </Section>
      )}
      <Policies initial={policies} names={names} />
      <Astray initial={astray} isBare={view.isBare} />
      {warnings.length > 0 && (
        <Section title="What would go wrong" note={warnings.length} state={{ kind: 'ready' }}>
          <ul>
            {warnings.map(({ of, says }) => (
              <li
                key={`${of} ${says}`}
                className={
                  'grid items-baseline gap-x-4 gap-y-1 border-line border-b py-2 text-13 last:border-b-0 max-md:py-3 md:grid-cols-[200px_minmax(0,1fr)]'
                }
              >
                <p className="font-medium">{of}</p>
                <p className="min-w-0 break-words border-status-degraded border-l-2 pl-3">{says}</p>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {channels.length > 0 && (
        <Section title="Channels" state={{ kind: 'ready' }}>
          <ChannelList channels={channels} mayTest={may.test} />
        </Section>
      )}
      {sources.length > 0 && (
        <Section title="Sources" note="tools outside whose alerts are taken" state={{ kind: 'ready' }}>
          <SourceList sources={sources} />
        </Section>
      )}
      <MaintenanceList initial={maintenance} mutes={mutes} mayPlan={may.plan} />
      <Silences initial={silences} mutes={mutes} mayEnd={may.silence} />
      {open === 'silence' && <SilenceDialog about={about} close={close} />}
      {open === 'maintenance' && <MaintenanceDialog close={close} />}
    </PagingColumn>
  )
}

/** What nobody got stands first: each is somebody who does not know. */
function Dead({ dead, view: { names, may } }: { dead: PagingView['dead']; view: PagingView }) {
  const router = useRouter()
  if (dead.kind === 'missing')
    return (
      <Section
        title="Not delivered"
        state={{ kind: 'failed', says: dead.says, still: 'Messages are sent all the same.', onRetry: () => router.refresh() }}
      />
    )
  const { rows, next } = dead.value
  if (rows.length === 0) return null
  return (
    <Section
      title="Not delivered"
      note="given up on: nobody got these"
      aside={may.resend && <SendAllAgain which={{}} of="" />}
      state={{ kind: 'ready' }}
    >
      <DeliveryLog rows={rows} names={names} mayResend={may.resend} />
      {next && (
        <Link href={logAddress({ state: 'dead' })} prefetch={false} className={buttonClass({ variant: 'ghost', size: 'small' })}>
          All that was not delivered
        </Link>
      )}
    </Section>
  )
}

/** Services whose failure follows no way of their own (ALR-15). */
function Astray({ initial, isBare }: { initial: PagingView['astray']; isBare: boolean }) {
  const [astray] = useLive<AstrayRow>('astray', initial)
  if (isBare || !astray) return null
  const { count, findings } = astray
  return (
    <Section title="Without a route" note={count === 1 ? '1 service' : `${count} services`} state={{ kind: 'ready' }}>
      <ul className="text-13">
        {findings.map((finding) => (
          <li key={finding} className="border-line border-b py-1.5 text-status-degraded last:border-b-0">
            ▲ {finding}.
          </li>
        ))}
      </ul>
      <Link href="/paging/routing" prefetch={false} className={buttonClass({ variant: 'ghost', size: 'small' })}>
        {count > findings.length ? `All ${count}, and every other route` : 'All routes'}
      </Link>
    </Section>
  )
}
