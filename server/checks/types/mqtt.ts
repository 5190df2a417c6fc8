import type { IClientOptions, MqttClient } from 'mqtt'
import { z } from 'zod'
import type { Assertion } from '../model'
import type { Trouble } from '../rules/network-words'
import { secretsOfUrl } from '../rules/redact'
import { readAddress, serverAddress } from './drivers/address'
import { bounds, within } from './drivers/bounds'
import { conclude, talkOver } from './drivers/talk'
import { pemsOf, ServerTls } from './drivers/tls'
import { shownHost } from './http/host'
import { PatternInput } from './http/patterns'
import { defineCheckType, type ProbeTools } from './type'

const DEFAULT_PORTS = { mqtt: 1883, mqtts: 8883 }

const Topic = z
  .string()
  .min(1)
  .max(1_000)
  .regex(/^[^+#\0]*$/, 'must be one topic: + and # stand for many')
const Qos = z.union([z.literal(0), z.literal(1), z.literal(2)])

const MqttOptions = z
  .strictObject({
    url: serverAddress({ schemes: ['mqtt', 'mqtts'], example: 'mqtts://user:password@host:8883' }).meta({
      title: 'URL',
      description: 'mqtt://user:password@host:1883, or mqtts:// for TLS.',
      secret: true,
    }),
    tls: ServerTls.optional().meta({ title: 'TLS' }),
    version: z.enum(['3.1.1', '5']).default('3.1.1').meta({ title: 'Version of MQTT' }),
    clientId: z.string().min(1).max(128).optional().meta({
      title: 'Client id',
      description: 'Must be nobody else’s: a broker ends the connection of whoever had it. Made when left out.',
    }),
    echo: z
      .strictObject({
        topic: Topic.meta({ title: 'Topic', description: 'For this check alone.' }),
        qos: Qos.default(1).meta({ title: 'QoS' }),
      })
      .optional()
      .meta({ title: 'Echo', description: 'Publishes a message and waits until it comes back.' }),
    retained: z
      .array(
        z.strictObject({
          topic: Topic.meta({ title: 'Topic' }),
          equals: z.string().optional().meta({ title: 'Equals' }),
          matches: PatternInput.optional().meta({ title: 'Matches', description: 'A pattern (RE2).' }),
          ...bounds('Value'),
        }),
      )
      .max(20)
      .default([])
      .meta({ title: 'Retained', description: 'Messages that the broker keeps, and what they must say.' }),
  })
  .refine(({ url, tls }) => !tls || url.startsWith('mqtts:'), { path: ['tls'], message: 'needs an address that begins with mqtts://' })
type MqttOptions = z.infer<typeof MqttOptions>

/** Passes when the broker lets us in, carries a message there and back, and keeps what it should. */
export const mqtt = defineCheckType<MqttOptions>({
  kind: 'mqtt',
  label: 'MQTT',
  about:
    'Signs in to an MQTT broker; publishes a message and waits for it to come back, and looks at retained messages, where that is asked for.',
  options: MqttOptions,
  example: {
    url: 'mqtts://monitor:secret@broker.internal:8883',
    echo: { topic: 'plimsoll/echo' },
    retained: [{ topic: 'plant/boiler/state', equals: 'running' }],
  },
  target({ url }) {
    const { host, port } = readAddress(url, DEFAULT_PORTS)
    return { says: `${shownHost(host)}:${port}`, host }
  },

  async probe(options, tools) {
    const { scheme, host, port, user, password } = readAddress(options.url, DEFAULT_PORTS)
    const settings: IClientOptions = {
      protocolVersion: options.version === '5' ? 5 : 4,
      ...(options.version === '3.1.1' && { protocolId: 'MQTT' }),
      ...(options.clientId !== undefined && { clientId: options.clientId }),
      ...(user !== undefined && { username: user }),
      ...(password !== undefined && { password }),
      clean: true,
      // It looks once, and time is kept for the whole check by whoever closes the stream.
      reconnectPeriod: 0,
      keepalive: 0,
      connectTimeout: tools.timeoutMs,
    }
    // The driver is loaded when the first such check runs: most installations have none.
    const { MqttClient } = await import('mqtt')
    let client: MqttClient | undefined
    const talk = await talkOver(
      {
        target: { host, port },
        ...(scheme === 'mqtts' && {
          tls: { host: options.tls?.serverName ?? host, context: tools.secureContext(pemsOf(options.tls)) },
        }),
        speak: (stream, waitsFor) => {
          client = new MqttClient(() => stream, settings)
          return ask(client, options, tools, waitsFor)
        },
        troubleOf: (cause) => wordsOf(cause, host, port),
        leave: async () => await client?.endAsync(),
      },
      tools,
    )
    client?.end(true)
    return conclude(
      talk,
      {
        judge: (heard) => options.retained.flatMap((one) => judge(heard.get(one.topic), one, tools)),
        says: () => (options.echo ? 'let us in, and the message came back' : 'let us in'),
        secrets: [...secretsOfUrl(options.url), ...(options.tls?.key ? [options.tls.key] : [])],
      },
      tools,
    )
  },
})

/** What the broker keeps, by topic. */
type Heard = ReadonlyMap<string, string>

async function ask(
  client: MqttClient,
  { echo, retained }: MqttOptions,
  tools: ProbeTools,
  waitsFor: (what: string) => void,
): Promise<Heard> {
  const heard = new Map<string, string>()
  const broken = new Promise<never>((_done, fail) => client.on('error', fail))
  // Whoever loses the race is not waited for any more.
  broken.catch(() => {})
  const until = async <T>(what: string, work: Promise<T>): Promise<T> => {
    waitsFor(what)
    return await Promise.race([work, broken])
  }
  await until('the broker to let us in', new Promise<void>((done) => client.once('connect', () => done())))
  for (const topic of new Set(retained.map((one) => one.topic))) {
    const kept = new Promise<void>((done) =>
      client.on('message', (from, payload, packet) => {
        if (from !== topic || !packet.retain) return
        heard.set(topic, payload.toString('utf8'))
        done()
      }),
    )
    await until(`leave to read ${topic}`, subscribe(client, topic, 0))
    await until(`a retained message on ${topic}`, kept)
  }
  if (echo) {
    const text = `plimsoll ${tools.now().toISOString()} ${tools.elapsedMs()}`
    const back = new Promise<void>((done) =>
      client.on('message', (from, payload) => from === echo.topic && payload.toString() === text && done()),
    )
    await until(`leave to read ${echo.topic}`, subscribe(client, echo.topic, echo.qos))
    const taken = client
      .publishAsync(echo.topic, text, { qos: echo.qos })
      .catch(() => Promise.reject(new Refused(`take the message on ${echo.topic}`)))
    await until(`the broker to take the message on ${echo.topic}`, taken)
    await until(`the message to come back on ${echo.topic}`, back)
  }
  return heard
}

/** A broker may answer a subscription with a refusal: 128 and above. */
async function subscribe(client: MqttClient, topic: string, qos: 0 | 1 | 2): Promise<void> {
  const refused = new Refused(`let us read ${topic}`)
  const [granted] = await client.subscribeAsync(topic, { qos }).catch(() => Promise.reject(refused))
  if (granted && granted.qos > 2) throw refused
}

/** The broker lets us in, but not do this. */
class Refused extends Error {}

function judge(
  text: string | undefined,
  { topic, equals, matches, ...limits }: MqttOptions['retained'][number],
  tools: ProbeTools,
): readonly Assertion[] {
  const got = text === undefined ? 'nothing' : `"${text.slice(0, 200)}"`
  const number = text !== undefined && text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined
  return [
    ...(equals === undefined ? [] : [{ expects: `"${equals}" on ${topic}`, got, holds: text === equals }]),
    ...(matches === undefined
      ? []
      : [{ expects: `a text that matches ${matches} on ${topic}`, got, holds: text !== undefined && tools.pattern(matches).test(text) }]),
    ...within(`a number on ${topic}`, number, limits, got),
  ]
}

/** Of version 3.1.1, section 3.2.2.3; those of version 5 come as words. */
const REFUSALS: Readonly<Record<number, string>> = {
  1: 'does not speak this version of MQTT',
  2: 'refused the client id',
  3: 'lets nobody in at present',
  4: 'refused the user name or password',
  5: 'refused to let this user in',
  134: 'refused the user name or password',
  135: 'refused to let this user in',
}

function wordsOf(cause: unknown, host: string, port: number): Trouble {
  const where = `${shownHost(host)}:${port}`
  if (cause instanceof Refused) return { says: `${where} refused to ${cause.message}`, blind: false }
  const { code, message }: { code?: unknown; message?: unknown } = typeof cause === 'object' && cause !== null ? cause : {}
  const text = String(message ?? cause)
  const refusal = typeof code === 'number' ? REFUSALS[code] : undefined
  if (refusal) return { says: `${where} ${refusal}`, blind: false }
  if (typeof code === 'number') return { says: `${where} said: ${text}`, blind: false }
  return { says: `${where} does not speak as MQTT does: ${text}`, blind: false }
}
