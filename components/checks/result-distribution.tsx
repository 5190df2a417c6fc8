'use client'
import { Distribution } from '@/components/charts/distribution'
import { Section } from '@/components/ui/section'
import type { CheckView } from '@/server/views/check'

/** How often each response time was seen in the range. */
export function ResultDistribution({ view }: { view: CheckView }) {
  const { summary, range } = view
  const marks =
    summary.kind === 'ready'
      ? (
          [
            ['p50', summary.value.p50],
            ['p95', summary.value.p95],
            ['p99', summary.value.p99],
          ] as const
        ).flatMap(([label, value]) =>
          value === null ? [] : [{ label, value: value >= 100 ? Math.round(value) : Number(value.toPrecision(2)) }],
        )
      : []
  const state =
    summary.kind === 'missing'
      ? ({ kind: 'failed', says: summary.says } as const)
      : summary.value.bins.length === 0
        ? ({ kind: 'empty', says: 'No answer in this range yet.' } as const)
        : ({ kind: 'ready' } as const)
  return (
    <div className="px-5 pb-3">
      <Section
        title="Distribution"
        note={summary.kind === 'ready' ? `${summary.value.count.toLocaleString('en-GB')} results, ${range}; square-root scale` : undefined}
        look="instrument"
        state={state}
      >
        {summary.kind === 'ready' && (
          <Distribution
            bins={summary.value.bins}
            marks={marks}
            unit="ms"
            label={`Distribution of response times, ${marks.map(({ label, value }) => `${label} ${value} ms`).join(', ')}`}
          />
        )}
      </Section>
    </div>
  )
}
