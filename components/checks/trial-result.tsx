import clsx from 'clsx'
import type { Status } from '@/components/marks/status'
import { StatusGlyph } from '@/components/marks/status-glyph'
import type { Outcome } from '@/server/checks/model'
import type { Trial } from '@/server/web/check-verbs'
import { Answer, Assertions, PageTroubles, Screenshot, Steps } from './check-evidence'

const OUTCOMES: Readonly<Record<Outcome, { readonly mark: Status; readonly word: string }>> = {
  pass: { mark: 'up', word: 'Passes' },
  slow: { mark: 'degraded', word: 'Passes, too slowly' },
  fail: { mark: 'down', word: 'Fails' },
  blind: { mark: 'unknown', word: 'Could not see' },
}

/** In the order of time. One that did not happen is not shown. */
const PHASES = [
  { name: 'name resolution', of: 'dnsMs', tone: 'bg-phase-1' },
  { name: 'connecting', of: 'connectMs', tone: 'bg-phase-2' },
  { name: 'TLS', of: 'tlsMs', tone: 'bg-phase-3' },
  { name: 'first byte', of: 'firstByteMs', tone: 'bg-phase-4' },
  { name: 'transfer', of: 'transferMs', tone: 'bg-phase-5' },
] as const

/** What one execution said, with where its time went and what proves it. */
export function TrialResult({ trial: { outcome, says, latencyMs, phases, evidence } }: { trial: Trial }) {
  const { mark, word } = OUTCOMES[outcome]
  return (
    <div role="status" className="grid gap-3">
      <p className="flex items-baseline gap-2 text-16">
        <StatusGlyph mark={mark} size={16} className="translate-y-0.5" />
        <span className="font-medium">{word}</span>
        <span className="min-w-0 break-words text-13 text-ink-2">
          {says} · {ms(latencyMs)}
        </span>
      </p>
      {phases && <Waterfall phases={phases} />}
      {evidence && (
        <div>
          <Steps steps={evidence.steps} />
          <Assertions assertions={evidence.assertions} />
          <Screenshot of={evidence.screenshot} />
          <PageTroubles evidence={evidence} />
          <Answer evidence={evidence} failed={outcome === 'fail'} />
        </div>
      )}
    </div>
  )
}

/** Each part where it lay in the whole: one begins where the one before ended. */
function Waterfall({ phases }: { phases: NonNullable<Trial['phases']> }) {
  const total = Math.max(
    PHASES.reduce((sum, { of }) => sum + phases[of], 0),
    Number.EPSILON,
  )
  return (
    <ol aria-label="Where the time went" className="text-13">
      {PHASES.filter(({ of }) => phases[of] > 0).map(({ name, of, tone }) => {
        const before = PHASES.slice(
          0,
          PHASES.findIndex((one) => one.of === of),
        ).reduce((sum, one) => sum + phases[one.of], 0)
        return (
          <li key={of} className="grid min-h-7 grid-cols-[120px_minmax(0,1fr)_72px] items-center gap-2 border-line border-b">
            <span>{name}</span>
            <span className="h-1.5 bg-sunken">
              <span
                className={clsx('block h-full min-w-px', tone)}
                style={{ marginLeft: `${(before / total) * 100}%`, width: `${(phases[of] / total) * 100}%` }}
              />
            </span>
            <span className="text-right font-mono text-12">{ms(phases[of])}</span>
          </li>
        )
      })}
    </ol>
  )
}

const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`
