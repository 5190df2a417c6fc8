'use client'
import { type FormEvent, useState } from 'react'
import { type Issue, type Placed, place } from './place-issues'

type Refused = { readonly title: string; readonly issues?: readonly Issue[] }

export type Submit = {
  readonly busy: boolean
  /** What was refused as a whole, or where there is no field. */
  readonly problem: string | undefined
  /** What is wrong with a field. */
  readonly errorAt: (name: string) => string | undefined
  /** For a form that also works without JavaScript: sends its fields as JSON instead. */
  readonly onSubmit: (event: FormEvent<HTMLFormElement>) => void
}

export type Sending<Answer> = {
  readonly to: string
  readonly method?: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** What the fields mean; as they stand unless said. */
  readonly read?: (fields: FormData) => object
  /** Where it is said what is wrong with something that has no field of its own name: `{ matcher: 'services' }`. */
  readonly at?: Readonly<Record<string, string>>
  readonly done: (answer: Answer, form: HTMLFormElement) => void
}

const ANSWER_WITHIN_MS = 20_000

/** Sends a form and says what was refused, at the field where it can. The cursor goes to the first field that is wrong. */
export function useSubmit<Answer>({ to, method = 'POST', read = Object.fromEntries, at = {}, done }: Sending<Answer>): Submit {
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<{ readonly title: string; readonly placed: readonly Placed[] }>()

  const refuse = (form: HTMLFormElement, { title, issues = [] }: Refused) => {
    const placed = place(issues, (name) => controlOf(form, name) !== undefined, at)
    setRefused({ title, placed })
    const wrong = placed.flatMap(({ name }) => (name === undefined ? [] : [controlOf(form, name)]))
    for (const control of form.elements)
      if (control instanceof HTMLElement && wrong.includes(control)) {
        control.focus()
        return
      }
  }
  const send = async (form: HTMLFormElement) => {
    setBusy(true)
    setRefused(undefined)
    try {
      const answer = await fetch(to, {
        method,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(read(new FormData(form))),
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      })
      const body = answer.status === 204 ? undefined : await answer.json()
      if (answer.ok) done(body, form)
      else refuse(form, body)
    } catch {
      setRefused({ title: 'Plimsoll did not answer. Try again in a moment.', placed: [] })
    }
    setBusy(false)
  }

  const homeless = refused?.placed.filter(({ name }) => name === undefined) ?? []
  return {
    busy,
    problem: homeless.length > 0 ? homeless.map(({ says }) => says).join(' ') : refused?.placed.length === 0 ? refused.title : undefined,
    errorAt: (name) =>
      refused?.placed
        .filter((one) => one.name === name)
        .map(({ says }) => says)
        .join(' ') || undefined,
    onSubmit: (event) => {
      event.preventDefault()
      void send(event.currentTarget)
    },
  }
}

/** A control that a person sees; of several with one name the first. */
function controlOf(form: HTMLFormElement, name: string): HTMLElement | undefined {
  for (const control of form.elements)
    if (control instanceof HTMLElement && control.getAttribute('name') === name && control.getAttribute('type') !== 'hidden') return control
  return undefined
}
