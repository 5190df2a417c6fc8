'use client'
import { X } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type FormEvent, type ReactNode, useRef, useState } from 'react'
import { type Problem, send } from '@/components/live/use-verb'
import { useActions } from '@/components/shell/actions'
import { Button, buttonClass } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input, LabelledCheckbox, Select } from '@/components/ui/input'
import { tellDone } from '@/components/ui/toast'
import { slugOf } from '@/server/kernel/slug'
import type { StatusPageFormView, StatusPageRow } from '@/server/views/status-pages'
import { Subscribers } from './subscribers'

type Component = {
  readonly key: number
  readonly service: string
  readonly title: string
  readonly group: string
  readonly description: string
}

/** Declares a status page, or changes one that the file does not declare. Its sentences are those of file and API. */
export function StatusPageForm({ view: { row, mayWrite, services, mails } }: { view: StatusPageFormView }) {
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const given = row?.definition
  const readOnly = !mayWrite || row?.source === 'file'
  const next = useRef(0)
  const rowOf = (one: Omit<Component, 'key'>): Component => ({ ...one, key: next.current++ })
  const [title, setTitle] = useState(given?.title ?? '')
  const [name, setName] = useState(given?.name ?? '')
  const [isNamed, setNamed] = useState(given !== undefined)
  const [isPrivate, setPrivate] = useState(given?.visibility === 'private')
  const [components, setComponents] = useState<readonly Component[]>(() =>
    (
      given?.components ??
      services.slice(0, 1).map((one) => ({ service: one.name, title: one.title, group: undefined, description: undefined }))
    ).map(({ service, title: shown, group, description }) =>
      rowOf({ service, title: shown, group: group ?? '', description: description ?? '' }),
    ),
  )
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const [removing, setRemoving] = useState(false)
  const issues = problem?.issues ?? []
  const wrongAt = (path: string) => sentence(issues.find((one) => one.path === path)?.message)
  const elsewhere = issues.filter(({ path }) => !/^(name|title|description|domain|timeZone|mail|webhooks|components)/.test(path))

  const save = async () => {
    if (busy || readOnly || !form.current) return
    const fields = new FormData(form.current)
    const text = (key: string) => String(fields.get(key) ?? '').trim() || undefined
    const definition = {
      name,
      title: title.trim(),
      description: text('description'),
      visibility: isPrivate ? 'private' : 'public',
      timeZone: text('timeZone') ?? 'UTC',
      incidents: text('incidents'),
      maintenance: text('maintenance'),
      ...(!isPrivate && { domain: text('domain'), mail: text('mail'), webhooks: fields.has('webhooks') }),
      components: components.map(({ service, title: shown, group, description }) => ({
        service,
        title: shown,
        ...(group.trim() !== '' && { group }),
        ...(description.trim() !== '' && { description }),
      })),
    }
    setBusy(true)
    const answer = row
      ? await send(`/api/v1/status-pages/${row.id}`, 'PUT', { ...definition, version: row.version })
      : await send('/api/v1/status-pages', 'POST', definition)
    setBusy(false)
    if ('problem' in answer) {
      setProblem(answer.problem)
      const [first] = answer.problem.issues
      const control = first && form.current.elements.namedItem(first.path)
      if (control instanceof HTMLElement) control.focus()
      return
    }
    tellDone(`${title} is ${row ? 'changed' : 'declared'}. Visitors see it within seconds.`)
    router.push('/status-pages')
    router.refresh()
  }
  useActions(
    readOnly
      ? []
      : [
          {
            id: 'status page save',
            label: 'Save the status page',
            group: 'Status pages',
            keys: 'mod+s',
            bar: 'save',
            perform: () => void save(),
          },
        ],
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save()
  }
  const change = (key: number, part: Partial<Component>) =>
    setComponents((before) => before.map((one) => (one.key === key ? { ...one, ...part } : one)))
  return (
    <div className="grid max-w-[1200px] grid-cols-[minmax(0,1fr)] gap-5 px-5 py-5 xl:px-10">
      <header className="flex flex-wrap items-start justify-between gap-3">
        <div className="grid gap-1">
          <div className="flex items-baseline gap-1.5 text-13 text-ink-2">
            <Link href="/status-pages" prefetch={false} className="hover:underline">
              Status pages
            </Link>
            <span aria-hidden>/</span>
            <h1 className="font-medium text-16 text-ink">{given?.title ?? 'New status page'}</h1>
          </div>
          {row?.source === 'file' && (
            <p className="max-w-[90ch] text-13 text-ink-2">
              Declared in plimsoll.yaml, under <code className="font-mono">statusPages</code>, and read-only here: change the file and run{' '}
              <code className="font-mono">plimsoll apply</code>.
            </p>
          )}
          {row?.source !== 'file' && !mayWrite && <p className="text-13 text-ink-2">You may read this. An engineer can change it.</p>}
        </div>
        {row && (
          <a href={row.address} target="_blank" rel="noreferrer" className={buttonClass({})}>
            See it as visitors do
          </a>
        )}
      </header>
      <form
        ref={form}
        onSubmit={submit}
        noValidate
        aria-label={row ? 'Edit the status page' : 'New status page'}
        className="grid max-w-[860px] content-start gap-6"
      >
        {problem && (issues.length === 0 || elsewhere.length > 0) && (
          <p role="alert" className="border-status-down border-l-2 py-1 pl-3 text-13">
            {elsewhere.length > 0 ? elsewhere.map(({ path, message }) => `${path}: ${message}`).join(' ') : problem.title}
          </p>
        )}
        <Two>
          <Field label="Title" hint="Whose status it is." error={wrongAt('title')}>
            {(ids) => (
              <Input
                {...ids}
                name="title"
                value={title}
                disabled={readOnly}
                maxLength={80}
                onChange={({ target }) => {
                  setTitle(target.value)
                  if (!isNamed) setName(slugOf(target.value))
                }}
              />
            )}
          </Field>
          <Field label="Address" hint={`/status/${name || '…'}`} error={wrongAt('name')}>
            {(ids) => (
              <Input
                {...ids}
                name="name"
                value={name}
                disabled={readOnly}
                maxLength={63}
                onChange={({ target }) => {
                  setNamed(true)
                  setName(target.value)
                }}
              />
            )}
          </Field>
        </Two>
        <Field label="Description" optional hint="One sentence below the title." error={wrongAt('description')}>
          {(ids) => <Input {...ids} name="description" defaultValue={given?.description} disabled={readOnly} maxLength={300} />}
        </Field>
        <fieldset className="grid gap-3" disabled={readOnly}>
          <legend className="pb-2 font-medium text-13">What it shows</legend>
          {wrongAt('components') && (
            <p role="alert" className="text-12 text-status-down">
              {wrongAt('components')}
            </p>
          )}
          <ul className="grid gap-3">
            {components.map(({ key, service, title: shown, group, description }, i) => (
              <li key={key} className="grid items-start gap-3 border-line border-b pb-3 md:grid-cols-[1fr_1fr_1fr_1fr_auto]">
                <Field label="Service" error={wrongAt(`components[${i}].service`)}>
                  {(ids) => (
                    <Select
                      {...ids}
                      name={`components[${i}].service`}
                      value={service}
                      onChange={({ target }) =>
                        change(key, {
                          service: target.value,
                          ...(shown === titleOf(services, service) && { title: titleOf(services, target.value) }),
                        })
                      }
                    >
                      {services.map((one) => (
                        <option key={one.name} value={one.name}>
                          {one.title}
                        </option>
                      ))}
                    </Select>
                  )}
                </Field>
                <Field label="Shown as" error={wrongAt(`components[${i}].title`)}>
                  {(ids) => (
                    <Input
                      {...ids}
                      name={`components[${i}].title`}
                      value={shown}
                      maxLength={80}
                      onChange={({ target }) => change(key, { title: target.value })}
                    />
                  )}
                </Field>
                <Field label="Group" optional error={wrongAt(`components[${i}].group`)}>
                  {(ids) => (
                    <Input
                      {...ids}
                      name={`components[${i}].group`}
                      value={group}
                      maxLength={80}
                      onChange={({ target }) => change(key, { group: target.value })}
                    />
                  )}
                </Field>
                <Field label="Description" optional error={wrongAt(`components[${i}].description`)}>
                  {(ids) => (
                    <Input
                      {...ids}
                      name={`components[${i}].description`}
                      value={description}
                      maxLength={200}
                      onChange={({ target }) => change(key, { description: target.value })}
                    />
                  )}
                </Field>
                {!readOnly && (
                  <Button
                    variant="ghost"
                    className="self-end"
                    aria-label={`Show ${shown || 'this component'} no more`}
                    icon={<X aria-hidden size={14} />}
                    onClick={() => setComponents((before) => before.filter((one) => one.key !== key))}
                  />
                )}
              </li>
            ))}
          </ul>
          {!readOnly && (
            <div>
              <Button
                variant="dashed"
                disabled={services.length === 0}
                onClick={() => {
                  const left = services.find((one) => !components.some(({ service }) => service === one.name)) ?? services[0]
                  if (left)
                    setComponents((before) => [
                      ...before,
                      rowOf({ service: left.name, title: left.title, group: before.at(-1)?.group ?? '', description: '' }),
                    ])
                }}
              >
                Add a component
              </Button>
              {services.length === 0 && (
                <p className="pt-1 text-12 text-ink-3">There is no service yet. Declare one under Business first.</p>
              )}
            </div>
          )}
        </fieldset>
        <Two>
          <Field label="Incidents" hint="What the page says of them.">
            {(ids) => (
              <Select {...ids} name="incidents" defaultValue={given?.incidents ?? 'written'} disabled={readOnly}>
                <option value="written">Only what somebody writes</option>
                <option value="automatic">Also a general sentence by itself</option>
              </Select>
            )}
          </Field>
          <Field label="Maintenance" hint="What the page says of planned work.">
            {(ids) => (
              <Select {...ids} name="maintenance" defaultValue={given?.maintenance ?? 'times'} disabled={readOnly}>
                <option value="times">When, and of what</option>
                <option value="titles">With the title of the window</option>
                <option value="hidden">Nothing</option>
              </Select>
            )}
          </Field>
          <Field label="Time zone" hint="Of its days and times." error={wrongAt('timeZone')}>
            {(ids) => <Input {...ids} name="timeZone" defaultValue={given?.timeZone ?? 'UTC'} disabled={readOnly} />}
          </Field>
          <Field label="Who may see it" hint={isPrivate ? 'Who is signed in. For everybody else there is no such page.' : 'Everybody.'}>
            {(ids) => (
              <Select
                {...ids}
                name="visibility"
                value={isPrivate ? 'private' : 'public'}
                disabled={readOnly}
                onChange={({ target }) => setPrivate(target.value === 'private')}
              >
                <option value="public">Public</option>
                <option value="private">Private</option>
              </Select>
            )}
          </Field>
        </Two>
        {!isPrivate && (
          <Two>
            <Field label="Own domain" optional hint="status.zebra.example. Its DNS and TLS lead here." error={wrongAt('domain')}>
              {(ids) => <Input {...ids} name="domain" defaultValue={given?.domain} disabled={readOnly} maxLength={253} />}
            </Field>
            <Field
              label="Tell subscribers by"
              hint={mails.length > 0 ? 'Without, nobody can subscribe by mail.' : 'No e-mail channel is declared; see Paging.'}
              error={wrongAt('mail')}
            >
              {(ids) => (
                <Select {...ids} name="mail" defaultValue={given?.mail ?? ''} disabled={readOnly}>
                  <option value="">No mail</option>
                  {mails.map((one) => (
                    <option key={one.name} value={one.name}>
                      {one.title}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <LabelledCheckbox name="webhooks" defaultChecked={given?.webhooks ?? false} disabled={readOnly}>
              Webhooks may subscribe
            </LabelledCheckbox>
          </Two>
        )}
        {!readOnly && (
          <div className="flex flex-wrap gap-2">
            <Button type="submit" variant="solid" busy={busy} keyHint="mod+s">
              {row ? 'Save' : 'Declare status page'}
            </Button>
            {row && (
              <Button variant="ghost" onClick={() => setRemoving(true)}>
                Delete
              </Button>
            )}
          </div>
        )}
      </form>
      {row && mayWrite && given?.visibility === 'public' && <Subscribers row={row} />}
      {row && removing && <Removing row={row} close={() => setRemoving(false)} />}
    </div>
  )
}

const Two = ({ children }: { children: ReactNode }) => <div className="grid min-w-0 items-start gap-5 md:grid-cols-2">{children}</div>

const titleOf = (services: StatusPageFormView['services'], name: string): string => services.find((one) => one.name === name)?.title ?? ''

const sentence = (message: string | undefined): string | undefined =>
  message && `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.?!]$/.test(message) ? '' : '.'}`

function Removing({ row: { id, version, definition, subscribers }, close }: { row: StatusPageRow; close: () => void }) {
  const router = useRouter()
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const remove = async () => {
    setBusy(true)
    const answer = await send(`/api/v1/status-pages/${id}`, 'DELETE', { version })
    setBusy(false)
    if ('problem' in answer) return setProblem(answer.problem)
    tellDone(`${definition.title} is deleted. There is nothing at its address any more.`)
    router.push('/status-pages')
    router.refresh()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      title={`Delete ${definition.title}`}
      description={`Visitors find nothing there any more${subscribers > 0 ? `, and its ${subscribers} subscribers hear nothing` : ''}.`}
      actions={
        <>
          <Button onClick={close}>Keep it</Button>
          <Button variant="danger" busy={busy} onClick={() => void remove()}>
            Delete
          </Button>
        </>
      }
    >
      {problem && (
        <p role="alert" className="border-status-down border-l-2 py-1 pl-3 text-13">
          {problem.title}
        </p>
      )}
    </Dialog>
  )
}
