'use client'
import { Time } from '@/components/live/time'
import { useLive } from '@/components/live/use-live'
import { useNow } from '@/components/live/use-now'
import { Section } from '@/components/ui/section'
import { formatDuration, SECOND } from '@/server/kernel/duration'
import type { Snapshot } from '@/server/live/model'
import type { PolicyRow, ReachingRow } from '@/server/live/rows'
import type { Names } from '@/server/views/paging'
import { ROW } from './paging-column'
import { named, reachingAt, worseAhead } from './policy-words'
import { StateBadge } from './state-badge'

export const VERDICTS = {
  reaches: { tone: 'up', word: 'reaches somebody', glyph: '●' },
  'unknown-people': { tone: 'degraded', word: 'a guess', glyph: '▲' },
  'only-last-resort': { tone: 'degraded', word: 'last resort only', glyph: '▲' },
  nobody: { tone: 'down', word: 'reaches nobody', glyph: '■' },
} as const

/** Whether an incident that began now would be heard of, by each policy, and when that gets worse. */
export function Policies({ initial, names }: { initial: Snapshot<PolicyRow>; names: Names }) {
  const rows = useLive<PolicyRow>('policies', initial)
  if (rows.length === 0) return null
  return (
    <Section title="Policies" note="as if an incident began now" state={{ kind: 'ready' }}>
      <ul>
        {rows.map((row) => (
          <Policy key={row.id} row={row} names={names} />
        ))}
      </ul>
    </Section>
  )
}

function Policy({ row, names }: { row: PolicyRow; names: Names }) {
  const nowMs = useNow(SECOND).getTime()
  const now = reachingAt(row, nowMs)
  if (!now) return null
  const { tone, word, glyph } = VERDICTS[now.verdict]
  return (
    <li aria-label={row.title} className={`${ROW} md:grid-cols-[200px_minmax(0,1fr)_150px]`}>
      <p className="font-medium">
        {row.title}
        {row.isLastResort && <span className="block font-normal text-12 text-ink-3">of what has no route</span>}
      </p>
      <div className="min-w-0 break-words">
        <p className={now.verdict === 'nobody' ? 'font-medium text-status-down' : undefined}>{now.says}</p>
        <Steps row={row} now={now} names={names} />
        <Ahead worse={worseAhead(row, nowMs)} />
      </div>
      <StateBadge tone={tone} glyph={glyph} word={word} />
    </li>
  )
}

/** The steps with when each is due, and whom it tells at the moment. */
export function Steps({ row: { steps, executives, quiet }, now, names }: { row: PolicyRow; now: ReachingRow; names: Names }) {
  return (
    <ol className="text-12 text-ink-2">
      {now.steps.map(({ step, says, reaches }, index) => (
        <li key={step} className={reaches ? undefined : 'text-status-down'}>
          {named(says, names)} <span className="text-ink-3">{whenOf(steps, index)}</span>
        </li>
      ))}
      {executives && (
        <li>
          {formatDuration(executives.afterMs)} after it began,{' '}
          {named(executives.tells.map((tells) => tells.replace(/^person /, '')).join(', '), names)}{' '}
          {executives.tells.length === 1 ? 'is' : 'are'} told
          {executives.severities && ` (${executives.severities.join(', ')})`}.
        </li>
      )}
      {quiet && (
        <li>
          From {quiet.from} to {quiet.to} ({quiet.timeZone}) only {quiet.unless} and graver.
        </li>
      )}
    </ol>
  )
}

function whenOf(steps: PolicyRow['steps'], index: number): string {
  const { afterMs = 0, severities = null } = steps[index] ?? {}
  const when =
    afterMs === 0
      ? 'at once'
      : index === 0
        ? `after ${formatDuration(afterMs)}`
        : `${formatDuration(afterMs)} later, unless somebody answers`
  return `${when}${severities ? `; ${severities.join(', ')}` : ''}`
}

function Ahead({ worse }: { worse: ReturnType<typeof worseAhead> }) {
  if (!worse) return null
  const { tone, text } =
    worse.verdict === 'nobody'
      ? { tone: 'text-status-down', text: '■ Reaches nobody' }
      : { tone: 'text-status-degraded', text: '▲ Reaches the last resort only' }
  return (
    <p className={`text-12 ${tone}`}>
      {text} from <Time at={worse.fromMs} form="day" /> <Time at={worse.fromMs} form="clock" />
      {worse.toMs !== null && (
        <>
          {' '}
          to <Time at={worse.toMs} form="day" /> <Time at={worse.toMs} form="clock" />
        </>
      )}
      .
    </p>
  )
}
