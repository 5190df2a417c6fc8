'use client'
import { type FormEvent, useId, useState } from 'react'
import { type Problem, send } from '@/components/live/use-verb'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input, LabelledCheckbox, Select, TextArea } from '@/components/ui/input'
import { tellDone } from '@/components/ui/toast'
import { POST_STATES, type PostState } from '@/server/status/model'
import { POST_WORDS } from '@/server/status/rules/words'
import type { Told } from './incident-updates'

type WriteUpdateProps = { path: string; told: Told; close: () => void; onWritten: () => void }

const HINTS: Readonly<Record<PostState, string>> = {
  investigating: 'You see it, and do not know yet why.',
  identified: 'You know why, and work on it.',
  monitoring: 'It is mended, and you watch whether it stays so.',
  resolved: 'It is over. The pages show it as past.',
}

/** Asks what visitors are to read, and on which pages. Nothing else of the incident goes there. */
export function WriteUpdate({ path, told: { pages, updates }, close, onWritten }: WriteUpdateProps) {
  const form = useId()
  const last = updates.find(({ withdrawnAt }) => withdrawnAt === null)
  const affected = pages.filter(({ components, says }) => components.length > 0 || says !== null).map(({ name }) => name)
  const [state, setState] = useState<PostState>(last?.state ?? 'investigating')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(affected))
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const wrongAt = (key: string) => problem?.issues.find(({ path: at }) => at.split(/[.[]/, 1)[0] === key)?.message

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const title = String(fields.get('title') ?? '').trim()
    setBusy(true)
    const answer = await send(path, 'POST', { state, text: fields.get('text'), pages: [...chosen], ...(title !== '' && { title }) })
    setBusy(false)
    if ('problem' in answer) return setProblem(answer.problem)
    tellDone('Visitors read it now. Subscribers are being told.')
    onWritten()
    close()
  }
  const toggle = (name: string) =>
    setChosen((before) => (before.has(name) ? new Set([...before].filter((one) => one !== name)) : new Set([...before, name])))
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      title="Write for visitors"
      description="Only what you write here is public: no title, note or check of the incident."
      actions={
        <>
          <Button onClick={close}>Leave it</Button>
          <Button type="submit" form={form} variant="solid" busy={busy} disabled={chosen.size === 0}>
            Publish
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
        {problem && problem.issues.length === 0 && (
          <p role="alert" className="border-status-down border-l-2 py-1 pl-3 text-13">
            {problem.title}
          </p>
        )}
        <Field label="Where it stands" hint={HINTS[state]}>
          {(ids) => (
            <Select {...ids} value={state} onChange={({ target }) => setState(POST_STATES.find((one) => one === target.value) ?? state)}>
              {POST_STATES.map((one) => (
                <option key={one} value={one}>
                  {POST_WORDS[one]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="What visitors read" error={wrongAt('text')} hint="Plain text. A blank line begins a paragraph.">
          {(ids) => <TextArea {...ids} name="text" rows={5} maxLength={5_000} autoFocus />}
        </Field>
        <Field
          label="Title"
          optional
          error={wrongAt('title')}
          hint={last ? `As before: ${last.title}` : 'Else: Problem with what is affected.'}
        >
          {(ids) => <Input {...ids} name="title" maxLength={150} />}
        </Field>
        <fieldset className="grid gap-1.5">
          <legend className="pb-1.5 font-medium text-13">On</legend>
          {pages.map(({ name, title, visibility, components }) => (
            <LabelledCheckbox key={name} checked={chosen.has(name)} onChange={() => toggle(name)}>
              {title}
              <span className="text-ink-3">
                {visibility === 'private' ? ', private' : ''}
                {components.length > 0 ? `: ${components.join(', ')}` : ', shows nothing of what is affected'}
              </span>
            </LabelledCheckbox>
          ))}
          {wrongAt('pages') && (
            <p role="alert" className="text-12 text-status-down">
              {wrongAt('pages')}
            </p>
          )}
        </fieldset>
      </form>
    </Dialog>
  )
}
