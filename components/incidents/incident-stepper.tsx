'use client'
import type { ReactNode } from 'react'
import { Time } from '@/components/live/time'
import { useNow } from '@/components/live/use-now'
import { type Step, Stepper } from '@/components/ui/stepper'
import type { IncidentRow } from '@/server/live/rows'
import { spentWords } from './spent'

/** The likely end of an incident, as the business expects it; undefined where nobody may see it or nothing is known. */
export type LikelyEnd = { readonly earliestAtMs: number; readonly latestAtMs: number }

/** How far an incident has come, who moved it and when, and how long each state took. */
export function IncidentStepper({ row, likely }: { row: IncidentRow; likely: LikelyEnd | undefined }) {
  const nowMs = useNow(1_000).getTime()
  const reached = [row.openedAtMs, row.acknowledgedAtMs, row.mitigatedAtMs, row.resolvedAtMs]
  const current = reached.findLastIndex((at) => at !== null)
  const steps = STATES.map(({ label }, place): Step => {
    const at = reached[place] ?? null
    const state =
      at === null
        ? place < current
          ? 'passed'
          : 'to-come'
        : place === current
          ? place === STATES.length - 1
            ? 'passed'
            : 'current'
          : 'passed'
    return { label, state, detail: detailOf(row, place, likely), spent: spentOf(reached, place, current, nowMs) }
  })
  return <Stepper steps={steps} label="How far it has come" />
}

const STATES = [{ label: 'Triggered' }, { label: 'Acknowledged' }, { label: 'Mitigated' }, { label: 'Resolved' }] as const

function spentOf(reached: readonly (number | null)[], place: number, current: number, nowMs: number): string | undefined {
  const from = reached[place] ?? null
  if (from === null) return undefined
  const next = reached.slice(place + 1).find((at) => at !== null)
  if (next !== undefined && next !== null) return spentWords(next - from)
  return place === current && place < reached.length - 1 ? `${spentWords(nowMs - from)} so far` : undefined
}

function detailOf(row: IncidentRow, place: number, likely: LikelyEnd | undefined): ReactNode {
  const done = (at: number | null, by: string | null) =>
    at !== null && (
      <>
        <Time at={at} form="exact" />
        {by && `, ${by}`}
      </>
    )
  if (place === 0) return done(row.openedAtMs, row.openedBy)
  if (place === 1)
    return done(row.acknowledgedAtMs, row.acknowledgedBy) || (row.mitigatedAtMs ?? row.resolvedAtMs) !== null
      ? done(row.acknowledgedAtMs, row.acknowledgedBy) || 'not acknowledged'
      : 'nobody yet'
  if (place === 2) return done(row.mitigatedAtMs, row.mitigatedBy) || undefined
  if (row.resolvedAtMs !== null)
    return (
      <>
        {done(row.resolvedAtMs, row.resolvedBy)}
        {!row.proven && <span className="text-status-degraded">, not proven</span>}
      </>
    )
  if (row.proof.need > 0 && (row.recovering || !likely)) return `${row.proof.have} of ${row.proof.need} successes`
  if (likely)
    return (
      <>
        likely <Time at={likely.earliestAtMs} form="clock" />–<Time at={likely.latestAtMs} form="clock" />
      </>
    )
  return undefined
}
