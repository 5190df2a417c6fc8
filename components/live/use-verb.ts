/** What the server says of a refusal (RFC 9457). */
export type Problem = {
  readonly title: string
  readonly detail: string
  readonly issues: readonly { readonly path: string; readonly message: string }[]
  readonly status: number
}

const ANSWER_WITHIN_MS = 20_000

/** Something a person can do: a request with JSON to our own server; what it refuses is answered, and never thrown. */
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
