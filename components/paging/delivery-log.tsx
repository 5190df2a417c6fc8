'use client'
import Link from 'next/link'
import { useState } from 'react'
import { Time } from '@/components/live/time'
import { Button } from '@/components/ui/button'
import type { LogRow, Names } from '@/server/views/paging'
import { NoticeSheet } from './notice-sheet'
import { recipientOf, STATES } from './notice-words'
import { ROW } from './paging-column'
import { SendAgain } from './resend'
import { StateBadge } from './state-badge'

/** Messages with what became of them; each opens to its attempts. */
export function DeliveryLog({ rows, names, mayResend }: { rows: readonly LogRow[]; names: Names; mayResend: boolean }) {
  const [open, setOpen] = useState<string>()
  return (
    <>
      <ul>
        {rows.map((row) => (
          <Row key={row.id} row={row} names={names} mayResend={mayResend} open={() => setOpen(row.id)} />
        ))}
      </ul>
      {open !== undefined && <NoticeSheet id={open} names={names} mayResend={mayResend} close={() => setOpen(undefined)} />}
    </>
  )
}

function Row({ row, names, mayResend, open }: { row: LogRow; names: Names; mayResend: boolean; open: () => void }) {
  const { id, at, kind, title, incidentId, state, says, attempts } = row
  const { tone, word, glyph } = STATES[state]
  return (
    <li className={`${ROW} md:grid-cols-[150px_minmax(0,1fr)_110px_100px]`}>
      <p className="whitespace-nowrap text-12 text-ink-2">
        <Time at={at} form="date" /> <Time at={at} form="exact" />
      </p>
      <div className="min-w-0 break-words">
        <p>
          <span className="text-ink-3">{kind}</span>{' '}
          {incidentId ? (
            <Link href={`/incidents/${incidentId}`} prefetch={false} className="font-medium hover:underline">
              {title}
            </Link>
          ) : (
            <span className="font-medium">{title}</span>
          )}{' '}
          to {recipientOf(row, names)}
        </p>
        {says && (
          <p className="text-12 text-ink-2">
            {says}
            {attempts > 1 && ` (${attempts} attempts)`}
          </p>
        )}
      </div>
      <StateBadge tone={tone} glyph={glyph} word={word} />
      <div className="flex flex-wrap gap-2">
        <Button size="small" variant="ghost" onClick={open} aria-label={`Attempts: ${kind} to ${recipientOf(row, names)}`}>
          Attempts
        </Button>
        {state === 'dead' && mayResend && <SendAgain id={id} />}
      </div>
    </li>
  )
}
