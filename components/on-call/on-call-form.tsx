'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { type FormSchema, fieldsIn, isShown, withField } from '@/components/checks/form-schema'
import { SchemaField } from '@/components/checks/schema-field'
import { fileText } from '@/components/declared/file-text'
import { RemoveDialog } from '@/components/declared/remove-dialog'
import { YamlText } from '@/components/declared/yaml-text'
import { type Problem, send } from '@/components/live/use-verb'
import { ChannelTest } from '@/components/paging/channel-test'
import { useActions } from '@/components/shell/actions'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input, LabelledCheckbox, Select } from '@/components/ui/input'
import { Section } from '@/components/ui/section'
import { tellDone } from '@/components/ui/toast'
import { useHydrated } from '@/components/ui/use-hydrated'
import { slugOf } from '@/server/kernel/slug'
import type { OnCallFormView } from '@/server/views/on-call-forms'
import { newDraft } from './new-draft'
import { WORDS } from './words'

type Definition = Readonly<Record<string, unknown>>
type Wrong = { readonly at: Readonly<Record<string, string>>; readonly elsewhere: string }
const NOTHING_WRONG: Wrong = { at: {}, elsewhere: '' }

/** Fields that the form shows in a way of its own, or not at all. */
const OWN: readonly string[] = ['name', 'title', 'kind', 'options']

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** One form for all that says whom to tell: its fields follow from the schema of API and file. */
export function OnCallForm({ view }: { view: OnCallFormView }) {
  // Only the browser knows in which zone its person lives.
  const isHere = useHydrated() && view.list === 'schedules' && !view.row
  return <Form key={String(isHere)} view={view} timeZone={isHere ? Intl.DateTimeFormat().resolvedOptions().timeZone : 'UTC'} />
}

