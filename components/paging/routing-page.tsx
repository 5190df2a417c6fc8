'use client'
import { useState } from 'react'
import { useLive } from '@/components/live/use-live'
import { useNow } from '@/components/live/use-now'
import { Button } from '@/components/ui/button'
import { SearchInput } from '@/components/ui/input'
import { Section } from '@/components/ui/section'
import { SECOND } from '@/server/kernel/duration'
import type { PolicyRow, RouteRow } from '@/server/live/rows'
import type { Names, PagingRoutingView } from '@/server/views/paging'
import { PagingColumn, ROW } from './paging-column'
import { Steps, VERDICTS } from './policies'
import { reachingAt } from './policy-words'
import { StateBadge } from './state-badge'
import { TryOut } from './try-out'

/** More rows than one reads are a press away. */
const SHOWN = 50
const NO_POLICY = ''

/** Which way a failure of each service goes: its team, their policy, and whom that reaches now. */
export function RoutingPage({ view: { routes, policies, names } }: { view: PagingRoutingView }) {
  const rows = useLive<RouteRow>('routes', routes)
  const known = useLive<PolicyRow>('policies', policies)
  const [text, setText] = useState('')
  const wanted = text.trim().toLowerCase()
  const fits = ({ title, name, team }: RouteRow) => [title, name, team ?? ''].some((word) => word.toLowerCase().includes(wanted))
  const shown = rows.filter(fits)
  const astray = shown.filter(({ finding }) => finding !== null)
  const groups = Map.groupBy(
    shown.filter(({ finding }) => finding === null),
    ({ policy }) => policy ?? NO_POLICY,
  )
  return (
    <PagingColumn on="routing" lead="Which way a failure goes: service, team, policy, and whom that reaches at this moment.">
      <TryOut services={rows} names={names} />
      <search>
        <SearchInput
          label="service or team"
          value={text}
          onChange={({ target }) => setText(target.value)}
          maxLength={100}
          className="w-[258px] max-md:w-full"
        />
      </search>
      <Section
        title="Without a route"
        note={astray.length > 0 && (astray.length === 1 ? '1 service' : `${astray.length} services`)}
        state={
          astray.length > 0
            ? { kind: 'ready' }
            : { kind: 'empty', says: rows.length === 0 ? 'There are no services yet.' : 'Every service has a team with a policy.' }
        }
      >
        <Services rows={astray} />
      </Section>
      {[...groups].map(([name, services]) => (
        <Group key={name} policy={known.find(({ id }) => id === name)} services={services} names={names} />
      ))}
    </PagingColumn>
  )
}

function Group({ policy, services, names }: { policy: PolicyRow | undefined; services: readonly RouteRow[]; names: Names }) {
  const nowMs = useNow(SECOND).getTime()
  const now = policy && reachingAt(policy, nowMs)
  if (!policy || !now) return null
  return (
    <Section
      title={policy.title}
      note={services.length === 1 ? '1 service' : `${services.length} services`}
      aside={<StateBadge {...VERDICTS[now.verdict]} />}
      state={{ kind: 'ready' }}
    >
      <div className="pb-2 text-13">
        <p className={now.verdict === 'nobody' ? 'font-medium text-status-down' : undefined}>{now.says}</p>
        <Steps row={policy} now={now} names={names} />
      </div>
      <Services rows={services} />
    </Section>
  )
}

function Services({ rows }: { rows: readonly RouteRow[] }) {
  const [all, setAll] = useState(false)
  return (
    <>
      <ul>
        {(all ? rows : rows.slice(0, SHOWN)).map(({ id, title, tier, team, finding }) => (
          <li key={id} className={`${ROW} md:grid-cols-[240px_160px_minmax(0,1fr)]`}>
            <p className="break-words font-medium">
              {title} <span className="font-normal text-12 text-ink-3">tier {tier}</span>
            </p>
            <p className="text-ink-2">{team ?? 'no team'}</p>
            {finding !== null && <p className="text-12 text-status-degraded">▲ {finding}.</p>}
          </li>
        ))}
      </ul>
      {!all && rows.length > SHOWN && (
        <Button size="small" variant="ghost" onClick={() => setAll(true)}>
          All {rows.length}
        </Button>
      )}
    </>
  )
}
