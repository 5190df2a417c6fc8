'use client'
import { useCallback, useState } from 'react'

/** What the server says of a refusal (RFC 9457). */
export type Problem = {
  readonly title: string
  readonly detail: string
  readonly issues: readonly { readonly path: string; readonly message: string }[]
  readonly status: number
}

export type Verb<Input, Output> = {
  /** Does it; undefined when it was refused, and then `problem` says why. */
  run(input: Input): Promise<Output | undefined>
  readonly busy: boolean
  readonly problem: Problem | null
  clear(): void
}

const ANSWER_WITHIN_MS = 20_000

/**
 * Something a person can do: a POST of JSON to our own server.
 *
 * @param path the address, or how it follows from the input
 */
export function useVerb<Input = Record<string, never>, Output = unknown>(
  path: string | ((input: Input) => string),
  { method = 'POST' }: { readonly method?: 'POST' | 'PUT' | 'PATCH' | 'DELETE' } = {},
): Verb<Input, Output> {
  const [running, setRunning] = useState(0)
  const [problem, setProblem] = useState<Problem | null>(null)

  const run = async (input: Input): Promise<Output | undefined> => {
    setRunning((count) => count + 1)
    setProblem(null)
    const answer = await send<Output>(typeof path === 'string' ? path : path(input), method, input)
    setRunning((count) => count - 1)
    if ('problem' in answer) setProblem(answer.problem)
    return 'value' in answer ? answer.value : undefined
  }
  return { run, busy: running > 0, problem, clear: useCallback(() => setProblem(null), []) }
}

/** The same without a component: for actions of keys and palettes. */
export async function send<Output>(
  path: string,
  method: string,
  input: unknown,
): Promise<{ readonly value: Output } | { readonly problem: Problem }> {
  try {
    const answer = await fetch(path, {
      method,
      headers: { 'content-type': 'application/json', accept: 'application/json, application/problem+json' },
      ...(method !== 'GET' && { body: JSON.stringify(input ?? {}) }),
      credentials: 'same-origin',
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    })
    const text = await answer.text()
    if (answer.ok) return { value: (text === '' ? undefined : JSON.parse(text)) as Output }
    return { problem: problemOf(answer.status, text) }
  } catch {
    return {
      problem: {
        title: 'Plimsoll could not be reached',
        detail: 'Nothing came back. It may or may not have been done; the screen shows what is true once it is live again.',
        issues: [],
        status: 0,
      },
    }
  }
}

function problemOf(status: number, text: string): Problem {
  const fallback = { title: 'That did not work', detail: `Plimsoll answered ${status}.`, issues: [], status }
  try {
    return { ...fallback, detail: '', ...(JSON.parse(text) as Partial<Problem>) }
  } catch {
    return fallback
  }
}
