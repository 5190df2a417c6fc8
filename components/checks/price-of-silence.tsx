'use client'
import clsx from 'clsx'
import type { ReactNode } from 'react'
import { waitOf, wentByOf } from '@/components/incidents/impact'
import { useLive } from '@/components/live/use-live'
import { useNow } from '@/components/live/use-now'
import { Amount } from '@/components/ui/amount'
import type { RiskState } from '@/server/impact/rules/risk-state'
import { formatDuration, HOUR } from '@/server/kernel/duration'
import { formatWhole } from '@/server/kernel/money'
import type { Snapshot } from '@/server/live/model'
import type { CheckRow, PageRow } from '@/server/live/rows'
import type { CheckView } from '@/server/views/check'

/** What goes by while nobody answers the incident of a check, or could while nobody looks (IMP-12). */
export function PriceOfSilence({ row, view: { risk, stake } }: { row: CheckRow; view: CheckView }) {
  if (!risk || !stake) return null
  if (row.paused) return <Paused row={row} stake={stake} />
  return row.incidentId === null ? null : <Unanswered key={row.incidentId} incidentId={row.incidentId} risk={risk} />
}

function Paused({ row, stake: { base, perHourMinor, deals } }: { row: CheckRow; stake: NonNullable<CheckView['stake']> }) {
  const pausedMs = useNow(1_000).getTime() - row.sinceMs
  if (perHourMinor === 0 && deals.length === 0) return null
  return (
    <Line grave={false}>
      Nobody looks here while it is paused.
      {perHourMinor > 0 && (
        <>
          {` An outage of ${row.service} costs ${formatWhole({ amountMinor: perHourMinor, currency: base })} an hour: in ${formatDuration(pausedMs)}, `}
          <b className="font-medium text-ink">
            <Amount money={{ amountMinor: (perHourMinor * pausedMs) / HOUR, currency: base }} ticks /> could have gone by unseen by this
            check.
          </b>
        </>
      )}
      {deals.length > 0 && ` ${deals.join(', ')} ${deals.length === 1 ? 'hangs' : 'hang'} on it.`}
    </Line>
  )
}

const NOTHING = { epoch: '', seq: 0, items: [] }

function Unanswered({ incidentId, risk }: { incidentId: string; risk: Snapshot<RiskState> }) {
  const [page] = useLive<PageRow>(`page:${incidentId}`, NOTHING, { partial: true })
  const [state] = useLive('risk', risk)
  const nowMs = useNow(1_000).getTime()
  if (!page || !state) return null
  const wait = waitOf(page)
  const wentBy = wentByOf(state, new Map([[incidentId, wait]]), nowMs).get(incidentId) ?? 0
  if (wait.toMs !== null || wentBy < 1) return null
  return (
    <Line grave>
      {`Its incident is unacknowledged for ${formatDuration(Math.max(0, nowMs - wait.fromMs))}: `}
      <b className="font-medium text-ink">
        <Amount money={{ amountMinor: wentBy, currency: state.base }} ticks /> went by.
      </b>
    </Line>
  )
}

function Line({ grave, children }: { grave: boolean; children: ReactNode }) {
  return (
    <p className="border-line border-b px-5 py-2 text-13 text-ink-2">
      <span className={clsx('block border-l-2 pl-3', grave ? 'border-status-down' : 'border-status-degraded')}>{children}</span>
    </p>
  )
}
