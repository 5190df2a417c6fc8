import type { Duplex } from 'node:stream'
import { z } from 'zod'
import type { Assertion } from '../model'
import type { Trouble } from '../rules/network-words'
import { secretsOfUrl } from '../rules/redact'
import { readAddress, type ServerAddress, serverAddress } from './drivers/address'
import { bounds, within } from './drivers/bounds'
import { conclude, talkOver } from './drivers/talk'
import { pemsOf, ServerTls } from './drivers/tls'
import { shownHost } from './http/host'
import { defineCheckType } from './type'

const DEFAULT_PORTS = { redis: 6379, rediss: 6379 }
const MIB = 1024 * 1024

const RedisOptions = z
  .strictObject({
    url: serverAddress({ schemes: ['redis', 'rediss'], example: 'redis://user:password@host:6379/0' }).meta({
      title: 'URL',
      description: 'redis://user:password@host:6379/0, or rediss:// for TLS. Without a user the password is that of requirepass.',
      secret: true,
    }),
    tls: ServerTls.optional().meta({ title: 'TLS' }),
    expect: z
      .strictObject({
        role: z.enum(['primary', 'replica']).optional().meta({ title: 'Role' }),
        replicas: z
          .strictObject(bounds('Replicas'))
          .default({})
          .meta({ title: 'Replicas', description: 'That are connected to a primary.' }),
        lagAtMost: z.number().min(0).optional().meta({
          title: 'Lag at most',
          description: 'In seconds: since a replica last heard its primary, or the slowest replica of a primary was last heard.',
        }),
        memoryAtMost: z.number().positive().optional().meta({ title: 'Memory at most', description: 'In MiB.' }),
        memoryPercentAtMost: z.number().min(0).max(100).optional().meta({ title: 'Memory at most, in %', description: 'Of maxmemory.' }),
      })
      .default({ replicas: {} })
      .meta({ title: 'Expect' }),
  })
  .refine(({ url, tls }) => !tls || url.startsWith('rediss:'), { path: ['tls'], message: 'needs an address that begins with rediss://' })
  .refine(({ url }) => !URL.canParse(url) || /^\/?\d{0,5}$/.test(new URL(url).pathname), {
    path: ['url'],
    message: 'must end with the number of a database, or without one: redis://host:6379/0',
  })
type RedisOptions = z.infer<typeof RedisOptions>

/** Passes when the server lets us in, answers a PING, and stands in its replication and memory as expected. */
export const redis = defineCheckType<RedisOptions>({
  kind: 'redis',
  label: 'Redis or Valkey',
  about: 'Signs in to a Redis or Valkey server and pings it; looks at its role, its replication and its memory, where that is asked for.',
  options: RedisOptions,
  example: { url: 'redis://monitor:secret@cache.internal:6379/0', expect: { role: 'primary', replicas: { atLeast: 1 }, lagAtMost: 10 } },
  target({ url }) {
    const { host, port, path } = readAddress(url, DEFAULT_PORTS)
    return { says: `${shownHost(host)}:${port}${path === undefined ? '' : `/${path}`}`, host }
  },

  async probe(options, tools) {
    const address = readAddress(options.url, DEFAULT_PORTS)
    const { scheme, host, port } = address
    const where = `${shownHost(host)}:${port}`
    const talk = await talkOver(
      {
        target: { host, port },
        ...(scheme === 'rediss' && { tls: { host: options.tls?.serverName ?? host, context: tools.secureContext(pemsOf(options.tls)) } }),
        speak: (stream, waitsFor) => ask(stream, address, wantsFacts(options), waitsFor),
        troubleOf: (cause) => wordsOf(cause, where),
      },
      tools,
    )
    return conclude(
      talk,
      {
        judge: (facts) => judge(facts, options),
        says: (facts) => (facts.size === 0 ? 'answered a PING' : `answered a PING as ${roleOf(facts)}`),
        secrets: [...secretsOfUrl(options.url), ...(options.tls?.key ? [options.tls.key] : [])],
      },
      tools,
    )
  },
})

const wantsFacts = ({ expect: { replicas, ...others } }: RedisOptions): boolean =>
  [...Object.values(replicas), ...Object.values(others)].some((value) => value !== undefined)

/** What INFO says, by its keys. */
type Facts = ReadonlyMap<string, string>

