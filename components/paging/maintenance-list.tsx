'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ProblemLine } from '@/components/account/problem-line'
import { useSubmit } from '@/components/account/use-submit'
import { useLive } from '@/components/live/use-live'
import { useNow } from '@/components/live/use-now'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/section'
import { tellDone } from '@/components/ui/toast'
import { SECOND } from '@/server/kernel/duration'
import type { Snapshot } from '@/server/live/model'
import type { MaintenanceRow, MuteRow } from '@/server/live/rows'
import { MaintenanceDialog } from './maintenance-dialog'
import { MutePrice } from './mute-price'
import { StateBadge } from './state-badge'

export type MaintenanceListProps = {
  initial: Snapshot<MaintenanceRow>
  /** Null for those who may not see money. */
  mutes: Snapshot<MuteRow> | null
  mayPlan: boolean
}

/** Planned work: what holds now with what it hides, then what is to come; what never will again is last. */
export function MaintenanceList({ initial, mutes, mayPlan }: MaintenanceListProps) {
  const nowMs = useNow(SECOND).getTime()
  const rows = useLive<MaintenanceRow>('maintenance', initial).toSorted(soonestFirst)
  const holding = rows.filter((row) => holdsAt(row, nowMs)).length
  return (
    <Section
      title="Maintenance"
      note={rows.length > 0 && (holding > 0 ? `${holding} of ${rows.length} now` : `${rows.length} planned`)}
      state={
        rows.length > 0
          ? { kind: 'ready' }
          : {
              kind: 'empty',
              says: 'Nothing is planned. While planned work lasts, checks go on and nobody is paged; what still fails when it ends is paged then.',
            }
      }
    >
      <ul>
        {rows.map((row) => (
          <Row key={row.id} row={row} holds={holdsAt(row, nowMs)} mutes={mutes} mayPlan={mayPlan} />
        ))}
      </ul>
    </Section>
  )
}

const holdsAt = ({ fromMs, toMs }: MaintenanceRow, nowMs: number): boolean =>
  fromMs !== null && toMs !== null && fromMs <= nowMs && nowMs < toMs

const soonestFirst = (a: MaintenanceRow, b: MaintenanceRow): number =>
  (a.fromMs ?? Number.MAX_VALUE) - (b.fromMs ?? Number.MAX_VALUE) || (a.title < b.title ? -1 : 1)

function Row({ row, holds, mutes, mayPlan }: { row: MaintenanceRow; holds: boolean; mutes: Snapshot<MuteRow> | null; mayPlan: boolean }) {
  const [isOpen, setOpen] = useState(false)
  const { id, title, of, says, fromMs, lossFree, source } = row
  return (
    <li
      aria-label={title}
      className="grid items-baseline gap-x-4 gap-y-1 border-line border-b py-2 text-13 last:border-b-0 max-md:py-3 md:grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)_minmax(0,220px)_160px]"
    >
      <div className="min-w-0 break-words">
        <p className="font-medium">{title}</p>
        <p className="text-12 text-ink-2">{of}</p>
      </div>
      <div className="min-w-0 break-words text-12 text-ink-2">
        {holds && <StateBadge tone="maintenance" glyph="◆" word="holds now" />}
        <p>{says}</p>
        {source === 'file' && <p className="text-ink-3">Declared in plimsoll.yaml.</p>}
      </div>
      <div className="min-w-0">
        {holds && mutes && <MutePrice id={id} initial={mutes} {...(lossFree && { free: 'Free of loss, as declared' })} />}
        {(!holds || !mutes) && lossFree && <p className="text-12 text-ink-3">Free of loss, as declared</p>}
      </div>
      <div className="flex flex-wrap justify-end gap-1">
        {mayPlan && holds && (
          <Act
            to={`/api/v1/maintenance/${id}/end`}
            word="End"
            says={`End the maintenance ${title}`}
            done="The maintenance has ended. What still fails is paged now."
          />
        )}
        {mayPlan && source === 'api' && (
          <>
            {fromMs !== null && (
              <Button size="small" variant="ghost" onClick={() => setOpen(true)} aria-label={`Change the maintenance ${title}`}>
                Change
              </Button>
            )}
            {!holds && (
              <Act
                to={`/api/v1/maintenance/${id}`}
                method="DELETE"
                word="Remove"
                says={`Remove the maintenance ${title}`}
                done="It is not planned any more."
              />
            )}
          </>
        )}
      </div>
      {isOpen && <MaintenanceDialog held={row} close={() => setOpen(false)} />}
    </li>
  )
}

/** One deed that needs nothing but the press. */
function Act({
  to,
  method = 'POST',
  word,
  says,
  done,
}: {
  to: string
  method?: 'POST' | 'DELETE'
  word: string
  says: string
  done: string
}) {
  const router = useRouter()
  const submit = useSubmit({
    to,
    method,
    read: () => ({}),
    done: () => {
      tellDone(done)
      router.refresh()
    },
  })
  return (
    <form onSubmit={submit.onSubmit}>
      <Button type="submit" size="small" variant="ghost" busy={submit.busy} aria-label={says}>
        {word}
      </Button>
      <ProblemLine says={submit.problem} />
    </form>
  )
}
