import Link from 'next/link'
import { Time } from '@/components/live/time'
import { type Changed, changesOf, deedOf } from '@/server/access/rules/audit-entry'
import type { AuditRow } from '@/server/views/administration'

/** Fields that are shown at once; more are a press away. */
const SHOWN = 3
/** A longer value is cut where it is shown at once. */
const LONG = 120

/** Entries of the log, each as a sentence with what it changed. `addressOf` leads to what one person did. */
export function AuditList({ rows, addressOf }: { rows: readonly AuditRow[]; addressOf: (actorId: string) => string }) {
  return (
    <ol>
      {rows.map((row) => (
        <Row key={row.id} row={row} address={addressOf(row.actorId)} />
      ))}
    </ol>
  )
}

function Row({ row, address }: { row: AuditRow; address: string }) {
  const { says, to } = deedOf(row)
  const changes = changesOf(row)
  const isCut = changes.length > SHOWN || changes.some(({ before = '', after = '' }) => before.length > LONG || after.length > LONG)
  return (
    <li className="grid gap-x-4 gap-y-0.5 border-line border-b py-2 text-13 last:border-b-0 md:grid-cols-[160px_minmax(0,1fr)_130px]">
      <p className="whitespace-nowrap text-12 text-ink-2 md:pt-px">
        <Time at={row.at} form="date" /> <Time at={row.at} form="exact" />
      </p>
      <div className="min-w-0 break-words">
        <p>
          <Link href={address} prefetch={false} className="font-medium hover:underline" title={`What ${row.actorName} did`}>
            {row.actorName}
          </Link>
          {row.actorKind === 'key' && <span className="text-ink-3"> (key)</span>} {says} {to && <span className="font-medium">{to}</span>}
        </p>
        {row.hidden && <p className="text-12 text-ink-3">What was changed is an amount, which only those who may see money see.</p>}
        {isCut ? (
          <details className="text-12 text-ink-2">
            <summary className="w-fit cursor-pointer max-md:py-3">{namesOf(changes)}</summary>
            <Changes changes={changes} />
          </details>
        ) : (
          changes.length > 0 && <Changes changes={changes} />
        )}
      </div>
      <p className="text-12 text-ink-3 md:text-right">{row.address && <span title="from this address">{row.address}</span>}</p>
    </li>
  )
}

const namesOf = (changes: readonly Changed[]): string => {
  const names = changes.slice(0, SHOWN).map(({ name }) => name)
  return changes.length > SHOWN ? `${names.join(', ')} and ${changes.length - SHOWN} more` : names.join(', ')
}

function Changes({ changes }: { changes: readonly Changed[] }) {
  return (
    <dl className="grid gap-y-0.5 text-12 text-ink-2">
      {changes.map(({ name, before, after }) => (
        <div key={name} className="flex flex-wrap gap-x-1.5">
          <dt className="text-ink-3">{name}</dt>
          <dd className="min-w-0 break-words">{sidesOf(before, after)}</dd>
        </div>
      ))}
    </dl>
  )
}

function sidesOf(before: string | undefined, after: string | undefined): string {
  if (before !== undefined && after !== undefined) return `${before} → ${after}`
  if (before !== undefined) return `was ${before}`
  return after ?? 'changed'
}
