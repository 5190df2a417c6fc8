'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { useSubmit } from '@/components/account/use-submit'
import { readNow } from '@/components/live/use-now'
import { AskForm } from '@/components/settings/ask-form'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Checkbox, Input, Select } from '@/components/ui/input'
import { tellDone } from '@/components/ui/toast'
import { HOUR, MINUTE } from '@/server/kernel/duration'
import { WEEKDAYS } from '@/server/kernel/local-time'
import type { MaintenanceRow } from '@/server/live/rows'
import type { Tried } from '@/server/web/maintenance'
import { comesOf, maintenanceOf, missingIn, type Written } from './maintenance-fields'

const DAY_WORDS = { mon: 'Mon', tue: 'Tue', wed: 'Wed', thu: 'Thu', fri: 'Fri', sat: 'Sat', sun: 'Sun' } as const
const PREVIEW_WITHIN_MS = 10_000

/** Asks what is worked on and when, and says before it is saved when that is and what would come of it. */
export function MaintenanceDialog({ held, close }: { held?: MaintenanceRow; close: () => void }) {
  const router = useRouter()
  const written: Written | undefined = held?.definition
  const [comes, setComes] = useState<string>(written ? comesOf(written) : 'once')
  const [next] = useState(nextHour)
  const form = useRef<HTMLDivElement>(null)
  const { preview, look } = usePreview(written)
  const submit = useSubmit({
    to: held ? `/api/v1/maintenance/${held.id}` : '/api/v1/maintenance',
    method: held ? 'PUT' : 'POST',
    read: (fields) => ({ ...maintenanceOf(fields, written), ...(held && { version: held.version }) }),
    at: { name: 'title', matcher: 'services', days: 'day-mon', from: 'first', when: comes === 'once' ? 'from' : 'at' },
    done: () => {
      tellDone(held ? 'It is changed.' : 'It is planned.')
      close()
      router.refresh()
    },
  })
  // Other fields stand there after another choice.
  useEffect(() => look(comes ? (form.current?.closest('form') ?? null) : null), [look, comes])
  const { once, every } = written?.when ?? {}
  const zone = once?.timeZone ?? every?.timeZone ?? (once ? 'UTC' : ownZone())
  const given = (place: keyof Written['matcher']) => written?.matcher[place]?.join(', ')
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => open || close()}
      title={held ? 'Change maintenance' : 'Plan maintenance'}
      description="Checks go on, and nobody is paged of what they find. What still fails when it ends is paged then."
    >
      <div onChange={(event: FormEvent<HTMLDivElement>) => look(event.currentTarget.querySelector('form'))}>
        <AskForm submit={submit} close={close} verb={held ? 'Save' : 'Plan'}>
          <div ref={form} hidden />
          <Field label="What is done" error={submit.errorAt('title')}>
            {(ids) => <Input {...ids} name="title" maxLength={120} defaultValue={written?.title ?? held?.title} />}
          </Field>
          <Field
            label="Services"
            hint="Names, with commas between; shop-* for all that begin so. All that is given must fit."
            error={submit.errorAt('services')}
            optional
          >
            {(ids) => <Input {...ids} name="services" defaultValue={given('services')} />}
          </Field>
          <div className="grid grid-cols-3 items-start gap-3 max-md:grid-cols-1">
            <Field label="Checks" error={submit.errorAt('checks')} optional>
              {(ids) => <Input {...ids} name="checks" defaultValue={given('checks')} />}
            </Field>
            <Field label="Teams" error={submit.errorAt('teams')} optional>
              {(ids) => <Input {...ids} name="teams" defaultValue={given('teams')} />}
            </Field>
            <Field label="Tags" error={submit.errorAt('tags')} optional>
              {(ids) => <Input {...ids} name="tags" defaultValue={given('tags')} />}
            </Field>
          </div>
          <div className="grid grid-cols-2 items-start gap-3 max-md:grid-cols-1">
            <Field label="When">
              {(ids) => (
                <Select {...ids} name="comes" value={comes} onChange={({ target }) => setComes(target.value)}>
                  <option value="once">Once</option>
                  <option value="week">Every day or week</option>
                  <option value="month">Every month</option>
                </Select>
              )}
            </Field>
            <Field label="Time zone" hint="Times are of its clock." error={submit.errorAt('timeZone')}>
              {(ids) => <Input {...ids} name="timeZone" list="zones" defaultValue={zone} />}
            </Field>
          </div>
          <datalist id="zones">
            {Intl.supportedValuesOf('timeZone').map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
          {comes === 'once' ? (
            <div className="grid grid-cols-2 items-start gap-3 max-md:grid-cols-1">
              <Field label="From" error={submit.errorAt('from')}>
                {(ids) => <Input {...ids} type="datetime-local" name="from" defaultValue={local(once?.from) ?? next.from} />}
              </Field>
              <Field label="Until" error={submit.errorAt('to')}>
                {(ids) => <Input {...ids} type="datetime-local" name="to" defaultValue={local(once?.to) ?? next.to} />}
              </Field>
            </div>
          ) : (
            <>
              {comes === 'week' && <Days chosen={every?.days ?? []} error={submit.errorAt('day-mon')} />}
              <div className="grid grid-cols-4 items-start gap-3 max-md:grid-cols-2">
                <Field label="At" error={submit.errorAt('at')}>
                  {(ids) => <Input {...ids} type="time" name="at" defaultValue={every?.at ?? '02:00'} />}
                </Field>
                <Field label="For" hint="30min, 2h" error={submit.errorAt('for')}>
                  {(ids) => <Input {...ids} name="for" defaultValue={every?.for ?? '1h'} />}
                </Field>
                {comes === 'month' ? (
                  <Field label="On day" hint="1 to 31, or last" error={submit.errorAt('dayOfMonth')}>
                    {(ids) => <Input {...ids} name="dayOfMonth" defaultValue={every?.dayOfMonth ?? 1} />}
                  </Field>
                ) : (
                  <Field label="Each … weeks" hint="2: every second" error={submit.errorAt('weeks')}>
                    {(ids) => <Input {...ids} type="number" min={1} max={52} name="weeks" defaultValue={every?.weeks ?? 1} />}
                  </Field>
                )}
                <Field label="Begins" hint="First day it may" error={submit.errorAt('first')} optional>
                  {(ids) => <Input {...ids} type="date" name="first" defaultValue={every?.from} />}
                </Field>
              </div>
            </>
          )}
          <Preview preview={preview} />
          <Tick name="lossFree" isSet={written?.lossFree}>
            Free of loss: nothing is sold meanwhile anyway
          </Tick>
          <Tick name="everything" isSet={written?.everything}>
            Everything, where nothing is named above: nobody is paged of anything
          </Tick>
        </AskForm>
      </div>
    </Dialog>
  )
}

