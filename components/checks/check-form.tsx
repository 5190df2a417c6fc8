'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, useRef, useState } from 'react'
import { type Problem, send } from '@/components/live/use-verb'
import { useActions } from '@/components/shell/actions'
import { Button } from '@/components/ui/button'
import { Field as Labelled } from '@/components/ui/field'
import { Input, Select, TextArea } from '@/components/ui/input'
import { Section } from '@/components/ui/section'
import { tellDone } from '@/components/ui/toast'
import { slugOf } from '@/server/kernel/slug'
import type { Trial } from '@/server/web/check-verbs'
import {
  type CheckFields,
  type Definition,
  definitionOf,
  FIELDS,
  type Field,
  fieldAt,
  fieldsOf,
  NEW_SERVICE,
  NO_FIELDS,
  suggestionFrom,
} from './check-fields'
import { TrialResult } from './trial-result'

export type CheckFormProps = {
  services: readonly { readonly name: string; readonly title: string }[]
  /** The check that is edited; undefined for a new one. */
  editing?: { readonly id: string; readonly version: number; readonly definition: Definition } | undefined
  mayCreateServices: boolean
}

type Wrong = { readonly says?: string | undefined; readonly at: Partial<Record<Field, string>> }
const NOTHING_WRONG: Wrong = { at: {} }

