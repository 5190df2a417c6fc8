'use client'
import { type FormEvent, useState } from 'react'

type Issue = { readonly path: string; readonly message: string }
type Refused = { readonly title: string; readonly issues?: readonly Issue[] }

export type Submit = {
  readonly busy: boolean
  /** What was refused as a whole. */
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
  readonly done: (answer: Answer, form: HTMLFormElement) => void
}

const ANSWER_WITHIN_MS = 20_000

/** Sends a form and says what was refused, at the field where it can. The cursor goes to the first field that is wrong. */
export function useSubmit<Answer>({ to, method = 'POST', read = Object.fromEntries, done }: Sending<Answer>): Submit {
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<Refused>()

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
      else {
        setRefused(body)
        focusOn(form, body)
      }
    } catch {
      setRefused({ title: 'Plimsoll did not answer. Try again in a moment.' })
    }
    setBusy(false)
  }

  const fields = refused?.issues ?? []
  return {
    busy,
    problem: refused && fields.length === 0 ? refused.title : undefined,
    errorAt: (name) => sentence(fields.find(({ path }) => path.split(/[.[]/)[0] === name)?.message),
    onSubmit: (event) => {
      event.preventDefault()
      void send(event.currentTarget)
    },
  }
}

function focusOn(form: HTMLFormElement, { issues }: Refused): void {
  const named = issues?.[0] && form.elements.namedItem(issues[0].path)
  if (named instanceof HTMLElement) named.focus()
}

/** "must be at least 12 characters" as the sentence that stands at a field. */
const sentence = (message: string | undefined): string | undefined => message && `${message[0]?.toUpperCase()}${message.slice(1)}.`
