import type { Finding, Validator, ValidatorTerms } from '../validator'

/** A route to be tried, and the statuses that mean it is there and does its work: 401 for one that asks for a token. */
export type SampleRoute = { readonly method?: string; readonly path: string; readonly expect: readonly number[] }

/** Sends one request to the server under test, whether over a socket or by calling its handler. */
export type SendSample = (request: {
  readonly method: string
  readonly path: string
  readonly signal: AbortSignal
}) => Promise<{ readonly status: number }>

/** So that the validation of a large server is not a storm of its own. */
const AT_ONCE = 8

/** A sample of every registered route answers with a status that was expected. */
export const routes = ({
  send,
  routes: samples,
  name = 'routes',
  ...terms
}: ValidatorTerms & {
  readonly send: SendSample
  readonly routes: readonly SampleRoute[] | (() => readonly SampleRoute[])
}): Validator => ({
  ...terms,
  name,
  check: async (signal) => {
    const list = typeof samples === 'function' ? samples() : samples
    if (list.length === 0)
      return [
        {
          subject: name,
          reason: 'No route is registered.',
          wayOut: 'Look at why the router is empty: a module that failed to load is the usual reason.',
        },
      ]
    const findings: Finding[] = []
    const waiting = [...list]
    const work = async () => {
      for (let sample = waiting.shift(); sample !== undefined; sample = waiting.shift())
        findings.push(...(await tryRoute(sample, send, signal)))
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    return findings
  },
})

async function tryRoute({ method = 'GET', path, expect }: SampleRoute, send: SendSample, signal: AbortSignal): Promise<readonly Finding[]> {
  const subject = `${method} ${path}`
  if (signal.aborted)
    return [
      {
        subject,
        reason: 'Time ran out before it could be tried.',
        wayOut: 'Look at the routes before it: one of them is slow.',
        transient: true,
      },
    ]
  try {
    const { status } = await send({ method, path, signal })
    if (expect.includes(status)) return []
    return [
      {
        subject,
        reason: `It answered ${status}; expected ${expect.join(' or ')}.`,
        wayOut: status === 404 ? 'Look at whether its module was loaded.' : 'Look at its handler and what it depends on.',
      },
    ]
  } catch (cause) {
    return [
      {
        subject,
        reason: signal.aborted
          ? 'It gave no answer in time.'
          : `It could not be tried: ${cause instanceof Error ? cause.message : String(cause)}`,
        wayOut: 'Look at its handler and what it depends on.',
        ...(signal.aborted ? { transient: true as const } : {}),
      },
    ]
  }
}
