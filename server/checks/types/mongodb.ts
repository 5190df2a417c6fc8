import type { Document, Filter, MongoClient, MongoClientOptions } from 'mongodb'
import { z } from 'zod'
import { sentenceOf } from '@/server/kernel/errors'
import type { Assertion } from '../model'
import { certificateTrouble, type Trouble, troubleOf } from '../rules/network-words'
import { secretsOfUrl } from '../rules/redact'
import { readAddress, serverAddress } from './drivers/address'
import { bounds, within } from './drivers/bounds'
import { conclude, talkAlone } from './drivers/talk'
import { pemsOf, ServerTls } from './drivers/tls'
import { shownHost } from './http/host'
import { defineCheckType, type ProbeTools } from './type'

const DEFAULT_PORTS = { mongodb: 27_017 }
const MECHANISMS = ['SCRAM-SHA-1', 'SCRAM-SHA-256', 'PLAIN', 'MONGODB-X509'] as const

const Collection = z.string().min(1).max(255)
const Selection = z.record(z.string(), z.unknown())

const MongodbOptions = z.strictObject({
  url: serverAddress({
    schemes: ['mongodb'],
    example: 'mongodb://user:password@host:27017/database?authSource=admin&tls=true',
    parameters: { authSource: /./, authMechanism: new RegExp(`^(${MECHANISMS.join('|')})$`), tls: /^(true|false)$/, replicaSet: /./ },
  }).meta({
    title: 'URL',
    description: 'mongodb://user:password@host:27017/database?authSource=admin&tls=true, of one server.',
    secret: true,
  }),
  tls: ServerTls.optional().meta({ title: 'TLS', description: 'When it is given, the connection is encrypted, as with tls=true.' }),
  member: z
    .strictObject({
      role: z
        .enum(['primary', 'secondary', 'either'])
        .default('either')
        .meta({ title: 'Role', description: 'Of this server in its replica set.' }),
      healthy: z
        .strictObject(bounds('Members'))
        .optional()
        .meta({ title: 'Healthy members', description: 'Asking for it needs the role clusterMonitor.' }),
      lagAtMost: z
        .number()
        .min(0)
        .optional()
        .meta({ title: 'Lag at most', description: 'Seconds behind the primary. Needs the role clusterMonitor.' }),
    })
    .optional()
    .meta({ title: 'Member', description: 'Of a replica set.' }),
  count: z
    .strictObject({
      collection: Collection.meta({ title: 'Collection' }),
      filter: Selection.default({}).meta({
        title: 'Filter',
        description: 'As extended JSON: {"at": {"$gt": {"$date": "2026-01-01T00:00:00Z"}}}.',
      }),
      ...bounds('Documents'),
    })
    .optional()
    .meta({ title: 'Count', description: 'Counts documents of the database.' }),
  find: z
    .strictObject({
      collection: Collection.meta({ title: 'Collection' }),
      filter: Selection.default({}).meta({ title: 'Filter', description: 'As extended JSON.' }),
      sort: z
        .record(z.string(), z.union([z.literal(1), z.literal(-1)]))
        .default({})
        .meta({ title: 'Sort', description: '1 for upwards, -1 for downwards.' }),
      field: z.string().min(1).max(500).meta({ title: 'Field', description: 'Of the first document, with dots: state.name.' }),
      equals: z.string().optional().meta({ title: 'Equals', description: 'As text.' }),
      ...bounds('Value'),
    })
    .optional()
    .meta({ title: 'Find', description: 'Looks at one field of the first document.' }),
})
type MongodbOptions = z.infer<typeof MongodbOptions>

