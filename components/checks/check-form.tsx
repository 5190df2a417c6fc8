'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { fileText } from '@/components/declared/file-text'
import { YamlText } from '@/components/declared/yaml-text'
import { type Problem, send } from '@/components/live/use-verb'
import { useActions } from '@/components/shell/actions'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input, Select } from '@/components/ui/input'
import { Section } from '@/components/ui/section'
import { tellDone } from '@/components/ui/toast'
import type { Severity } from '@/server/checks/model'
import { readPasted } from '@/server/checks/rules/pasted'
import { severityOf } from '@/server/incidents/rules/words'
import type { CheckFormView } from '@/server/views/check-form'
import type { Trial } from '@/server/web/check-verbs'
import {
  copyOf,
  type Draft,
  definitionOf,
  draftOf,
  FIRST_FIELDS,
  FURTHER_FIELDS,
  NEW_SERVICE,
  NO_DRAFT,
  newServiceOf,
  type Placed,
  placed,
  withProposal,
  withService,
} from './check-fields'
import { type FormSchema, fieldsIn, isWrongWithin, withField } from './form-schema'
import { SchemaField } from './schema-field'
import { TrialResult } from './trial-result'
import { WhoIsTold } from './who-is-told'

const NOTHING_WRONG: Placed = { at: {}, elsewhere: '' }
/** That of a service that is made with its first check. */
const NEW_TIER = 2