/** A check of type http: paste an address, see it run, save it (CHK-7). */
export function CheckForm({ services: known, editing, mayCreateServices }: CheckFormProps) {
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const [services, setServices] = useState(known)
  const [fields, setFields] = useState<CheckFields>(() => (editing ? fieldsOf(editing.definition) : startWith(known)))
  const [named, setNamed] = useState(editing !== undefined)
  const [wrong, setWrong] = useState<Wrong>(NOTHING_WRONG)
  const [busy, setBusy] = useState<'try' | 'save'>()
  const [trial, setTrial] = useState<Trial>()

  const change = (part: Partial<CheckFields>) => {
    setFields((before) => ({ ...before, ...part, ...(!named && part.url !== undefined && suggestionFrom(part.url)) }))
    setWrong(({ says, at }) => ({ says, at: Object.fromEntries(Object.entries(at).filter(([field]) => !(field in part))) }))
  }
  const refuse = (problem: Problem) => {
    const found = wrongIn(problem)
    setWrong(found)
    const [first] = FIELDS.filter((field) => found.at[field])
    const control = first && form.current?.elements.namedItem(first)
    if (control instanceof HTMLElement) control.focus()
  }
  const during = async (what: 'try' | 'save', work: () => Promise<void>) => {
    if (busy) return
    setBusy(what)
    setWrong(NOTHING_WRONG)
    await work()
    setBusy(undefined)
  }

  const runNow = () =>
    during('try', async () => {
      const definition = definitionOf(fields, editing?.definition)
      // A trial needs no name and no service; what is saved does.
      const input = { ...definition, name: definition.name || 'unnamed', service: definition.service || 'unnamed' }
      setTrial(undefined)
      const answer = await send<Trial>('/api/v1/checks/try', 'POST', { ...(editing && { of: editing.id }), input })
      if ('problem' in answer) refuse(answer.problem)
      else setTrial(answer.value)
    })

  const save = () =>
    during('save', async () => {
      if (fields.service === NEW_SERVICE) {
        const title = fields.newService.trim()
        const made = await send('/api/v1/services', 'POST', { name: slugOf(title), ...(title && { title }) })
        if ('problem' in made) return refuse(atNewService(made.problem))
        const service = { name: slugOf(title), title }
        setServices((before) => [...before, service])
        setFields((before) => ({ ...before, service: service.name, newService: '' }))
      }
      const definition = definitionOf(fields, editing?.definition)
      const answer = editing
        ? await send(`/api/v1/checks/${editing.id}`, 'PUT', { ...definition, version: editing.version })
        : await send('/api/v1/checks', 'POST', definition)
      if ('problem' in answer) return refuse(answer.problem)
      tellDone(editing ? `${definition.name} is changed. It runs at once.` : `${definition.name} is made. It runs at once.`)
      router.push(`/checks/${definition.name}`)
    })

  useActions([
    { id: 'check try', label: 'Run now, without saving', group: 'Check', keys: 'mod+enter', bar: 'run now', perform: () => void runNow() },
    { id: 'check save', label: 'Save the check', group: 'Check', keys: 'mod+s', bar: 'save', perform: () => void save() },
  ])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save()
  }
  const bind = (field: Field) => ({
    name: field,
    value: fields[field],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => change({ [field]: currentTarget.value }),
  })
  const hidden = editing !== undefined && fieldsOf(editing.definition).url === ''

  return (
    <div className="grid gap-x-10 gap-y-6 px-5 py-4 lg:grid-cols-[minmax(0,560px)_minmax(0,1fr)]">
      <form
        ref={form}
        onSubmit={submit}
        noValidate
        className="grid content-start gap-5"
        aria-label={editing ? 'Edit the check' : 'New check'}
      >
        {wrong.says && (
          <p role="alert" className="border-status-down border-l-2 py-1 pl-3 text-13">
            {wrong.says}
          </p>
        )}
        <Labelled
          label="Address"
          error={wrong.at.url}
          hint={
            hidden
              ? 'It holds a secret and is kept hidden; left empty it stays as it is.'
              : 'What is asked, over a new connection each time.'
          }
        >
          {(ids) => (
            <Input
              {...ids}
              {...bind('url')}
              type="url"
              inputMode="url"
              autoFocus={!editing}
              placeholder="https://shop.example/health"
              className="font-mono"
            />
          )}
        </Labelled>
        <div className="grid items-start gap-5 md:grid-cols-2">
          <Labelled label="Title" optional hint="What it proves, in words." error={wrong.at.title}>
            {(ids) => <Input {...ids} {...bind('title')} maxLength={120} onInput={() => setNamed(true)} />}
          </Labelled>
          <Labelled label="Name" hint="In addresses and files." error={wrong.at.name}>
            {(ids) => <Input {...ids} {...bind('name')} maxLength={63} onInput={() => setNamed(true)} className="font-mono" />}
          </Labelled>
        </div>
        <div className="grid items-start gap-5 md:grid-cols-2">
          <Labelled label="Service" hint="What fails for the business when this fails." error={wrong.at.service}>
            {(ids) => (
              <Select {...ids} {...bind('service')}>
                {fields.service === '' && <option value="">Choose one</option>}
                {services.map(({ name, title }) => (
                  <option key={name} value={name}>
                    {title}
                  </option>
                ))}
                {mayCreateServices && <option value={NEW_SERVICE}>A new service…</option>}
              </Select>
            )}
          </Labelled>
          {fields.service === NEW_SERVICE && (
            <Labelled label="New service" hint="As the business calls it." error={wrong.at.newService}>
              {(ids) => <Input {...ids} {...bind('newService')} maxLength={120} placeholder="Admin sign-in" />}
            </Labelled>
          )}
        </div>
        <div className="grid items-start gap-5 md:grid-cols-3">
          <Labelled label="Every" hint="30s, 5min, 1h." error={wrong.at.interval}>
            {(ids) => <Input {...ids} {...bind('interval')} />}
          </Labelled>
          <Labelled label="Slow after" optional hint="800ms. Slower counts towards degraded." error={wrong.at.slowAfter}>
            {(ids) => <Input {...ids} {...bind('slowAfter')} />}
          </Labelled>
          <Labelled label="Expected status" hint="Codes and ranges." error={wrong.at.status}>
            {(ids) => <Input {...ids} {...bind('status')} className="font-mono" />}
          </Labelled>
        </div>
        <Labelled label="Body contains" optional hint="One text a line; each must be there." error={wrong.at.contains}>
          {(ids) => <TextArea {...ids} {...bind('contains')} className="font-mono" />}
        </Labelled>
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => void runNow()} busy={busy === 'try'} keyHint="mod+enter">
            Run now
          </Button>
          <Button type="submit" variant="solid" busy={busy === 'save'} keyHint="mod+s">
            {editing ? 'Save' : 'Create check'}
          </Button>
        </div>
      </form>
      <Section
        title="What it says"
        note="executed once, nothing is kept"
        state={
          busy === 'try'
            ? { kind: 'loading', rows: 5, rowHeight: 28 }
            : trial
              ? { kind: 'ready' }
              : {
                  kind: 'empty',
                  says: 'Run it before you save it: what came back, how long each part took and each expectation stand here.',
                }
        }
      >
        {trial && <TrialResult trial={trial} />}
      </Section>
    </div>
  )
}

/** With one service there is nothing to choose. */
const startWith = (services: CheckFormProps['services']): CheckFields => ({
  ...NO_FIELDS,
  service: services.length === 0 ? NEW_SERVICE : services.length === 1 ? (services[0]?.name ?? '') : '',
})

function wrongIn({ title, detail, issues, status }: Problem): Wrong {
  const placed = issues.map(({ path, message }) => ({ field: fieldAt(path), sentence: sentence(message), path }))
  const elsewhere = placed.filter(({ field }) => !field).map(({ path, sentence: says }) => `${path}: ${says}`)
  return {
    at: Object.fromEntries(placed.flatMap(({ field, sentence: says }) => (field ? [[field, says]] : []))),
    says: issues.length > 0 ? elsewhere.join(' ') || undefined : status === 0 ? `${title}. ${detail}` : title,
  }
}

/** The name of a new service follows from its title, so what is wrong with it is said there. */
const atNewService = (problem: Problem): Problem => ({
  ...problem,
  issues: problem.issues.map(({ message }) => ({ path: 'newService', message })),
})

/** "must be at least 1 s" as it stands at a field. */
const sentence = (message: string): string => `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.?!]$/.test(message) ? '' : '.'}`
