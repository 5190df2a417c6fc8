import type { Message } from '@/examples/marketedge/control/receivers/message'
import type { ReceiversState } from '@/examples/marketedge/control/receivers/receivers'

/** What arrived at the sample's receivers, by their API; the newest message first. */
export function receiversOf(control: string) {
  const ask = async (path: string, method = 'GET', body?: object): Promise<Response> => {
    const answer = await fetch(`${control}/api/receivers${path}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer
  }
  const rows = async (receiver: string) => {
    const { receivers }: ReceiversState = await (await ask('')).json()
    return receivers.find(({ name }) => name === receiver)?.messages ?? []
  }
  const message = async (receiver: string, id: string): Promise<Message> => await (await ask(`/${receiver}/messages/${id}`)).json()
  return {
    rows,
    message,
    /** The subjects of all mails to an address, the first first. */
    mailsTo: async (address: string) =>
      (await rows('mail'))
        .filter(({ to }) => to === address)
        .map(({ title }) => title)
        .toReversed(),
    /** From now on the receiver answers like that: `ok`, `500`, `400` … */
    answer: (receiver: string, mode: string) => ask(`/${receiver}/mode`, 'POST', { mode }),
    /** Presses a button as somebody in Slack does, and waits until Plimsoll has answered. */
    async pressInSlack(id: string, label: string): Promise<Message> {
      const { parts } = await message('slack', id)
      const button = parts.flatMap((part) => (part.kind === 'buttons' ? part.buttons : [])).find((one) => one.label === label)
      if (!button) throw new Error(`The message ${id} has no button ${label}.`)
      return await (await ask(`/slack/messages/${id}/press`, 'POST', { button: button.id })).json()
    },
  }
}
