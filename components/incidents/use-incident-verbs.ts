'use client'
import { useRef, useState } from 'react'
import { readNow } from '@/components/live/use-now'
import { send } from '@/components/live/use-verb'
import { tellDone, tellFailed } from '@/components/ui/toast'
import type { Incident } from '@/server/incidents/model'
import type { IncidentRow } from '@/server/live/rows'
import { incName } from '@/server/views/rules/queue'
import { type Assignee, type Deed, type Echo, echoOf, type Me, undoOf, withEcho } from './echo'

export type IncidentVerbs = {
  /** The rows as they are, with what this person just did laid over them until the server has answered. */
  readonly shown: readonly IncidentRow[]
  /** Does it; true when the server agreed. What it refuses is taken back, and its sentence is told. */
  run(row: IncidentRow, deed: Deed): Promise<boolean>
  /** Takes back the last deed that can be taken back. */
  readonly undo: (() => void) | undefined
  isBusy(id: string): boolean
}

const DONE: Readonly<Record<Deed['kind'], string>> = {
  acknowledge: 'is yours',
  assign: 'is assigned',
  escalate: 'is escalated',
  severity: 'has another severity',
  notes: 'has a note',
  cause: 'has its cause',
  mitigate: 'is mitigated',
  resolve: 'is resolved',
  reopen: 'is open again',
}

/** What people do with incidents, shown at once and corrected when the server says no. */
export function useIncidentVerbs(rows: readonly IncidentRow[], me: Me, people: readonly Assignee[]): IncidentVerbs {
  const [echoes, setEchoes] = useState<ReadonlyMap<string, Echo>>(new Map())
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set())
  const [last, setLast] = useState<{ readonly id: string; readonly version: number; readonly deed: Deed }>()
  const latest = useRef(rows)
  latest.current = rows

  const settle = (id: string, echo: Echo | undefined) => {
    setBusy((ids) => new Set([...ids].filter((each) => each !== id)))
    setEchoes((held) => (echo ? new Map(held).set(id, echo) : new Map([...held].filter(([each]) => each !== id))))
  }

  const run = async (row: IncidentRow, deed: Deed): Promise<boolean> => {
    const { id, version } = row
    const echo = { overVersion: version, row: echoOf(row, deed, me, people, readNow().getTime()) }
    setEchoes((held) => new Map(held).set(id, echo))
    setBusy((ids) => new Set(ids).add(id))
    const { kind, ...input } = deed
    const answer = await send<Incident>(`/api/v1/incidents/${id}/${kind}`, 'POST', input)
    if ('problem' in answer) {
      settle(id, undefined)
      tellFailed(answer.problem.title, { description: `${incName(row)} ${row.title}` })
      return false
    }
    settle(id, { ...echo, overVersion: answer.value.version - 1 })
    const back = undoOf(row, deed, people)
    setLast(back && { id, version: answer.value.version, deed: back })
    tellDone(`${incName(row)} ${DONE[kind]}`, back ? { undo: () => take(id, back) } : {})
    return true
  }
  const take = (id: string, deed: Deed) => {
    const row = latest.current.find((each) => each.id === id)
    setLast(undefined)
    if (row) void run(row, deed)
  }

  return {
    shown: rows.map((row) => withEcho(row, echoes.get(row.id))),
    run,
    // Only while nothing has moved it since: what would be taken back may be gone.
    undo: last && rows.some(({ id, version }) => id === last.id && version <= last.version) ? () => take(last.id, last.deed) : undefined,
    isBusy: (id) => busy.has(id),
  }
}
