'use client'
import clsx from 'clsx'
import { useRouter, useSearchParams } from 'next/navigation'
import { useEffect } from 'react'
import { PartSheet } from '@/components/impact/part-sheet'
import { usePart } from '@/components/impact/use-part'
import { useRisk } from '@/components/impact/use-risk'
import { useLive } from '@/components/live/use-live'
import { useParcel } from '@/components/live/use-parcel'
import { useActions } from '@/components/shell/actions'
import { healthScore } from '@/server/impact/rules/health-score'
import type { ExecutiveView } from '@/server/views/model'
import type { Parcel } from '@/server/views/rules/parcel'
import { AlsoOpen } from './also-open'
import { AvailabilitySection } from './availability'
import { Contracts } from './contracts'
import { LossByMonth } from './loss-by-month'
import { rereadAtMs } from './month-end'
import { Opportunities } from './opportunities'
import { RevenueAtRisk } from './revenue-at-risk'
import { ThisMonth } from './this-month'
import { Undeclared } from './undeclared'
import { WhatMakesItUp } from './what-makes-it-up'

const KEYS = [
  { part: 'lost', label: 'Lost so far' },
  { part: 'further', label: 'Expected further loss' },
  { part: 'credits', label: 'SLA credits' },
  { part: 'opportunities', label: 'Opportunities at risk' },
] as const

/** The deals take the widest column; without business terms two columns are enough. */
const FOUR =
  'min-[87.5rem]:grid-cols-[minmax(0,2.9fr)_minmax(0,1.1fr)_minmax(0,1.2fr)_minmax(0,0.95fr)] md:max-[87.5rem]:[&>*:first-child]:col-span-2'

/** What may be old is grey, and as readable as before. */
const STALE = 'grayscale [--color-ink-2:var(--color-ink-3)] [--color-ink:var(--color-ink-3)] [&>*]:grayscale'

/** Understood in five seconds: one sentence and one figure, what makes it up, and how the business stands otherwise. */
export function Executive({ parcel }: { parcel: Parcel<ExecutiveView> }) {
  const view = useParcel(parcel)
  const wall = useSearchParams().get('tv') === '1'
  const { risk, told, now, stale } = useRisk(view.risk)
  const deals = useLive('opportunities', view.opportunities)
  const { part, open } = usePart()
  useRereadAfterMonth(view.nowMs, now)
  useActions(
    KEYS.map((each, i) => ({
      id: `open ${each.part}`,
      label: `How it is worked out: ${each.label}`,
      group: 'Executive',
      keys: String(i + 1),
      ...(i === 0 && told?.mood === 'risk' && { bar: 'lost so far' }),
      perform: () => open(each.part),
    })),
  )
  if (!risk || !told) return null
  const money = risk.declared.streams + risk.declared.opportunities > 0
  const declaresMoney = money || risk.declared.contracts > 0 || risk.declared.segments > 0
  const size = wall ? 'wall' : 'page'
  const atRisk = told.mood === 'risk'
  const score = healthScore({
    tiers: risk.services.tiers,
    services: risk.services.notUp,
    others: risk.services.others,
    unacknowledgedEmergencies: risk.unacknowledgedEmergencies,
    tierWeights: risk.rules.tierWeights,
    degradedSeverity: risk.rules.degradedSeverity,
  })
  return (
    <div
      className={clsx(
        !wall && 'mx-auto max-w-[1440px] px-10 pt-6 pb-8 max-lg:px-6 max-md:px-5',
        wall && 'flex flex-1 flex-col justify-between',
      )}
    >
      <div className={clsx(wall && 'contents', stale && STALE)}>
        <RevenueAtRisk risk={risk} told={told} now={now} days={view.days} size={size} deals={deals} onOpen={wall ? undefined : open} />
        {atRisk && <WhatMakesItUp risk={risk} told={told} now={now} size={size} onOpen={wall ? undefined : open} />}
      </div>
      {!wall && (
        <>
          <div className={clsx('mt-6 grid gap-x-8 gap-y-6 md:grid-cols-2', money && FOUR)}>
            {risk.declared.opportunities > 0 && <Opportunities deals={deals} health={view.health} />}
            <AvailabilitySection services={view.availability} calm={told.mood === 'calm'} />
            <ThisMonth period={view.period} score={score} now={now} />
            {money && <LossByMonth months={view.months} currency={risk.base} />}
          </div>
          {risk.declared.contracts > 0 && <Contracts risk={risk} now={now} />}
          {!declaresMoney && <Undeclared risk={risk} />}
          <AlsoOpen told={told} />
          <PartSheet risk={risk} part={part} openedAt={now} onClose={() => open(null)} />
        </>
      )}
    </div>
  )
}

/** The figures of months come with the page, and no event tells that a month has ended. */
function useRereadAfterMonth(readMs: number, now: Date): void {
  const { refresh } = useRouter()
  const isOver = now.getTime() >= rereadAtMs(readMs)
  useEffect(() => {
    if (isOver) refresh()
  }, [isOver, refresh])
}
