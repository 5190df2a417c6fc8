import type { Status } from '@/components/marks/status'
import { StatusGlyph } from '@/components/marks/status-glyph'
import { Facts } from '@/components/ui/table'
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
  { name: 'name resolution', of: 'dnsMs' },
  { name: 'connecting', of: 'connectMs' },
  { name: 'TLS', of: 'tlsMs' },
  { name: 'first byte', of: 'firstByteMs' },
  { name: 'transfer', of: 'transferMs' },
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
      {phases && <Facts facts={PHASES.filter(({ of }) => phases[of] > 0).map(({ name, of }) => ({ name, value: ms(phases[of]) }))} />}
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

const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`
