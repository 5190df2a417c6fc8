import type { Message } from '@/examples/marketedge/control/receivers/message'
import type { ReceiversState } from '@/examples/marketedge/control/receivers/receivers'

/** What the sample's PagerDuty knows, by its API; the newest incident first. */
export function pagerDutyOf(control: string) {
  const ask = async (path: string, method = 'GET'): Promise<Response> => {
    const answer = await fetch(`${control}/api/receivers${path}`, { method })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer
  }
  const rows = async () => {
    const { receivers }: ReceiversState = await (await ask('')).json()
    return receivers.find(({ name }) => name === 'pagerduty')?.messages ?? []
  }
  const incidents = async (): Promise<readonly Message[]> =>
    await Promise.all((await rows()).map(async ({ id }) => await (await ask(`/pagerduty/messages/${id}`)).json()))
  return {
    incidents,
    states: async () => (await rows()).map(({ state }) => state?.word),
    /** What became of each, the first first. */
    histories: async () =>
      (await incidents()).map(({ parts }) =>
        parts.flatMap((part) => (part.kind === 'history' ? part.rows.map(([, what]) => what).toReversed() : [])),
      ),
    forget: () => ask('/pagerduty/messages', 'DELETE'),
  }
}
