'use client'
import { useState } from 'react'
import { Time } from '@/components/live/time'
import { ReadList, SettingsColumn } from '@/components/settings/administration'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/section'
import type { OnCallRow, PagingView, PolicyRow } from '@/server/views/paging'
import { ChannelList } from './channel-list'
import { DeliveryLog } from './delivery-log'
import { EndSilence, SilenceDialog } from './silence-dialog'
import { StateBadge } from './state-badge'

const SNIPPET = `channels:
  - { name: mail, kind: email, options: { host: mail.example.com, from: plimsoll@example.com } }
schedules:
  - { name: first-line, layers: [{ people: [bo@example.com], turn: week, starts: 2026-01-05 }] }
policies:
  - { name: urgent, steps: [{ tell: [{ schedule: first-line }] }] }
paging: { lastResort: urgent }`

const ROW = 'grid items-baseline gap-x-4 gap-y-1 border-line border-b py-2 text-13 last:border-b-0 max-md:py-3'

/** Whether somebody would hear of an incident now, who, and what became of what was told. */
export function PagingPage({ view: { isBare, schedules, policies, channels, silences, log, may } }: { view: PagingView }) {
  const [open, setOpen] = useState(false)
  return (
    <SettingsColumn
      title="Paging"
      lead="Who is told when something fails, whether that would work now, and what became of every message."
      action={may.silence && <Button onClick={() => setOpen(true)}>Silence alerts</Button>}
    >
      {isBare && (
        <Section
          title="Nobody is told yet"
          state={{
            kind: 'empty',
            says: 'Incidents are seen on the screens only. To have somebody told, declare a channel, who is on call and a policy in plimsoll.yaml, and run plimsoll apply:',
            action: (
              <pre className="max-w-full whitespace-pre-wrap break-words rounded-control border border-line bg-panel px-3 py-2 font-mono text-12 leading-5">
                {SNIPPET}
              </pre>
            ),
          }}
        />
      )}
      {schedules.length > 0 && (
        <Section title="On call" state={{ kind: 'ready' }}>
          <ul>
            {schedules.map((schedule) => (
              <OnCall key={schedule.name} schedule={schedule} />
            ))}
          </ul>
        </Section>
      )}
      {policies.length > 0 && (
        <Section title="Policies" note="as if an incident began now" state={{ kind: 'ready' }}>
          <ul>
            {policies.map((policy) => (
              <Policy key={policy.name} policy={policy} />
            ))}
          </ul>
        </Section>
      )}
      {channels.length > 0 && (
        <Section title="Channels" state={{ kind: 'ready' }}>
          <ChannelList channels={channels} mayTest={may.test} />
        </Section>
      )}
      <ReadList
        title="Silences"
        read={silences}
        note={({ length }) => (length === 1 ? '1 silence' : `${length} silences`)}
        empty="Nothing is silenced. A silence keeps everybody from being told of what is known and meant; the end of an incident is told all the same."
        still="Silences hold."
      >
        {(rows) => (
          <ul>
            {rows.map(({ id, of, holds, fromAt, toAt, reason, by }) => (
              <li key={id} className={`${ROW} md:grid-cols-[minmax(0,1fr)_220px_60px]`}>
                <div className="min-w-0 break-words">
                  <p className="font-medium">{of}</p>
                  <p className="text-12 text-ink-2">
                    {reason}, says {by}
                  </p>
                </div>
                <p className="text-12 text-ink-2">
                  {!holds && (
                    <>
                      from <Time at={fromAt} form="date" /> <Time at={fromAt} form="clock" />{' '}
                    </>
                  )}
                  until <Time at={toAt} form="date" /> <Time at={toAt} form="clock" />
                </p>
                {may.silence && <EndSilence id={id} of={of} />}
              </li>
            ))}
          </ul>
        )}
      </ReadList>
      <DeliveryLog log={log} mayResend={may.resend} />
      {open && <SilenceDialog close={() => setOpen(false)} />}
    </SettingsColumn>
  )
}

function OnCall({ schedule: { title, timeZone, now, next } }: { schedule: OnCallRow }) {
  return (
    <li className={`${ROW} md:grid-cols-[200px_minmax(0,1fr)_minmax(0,1fr)]`}>
      <p>
        {title} <span className="text-12 text-ink-3">{timeZone}</span>
      </p>
      <p className="min-w-0 break-words">
        {now?.person ? (
          <span className="font-medium">{now.person}</span>
        ) : (
          <span className="font-medium text-status-down">Nobody is on call</span>
        )}
      </p>
      <p className="min-w-0 break-words text-12 text-ink-2">
        {next ? (
          <>
            then {next.person ?? 'nobody'}, <Time at={next.fromAt} form="date" /> <Time at={next.fromAt} form="clock" />
          </>
        ) : (
          'nobody else within 30 days'
        )}
      </p>
    </li>
  )
}

const VERDICTS = {
  reaches: { tone: 'up', word: 'reaches somebody', glyph: '●' },
  'only-last-resort': { tone: 'degraded', word: 'last resort only', glyph: '▲' },
  nobody: { tone: 'down', word: 'reaches nobody', glyph: '■' },
} as const

function Policy({ policy: { title, verdict, says, steps } }: { policy: PolicyRow }) {
  const { tone, word, glyph } = VERDICTS[verdict]
  return (
    <li aria-label={title} className={`${ROW} md:grid-cols-[200px_minmax(0,1fr)_auto]`}>
      <p className="font-medium">{title}</p>
      <div className="min-w-0 break-words">
        <p className={verdict === 'nobody' ? 'font-medium text-status-down' : undefined}>{says}</p>
        <ol className="text-12 text-ink-2">
          {steps.map((step) => (
            <li key={step.step} className={step.reaches ? undefined : 'text-status-down'}>
              {step.says}
            </li>
          ))}
        </ol>
      </div>
      <StateBadge tone={tone} glyph={glyph} word={word} />
    </li>
  )
}