/** Passes when the server answers a ping, stands in its replica set as expected, and counts and finds what is expected. */
export const mongodb = defineCheckType<MongodbOptions>({
  kind: 'mongodb',
  label: 'MongoDB',
  about:
    'Signs in to a MongoDB server and pings it; looks at its replica set, counts documents and looks at a field, where that is asked for.',
  options: MongodbOptions,
  example: {
    url: 'mongodb://monitor:secret@db.internal:27017/shop?authSource=admin',
    member: { role: 'primary' },
    count: { collection: 'orders', filter: { state: 'stuck' }, atMost: 10 },
  },
  target({ url }) {
    const { host, port, path } = readAddress(url, DEFAULT_PORTS)
    return { says: `${shownHost(host)}:${port}${path === undefined ? '' : `/${path}`}`, host }
  },

  async probe(options, tools) {
    const { host, port, path = 'test' } = readAddress(options.url, DEFAULT_PORTS)
    // The driver is loaded when the first such check runs: most installations have none.
    const driver = await import('mongodb')
    const settings = settingsOf(options, tools)
    const talk = await talkAlone(
      {
        target: { host, port },
        speak: async ({ lookup, signal }) => {
          const client = new driver.MongoClient(`mongodb://${shownHost(host)}:${port}/`, { ...settings, lookup })
          signal.addEventListener('abort', () => void client.close().catch(() => {}), { once: true })
          // The driver would go on trying for as long as it may; a check looks once.
          const broken = new Promise<never>((_done, fail) => client.on('serverHeartbeatFailed', ({ failure }) => fail(failure)))
          broken.catch(() => {})
          const parsed = (filter: unknown): Filter<Document> => driver.BSON.EJSON.deserialize(filter as Document)
          return { answer: await Promise.race([ask(client, path, options, parsed, tools), broken]), leave: () => client.close() }
        },
        troubleOf: (cause) => wordsOf(cause, host, port, options.tls?.serverName ?? host, tools.now()),
      },
      tools,
    )
    return conclude(
      talk,
      {
        judge: (found) => judge(found, options),
        says: ({ role }) => (role === undefined ? 'answers' : `answers as ${role}`),
        secrets: [...secretsOfUrl(options.url), ...(options.tls?.key ? [options.tls.key] : [])],
      },
      tools,
    )
  },
})

function settingsOf({ url, tls }: MongodbOptions, { timeoutMs, secureContext }: ProbeTools): MongoClientOptions {
  const { user, password, path, parameters } = readAddress(url, DEFAULT_PORTS)
  const mechanism = MECHANISMS.find((one) => one === parameters.get('authMechanism'))
  const set = parameters.get('replicaSet')
  return {
    appName: 'plimsoll',
    // Members that a replica set names are not connected to: they were not asked for, and did not pass the guard.
    directConnection: true,
    serverSelectionTimeoutMS: timeoutMs,
    connectTimeoutMS: timeoutMs,
    socketTimeoutMS: timeoutMs,
    serverMonitoringMode: 'poll',
    maxPoolSize: 1,
    retryReads: false,
    ...(set !== null && { replicaSet: set }),
    ...((tls || parameters.get('tls') === 'true') && {
      tls: true,
      secureContext: secureContext(pemsOf(tls)),
      ...(tls?.serverName !== undefined && { servername: tls.serverName }),
    }),
    ...((user !== undefined || mechanism === 'MONGODB-X509') && {
      auth: { ...(user !== undefined && { username: user }), ...(password !== undefined && { password }) },
      authSource: parameters.get('authSource') ?? (mechanism === 'MONGODB-X509' || mechanism === 'PLAIN' ? '$external' : (path ?? 'admin')),
      ...(mechanism && { authMechanism: mechanism }),
    }),
  }
}

type Found = {
  /** `primary`, `secondary` or another state; undefined where there is no replica set. */
  readonly role: string | undefined
  readonly healthy: number | undefined
  readonly lagSeconds: number | undefined
  readonly count: number | undefined
  /** As text; null where the field is missing, undefined where there is no document. */
  readonly field: string | null | undefined
}

async function ask(
  client: MongoClient,
  database: string,
  { member, count, find }: MongodbOptions,
  parsed: (filter: unknown) => Filter<Document>,
  { timeoutMs }: ProbeTools,
): Promise<Found> {
  const maxTimeMS = Math.ceil(timeoutMs)
  await client.connect()
  const admin = client.db('admin')
  await admin.command({ ping: 1, maxTimeMS })
  const hello = member ? await admin.command({ hello: 1 }) : {}
  const status =
    member?.healthy || member?.lagAtMost !== undefined ? standing(await admin.command({ replSetGetStatus: 1, maxTimeMS })) : undefined
  const db = client.db(database)
  const counted = count && (await db.collection(count.collection).countDocuments(parsed(count.filter), { maxTimeMS }))
  const document =
    find &&
    (await db
      .collection(find.collection)
      .findOne(parsed(find.filter), { sort: find.sort, projection: { [find.field]: 1, _id: find.field === '_id' ? 1 : 0 }, maxTimeMS }))
  return {
    role: roleOf(hello),
    healthy: status?.healthy,
    lagSeconds: status?.lagSeconds,
    count: counted,
    field: document ? fieldOf(document, find.field) : undefined,
  }
}

