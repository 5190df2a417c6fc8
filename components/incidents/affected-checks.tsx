'use client'
import Link from 'next/link'
import type { Beat } from '@/components/charts/heartbeat-bars'
import { HeartbeatStepper } from '@/components/charts/heartbeat-stepper'
import { useLive } from '@/components/live/use-live'
import type { Mark } from '@/components/marks/status'
import { StatusGlyph } from '@/components/marks/status-glyph'
import { beatsOf, resultsOf, saysOf, withResults } from '@/components/services/check-results'
import { exactClock } from '@/components/ui/format-time'
import { Section } from '@/components/ui/section'
import { formatDuration } from '@/server/kernel/duration'
import type { Snapshot } from '@/server/live/model'
import type { AffectedCheck, CheckRow, IncidentRow, LastResult } from '@/server/live/rows'
import { outcomeOf } from '@/server/live/rules/recent'

const WORDS = { pass: 'passed', slow: 'slow', fail: 'failed', blind: 'could not see' } as const

/** The checks of an incident with their last results: what is wrong, and since when, without a click. */
export function AffectedChecks({
  row,
  checks: initial,
}: {
  row: IncidentRow /** As far as the page has rendered them. */
  checks: Snapshot<CheckRow>
}) {
  const held = useLive(`incident-checks:${row.id}`, initial, { merge: withResults, partial: true })
  const checks = new Map(held.map((check) => [check.id, check]))
  const everyMs = row.checks.map(({ checkId }) => checks.get(checkId)?.everyMs).find((ms) => ms !== undefined)
  return (
    <Section
      title="Affected checks"
      note={everyMs === undefined ? 'last 60 results' : `last 60 results, every ${formatDuration(everyMs)}`}
      aside={<span className="text-12 text-ink-3 max-md:hidden">now</span>}
      look="instrument"
      state={
        row.checks.length > 0 ? { kind: 'ready' } : { kind: 'empty', says: 'No check is part of this incident: it was opened by hand.' }
      }
      className="px-5 pb-2"
    >
      <ul>
        {row.checks.map((affected) => (
          <Affected key={affected.checkId} affected={affected} check={checks.get(affected.checkId)} />
        ))}
        {row.allChecks > row.checks.length && <li className="py-2 text-12 text-ink-3">and {row.allChecks - row.checks.length} more</li>}
      </ul>
    </Section>
  )
}

function Affected({ affected, check }: { affected: AffectedCheck; check: CheckRow | undefined }) {
  const results = check && resultsOf(check)
  const beats: readonly Beat[] = check && results ? beatsOf(check, results) : []
  const mark: Mark = affected.endedAtMs === null && affected.passing ? 'recovering' : (check?.status ?? affected.status)
  return (
    <li className="grid min-h-[34px] grid-cols-[20px_minmax(0,1fr)_auto_minmax(76px,auto)] items-center gap-x-3 border-line border-b py-1.5 last:border-b-0 max-md:grid-cols-[20px_minmax(0,1fr)_auto]">
      <StatusGlyph mark={mark} size={15} label={mark} />
      <span className="flex min-w-0 items-baseline gap-3">
        <Link
          href={`/checks/${affected.checkId}`}
          prefetch={false}
          className="truncate text-13 hover:underline max-md:flex max-md:min-h-11 max-md:items-center"
        >
          <span className="font-mono text-12">{affected.name}</span>
        </Link>
        <span className="truncate text-12 text-ink-3 max-md:hidden">{check?.service ?? affected.title}</span>
      </span>
      <span className="max-md:order-last max-md:col-span-3 max-md:overflow-hidden max-md:pt-1">
        {results && (
          <HeartbeatStepper
            beats={beats}
            label={saysOf(results)}
            height={18}
            readouts={results.ms.map((ms, place) => readout(results.atMs[place] ?? 0, ms, results.outcomes[place] ?? ''))}
          />
        )}
      </span>
      <span className={`text-right text-13 ${TEXT[mark] ?? ''}`}>{check?.last ? measured(check.last) : ''}</span>
      {affected.endedAtMs === null && (
        <span
          className={`col-start-2 col-end-[-1] truncate pt-0.5 text-12 ${TEXT[mark] ?? 'text-ink-3'}`}
          title={check?.last?.says ?? affected.says}
        >
          {check?.last?.says ?? affected.says}
        </span>
      )}
    </li>
  )
}

const TEXT: Partial<Record<Mark, string>> = {
  down: 'text-status-down',
  degraded: 'text-status-degraded',
  recovering: 'text-status-up',
  up: 'text-ink-2',
}

const readout = (atMs: number, ms: number, letter: string): string =>
  `${exactClock(new Date(atMs))} ${WORDS[outcomeOf(letter)]}, ${latency(ms)}`
const latency = (ms: number): string => `${Math.round(ms).toLocaleString('en-GB')} ms`

const measured = ({ code, ms }: LastResult): string => (code > 0 ? `${code} · ${latency(ms)}` : latency(ms))
