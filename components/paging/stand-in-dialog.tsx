'use client'
import { useState } from 'react'
import { useSubmit } from '@/components/account/use-submit'
import { readNow, useNow } from '@/components/live/use-now'
import { AskForm } from '@/components/settings/ask-form'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { clock, day } from '@/components/ui/format-time'
import { Input, Select } from '@/components/ui/input'
import { tellDone } from '@/components/ui/toast'
import { HOUR, MINUTE } from '@/server/kernel/duration'
import type { OnCallRow, OnCallTurn, StandInRow } from '@/server/live/rows'
import type { Names } from '@/server/views/paging'
import { localInput, nameOf, nowAndNext, turnsFrom } from './on-call-words'

/** What one wants: to take over from now on, or to give one turn to somebody else. */
export type Asked = { readonly kind: 'take-over' } | { readonly kind: 'turn'; readonly turn: OnCallTurn }

const FOR_HOURS = [1, 4, 8, 12, 24] as const
const say = (ms: number) => `${day(new Date(ms))} ${clock(new Date(ms))}`
const instant = (written: FormDataEntryValue | null) => {
  const at = new Date(String(written ?? ''))
  return Number.isNaN(at.getTime()) ? '' : at.toISOString()
}

/** Asks who is on call instead of whoever is, from when and until when, and what the other takes in exchange. */
export function StandInDialog({
  row,
  asked,
  names,
  me,
  close,
}: {
  row: OnCallRow
  asked: Asked
  names: Names
  me: string | null
  close: () => void
}) {
  const nowMs = useNow(MINUTE).getTime()
  const turn = asked.kind === 'turn' ? asked.turn : null
  const [person, setPerson] = useState(me !== turn?.person ? (me ?? '') : '')
  const [lasts, setLasts] = useState('8')
  const { now } = nowAndNext(row, nowMs)
  const people = [...new Set([...Object.keys(names), ...row.turns.flatMap((one) => one.person ?? [])])].filter(
    (one) => one !== turn?.person,
  )
  const theirs = turn?.person ? turnsFrom(row, nowMs).filter((one) => one.person === person && one.fromMs >= turn.toMs) : []
  const submit = useSubmit({
    to: `/api/v1/schedules/${row.id}/overrides`,
    at: { to: 'lasts' },
    read: (fields) => {
      const [from, to] = String(fields.get('inExchange') ?? '').split('/')
      const until =
        lasts === 'turn' ? new Date(now?.toMs ?? nowMs).toISOString() : new Date(readNow().getTime() + Number(lasts) * HOUR).toISOString()
      return {
        person: fields.get('person'),
        ...(turn && { from: instant(fields.get('from')) }),
        to: turn || lasts === 'until' ? instant(fields.get('to')) : until,
        ...(from && to && { inExchange: { from, to } }),
      }
    },
    done: () => {
      tellDone(`${nameOf(person, names)} is on call in ${row.title}.`, { description: 'The pager knows it already.' })
      close()
    },
  })
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      title={turn ? (turn.person ? 'Swap a turn' : 'Fill a gap') : `Take over ${row.title}`}
      description={
        turn
          ? `${turn.person ? nameOf(turn.person, names) : 'Nobody'} is on call from ${say(turn.fromMs)} to ${say(turn.toMs)}.`
          : 'From now on, pages go to whoever you choose. When it ends, the schedule holds again.'
      }
    >
      <AskForm submit={submit} close={close} verb={turn ? 'Put on call' : 'Take over'}>
        <Field label="Who" error={submit.errorAt('person')}>
          {(ids) => (
            <Select {...ids} name="person" value={person} onChange={({ target }) => setPerson(target.value)}>
              <option value="">choose somebody</option>
              {people.map((one) => (
                <option key={one} value={one}>
                  {nameOf(one, names)}
                  {one === me ? ' (you)' : ''}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {turn ? (
          <>
            <Field label="From" error={submit.errorAt('from')}>
              {(ids) => <Input {...ids} type="datetime-local" name="from" defaultValue={localInput(turn.fromMs)} />}
            </Field>
            <Field label="To" hint="In your own time zone." error={submit.errorAt('to')}>
              {(ids) => <Input {...ids} type="datetime-local" name="to" defaultValue={localInput(turn.toMs)} />}
            </Field>
            {turn.person && theirs.length > 0 && (
              <Field label={`In exchange ${nameOf(turn.person, names)} takes`} error={submit.errorAt('inExchange')} optional>
                {(ids) => (
                  <Select {...ids} name="inExchange">
                    <option value="">nothing</option>
                    {theirs.map(({ fromMs, toMs }) => (
                      <option key={fromMs} value={`${new Date(fromMs).toISOString()}/${new Date(toMs).toISOString()}`}>
                        {say(fromMs)} to {say(toMs)}
                      </option>
                    ))}
                  </Select>
                )}
              </Field>
            )}
          </>
        ) : (
          <>
            <Field label="Until" error={submit.errorAt('lasts')}>
              {(ids) => (
                <Select {...ids} name="lasts" value={lasts} onChange={({ target }) => setLasts(target.value)}>
                  {FOR_HOURS.map((hours) => (
                    <option key={hours} value={hours}>
                      {hours === 1 ? '1 hour from now' : `${hours} hours from now`}
                    </option>
                  ))}
                  {now?.person && <option value="turn">this turn ends, {say(now.toMs)}</option>}
                  <option value="until">another time</option>
                </Select>
              )}
            </Field>
            {lasts === 'until' && (
              <Field label="Ends" hint="In your own time zone." error={submit.errorAt('to')}>
                {(ids) => <Input {...ids} type="datetime-local" name="to" defaultValue={localInput(nowMs + 8 * HOUR)} />}
              </Field>
            )}
          </>
        )}
      </AskForm>
    </Dialog>
  )
}

/** Lets an override end earlier or later. */
export function UntilDialog({ schedule, standIn, who, close }: { schedule: string; standIn: StandInRow; who: string; close: () => void }) {
  const submit = useSubmit({
    to: `/api/v1/schedules/${schedule}/overrides/${standIn.id}`,
    method: 'PATCH',
    read: (fields) => ({ to: instant(fields.get('to')) }),
    done: () => {
      tellDone('The override ends at that time.')
      close()
    },
  })
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      title={`Until when ${who} stands in`}
      description={`It ends at ${say(standIn.toMs)}.`}
    >
      <AskForm submit={submit} close={close} verb="Change">
        <Field label="Ends" hint="In your own time zone." error={submit.errorAt('to')}>
          {(ids) => <Input {...ids} type="datetime-local" name="to" defaultValue={localInput(standIn.toMs)} />}
        </Field>
      </AskForm>
    </Dialog>
  )
}

/** Ends an override at once. */
export function EndStandIn({ schedule, id, who }: { schedule: string; id: string; who: string }) {
  const submit = useSubmit({
    to: `/api/v1/schedules/${schedule}/overrides/${id}`,
    method: 'DELETE',
    read: () => ({}),
    done: () => tellDone(`${who} does not stand in any more.`, { description: 'Whoever the schedule names is on call.' }),
  })
  return (
    <form onSubmit={submit.onSubmit}>
      <Button type="submit" size="small" variant="ghost" busy={submit.busy} aria-label={`End that ${who} stands in`}>
        End
      </Button>
      {submit.problem && (
        <p role="alert" className="text-12 text-status-down">
          {submit.problem}
        </p>
      )}
    </form>
  )
}