/** Paste what to watch, see it run, save it (CHK-7, CHK-10). */
export function CheckForm({
  services: known,
  teams,
  schema,
  types,
  editing,
  copied,
  declared,
  mayCreateServices,
  mayDeclare,
}: CheckFormView) {
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const said = useRef<HTMLDivElement>(null)
  const [services, setServices] = useState(known)
  const [draft, setDraft] = useState<Draft>(() => (editing ? draftOf(editing.definition) : copied ? copyOf(copied) : startWith(known)))
  const [pasted, setPasted] = useState('')
  /** Half an address is no mistake while it is typed. */
  const [left, setLeft] = useState(false)
  const [named, setNamed] = useState(editing !== undefined)
  /** Whoever has chosen the service knows better than the host. */
  const [placedByHand, setPlacedByHand] = useState(copied !== undefined || editing !== undefined)
  /** Counts proposals: the controls for the options begin anew with each. */
  const [round, setRound] = useState(0)
  const [wrong, setWrong] = useState<Placed>(NOTHING_WRONG)
  const [busy, setBusy] = useState<'try' | 'save'>()
  const [trial, setTrial] = useState<Trial>()
  const type = types.find(({ kind }) => kind === draft.type)
  const options = (type?.schema ?? {}) as FormSchema
  const common = (schema as FormSchema).properties ?? {}
  const tier = services.find(({ name }) => name === draft.service)?.tier ?? NEW_TIER
  const severity = severityOf(
    { severity: (draft.more.severity as Severity | undefined) ?? null, critical: draft.more.critical !== false },
    { tier },
    'down',
  )
  const read = pasted.trim() === '' ? undefined : readPasted(pasted)

  useEffect(() => {
    if (Object.keys(wrong.at).length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid=true][name]')?.focus()
  }, [wrong])

  // On a phone it stands below the form, where nobody looks who pressed a key at the top.
  useEffect(() => {
    if (trial) said.current?.scrollIntoView({ block: 'nearest' })
  }, [trial])

  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const paste = (text: string) => {
    setPasted(text)
    setLeft(false)
    const found = readPasted(text)
    if ('issue' in found) return
    setDraft((before) => {
      const next = withProposal(before, found.proposal, named)
      return placedByHand ? next : withService(next, services, mayCreateServices)
    })
    setRound((before) => before + 1)
    setWrong(NOTHING_WRONG)
    setTrial(undefined)
  }
  const choose = (kind: string) => {
    change({ type: kind, options: {} })
    setRound(round + 1)
    setWrong(NOTHING_WRONG)
  }
  const refuse = ({ title, detail, issues, status }: Problem) => {
    const found = placed(issues, options)
    setWrong(issues.length > 0 ? found : { at: {}, elsewhere: status === 0 ? `${title}. ${detail}` : title })
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
      const definition = definitionOf(draft)
      // A trial needs no name and no service; what is saved does.
      const input = { ...definition, name: definition.name || 'unnamed', service: definition.service || 'unnamed' }
      setTrial(undefined)
      const answer = await send<Trial>('/api/v1/checks/try', 'POST', { ...(editing && { of: editing.id }), input })
      if ('problem' in answer) refuse(answer.problem)
      else setTrial(answer.value)
    })

  const save = () =>
    during('save', async () => {
      const service = newServiceOf(draft)
      if (service) {
        const made = await send('/api/v1/services', 'POST', { ...service, title: service.title || undefined })
        if ('problem' in made) return refuse(atNewService(made.problem))
        setServices((before) => [...before, { tier: NEW_TIER, ...service }])
        change({ service: service.name, newService: '', owner: '' })
      }
      const definition = definitionOf(draft)
      const answer = editing
        ? await send(`/api/v1/checks/${editing.id}`, 'PUT', { ...definition, version: editing.version })
        : await send('/api/v1/checks', 'POST', definition)
      if ('problem' in answer) return refuse(answer.problem)
      tellDone(editing ? `${definition.name} is changed. It runs at once.` : `${definition.name} is made. It runs at once.`)
      router.push(`/checks/${definition.name}`)
    })

  const readOnly = declared !== undefined
  useActions([
    { id: 'check try', label: 'Run now, without saving', group: 'Check', keys: 'mod+enter', bar: 'run now', perform: () => void runNow() },
    ...(readOnly
      ? []
      : [{ id: 'check save', label: 'Save the check', group: 'Check', keys: 'mod+s', bar: 'save', perform: () => void save() }]),
  ])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!readOnly) void save()
  }
  const bind = (field: 'title' | 'name' | 'service' | 'newService' | 'owner') => ({
    name: field,
    value: draft[field],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => change({ [field]: currentTarget.value }),
  })
  const more = (key: string) => (
    <SchemaField
      key={key}
      schema={common[key] ?? {}}
      path={key}
      label={common[key]?.title ?? key}
      value={draft.more[key]}
      required={key === 'interval'}
      wrong={wrong.at}
      onChange={(value) => setDraft((before) => ({ ...before, more: withField(before.more, key, value) ?? {} }))}
    />
  )

  return (
    <div className="grid gap-x-10 gap-y-6 px-5 py-4 lg:grid-cols-[minmax(0,560px)_minmax(0,1fr)]">
      <form
        ref={form}
        onSubmit={submit}
        noValidate
        className="grid min-w-0 content-start gap-5"
        aria-label={editing ? 'Edit the check' : 'New check'}
      >
        {wrong.elsewhere && (
          <p role="alert" className="border-status-down border-l-2 py-1 pl-3 text-13">
            {wrong.elsewhere}
          </p>
        )}
        {!editing && (
          <Field
            label="Paste a URL, host:port or a curl command"
            hint={
              read && 'proposal' in read
                ? [`A check of type ${type?.label ?? draft.type} is proposed below.`, ...read.proposal.notes].join(' ')
                : 'What to watch. Everything below follows from it and can be changed.'
            }
            error={left && read && 'issue' in read ? read.issue : undefined}
          >
            {(ids) => (
              <Input
                {...ids}
                value={pasted}
                onBlur={() => setLeft(true)}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
                  event.preventDefault()
                  void runNow()
                }}
                onChange={({ currentTarget }) => paste(currentTarget.value)}
                onPaste={(event) => {
                  // A field of one line would join the lines of a command.
                  const text = event.clipboardData.getData('text')
                  if (!text.includes('\n') || pasted !== '') return
                  event.preventDefault()
                  paste(text)
                }}
                autoFocus={!copied}
                autoComplete="off"
                spellCheck={false}
                placeholder="https://shop.example/health"
                className="font-mono"
              />
            )}
          </Field>
        )}
        <fieldset disabled={readOnly} className="grid min-w-0 gap-5">
          <div className="grid items-start gap-5 md:grid-cols-2">
            <Field label="Type" hint={type?.about}>
              {(ids) => (
                <Select {...ids} name="type" value={draft.type} onChange={({ currentTarget }) => choose(currentTarget.value)}>
                  {types.map(({ kind, label }) => (
                    <option key={kind} value={kind}>
                      {label}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <Field label="Service" hint="What fails for the business when this fails." error={wrong.at.service}>
              {(ids) => (
                <Select {...ids} {...bind('service')} onInput={() => setPlacedByHand(true)}>
                  {draft.service === '' && <option value="">Choose one</option>}
                  {services.map(({ name, title }) => (
                    <option key={name} value={name}>
                      {title}
                    </option>
                  ))}
                  {mayCreateServices && <option value={NEW_SERVICE}>A new service…</option>}
                </Select>
              )}
            </Field>
            {draft.service === NEW_SERVICE && (
              <Field label="New service" hint="As the business calls it." error={wrong.at.newService}>
                {(ids) => (
                  <Input
                    {...ids}
                    {...bind('newService')}
                    onInput={() => setPlacedByHand(true)}
                    maxLength={120}
                    placeholder="Admin sign-in"
                  />
                )}
              </Field>
            )}
            {draft.service === NEW_SERVICE && teams.length > 0 && (
              <Field label="Team" optional hint="Answers for the new service; its policy says who is told.">
                {(ids) => (
                  <Select {...ids} {...bind('owner')}>
                    <option value="">None</option>
                    {teams.map(({ name, policy }) => (
                      <option key={name} value={name}>
                        {policy === null ? `${name}, no policy` : `${name}, follows ${policy}`}
                      </option>
                    ))}
                  </Select>
                )}
              </Field>
            )}
            <Field label="Title" optional hint="What it proves, in words." error={wrong.at.title}>
              {(ids) => <Input {...ids} {...bind('title')} onInput={() => setNamed(true)} maxLength={120} />}
            </Field>
            <Field label="Name" hint="In addresses and files." error={wrong.at.name}>
              {(ids) => <Input {...ids} {...bind('name')} onInput={() => setNamed(true)} maxLength={63} className="font-mono" />}
            </Field>
            {FIRST_FIELDS.map(more)}
          </div>
          <div key={`${draft.type} ${round}`} className="grid gap-4">
            {Object.entries(options.properties ?? {}).map(([key, inner]) => (
              <SchemaField
                key={key}
                schema={inner}
                path={`options.${key}`}
                label={inner.title ?? key}
                value={draft.options[key]}
                required={options.required?.includes(key)}
                wrong={wrong.at}
                onChange={(value) => setDraft((before) => ({ ...before, options: fieldsIn(withField(before.options, key, value)) }))}
              />
            ))}
          </div>
          <details open={FURTHER_FIELDS.some((key) => isWrongWithin(wrong.at, key)) || undefined} className="border-line border-t pt-2">
            <summary className="cursor-pointer py-1 font-medium text-13">Timing, severity and tags</summary>
            <div className="grid items-start gap-5 py-2 md:grid-cols-2">{FURTHER_FIELDS.map(more)}</div>
          </details>
        </fieldset>
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => void runNow()} busy={busy === 'try'} keyHint="mod+enter">
            Run now
          </Button>
          {!readOnly && (
            <Button type="submit" variant="solid" busy={busy === 'save'} keyHint="mod+s">
              {editing ? 'Save' : 'Create check'}
            </Button>
          )}
        </div>
      </form>
      <div className="grid min-w-0 gap-4 lg:sticky lg:top-4 lg:self-start">
        <div ref={said}>
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
        {draft.service !== '' && (
          <WhoIsTold
            service={draft.service === NEW_SERVICE ? 'new' : draft.service}
            owner={draft.service === NEW_SERVICE ? draft.owner : undefined}
            severity={severity}
            mayDeclare={mayDeclare}
          />
        )}
        <YamlText of={fileText('checks', definitionOf(draft), { options, service: newServiceOf(draft) })} />
      </div>
    </div>
  )
}

/** With one service there is nothing to choose. */
const startWith = (services: CheckFormView['services']): Draft => ({
  ...NO_DRAFT,
  service: services.length === 0 ? NEW_SERVICE : services.length === 1 ? (services[0]?.name ?? '') : '',
})

/** The name of a new service follows from its title, so what is wrong with it is said there. */
const atNewService = (problem: Problem): Problem => ({
  ...problem,
  issues: problem.issues.map(({ message }) => ({ path: 'newService', message })),
})
