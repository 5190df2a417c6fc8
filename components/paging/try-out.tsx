'use client'
import { useState } from 'react'
import { Time } from '@/components/live/time'
import { send } from '@/components/live/use-verb'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input, Select } from '@/components/ui/input'
import { Section } from '@/components/ui/section'
import { formatDuration } from '@/server/kernel/duration'
import type { RouteRow } from '@/server/live/rows'
import type { Names } from '@/server/views/paging'
import { named } from './policy-words'

type Tried = {
  readonly at: string
  readonly told: readonly { readonly at: string; readonly kind: string; readonly to: string }[]
  readonly isCut: boolean
  readonly trail: readonly { readonly at: string; readonly says: string }[]
  readonly leftOut: readonly string[]
}

const SEVERITIES = ['emergency', 'critical', 'high', 'medium', 'low'] as const
const KINDS: Readonly<Record<string, string>> = { page: 'pages', reminder: 'reminds', briefing: 'briefs', news: 'tells the news to' }

/** Who would be told if a service failed: the decision itself, made for a failure that is not there. */
export function TryOut({ services, names }: { services: readonly RouteRow[]; names: Names }) {
  const [tried, setTried] = useState<Tried>()
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  if (services.length === 0) return null
  const run = async (fields: FormData) => {
    setBusy(true)
    setProblem(undefined)
    const at = new Date(String(fields.get('at') ?? ''))
    const query = new URLSearchParams({
      service: String(fields.get('service')),
      severity: String(fields.get('severity')),
      ...(!Number.isNaN(at.getTime()) && { at: at.toISOString() }),
    })
    const answer = await send<Tried>(`/api/v1/rehearsal?${query}`, 'GET', undefined)
    setBusy(false)
    if ('problem' in answer) setProblem(answer.problem.detail || answer.problem.title)
    else setTried(answer.value)
  }
  return (
    <Section title="Who would be told?" note="nothing is sent" state={{ kind: 'ready' }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void run(new FormData(event.currentTarget))
        }}
        className="flex flex-wrap items-end gap-3 pb-2"
      >
        <span className="w-60 max-md:w-full">
          <Field label="If this fails">
            {(ids) => (
              <Select {...ids} name="service">
                {services.map(({ name, title }) => (
                  <option key={name} value={name}>
                    {title}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </span>
        <span className="w-36 max-md:w-[calc(50%-6px)]">
          <Field label="as">
            {(ids) => (
              <Select {...ids} name="severity" defaultValue="critical">
                {SEVERITIES.map((severity) => (
                  <option key={severity} value={severity}>
                    {severity}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </span>
        <span className="w-60 max-md:w-full">
          <Field label="at, or now">{(ids) => <Input {...ids} type="datetime-local" name="at" />}</Field>
        </span>
        <Button type="submit" busy={busy}>
          Try it
        </Button>
      </form>
      <div role="status" aria-live="polite">
        {problem && <p className="text-13 text-status-down">{problem}</p>}
        {tried && <Answer tried={tried} names={names} />}
      </div>
    </Section>
  )
}

function Answer({ tried: { at, told, isCut, trail, leftOut }, names }: { tried: Tried; names: Names }) {
  const since = (instant: string) => new Date(instant).getTime() - new Date(at).getTime()
  const when = (instant: string) => (since(instant) < 1_000 ? 'at once' : `after ${formatDuration(since(instant))}`)
  return (
    <div className="grid gap-3 text-13">
      {told.length === 0 ? (
        <p className="font-medium text-status-down">■ Nobody would be told.</p>
      ) : (
        <ol aria-label="Who would be told">
          {told.map(({ at: due, kind, to }) => (
            <li
              key={`${due} ${kind} ${to}`}
              className="grid grid-cols-[110px_minmax(0,1fr)_auto] gap-x-3 border-line border-b py-1.5 last:border-b-0"
            >
              <span className="text-ink-2">{when(due)}</span>
              <span className="break-words">
                {KINDS[kind] ?? kind} <span className="font-medium">{named(to, names)}</span>
              </span>
              <span className="text-12 text-ink-3">
                <Time at={due} form="clock" />
              </span>
            </li>
          ))}
        </ol>
      )}
      <p className="text-12 text-ink-2">
        If nobody answered for a day{isCut && '; only the first hundred are shown'}.
        {leftOut.length > 0 && ` Left out, because it hangs on which check fails: ${leftOut.join(', ')}.`}
      </p>
      <details className="text-12 text-ink-2">
        <summary className="w-fit cursor-pointer max-md:py-3">Why</summary>
        <ol>
          {trail.map(({ at: then, says }) => (
            <li key={`${then} ${says}`}>
              {when(then)}: {named(says, names)}
            </li>
          ))}
        </ol>
      </details>
    </div>
  )
}