function Form({ view, timeZone }: { view: OnCallFormView; timeZone: string }) {
  const { list, row, kinds, me, lastResort } = view
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const words = WORDS[list]
  const [draft, setDraft] = useState<Definition>(() => row?.definition ?? newDraft(list, { ...view, timeZone }))
  const [named, setNamed] = useState(row !== undefined)
  const [wrong, setWrong] = useState<Wrong>(NOTHING_WRONG)
  const [busy, setBusy] = useState(false)
  const [removing, setRemoving] = useState(false)
  const isFile = row?.source === 'file'
  const isLastResort = lastResort.policy !== null && lastResort.policy === row?.name
  const [lasts, setLasts] = useState(isLastResort || (!row && lastResort.policy === null && lastResort.source === 'api'))
  const schema = view.schema as FormSchema
  const kind = kinds.find((one) => one.kind === draft.kind)
  const options = (kind?.schema ?? {}) as FormSchema
  const hasTitle = schema.properties?.title !== undefined
  const hasName = list !== 'contacts'

  useEffect(() => {
    if (Object.keys(wrong.at).length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid=true][name]')?.focus()
  }, [wrong])

  const put = (key: string, value: unknown) =>
    setDraft((before) => {
      const next = withField(before, key, value) ?? {}
      const follows =
        named || key === 'name' || !hasTitle ? {} : { name: slugOf(text(next.title)) || text(list === 'channels' ? next.kind : '') }
      return { ...next, ...follows }
    })
  const refuse = ({ title, detail, issues, status }: Problem) => {
    const at: Record<string, string> = {}
    const elsewhere: string[] = []
    for (const { path: given, message } of issues) {
      const path = given.replace(/^input\./, '')
      const [first = ''] = path.split(/[.[]/)
      const shown =
        first === 'options' ? isShown(options, path.slice('options'.length)) && path !== first : schema.properties?.[first] !== undefined
      if (shown) at[path] = [at[path], sentence(message)].filter(Boolean).join(' ')
      else elsewhere.push(`${path}: ${sentence(message)}`)
    }
    setWrong({ at, elsewhere: issues.length > 0 ? elsewhere.join(' ') : status === 0 ? `${title}. ${detail}` : title })
  }
  const save = async () => {
    if (busy || isFile) return
    setBusy(true)
    setWrong(NOTHING_WRONG)
    const definition = completed(draft, list)
    const answer = row
      ? await send<{ id: string }>(`/api/v1/${list}/${row.id}`, 'PUT', { ...definition, version: row.version })
      : await send<{ id: string }>(`/api/v1/${list}`, 'POST', definition)
    const turned = 'value' in answer ? await turnLastResort(text(definition.name)) : undefined
    setBusy(false)
    if ('problem' in answer) return refuse(answer.problem)
    if (turned) return refuse(turned)
    tellDone(`${text(draft.title) || text(definition.name) || 'It'} is ${row ? 'changed' : 'declared'}. It counts at once.`)
    router.push(list === 'channels' && !row ? `/settings/on-call/channels/${text(definition.name)}` : `/settings/on-call/${list}`)
    router.refresh()
  }
  const turnLastResort = async (name: string): Promise<Problem | undefined> => {
    if (list !== 'policies' || lastResort.source === 'file' || lasts === isLastResort) return undefined
    const answer = await send('/api/v1/last-resort', 'PUT', { policy: lasts ? name : null })
    return 'problem' in answer ? answer.problem : undefined
  }
  useActions(
    isFile
      ? []
      : [{ id: 'on-call save', label: `Save the ${words.one}`, group: 'On call', keys: 'mod+s', bar: 'save', perform: () => void save() }],
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save()
  }
  const file = fileText(list, completed(draft, list), { options })
  return (
    <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,720px)_minmax(0,1fr)]">
      <form
        ref={form}
        onSubmit={submit}
        noValidate
        aria-label={row ? `Edit the ${words.one}` : `New ${words.one}`}
        className="grid min-w-0 content-start gap-5"
      >
        {wrong.elsewhere && (
          <p role="alert" className="border-status-down border-l-2 py-1 pl-3 text-13">
            {wrong.elsewhere}
          </p>
        )}
        <fieldset disabled={isFile} className="grid min-w-0 gap-5">
          <div className="grid items-start gap-5 md:grid-cols-2">
            {kinds.length > 0 && (
              <Field label="Kind" hint={kind?.about} error={wrong.at.kind}>
                {(ids) => (
                  <Select
                    {...ids}
                    name="kind"
                    value={text(draft.kind)}
                    onChange={({ currentTarget: { value } }) => {
                      put('kind', value)
                      setDraft((before) => ({ ...before, options: {} }))
                      setWrong(NOTHING_WRONG)
                    }}
                  >
                    {kinds.map((one) => (
                      <option key={one.kind} value={one.kind}>
                        {one.label}
                      </option>
                    ))}
                  </Select>
                )}
              </Field>
            )}
            {hasTitle && (
              <Field label="Title" optional={list === 'channels'} hint="What people call it." error={wrong.at.title}>
                {(ids) => (
                  <Input
                    {...ids}
                    name="title"
                    value={text(draft.title)}
                    maxLength={120}
                    autoFocus={!row && kinds.length === 0}
                    onChange={({ currentTarget: { value } }) => put('title', value === '' ? undefined : value)}
                  />
                )}
              </Field>
            )}
            {hasName && (
              <Field label="Name" hint={schema.properties?.name?.description ?? 'In addresses and files.'} error={wrong.at.name}>
                {(ids) => (
                  <Input
                    {...ids}
                    name="name"
                    value={text(draft.name) || (named ? '' : text(completed(draft, list).name))}
                    maxLength={list === 'teams' ? 120 : 63}
                    className="font-mono"
                    onChange={({ currentTarget: { value } }) => {
                      setNamed(true)
                      put('name', value)
                    }}
                  />
                )}
              </Field>
            )}
          </div>
          {kind && (
            <div key={kind.kind} className="grid gap-4">
              {Object.entries(options.properties ?? {}).map(([key, inner]) => (
                <SchemaField
                  key={key}
                  schema={inner}
                  path={`options.${key}`}
                  label={inner.title ?? key}
                  value={fieldsIn(draft.options)[key]}
                  required={options.required?.includes(key)}
                  wrong={wrong.at}
                  onChange={(value) => setDraft((before) => ({ ...before, options: fieldsIn(withField(before.options, key, value)) }))}
                />
              ))}
            </div>
          )}
          <div className="grid gap-4">
            {Object.entries(schema.properties ?? {})
              .filter(([key]) => !OWN.includes(key))
              .map(([key, inner]) => (
                <SchemaField
                  key={key}
                  schema={inner}
                  path={key}
                  label={inner.title ?? key}
                  value={draft[key]}
                  required={schema.required?.includes(key)}
                  wrong={wrong.at}
                  onChange={(value) => put(key, value)}
                />
              ))}
          </div>
          {list === 'policies' && lastResort.source === 'api' && (
            <LabelledCheckbox name="lastResort of all" checked={lasts} onChange={({ currentTarget }) => setLasts(currentTarget.checked)}>
              Followed by everything that has no policy of its own
            </LabelledCheckbox>
          )}
        </fieldset>
        {!isFile && (
          <div className="flex flex-wrap gap-2">
            <Button type="submit" variant="solid" busy={busy} keyHint="mod+s">
              {row ? 'Save' : `Declare ${words.one}`}
            </Button>
            {row && (
              <Button variant="ghost" onClick={() => setRemoving(true)}>
                Delete
              </Button>
            )}
          </div>
        )}
      </form>
      <div className="grid min-w-0 content-start gap-4">
        {row && list === 'channels' && (
          <Section title="Try it" note="as it is saved" state={{ kind: 'ready' }}>
            <div className="grid gap-2">
              <ChannelTest
                name={row.name}
                takesAddress={kind?.reaches === 'people'}
                mayTest
                address={kind?.kind === 'email' ? (me ?? undefined) : undefined}
              />
            </div>
          </Section>
        )}
        {row && (
          <Section title="What refers to it" state={row.users.length === 0 ? { kind: 'empty', says: words.unused } : { kind: 'ready' }}>
            <ul className="text-13">
              {row.users.map((user) => (
                <li key={user} className="border-line border-b py-1 last:border-b-0">
                  {user}
                </li>
              ))}
            </ul>
          </Section>
        )}
        <YamlText of={file} />
      </div>
      {row && removing && (
        <RemoveDialog
          of={`/api/v1/${list}/${row.id}`}
          version={row.version}
          title={text(row.definition.title) || row.name}
          users={row.users}
          unused={words.unused}
          back={`/settings/on-call/${list}`}
          close={() => setRemoving(false)}
        />
      )}
    </div>
  )
}

/** A name follows from the title, and that of a channel from its kind; a contact has none but the one that follows from its fields. */
function completed({ name, ...draft }: Definition, list: OnCallFormView['list']): Definition {
  if (list === 'contacts') return draft
  const follows = list === 'channels' ? text(draft.kind) : ''
  return { name: text(name) || slugOf(text(draft.title)) || follows, ...draft }
}

/** "must be at least 1" as it stands at a field. */
const sentence = (message: string): string => `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.?!]$/.test(message) ? '' : '.'}`
