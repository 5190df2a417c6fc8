'use client'
import clsx from 'clsx'
import { useState } from 'react'
import { Time } from '@/components/live/time'
import { StatusGlyph } from '@/components/marks/status-glyph'
import { Button } from '@/components/ui/button'
import { FilterChip } from '@/components/ui/chip'
import { Section } from '@/components/ui/section'
import type { Evidence } from '@/server/checks/model'
import type { CheckView } from '@/server/views/check'
import { sayMs } from './check-figures'
import { copy } from './check-head'

/** What proves a failure: which assertion broke, and what the target really said (CHK-9). */
export function CheckEvidence({ view: { evidence } }: { view: CheckView }) {
  const [chosen, setChosen] = useState<string>()
  const all = evidence.kind === 'ready' ? evidence.value : []
  const shown = all.find(({ id }) => id === chosen) ?? all[0]
  const state =
    evidence.kind === 'missing'
      ? ({ kind: 'failed', says: evidence.says } as const)
      : shown
        ? ({ kind: 'ready' } as const)
        : ({
            kind: 'empty',
            says: 'No failure is kept. The first one that happens leaves its evidence here: headers, body, and what was expected of them.',
          } as const)
  return (
    <div className="border-line border-t px-5 pb-4">
      <Section
        title="Evidence"
        note={
          shown && (
            <>
              {shown.because}, <Time at={shown.atMs} form="exact" />
            </>
          )
        }
        aside={
          shown?.body.curl && (
            <Button variant="ghost" size="small" keyHint="c" onClick={() => void copy(shown.body.curl ?? '')}>
              copy as curl
            </Button>
          )
        }
        look="instrument"
        state={state}
      >
        {all.length > 1 && (
          <fieldset aria-label="Which failure" className="flex flex-wrap gap-1.5 pb-2">
            {all.map(({ id, atMs }) => (
              <FilterChip key={id} pressed={id === shown?.id} onPress={() => setChosen(id)}>
                <Time at={atMs} form="exact" />
              </FilterChip>
            ))}
          </fieldset>
        )}
        {shown && (
          <>
            <p className="pb-1 text-13">{shown.says}</p>
            <Steps steps={shown.body.steps} />
            <Assertions assertions={shown.body.assertions} />
            <Screenshot of={shown.body.screenshot} />
            <PageTroubles evidence={shown.body} />
            <Answer evidence={shown.body} failed />
          </>
        )}
      </Section>
    </div>
  )
}

/** What was done, each step where it lay in the whole: one begins when the one before has ended. */
export function Steps({ steps }: { steps: Evidence['steps'] }) {
  if (!steps || steps.length === 0) return null
  const startOf = (place: number) => steps.slice(0, place).reduce((sum, { latencyMs }) => sum + (latencyMs ?? 0), 0)
  const total = Math.max(startOf(steps.length), 1)
  return (
    <ol aria-label="Steps" className="pb-2 text-13">
      {steps.map(({ name, holds, says, latencyMs }, place) => (
        <li
          key={`${name} ${says}`}
          title={says}
          className="grid min-h-7 grid-cols-[16px_16px_minmax(0,1fr)_96px_72px] items-center gap-2 border-line border-b"
        >
          <span className="text-ink-3">{place + 1}</span>
          <StatusGlyph
            mark={latencyMs === undefined ? 'unknown' : holds ? 'up' : 'down'}
            size={13}
            label={latencyMs === undefined ? 'not run' : holds ? 'held' : 'failed'}
          />
          <span className="truncate font-mono text-12">{name}</span>
          <span className="h-1.5 bg-sunken">
            <span
              className={clsx('block h-full', latencyMs !== undefined && 'min-w-px', holds ? 'bg-phase-2' : 'bg-fill-down')}
              style={{ marginLeft: `${(startOf(place) / total) * 100}%`, width: `${((latencyMs ?? 0) / total) * 100}%` }}
            />
          </span>
          <span className="text-right font-mono text-12">{latencyMs === undefined ? 'not run' : `${sayMs(latencyMs)} ms`}</span>
        </li>
      ))}
    </ol>
  )
}

export function Assertions({ assertions }: { assertions: Evidence['assertions'] }) {
  return (
    <ul aria-label="What was expected" className="text-13">
      {assertions
        .toSorted((a, b) => Number(a.holds) - Number(b.holds))
        .map(({ expects, got, holds }) => (
          <li key={expects} className="flex min-h-7 items-baseline gap-2 border-line border-b py-1">
            <StatusGlyph mark={holds ? 'up' : 'down'} size={13} label={holds ? 'holds' : 'does not hold'} className="translate-y-0.5" />
            <span className={clsx('min-w-0 grow break-words', !holds && 'font-medium')}>{expects}</span>
            <span className="max-w-[50%] break-words text-right text-ink-2">
              got <span className={clsx(!holds && 'font-medium text-status-down')}>{got}</span>
            </span>
          </li>
        ))}
    </ul>
  )
}

export function Screenshot({ of: picture }: { of: Evidence['screenshot'] }) {
  if (!picture) return null
  return (
    // biome-ignore lint/performance/noImgElement: it lies in the evidence itself, and there is nothing to load or to scale.
    <img
      src={`data:image/jpeg;base64,${picture}`}
      alt="What the page looked like; what was filled in is covered"
      width={1280}
      height={800}
      className="mt-3 h-auto w-full max-w-[960px] rounded-control border border-line"
    />
  )
}

/** What a page wrote as errors, and what it could not load. */
export function PageTroubles({ evidence: { errors, failedRequests } }: { evidence: Evidence }) {
  return (
    <>
      <Lines title="Errors that the page wrote" of={errors} />
      <Lines title="Requests that failed" of={failedRequests} />
    </>
  )
}

function Lines({ title, of: lines }: { title: string; of: readonly string[] | undefined }) {
  if (!lines || lines.length === 0) return null
  return (
    <section aria-label={title} className="mt-3">
      <p className="pb-1 text-12 text-ink-2">{title}</p>
      <ul className="rounded-control border border-line bg-panel px-3 py-2 font-mono text-12 leading-5">
        {[...new Set(lines)].map((line) => (
          <li key={line} className="break-words">
            {line}
          </li>
        ))}
      </ul>
    </section>
  )
}

export function Answer({ evidence: { status, headers, body }, failed }: { evidence: Evidence; failed: boolean }) {
  if (!status && !headers && !body) return null
  return (
    <section aria-label="The answer" className="mt-3">
      <pre className="max-h-[420px] overflow-auto whitespace-pre-wrap break-words rounded-control border border-line bg-panel px-3 py-2 font-mono text-12 leading-5">
        {status && <span className={clsx(failed && 'text-status-down')}>{`${status}\n`}</span>}
        {headers?.map(([name, value]) => `${name}: ${value}\n`).join('')}
        {body && `\n${body}`}
      </pre>
    </section>
  )
}
