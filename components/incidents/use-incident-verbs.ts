'use client'
import { useRef, useState } from 'react'
import { readNow } from '@/components/live/use-now'
import { send } from '@/components/live/use-verb'
import { tellDone, tellFailed } from '@/components/ui/toast'
import type { Incident } from '@/server/incidents/model'
import type { Answer } from '@/server/kernel/answers'
import type { IncidentRow } from '@/server/live/rows'
import { incName } from '@/server/views/rules/queue'
import type { BulkIncidents, BulkIncidentsAnswer } from '@/server/web/bulk-incidents'
import { type Assignee, type Deed, type Echo, echoOf, type Me, saidIn, undoOf, withEcho } from './echo'

export type IncidentVerbs = {
  /** The rows as they are, with what this person just did laid over them until the server has answered. */
  readonly shown: readonly IncidentRow[]
  /** Does it; true when the server agreed. What it refuses is taken back, and its sentence is told. */
  run(row: IncidentRow, deed: Deed): Promise<boolean>
  /** Does one thing to several in one request; each that is refused is named with its sentence. */
  runAll(rows: readonly IncidentRow[], deed: Deed): Promise<void>
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
  merge: 'is part of the other now',
  split: 'is split',
  silence: 'is kept quiet',
}

type Bulk = Answer<typeof BulkIncidentsAnswer>
type ForMany = Extract<Deed, { readonly kind: BulkIncidents['deed']['kind'] }>
const isForMany = (deed: Deed): deed is ForMany => deed.kind in DONE_MANY
const DONE_MANY: Readonly<Record<ForMany['kind'], string>> = {
  acknowledge: 'are yours',
  assign: 'are assigned',
  severity: 'have another severity',
  mitigate: 'are mitigated',
  resolve: 'are resolved',
  merge: 'are part of the other now',
  silence: 'are kept quiet',
}

/** Of what was refused: what it was to be done to, and what somebody wrote for it, which is nowhere else any more. */
const refusedOf = (row: IncidentRow, deed: Deed) => {
  const said = saidIn(deed)
  return { description: [`${incName(row)} ${row.title}`, said].filter(Boolean).join('. '), long: said !== undefined }
}

const withoutKind = ({ kind: _kind, ...input }: Deed) => input
const refusedAloud = (answer: Awaited<ReturnType<typeof send<Incident>>>) => {
  if ('problem' in answer) tellFailed(answer.problem.title)
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
    // Of one as of many: it is a silence that is made, and the incident stays as it is.
    if (deed.kind === 'silence') {
      await runAll([row], deed)
      return true
    }
    const { id, version } = row
    const echo = { overVersion: version, row: echoOf(row, deed, me, people, readNow().getTime()) }
    setEchoes((held) => new Map(held).set(id, echo))
    setBusy((ids) => new Set(ids).add(id))
    const { kind, ...input } = deed
    const answer = await send<Incident>(`/api/v1/incidents/${id}/${kind}`, 'POST', input)
    if ('problem' in answer) {
      settle(id, undefined)
      tellFailed(answer.problem.title, refusedOf(row, deed))
      return false
    }
    const { value } = answer
    if (deed.kind === 'merge' || deed.kind === 'split') {
      settle(id, undefined)
      // What came out of it is another incident than the one that it was done to.
      const back = deed.kind === 'merge' ? ({ kind: 'split', incident: id } as const) : ({ kind: 'merge', into: id } as const)
      tellDone(
        deed.kind === 'merge' ? `${incName(row)} is part of INC-${value.number} now` : `INC-${value.number} is split from ${incName(row)}`,
        {
          undo: () => void send<Incident>(`/api/v1/incidents/${value.id}/${back.kind}`, 'POST', withoutKind(back)).then(refusedAloud),
        },
      )
      return true
    }
    settle(id, { ...echo, overVersion: value.version - 1 })
    const back = undoOf(row, deed, people)
    setLast(back && { id, version: value.version, deed: back })
    tellDone(`${incName(row)} ${DONE[kind]}`, back ? { undo: () => take(id, back) } : {})
    return true
  }
  const runAll = async (chosen: readonly IncidentRow[], deed: Deed): Promise<void> => {
    if (!isForMany(deed)) {
      for (const row of chosen) await run(row, deed)
      return
    }
    const nowMs = readNow().getTime()
    setEchoes((held) => {
      const next = new Map(held)
      for (const row of chosen) next.set(row.id, { overVersion: row.version, row: echoOf(row, deed, me, people, nowMs) })
      return next
    })
    setBusy((ids) => new Set([...ids, ...chosen.map(({ id }) => id)]))
    const answer = await send<Bulk>('/api/v1/incidents/bulk', 'POST', { incidents: chosen.map(({ id }) => id), deed })
    const results = 'problem' in answer ? [] : answer.value.results
    for (const { id } of chosen) settle(id, undefined)
    if ('problem' in answer) tellFailed(answer.problem.title, { description: saidIn(deed), long: saidIn(deed) !== undefined })
    const done = results.filter((one) => one.done).length
    if (done > 0) tellDone(`${done === 1 ? 'One incident' : `${done} incidents`} ${done === 1 ? DONE[deed.kind] : DONE_MANY[deed.kind]}`)
    for (const { id, says } of results) {
      const row = chosen.find((each) => each.id === id)
      if (says !== null && row) tellFailed(says, refusedOf(row, deed))
    }
  }
  const take = (id: string, deed: Deed) => {
    const row = latest.current.find((each) => each.id === id)
    setLast(undefined)
    if (row) void run(row, deed)
  }

  return {
    shown: rows.map((row) => withEcho(row, echoes.get(row.id))),
    run,
    runAll,
    // Only while nothing has moved it since: what would be taken back may be gone.
    undo: last && rows.some(({ id, version }) => id === last.id && version <= last.version) ? () => take(last.id, last.deed) : undefined,
    isBusy: (id) => busy.has(id),
  }
}
