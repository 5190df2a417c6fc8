import type { Channel, ChannelModel } from 'amqplib'
import { z } from 'zod'
import type { Assertion } from '../model'
import { certificateTrouble, type Trouble, troubleOf } from '../rules/network-words'
import { secretsOfUrl } from '../rules/redact'
import { readAddress, serverAddress } from './drivers/address'
import { bounds, within } from './drivers/bounds'
import { conclude, talkAlone } from './drivers/talk'
import { pemsOf, ServerTls } from './drivers/tls'
import { shownHost } from './http/host'
import { defineCheckType } from './type'

const DEFAULT_PORTS = { amqp: 5672, amqps: 5671 }

const RabbitmqOptions = z
  .strictObject({
    url: serverAddress({ schemes: ['amqp', 'amqps'], example: 'amqps://user:password@host:5671/vhost' }).meta({
      title: 'URL',
      description: 'amqp://user:password@host:5672/vhost, or amqps:// for TLS. Without a vhost it is /.',
      secret: true,
    }),
    tls: ServerTls.optional().meta({ title: 'TLS' }),
    queues: z
      .array(
        z.strictObject({
          name: z.string().min(1).max(255).meta({ title: 'Name' }),
          messages: z.strictObject(bounds('Messages')).default({}).meta({ title: 'Messages that are ready' }),
          consumers: z.strictObject(bounds('Consumers')).default({}).meta({ title: 'Consumers' }),
        }),
      )
      .max(50)
      .default([])
      .meta({ title: 'Queues', description: 'They must be there; nothing is read from them and none is made.' }),
  })
  .refine(({ url, tls }) => !tls || url.startsWith('amqps:'), { path: ['tls'], message: 'needs an address that begins with amqps://' })
type RabbitmqOptions = z.infer<typeof RabbitmqOptions>

/** Passes when the broker lets us into the virtual host, and its queues are as long and as busy as expected. */
export const rabbitmq = defineCheckType<RabbitmqOptions>({
  kind: 'rabbitmq',
  label: 'RabbitMQ',
  about: 'Signs in to a broker by AMQP 0-9-1, opens a virtual host, and counts messages and consumers of queues where that is asked for.',
  options: RabbitmqOptions,
  example: {
    url: 'amqp://monitor:secret@queue.internal:5672/shop',
    queues: [{ name: 'orders', messages: { atMost: 1000 }, consumers: { atLeast: 1 } }],
  },
  target({ url }) {
    const { host, port, path } = readAddress(url, DEFAULT_PORTS)
    return { says: `${shownHost(host)}:${port}${path === undefined ? '' : `/${path}`}`, host }
  },

  async probe(options, tools) {
    const { scheme, host, port, user, password, path } = readAddress(options.url, DEFAULT_PORTS)
    // The driver is loaded when the first such check runs: most installations have none.
    const { connect } = await import('amqplib')
    const address = {
      protocol: scheme,
      hostname: host,
      port,
      ...(user !== undefined && { username: user, password: password ?? '' }),
      vhost: encodeURIComponent(path ?? '/'),
      // A connection of some milliseconds needs no sign of life.
      heartbeat: 0,
    }
    const own = {
      ...(scheme === 'amqps' && {
        secureContext: tools.secureContext(pemsOf(options.tls)),
        ...(options.tls?.serverName !== undefined && { servername: options.tls.serverName }),
      }),
      clientProperties: { product: 'Plimsoll', connection_name: tools.userAgent },
    }
    const talk = await talkAlone(
      {
        target: { host, port },
        speak: async (net) => {
          const connection = await connect(address, { ...own, ...net })
          // What breaks later is told by the call that was under way.
          connection.on('error', () => {})
          return { answer: await ask(connection, options), leave: () => connection.close() }
        },
        troubleOf: (cause) => wordsOf(cause, { host, port, path, name: options.tls?.serverName ?? host }, tools.now()),
      },
      tools,
    )
    return conclude(
      talk,
      {
        judge: (found) => options.queues.flatMap((queue) => judge(queue, found.get(queue.name))),
        says: ({ size }) => (size === 0 ? 'let us in' : `let us in, and ${size === 1 ? 'the queue is' : `${size} queues are`} as expected`),
        secrets: [...secretsOfUrl(options.url), ...(options.tls?.key ? [options.tls.key] : [])],
      },
      tools,
    )
  },
})

/** How a queue stands, or what the broker said instead. */
type Queue = { readonly messages: number; readonly consumers: number } | { readonly says: string }

/** A refusal ends a channel, so each queue has its own. */
async function ask(connection: ChannelModel, { queues }: RabbitmqOptions): Promise<ReadonlyMap<string, Queue>> {
  const found = new Map<string, Queue>()
  for (const { name } of queues) {
    const channel = await connection.createChannel()
    channel.on('error', () => {})
    found.set(name, await stateOf(channel, name))
  }
  return found
}

async function stateOf(channel: Channel, name: string): Promise<Queue> {
  try {
    const { messageCount, consumerCount } = await channel.checkQueue(name)
    await channel.close()
    return { messages: messageCount, consumers: consumerCount }
  } catch (cause) {
    const said = saidIn(cause)
    if (said === undefined) throw cause
    return { says: said }
  }
}

function judge({ name, messages, consumers }: RabbitmqOptions['queues'][number], found: Queue | undefined): readonly Assertion[] {
  if (!found || 'says' in found) return [{ expects: `the queue ${name}`, got: found?.says ?? 'nothing', holds: false }]
  return [
    { expects: `the queue ${name}`, got: `${found.messages} messages, ${found.consumers} consumers`, holds: true },
    ...within(`a number of messages in ${name}`, found.messages, messages),
    ...within(`a number of consumers of ${name}`, found.consumers, consumers),
  ]
}

/** What the broker itself said, within what the driver makes of it. */
const saidIn = (cause: unknown): string | undefined => /\d{3} \([A-Z-]+\) with message "(.*)"/s.exec(textOf(cause))?.[1]

const textOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))

type Place = { readonly host: string; readonly port: number; readonly path: string | undefined; readonly name: string }

function wordsOf(cause: unknown, { host, port, path = '/', name }: Place, now: Date): Trouble {
  const where = `${shownHost(host)}:${port}`
  const said = saidIn(cause)
  if (said !== undefined) return { says: `${where} said: ${said}`, blind: false }
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : ''
  if (/CERT|^UNABLE_TO_|ISSUER|ALTNAME/.test(code)) return { says: certificateTrouble(code, name, undefined, now), blind: false }
  if (code !== '') return troubleOf(cause, host, port)
  const text = textOf(cause)
  // The driver drops what the broker says here.
  if (/ConnectionOpenOk; got <ConnectionClose/.test(text))
    return { says: `${where} does not open the virtual host ${path}: there is none, or this user may not enter it`, blind: false }
  if (/socket closed|closed abruptly|connection closed/i.test(text))
    return { says: `${where} closed the connection before it answered`, blind: false }
  return { says: `${where} does not speak as AMQP 0-9-1 does: ${text}`, blind: false }
}
