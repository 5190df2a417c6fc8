import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { systemIds } from '../../runtime/ids'
import type { Facts, Notice, Recipient } from '../model'
import type { Deliver } from './attempt'
import type { Answer } from './traffic'

/** What a receiver of messages got. */
export type Got = {
  readonly to: string
  readonly key: string
  readonly kind: string
  readonly title: string
  readonly bundle: readonly string[]
  readonly thread: string
  readonly ref: string | null
}
/** How it answers: a status, perhaps with what it calls the message or when it may be asked again; or never. */
export type Scripted = { readonly status: number; readonly retryAfter?: string; readonly ref?: string } | 'never'

/** A real server on loopback that takes messages for every channel, at `/<channel>`. */
export async function startReceiver(answer: (got: Got) => Scripted = () => ({ status: 200 })) {
  const got: Got[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part) => parts.push(part))
    request.on('end', () => {
      const message: Got = JSON.parse(Buffer.concat(parts).toString())
      got.push(message)
      const says = answer(message)
      if (says === 'never') return
      response.writeHead(says.status, says.retryAfter ? { 'retry-after': says.retryAfter } : {})
      response.end(JSON.stringify({ ref: says.ref }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const deliver: Deliver = async ({ recipient, key, kind, facts, bundle, thread, ref }, signal) => {
    const message: Got = {
      to: recipient.address ?? '',
      key,
      kind,
      title: facts.title,
      bundle: bundle.map(({ title }) => title),
      thread,
      ref,
    }
    const response = await fetch(`http://127.0.0.1:${port}/${recipient.channel}`, {
      method: 'POST',
      body: JSON.stringify({ ...message, to: `${recipient.channel} ${message.to}`.trim() }),
      signal,
    })
    return answerOf(response.status, response.headers.get('retry-after'), (await response.json()) as { ref?: string })
  }
  return {
    got,
    deliver,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function answerOf(status: number, retryAfter: string | null, { ref }: { ref?: string }): Answer {
  const says = `answered ${status}`
  if (status < 300) return { kind: 'delivered', says, status, ...(ref ? { ref } : {}) }
  if (status >= 500 || status === 429)
    return { kind: 'retry', says, status, ...(retryAfter ? { afterMs: Number(retryAfter) * 1_000 } : {}) }
  return { kind: 'refused', says, status }
}

/** A notice as the engine decides it. */
export function aNotice(
  at: Date,
  {
    recipient,
    facts,
    ...over
  }: Partial<Omit<Notice, 'recipient' | 'facts'>> & { recipient?: Partial<Recipient>; facts?: Partial<Facts> } = {},
): Notice {
  const id = systemIds.next()
  return {
    id,
    key: `${id}/page`,
    kind: 'page',
    recipient: { channel: 'mail', address: 'ada@example.com', person: 'ada@example.com', ...recipient },
    facts: {
      incidentId: systemIds.next(),
      number: 2417,
      severity: 'critical',
      title: 'Sign-in is failing',
      service: 'sign-in',
      sinceAt: at,
      resolvedAt: null,
      by: null,
      says: '503 after 5.0 s',
      money: null,
      customers: null,
      cause: null,
      nextStep: null,
      runbook: null,
      link: null,
      context: null,
      checks: ['Sign-in'],
      ...facts,
    },
    at,
    dueAt: at,
    ...over,
  }
}