function Days({ chosen, error }: { chosen: readonly string[]; error: string | undefined }) {
  const id = useId()
  return (
    <fieldset className="grid gap-1.5" aria-describedby={error && id}>
      <legend className="font-medium text-13">
        On <span className="font-normal text-ink-3">none is every day</span>
      </legend>
      <div className="flex flex-wrap gap-x-3">
        {WEEKDAYS.map((day) => (
          <label key={day} htmlFor={`maintenance-${day}`} className="flex min-h-7 items-center gap-1.5 text-13 max-md:min-h-11">
            <Checkbox id={`maintenance-${day}`} name={`day-${day}`} defaultChecked={chosen.includes(day)} />
            {DAY_WORDS[day]}
          </label>
        ))}
      </div>
      {error && (
        <p id={id} role="alert" className="text-12 text-status-down">
          {error}
        </p>
      )}
    </fieldset>
  )
}

function Tick({ name, isSet, children }: { name: string; isSet: boolean | undefined; children: string }) {
  return (
    <label htmlFor={`maintenance-${name}`} className="flex min-h-7 items-center gap-2.5 text-13 max-md:min-h-11">
      <Checkbox id={`maintenance-${name}`} name={name} defaultChecked={isSet} />
      {children}
    </label>
  )
}

/** What the server makes of it, or what is not yet as it must be. */
type Preview = { readonly tried: Tried } | { readonly missing: string } | null

function Preview({ preview }: { preview: Preview }) {
  return (
    <div role="status" className="grid min-h-12 content-start gap-1 rounded-control border border-line bg-panel px-3 py-2 text-13">
      {preview === null && <p className="text-ink-3">…</p>}
      {preview && 'missing' in preview && <p className="text-ink-2">{preview.missing}</p>}
      {preview && 'tried' in preview && (
        <>
          <p>{preview.tried.says}</p>
          {preview.tried.checks > 0 && (
            <p className="text-12 text-ink-2">
              {preview.tried.checks === 1 ? '1 check is' : `${preview.tried.checks} checks are`} matched as they are now.
            </p>
          )}
          {preview.tried.warnings.map((warning) => (
            <p key={warning} className="text-status-degraded">
              <span aria-hidden>▲ </span>
              {warning}
            </p>
          ))}
        </>
      )}
    </div>
  )
}

/** Asks what would come of the fields as they are; one question at a time, the last of those that came meanwhile next. */
function usePreview(held: Written | undefined): { preview: Preview; look: (form: HTMLFormElement | null) => void } {
  const [preview, setPreview] = useState<Preview>(null)
  const [look] = useState(() => {
    let isAsking = false
    let next: HTMLFormElement | null = null
    const askAll = async () => {
      isAsking = true
      while (next) {
        const form = next
        next = null
        setPreview(await previewOf(form, held))
      }
      isAsking = false
    }
    return (form: HTMLFormElement | null) => {
      next = form
      if (form && !isAsking) void askAll()
    }
  })
  return { preview, look }
}

async function previewOf(form: HTMLFormElement, held: Written | undefined): Promise<Preview> {
  const { matcher, when } = maintenanceOf(new FormData(form), held)
  try {
    const answer = await fetch('/api/v1/maintenance/try', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ matcher, when }),
      signal: AbortSignal.timeout(PREVIEW_WITHIN_MS),
    })
    const body = await answer.json()
    return answer.ok ? { tried: body } : { missing: missingIn(body) }
  } catch {
    return { missing: 'Plimsoll did not answer; when it holds is not known yet.' }
  }
}

/** The next full hour and the one after it, on this machine's clock. */
function nextHour(): { readonly from: string; readonly to: string } {
  const fromMs = Math.ceil((readNow().getTime() + MINUTE) / HOUR) * HOUR
  return { from: asField(fromMs), to: asField(fromMs + HOUR) }
}
const asField = (ms: number): string => new Date(ms - new Date(ms).getTimezoneOffset() * MINUTE).toISOString().slice(0, 16)

/** As the field of a browser takes it; an instant with an offset is shown in UTC. */
function local(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  return /(Z|[+-]\d\d:\d\d)$/.test(text) ? new Date(text).toISOString().slice(0, 16) : text.slice(0, 16)
}

const ownZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone
