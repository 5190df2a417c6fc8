'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, useId, useRef, useState } from 'react'
import { fileText } from '@/components/declared/file-text'
import { RemoveDialog } from '@/components/declared/remove-dialog'
import { YamlText } from '@/components/declared/yaml-text'
import { useNow } from '@/components/live/use-now'
import { type Problem, send } from '@/components/live/use-verb'
import { useActions } from '@/components/shell/actions'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/section'
import { tellDone } from '@/components/ui/toast'
import { slugOf } from '@/server/kernel/slug'
import type { BusinessFormView } from '@/server/views/business'
import { ControlField } from './control-field'
import { type Draft, definitionOf, draftOf, FORMS, fieldAt } from './drafts'
import { HourCostLines } from './hour-cost-lines'
import { WORDS } from './words'

type Wrong = { readonly says?: string | undefined; readonly at: readonly { readonly path: string; readonly says: string }[] }
const NOTHING_WRONG: Wrong = { at: [] }

/** One form for everything that the business declares: its fields follow from the schema of API and file. */
export function BusinessForm({ view }: { view: BusinessFormView }) {
  const { list, row, fields, currency } = view
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const zones = useId()
  const now = useNow(60_000)
  const [draft, setDraft] = useState<Draft>(() => draftOf(list, row?.definition, currency))
  const [named, setNamed] = useState(row !== undefined)
  const [wrong, setWrong] = useState<Wrong>(NOTHING_WRONG)
  const [busy, setBusy] = useState(false)
  const [removing, setRemoving] = useState(false)
  const words = WORDS[list]
  const readOnly = !view.mayWrite || row?.source === 'file'

  const change = (key: string, next: Draft) => {
    const title = next.texts.title ?? ''
    const name = !named && key === 'title' ? { name: slugOf(title) } : {}
    if (key === 'name') setNamed(true)
    setDraft({ ...next, texts: { ...next.texts, ...name } })
    setWrong(({ says, at }) => ({ says, at: at.filter(({ path }) => fieldAt(list, path) !== key) }))
  }
  const refuse = (problem: Problem) => {
    const found = wrongIn(list, problem)
    setWrong(found)
    const order = FORMS[list].map(([key]) => key)
    const [first] = found.at.toSorted((a, b) => order.indexOf(fieldAt(list, a.path) ?? '') - order.indexOf(fieldAt(list, b.path) ?? ''))
    if (first) focusAt(form.current, first.path, fieldAt(list, first.path) ?? '')
  }
  const save = async () => {
    if (busy || readOnly) return
    setBusy(true)
    setWrong(NOTHING_WRONG)
    const definition = definitionOf(list, draft)
    const answer = row
      ? await send(`/api/v1/${list}/${row.id}`, 'PUT', { ...definition, version: row.version })
      : await send(`/api/v1/${list}`, 'POST', definition)
    setBusy(false)
    if ('problem' in answer) return refuse(answer.problem)
    tellDone(`${draft.texts.title || String(definition.name)} is ${row ? 'changed' : 'declared'}. It counts at once.`)
    router.push(`/settings/business/${list}`)
    router.refresh()
  }
  useActions(
    readOnly
      ? []
      : [
          {
            id: 'business save',
            label: `Save the ${words.one}`,
            group: 'Business',
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
  return (
    <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,720px)_minmax(0,1fr)]">
      <form
        ref={form}
        onSubmit={submit}
        noValidate
        aria-label={row ? `Edit the ${words.one}` : `New ${words.one}`}
        className="grid content-start gap-5"
      >
        {wrong.says && (
          <p role="alert" className="border-status-down border-l-2 py-1 pl-3 text-13">
            {wrong.says}
          </p>
        )}
        <div className="grid min-w-0 items-start gap-5 md:grid-cols-2">
          {FORMS[list].map(([key, control]) => (
            <ControlField
              key={key}
              at={key}
              control={control}
              words={fields[key] ?? { label: key, required: false }}
              draft={draft}
              view={view}
              readOnly={readOnly}
              zones={zones}
              wrong={wrong.at.filter(({ path }) => fieldAt(list, path) === key)}
              change={(next) => change(key, next)}
            />
          ))}
        </div>
        <datalist id={zones}>
          {Intl.supportedValuesOf('timeZone').map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
        {!readOnly && (
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
      <div className="grid content-start gap-4">
        {list === 'streams' && (
          <Section title="What an hour costs" state={{ kind: 'ready' }}>
            <HourCostLines draft={draft} nowMs={now.getTime()} services={view.services} />
          </Section>
        )}
        {row && (
          <Section title="What hangs on it" state={row.users.length === 0 ? { kind: 'empty', says: words.unused } : { kind: 'ready' }}>
            <ul className="text-13">
              {row.users.map((user) => (
                <li key={user} className="border-line border-b py-1 last:border-b-0">
                  {user}
                </li>
              ))}
            </ul>
          </Section>
        )}
        <YamlText of={fileText(list, definitionOf(list, draft))} />
      </div>
      {row && removing && (
        <RemoveDialog
          of={`/api/v1/${list}/${row.id}`}
          version={row.version}
          title={String(row.definition.title ?? row.name)}
          users={row.users}
          unused={words.unused}
          back={`/settings/business/${list}`}
          close={() => setRemoving(false)}
        />
      )}
    </div>
  )
}

function wrongIn(list: BusinessFormView['list'], { title, detail, issues, status }: Problem): Wrong {
  const elsewhere = issues.filter(({ path }) => !fieldAt(list, path)).map(({ path, message }) => `${path}: ${sentence(message)}`)
  return {
    at: issues.flatMap(({ path, message }) =>
      fieldAt(list, path) ? [{ path: path.replace(/^input\./, ''), says: sentence(message) }] : [],
    ),
    says: issues.length > 0 ? elsewhere.join(' ') || undefined : status === 0 ? `${title}. ${detail}` : title,
  }
}

/** The control of the very path, or the first of its field. */
function focusAt(form: HTMLFormElement | null, path: string, key: string): void {
  const controls = [...(form?.elements ?? [])].filter((one): one is HTMLInputElement => 'name' in one && one instanceof HTMLElement)
  const found =
    controls.find(({ name }) => name === path) ??
    controls.find(({ name }) => name === key || name.startsWith(`${key}.`) || name.startsWith(`${key}[`))
  found?.focus()
}

/** "must be at least 1" as it stands at a field. */
const sentence = (message: string): string => `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.?!]$/.test(message) ? '' : '.'}`