function roleOf({ setName, isWritablePrimary, secondary }: Document): string | undefined {
  if (typeof setName !== 'string') return undefined
  return isWritablePrimary === true ? 'primary' : secondary === true ? 'secondary' : 'neither primary nor secondary'
}

/** Of https://www.mongodb.com/docs/manual/reference/replica-states/: primary, secondary, arbiter. */
const WELL = [1, 2, 7]
const Status = z.object({
  members: z.array(z.object({ health: z.number(), state: z.number(), self: z.boolean().optional(), optimeDate: z.date().optional() })),
})

/** How many members are well, and how far this one is behind the primary. */
function standing(answer: Document): { readonly healthy: number; readonly lagSeconds: number | undefined } {
  const members = Status.safeParse(answer).data?.members ?? []
  const ofPrimary = members.find(({ state }) => state === 1)?.optimeDate
  const own = members.find(({ self }) => self)?.optimeDate
  return {
    healthy: members.filter(({ health, state }) => health === 1 && WELL.includes(state)).length,
    lagSeconds: ofPrimary && own ? Math.max(0, (ofPrimary.getTime() - own.getTime()) / 1000) : undefined,
  }
}

function fieldOf(document: Document, path: string): string | null {
  const value = path
    .split('.')
    .reduce<unknown>((held, key) => (typeof held === 'object' && held !== null ? Reflect.get(held, key) : undefined), document)
  if (value === undefined || value === null) return null
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'object' && value.toString === Object.prototype.toString ? JSON.stringify(value) : String(value)
}

function judge({ role, healthy, lagSeconds, count, field }: Found, { member, count: counted, find }: MongodbOptions): readonly Assertion[] {
  const wanted = member?.role ?? 'either'
  const got = field === undefined ? 'no document' : field === null ? 'no such field' : field.slice(0, 200)
  return [
    ...(member
      ? [
          {
            expects: wanted === 'either' ? 'a primary or secondary' : `a ${wanted}`,
            got: role ?? 'no member of a replica set',
            holds: wanted === 'either' ? role === 'primary' || role === 'secondary' : role === wanted,
          },
        ]
      : []),
    ...within('a number of healthy members', healthy, member?.healthy ?? {}),
    ...within('a lag in seconds', lagSeconds, { atMost: member?.lagAtMost }, 'no primary to compare with'),
    ...(counted ? within(`a number of documents in ${counted.collection}`, count, counted) : []),
    ...(find
      ? [
          { expects: `a document with ${find.field} in ${find.collection}`, got, holds: typeof field === 'string' },
          ...(find.equals === undefined ? [] : [{ expects: `${find.field} "${find.equals}"`, got, holds: field === find.equals }]),
          ...within(
            find.field,
            typeof field === 'string' && field.trim() !== '' && Number.isFinite(Number(field)) ? Number(field) : undefined,
            find,
            got,
          ),
        ]
      : []),
  ]
}

function wordsOf(cause: unknown, host: string, port: number, name: string, now: Date): Trouble {
  const where = `${shownHost(host)}:${port}`
  for (const one of causesOf(cause)) {
    const { code } = one
    if (typeof code === 'number' && one.name === 'MongoServerError') return { says: `${where} said: ${sentenceOf(one)}`, blind: false }
    if (typeof code !== 'string' || code === '') continue
    if (/CERT|^UNABLE_TO_|ISSUER|ALTNAME/.test(code)) return { says: certificateTrouble(code, name, undefined, now), blind: false }
    return troubleOf(one, host, port)
  }
  const text = sentenceOf(cause)
  if (/closed/i.test(text)) return { says: `${where} closed the connection before it answered`, blind: false }
  return { says: `${where} does not answer as MongoDB does: ${text}`, blind: false }
}

type Cause = { readonly name?: unknown; readonly code?: unknown; readonly cause?: unknown }

/** The driver wraps what happened, several times over. */
function causesOf(cause: unknown): readonly Cause[] {
  const found: Cause[] = []
  for (let one: unknown = cause; typeof one === 'object' && one !== null && found.length < 10; one = (one as Cause).cause) found.push(one)
  return found
}
