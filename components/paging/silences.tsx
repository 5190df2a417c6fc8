'use client'
import { Time } from '@/components/live/time'
import { useLive } from '@/components/live/use-live'
import { useNow } from '@/components/live/use-now'
import { Section } from '@/components/ui/section'
import { SECOND } from '@/server/kernel/duration'
import type { Snapshot } from '@/server/live/model'
import type { MuteRow, SilenceRow } from '@/server/live/rows'
import { MutePrice } from './mute-price'
import { ROW } from './paging-column'
import { EndSilence } from './silence-dialog'

/** The silences that hold or will, newest first; one that has run out goes by itself. */
export function Silences({
  initial,
  mutes,
  mayEnd,
}: {
  initial: Snapshot<SilenceRow>
  /** Null for those who may not see money. */
  mutes: Snapshot<MuteRow> | null
  mayEnd: boolean
}) {
  const nowMs = useNow(SECOND).getTime()
  const rows = useLive<SilenceRow>('silences', initial)
    .filter(({ toMs }) => toMs > nowMs)
    .toSorted((a, b) => b.fromMs - a.fromMs)
  return (
    <Section
      title="Silences"
      note={rows.length > 0 && (rows.length === 1 ? '1 silence' : `${rows.length} silences`)}
      state={
        rows.length > 0
          ? { kind: 'ready' }
          : {
              kind: 'empty',
              says: 'Nothing is silenced. A silence keeps everybody from being told of what is known and meant; the end of an incident is told all the same.',
            }
      }
    >
      <ul>
        {rows.map(({ id, of, fromMs, toMs, reason, by }) => (
          <li key={id} className={`${ROW} md:grid-cols-[minmax(0,1fr)_220px_minmax(0,220px)_60px]`}>
            <div className="min-w-0 break-words">
              <p className="font-medium">{of}</p>
              <p className="text-12 text-ink-2">
                {reason}, says {by}
              </p>
            </div>
            <p className="text-12 text-ink-2">
              {fromMs > nowMs && (
                <>
                  from <Time at={fromMs} form="date" /> <Time at={fromMs} form="clock" />{' '}
                </>
              )}
              until <Time at={toMs} form="date" /> <Time at={toMs} form="clock" />
            </p>
            <div className="min-w-0">{fromMs <= nowMs && mutes && <MutePrice id={id} initial={mutes} />}</div>
            {mayEnd && <EndSilence id={id} of={of} />}
          </li>
        ))}
      </ul>
    </Section>
  )
}
