'use client'
import { Time } from '@/components/live/time'
import type { Mark } from '@/components/marks/status'
import { StatusGlyph } from '@/components/marks/status-glyph'
import { Section } from '@/components/ui/section'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { Outcome } from '@/server/checks/model'
import type { CheckRow } from '@/server/live/rows'
import type { CheckView } from '@/server/views/check'
import { sayMs } from './check-figures'
import type { LiveHistory } from './live-history'

const SHOWN = 12
const MARKS: Readonly<Record<Outcome, Mark>> = { pass: 'up', slow: 'degraded', fail: 'down', blind: 'unknown' }
const WORDS: Readonly<Record<Outcome, string>> = { pass: 'passed', slow: 'slow', fail: 'failed', blind: 'could not see' }
const PHASES = ['DNS', 'Connect', 'TLS', 'First byte', 'Transfer'] as const

/** The newest results with all their figures. */
export function LastResults({ row, view, history }: { row: CheckRow; view: CheckView; history: LiveHistory }) {
  const shown = history.points.slice(-SHOWN).toReversed()
  const hasPhases = shown.some(({ phases }) => phases.some((ms) => ms > 0))
  const state =
    shown.length > 0
      ? ({ kind: 'ready' } as const)
      : view.points.kind === 'missing'
        ? ({ kind: 'failed', says: view.points.says } as const)
        : ({ kind: 'empty', says: 'No result in this range.' } as const)
  return (
    <div className="min-w-0 overflow-x-auto px-5 pb-3">
      <Section title="Last results" note="newest first" look="instrument" state={state}>
        <Table aria-label={`Last results of ${row.name}`}>
          <thead>
            <tr>
              <Th>At</Th>
              <Th>Result</Th>
              {hasPhases &&
                PHASES.map((phase) => (
                  <Th key={phase} numeric className="max-md:hidden">
                    {phase}
                  </Th>
                ))}
              <Th numeric>Total, ms</Th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ atMs, outcome, code, ms, phases }) => (
              <Tr key={atMs}>
                <Td className="font-mono text-12">
                  <Time at={atMs} form="exact" />
                </Td>
                <Td>
                  <span
                    className={`inline-flex items-center gap-1.5 ${outcome === 'fail' ? 'text-status-down' : outcome === 'slow' ? 'text-status-degraded' : ''}`}
                  >
                    <StatusGlyph mark={MARKS[outcome]} size={13} />
                    {code !== 0 && row.type === 'http' ? code : WORDS[outcome]}
                  </span>
                </Td>
                {hasPhases &&
                  phases.map((phase, place) => (
                    <Td key={PHASES[place]} numeric className="text-ink-2 max-md:hidden">
                      {phase > 0 ? sayMs(phase) : '–'}
                    </Td>
                  ))}
                <Td numeric className="font-medium">
                  {sayMs(ms)}
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </Section>
    </div>
  )
}
