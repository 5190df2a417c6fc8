'use client'
import { useState } from 'react'
import { Time } from '@/components/live/time'
import { useLive } from '@/components/live/use-live'
import { useNow } from '@/components/live/use-now'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { clock, day } from '@/components/ui/format-time'
import { Section } from '@/components/ui/section'
import { useHydrated } from '@/components/ui/use-hydrated'
import { SECOND } from '@/server/kernel/duration'
import type { Snapshot } from '@/server/live/model'
import type { OnCallRow, OnCallTurn, StandInRow } from '@/server/live/rows'
import type { Names } from '@/server/views/paging'
import { gapsIn, nameOf, nowAndNext, turnsFrom } from './on-call-words'
import { type Asked, EndStandIn, StandInDialog, UntilDialog } from './stand-in-dialog'
import { TimeLine } from './time-line'

export type OnCallProps = {
  initial: Snapshot<OnCallRow>
  names: Names
  /** The e-mail address of who looks, where they may stand in. */
  me: string | null
  mayStandIn: boolean
}

/** Who is on call now and in the next two weeks, with what one can do about it. It turns at each hand-over by itself. */
export function OnCall({ initial, names, me, mayStandIn }: OnCallProps) {
  const rows = useLive<OnCallRow>('on-call', initial)
  const [asked, setAsked] = useState<{ readonly row: OnCallRow; readonly asked: Asked }>()
  if (rows.length === 0) return null
  return (
    <Section title="On call" note={<Zone />} state={{ kind: 'ready' }}>
      <ul>
        {rows.map((row) => (
          <Row key={row.id} row={row} names={names} {...(mayStandIn && { ask: (what: Asked) => setAsked({ row, asked: what }) })} />
        ))}
      </ul>
      {asked && <StandInDialog row={asked.row} asked={asked.asked} names={names} me={me} close={() => setAsked(undefined)} />}
    </Section>
  )
}

/** In which zone times are written here. */
function Zone() {
  return useHydrated() ? `times are yours: ${Intl.DateTimeFormat().resolvedOptions().timeZone}` : 'times are UTC'
}

function Row({ row, names, ask }: { row: OnCallRow; names: Names; ask?: (asked: Asked) => void }) {
  const nowMs = useNow(SECOND).getTime()
  const { now, next } = nowAndNext(row, nowMs)
  const turns = turnsFrom(row, nowMs)
  const [gap] = gapsIn(turns)
  const standIns = row.standIns.filter(({ toMs }) => toMs > nowMs)
  return (
    <li aria-label={row.title} className="grid gap-2 border-line border-b py-3 text-13 last:border-b-0">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p className="min-w-44 font-medium max-md:w-full">
          {row.title} <span className="font-normal text-12 text-ink-3">{row.timeZone}</span>
        </p>
        <p className="min-w-0 flex-1 break-words" role="status">
          {now?.person ? (
            <>
              <span className="font-medium">{nameOf(now.person, names)}</span> is on call
              {now.by === 'override' && <span className="text-ink-3"> by an override</span>}
            </>
          ) : (
            <span className="font-medium text-status-down">■ Nobody is on call</span>
          )}
          <span className="block text-12 text-ink-2">
            {next ? (
              <>
                then {next.person === null ? 'nobody' : nameOf(next.person, names)}, <Moment atMs={next.fromMs} zone={row.timeZone} />
              </>
            ) : (
              'nobody else within two weeks'
            )}
          </span>
        </p>
        {ask && (
          <Button size="small" onClick={() => ask({ kind: 'take-over' })} aria-label={`Take over ${row.title}`}>
            Take over
          </Button>
        )}
      </div>
      {gap && now?.person && (
        <p className="text-12 text-status-down">
          ■ Nobody is on call from <Moment atMs={gap.fromMs} zone={row.timeZone} /> to <Moment atMs={gap.toMs} zone={row.timeZone} />.
        </p>
      )}
      <TimeLine turns={turns} nowMs={nowMs} names={names} />
      {standIns.length > 0 && (
        <ul aria-label={`Overrides of ${row.title}`}>
          {standIns.map((standIn) => (
            <Override
              key={standIn.id}
              schedule={row.id}
              standIn={standIn}
              names={names}
              zone={row.timeZone}
              mayChange={ask !== undefined}
            />
          ))}
        </ul>
      )}
      <details className="text-12">
        <summary className="w-fit cursor-pointer text-ink-2 max-md:py-3">Hand-overs of the next two weeks</summary>
        <ol>
          {turns.map((turn) => (
            <Turn
              key={turn.fromMs}
              turn={turn}
              names={names}
              zone={row.timeZone}
              {...(ask && { ask: () => ask({ kind: 'turn', turn }) })}
            />
          ))}
        </ol>
      </details>
    </li>
  )
}

/** A moment of the reader, with what the clock of the schedule shows where that is another. */
function Moment({ atMs, zone }: { atMs: number; zone: string }) {
  const at = new Date(atMs)
  const there = `${day(at, zone)} ${clock(at, zone)}`
  const differs = useHydrated() && `${day(at)} ${clock(at)}` !== there
  return (
    <span className="whitespace-nowrap">
      <Time at={at} form="day" /> <Time at={at} form="clock" />
      {differs && <span className="text-ink-3"> ({there} there)</span>}
    </span>
  )
}

function Turn({ turn, names, zone, ask }: { turn: OnCallTurn; names: Names; zone: string; ask?: () => void }) {
  const who = turn.person === null ? 'Nobody' : nameOf(turn.person, names)
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-b py-1 last:border-b-0">
      <span className="text-ink-2 md:w-80">
        <Moment atMs={turn.fromMs} zone={zone} /> to <Moment atMs={turn.toMs} zone={zone} />
      </span>
      <span className={turn.by === null ? 'flex-1 font-medium text-status-down' : 'flex-1'}>
        {who} {turn.by === 'override' && <Badge>override</Badge>}
      </span>
      {ask && (
        <Button size="small" variant="ghost" onClick={ask} aria-label={`Put somebody else on call instead of ${who}`}>
          {turn.person === null ? 'Fill' : 'Swap'}
        </Button>
      )}
    </li>
  )
}

function Override({
  schedule,
  standIn,
  names,
  zone,
  mayChange,
}: {
  schedule: string
  standIn: StandInRow
  names: Names
  zone: string
  mayChange: boolean
}) {
  const [open, setOpen] = useState(false)
  const { id, fromMs, toMs, person, by } = standIn
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 text-12">
      <span className="min-w-0 flex-1 break-words text-ink-2">
        <Badge>override</Badge> {nameOf(person, names)} from <Moment atMs={fromMs} zone={zone} /> to <Moment atMs={toMs} zone={zone} />,
        made by {by}
      </span>
      {mayChange && (
        <>
          <Button
            size="small"
            variant="ghost"
            onClick={() => setOpen(true)}
            aria-label={`Change until when ${nameOf(person, names)} stands in`}
          >
            Change end
          </Button>
          <EndStandIn schedule={schedule} id={id} who={nameOf(person, names)} />
        </>
      )}
      {open && <UntilDialog schedule={schedule} standIn={standIn} who={nameOf(person, names)} close={() => setOpen(false)} />}
    </li>
  )
}
