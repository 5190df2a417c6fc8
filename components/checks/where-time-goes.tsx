'use client'
import { LatencyPhases } from '@/components/charts/latency-phases'
import { ResultStrip } from '@/components/charts/result-strip'
import type { Tone } from '@/components/charts/tone'
import { Section } from '@/components/ui/section'
import type { Outcome } from '@/server/checks/model'
import type { CheckRow } from '@/server/live/rows'
import type { CheckView } from '@/server/views/check'
import { RANGE_WORDS } from '@/server/views/rules/time-range'
import { sayMs } from './check-figures'
import type { LiveHistory } from './live-history'

const PHASES = ['DNS', 'Connect', 'TLS', 'First byte', 'Transfer']
const TONES: Readonly<Record<Outcome, Tone>> = { pass: 'up', slow: 'degraded', fail: 'down', blind: 'unknown' }
/** A silence of so many intervals is a gap. */
const GAP_INTERVALS = 2.6
/** As many marks as a strip has room for. */
const MARKS = 360

/** Where the time of each answer goes, over the range, and what each result was. */
export function WhereTimeGoes({ row, view, history }: { row: CheckRow; view: CheckView; history: LiveHistory }) {
  const { fromMs, toMs, points } = history
  const everyMs = Math.max(row.everyMs, (toMs - fromMs) / MARKS)
  const hasPhases = points.some(({ phases }) => phases.some((ms) => ms > 0))
  const state =
    view.points.kind === 'missing' && points.length === 0
      ? ({ kind: 'failed', says: view.points.says, still: 'New results appear here as they come.' } as const)
      : points.length === 0
        ? ({
            kind: 'empty',
            says: `No result in the ${RANGE_WORDS[view.range].toLowerCase()}. The next one appears here by itself.`,
          } as const)
        : ({ kind: 'ready' } as const)
  return (
    <div className="px-5 pb-3">
      <Section
        title="Where the time goes"
        note={hasPhases ? 'each result, a new connection every time' : `each result, as ${row.type} measures it`}
        look="instrument"
        state={state}
      >
        <LatencyPhases
          phases={hasPhases ? PHASES : ['Total']}
          points={points.map(({ atMs, phases, ms, outcome }) => ({
            atMs,
            values: hasPhases ? phases : [ms],
            failed: outcome === 'fail' || outcome === 'blind',
          }))}
          fromMs={fromMs}
          toMs={toMs}
          gapMs={everyMs * GAP_INTERVALS}
          limit={row.slowAfterMs === null ? undefined : { value: row.slowAfterMs, label: `slow above ${sayMs(row.slowAfterMs)} ms` }}
          annotations={
            view.incidents.kind === 'ready'
              ? view.incidents.value.map(({ number, startedMs }) => ({ atMs: startedMs, label: `INC-${number}`, tone: 'down' }))
              : []
          }
          label={`Latency of ${row.name}`}
        />
        <ResultStrip
          results={points.map(({ atMs, outcome }) => ({ atMs, tone: TONES[outcome] }))}
          fromMs={fromMs}
          toMs={toMs}
          everyMs={everyMs}
          label={`Results of ${row.name}, ${RANGE_WORDS[view.range].toLowerCase()}`}
        />
      </Section>
    </div>
  )
}
