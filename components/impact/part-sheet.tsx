'use client'
import { useState } from 'react'
import { readNow } from '@/components/live/use-now'
import { Arithmetic } from '@/components/ui/arithmetic'
import { Button } from '@/components/ui/button'
import { exactClock } from '@/components/ui/format-time'
import { SideSheet } from '@/components/ui/side-sheet'
import { useHydrated } from '@/components/ui/use-hydrated'
import { arithmeticOf, type Openable } from '@/server/impact/rules/arithmetic'
import type { RiskState } from '@/server/impact/rules/risk-state'
import { formatExact, type Money, symbolOf } from '@/server/kernel/money'
import { between } from './words'

export type PartSheetProps = { risk: RiskState; part: Openable | null; openedAt: Date; onClose: () => void }

/** A figure and how it is worked out, in sentences with numbers. */
export function PartSheet({ risk, part, openedAt, onClose }: PartSheetProps) {
  return part && <Opened key={part} risk={risk} part={part} openedAt={openedAt} onClose={onClose} />
}

/** Counted at one instant, so that it can be checked by hand while the page ticks on; counted again when what is known changes. */
function Opened({ risk, part, openedAt, onClose }: Omit<PartSheetProps, 'part'> & { part: Openable }) {
  const [counted, setCounted] = useState({ risk, at: openedAt })
  const zone = useHydrated() ? undefined : 'UTC'
  if (counted.risk.incidents !== risk.incidents || counted.risk.streams !== risk.streams) setCounted({ risk, at: openedAt })
  const { title, figure, count, range, groups, notes } = arithmeticOf(counted.risk, counted.at, part)
  const { base } = risk
  return (
    <SideSheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      figure={figure ? <Exact money={figure} /> : count?.toLocaleString('en-GB')}
      note={
        <span className="flex items-center justify-between gap-3">
          <span>
            {range
              ? `Estimate, ${between({ amountMinor: range.lowMinor, currency: base }, { amountMinor: range.highMinor, currency: base })}. `
              : ''}
            Counted at {exactClock(counted.at, zone)}.
          </span>
          <Button size="small" variant="ghost" onClick={() => setCounted({ risk, at: readNow() })}>
            Count again
          </Button>
        </span>
      }
    >
      {groups.map(({ heading, lines, sum }) => (
        <Arithmetic key={heading} heading={heading} lines={lines} sum={sum ?? undefined} />
      ))}
      <div className="grid gap-3 text-13 text-ink-2">
        {notes.map((note) => (
          <p key={note}>{note}</p>
        ))}
      </div>
    </SideSheet>
  )
}

/** Whole units large, the rest small behind them. */
function Exact({ money }: { money: Money }) {
  const [whole = '', rest] = formatExact({ ...money, amountMinor: Math.round(money.amountMinor) }).split('.')
  const sign = symbolOf(money.currency)
  return (
    <span className="whitespace-nowrap">
      <span className="font-normal text-ink-3">{sign}</span>
      {whole.replace(sign, '')}
      {rest && <span className="font-normal text-28 text-ink-3">.{rest}</span>}
    </span>
  )
}
