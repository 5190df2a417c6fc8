'use client'
import clsx from 'clsx'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input, TextArea } from '@/components/ui/input'
import { WEEKDAYS } from '@/server/kernel/local-time'
import { cellsOf, numberOf, type ProfileDraft, plainWeek, withCells } from './drafts'

const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'))

export type WeekEditorProps = {
  readOnly: boolean
  value: ProfileDraft
  zones: string
  errorAt: (path: string) => string | undefined
  change: (profile: ProfileDraft) => void
}

/** How an ordinary week goes: a factor of the baseline for each hour. A block of a spreadsheet may be pasted into any cell. */
export function WeekEditor({ readOnly, value, zones, errorAt, change }: WeekEditorProps) {
  const [csv, setCsv] = useState('')
  const [refused, setRefused] = useState<string>()
  if (!value)
    return (
      <div className="grid justify-items-start gap-2">
        <p className="text-12 text-ink-3">Every hour of the week is alike.</p>
        {!readOnly && (
          <Button
            size="small"
            onClick={() => change({ timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC', week: plainWeek() })}
          >
            Set it hour by hour
          </Button>
        )}
      </div>
    )
  const { week } = value
  const top = Math.max(1, ...week.flat().map((typed) => Number(numberOf(typed)) || 0))
  const laid = (text: string, day: number, hour: number): boolean => {
    const cells = cellsOf(text)
    if (cells.length === 0) return false
    change({ ...value, week: withCells(week, cells, day, hour) })
    return true
  }
  const move = (event: React.KeyboardEvent<HTMLInputElement>, day: number, hour: number) => {
    const steps: Readonly<Record<string, readonly [number, number]>> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0] }
    const step = steps[event.key]
    if (!step) return
    event.preventDefault()
    const next = event.currentTarget.form?.elements.namedItem(`profile.week.${WEEKDAYS[day + step[0]]}[${hour}]`)
    if (next instanceof HTMLInputElement) next.select()
  }
  return (
    <div className="grid gap-3">
      <Field label="Time zone of the hours" error={errorAt('profile.timeZone')}>
        {(ids) => (
          <Input
            {...ids}
            name="profile.timeZone"
            disabled={readOnly}
            list={zones}
            value={value.timeZone}
            onChange={({ currentTarget }) => change({ ...value, timeZone: currentTarget.value })}
            className="max-w-[280px]"
          />
        )}
      </Field>
      <section tabIndex={readOnly ? 0 : undefined} className="overflow-x-auto" aria-label="Hours of the week">
        <table className="border-separate border-spacing-px text-12 tabular-nums">
          <thead>
            <tr>
              <td />
              {HOURS.map((hour) => (
                <th key={hour} scope="col" className="font-normal text-ink-3">
                  {hour}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {WEEKDAYS.map((name, day) => (
              <tr key={name}>
                <th scope="row" className="pr-2 text-left font-normal text-ink-2">
                  {name}
                </th>
                {(week[day] ?? []).map((typed, hour) => {
                  const share = Math.min(1, (Number(numberOf(typed)) || 0) / top)
                  const path = `profile.week.${name}[${hour}]`
                  return (
                    // biome-ignore lint/suspicious/noArrayIndexKey: an hour of the day is its place
                    <td key={hour} className="p-0">
                      <input
                        name={path}
                        aria-label={`${name} ${String(hour).padStart(2, '0')}:00`}
                        aria-invalid={errorAt(path) ? true : undefined}
                        inputMode="decimal"
                        disabled={readOnly}
                        value={typed}
                        onFocus={({ currentTarget }) => currentTarget.select()}
                        onKeyDown={(event) => move(event, day, hour)}
                        onPaste={(event) => {
                          const text = event.clipboardData.getData('text')
                          if (/[\n\t;,]/.test(text.trim()) && laid(text, day, hour)) event.preventDefault()
                        }}
                        onChange={({ currentTarget }) => change({ ...value, week: withCells(week, [[currentTarget.value]], day, hour) })}
                        style={{ backgroundColor: `color-mix(in oklab, var(--color-accent) ${Math.round(share * 32)}%, transparent)` }}
                        className={clsx(
                          'h-7 w-[26px] rounded-[2px] border bg-transparent px-0 text-center text-12 max-md:h-11 max-md:w-11',
                          errorAt(path) ? 'border-status-down' : 'border-line',
                        )}
                      />
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="text-12 text-ink-3">
        1 is the baseline, 2 twice as much.{!readOnly && ' A block of a spreadsheet can be pasted into any cell.'}
      </p>
      {!readOnly && (
        <>
          <details className="text-13">
            <summary className="cursor-pointer text-ink-2">Paste the week as CSV</summary>
            <div className="mt-2 grid justify-items-start gap-2">
              <Field label="CSV" hint="Seven lines, Monday first, of 24 numbers each." error={refused}>
                {(ids) => (
                  <TextArea
                    {...ids}
                    rows={7}
                    value={csv}
                    onChange={({ currentTarget }) => setCsv(currentTarget.value)}
                    className="w-[min(560px,80vw)] font-mono"
                  />
                )}
              </Field>
              <Button
                size="small"
                onClick={() => {
                  const cells = cellsOf(csv)
                  const whole = cells.length === 7 && cells.every(({ length }) => length === 24)
                  setRefused(
                    whole
                      ? undefined
                      : `${cells.length} lines of ${[...new Set(cells.map(({ length }) => length))].join(' or ') || 'no'} numbers were found; seven lines of 24 make a week.`,
                  )
                  if (whole) laid(csv, 0, 0)
                }}
              >
                Lay into the week
              </Button>
            </div>
          </details>
          <div>
            <Button size="small" variant="ghost" onClick={() => change(null)}>
              Make every hour alike
            </Button>
          </div>
        </>
      )}
    </div>
  )
}
