import clsx from 'clsx'
import { Time } from '@/components/live/time'
import { DAY } from '@/server/kernel/duration'
import type { OnCallTurn } from '@/server/live/rows'
import type { Names } from '@/server/views/paging'
import { nameOf, SHOWN_MS } from './on-call-words'

const TICK_DAYS = 2
/** A part of the line that is narrower than this holds no name. */
const NAMED_FROM = 0.06

/** Two weeks as a line: who has which part of it, nobody in red. The same stands below in words, so it is drawn for eyes alone. */
export function TimeLine({ turns, nowMs, names }: { turns: readonly OnCallTurn[]; nowMs: number; names: Names }) {
  const place = (ms: number) => `${(100 * Math.min(Math.max(ms - nowMs, 0), SHOWN_MS)) / SHOWN_MS}%`
  const people = [...new Set(turns.flatMap(({ person }) => person ?? []))]
  const ticks = Array.from({ length: Math.floor(SHOWN_MS / DAY / TICK_DAYS) }, (_, i) => nowMs + i * TICK_DAYS * DAY)
  return (
    <div aria-hidden className="max-md:hidden">
      <div className="flex h-6 gap-px overflow-hidden rounded-control bg-line">
        {turns.map(({ fromMs, toMs, person, by }) => {
          const share = (Math.min(toMs, nowMs + SHOWN_MS) - fromMs) / SHOWN_MS
          return (
            <span
              key={fromMs}
              style={{ width: `${share * 100}%` }}
              title={person === null ? 'nobody' : nameOf(person, names)}
              className={clsx(
                'grid items-center overflow-hidden px-1.5 text-12',
                by === null
                  ? 'border-fill-down border-y-2 bg-surface text-status-down'
                  : by === 'override'
                    ? 'border-accent border-b-2 bg-sel'
                    : people.indexOf(person ?? '') % 2 === 0
                      ? 'bg-sunken'
                      : 'bg-surface',
              )}
            >
              {share > NAMED_FROM && by !== null && <span className="truncate">{person === null ? 'nobody' : nameOf(person, names)}</span>}
            </span>
          )
        })}
      </div>
      <div className="relative h-4 text-11 text-ink-3">
        {ticks.map((ms) => (
          <span key={ms} className="absolute whitespace-nowrap" style={{ left: place(ms) }}>
            <Time at={ms} form="day" />
          </span>
        ))}
      </div>
    </div>
  )
}