async function ask(
  stream: Duplex,
  { user, password, path }: ServerAddress,
  wantsInfo: boolean,
  waitsFor: (what: string) => void,
): Promise<Facts> {
  const next = repliesOf(stream)
  const order = async (what: string, ...words: readonly string[]): Promise<string> => {
    waitsFor(what)
    stream.write(written(words))
    return await next()
  }
  if (password !== undefined) await order('the answer to AUTH', 'AUTH', ...(user === undefined ? [] : [user]), password)
  if (path !== undefined) await order('the answer to SELECT', 'SELECT', path)
  const pong = await order('the answer to PING', 'PING')
  if (pong !== 'PONG') throw new Strange(pong)
  if (!wantsInfo) return new Map()
  const info = await order('the answer to INFO', 'INFO')
  return new Map(
    info
      .split('\r\n')
      .flatMap((line) => (/^\w+:/.test(line) ? [[line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]] : [])),
  )
}

/** The server said no. */
class Refused extends Error {}
/** What answers is no Redis. */
class Strange extends Error {}

/** A command as RESP has it: a list of texts. Source: https://redis.io/docs/latest/develop/reference/protocol-spec/ */
const written = (words: readonly string[]): string =>
  `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`

/** Reads one reply after the other: of the kinds of RESP these commands are answered by three, simple texts, errors and counted texts. */
function repliesOf(stream: Duplex): () => Promise<string> {
  const parts = stream[Symbol.asyncIterator]()
  let held = Buffer.alloc(0)
  const more = async () => {
    const { value, done } = await parts.next()
    if (done) throw new Refused('closed the connection before it answered')
    held = Buffer.concat([held, value])
  }
  const take = async (length: number): Promise<string> => {
    while (held.length < length + 2) await more()
    const text = held.toString('utf8', 0, length)
    held = held.subarray(length + 2)
    return text
  }
  return async () => {
    if (held.length === 0) await more()
    if (!'+-$'.includes(String.fromCharCode(held[0] ?? 0))) throw new Strange(held.toString('latin1', 0, 40))
    while (!held.includes('\r\n')) await more()
    const line = await take(held.indexOf('\r\n'))
    if (line.startsWith('-')) throw new Refused(`said: ${line.slice(1)}`)
    if (line.startsWith('+')) return line.slice(1)
    if (!/^\$\d+$/.test(line)) throw new Strange(line)
    return await take(Number(line.slice(1)))
  }
}

function judge(facts: Facts, { expect }: RedisOptions): readonly Assertion[] {
  const { role, replicas, lagAtMost, memoryAtMost, memoryPercentAtMost } = expect
  const isReplica = roleOf(facts) === 'replica'
  const number = (key: string): number | undefined => (facts.has(key) ? Number(facts.get(key)) : undefined)
  const used = number('used_memory')
  const limit = number('maxmemory') || undefined
  return [
    ...(role === undefined ? [] : [{ expects: `a ${role}`, got: `a ${roleOf(facts)}`, holds: roleOf(facts) === role }]),
    ...within('a number of replicas', number('connected_slaves'), replicas),
    ...(lagAtMost === undefined
      ? []
      : [
          ...(isReplica
            ? [
                {
                  expects: 'a link to the primary',
                  got: facts.get('master_link_status') ?? 'none',
                  holds: facts.get('master_link_status') === 'up',
                },
              ]
            : []),
          ...within(
            'a lag in seconds',
            isReplica ? number('master_last_io_seconds_ago') : slowest(facts),
            { atMost: lagAtMost },
            'no replica',
          ),
        ]),
    ...within('memory in MiB', used === undefined ? undefined : Math.round(used / MIB), { atMost: memoryAtMost }),
    ...within(
      'memory in % of maxmemory',
      used === undefined || limit === undefined ? undefined : Math.round((100 * used) / limit),
      { atMost: memoryPercentAtMost },
      'no maxmemory',
    ),
  ]
}

const roleOf = (facts: Facts): string => ({ master: 'primary', slave: 'replica' })[facts.get('role') ?? ''] ?? 'server without a role'

/** Seconds since the replica of a primary was heard that was not heard for longest; undefined without one. */
function slowest(facts: Facts): number | undefined {
  const lags = [...facts].flatMap(([key, value]) => (/^slave\d+$/.test(key) ? [Number(/lag=(-?\d+)/.exec(value)?.[1])] : []))
  return lags.length === 0 ? undefined : Math.max(...lags)
}

function wordsOf(cause: unknown, where: string): Trouble {
  if (cause instanceof Refused) return { says: `${where} ${cause.message}`, blind: false }
  const text = cause instanceof Error ? cause.message : String(cause)
  return { says: `${where} does not speak as Redis does: ${text}`, blind: false }
}
