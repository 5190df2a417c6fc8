import type { Connection, ConnectionOptions } from 'mysql2'
import { z } from 'zod'
import type { Assertion } from '../model'
import { certificateTrouble, type Trouble, troubleOf } from '../rules/network-words'
import { secretsOfUrl } from '../rules/redact'
import { readAddress, serverAddress } from './drivers/address'
import { bounds, within } from './drivers/bounds'
import { conclude, talkOver } from './drivers/talk'
import { pemsOf, ServerTls } from './drivers/tls'
import { shownHost } from './http/host'
import { defineCheckType, type ProbeTools } from './type'

const DEFAULT_PORTS = { mysql: 3306, mariadb: 3306 }
/** More rows than that are not fetched; nobody expects an exact number of them. */
const MOST_ROWS = 10_000

const MysqlOptions = z.strictObject({
  url: serverAddress({
    schemes: ['mysql', 'mariadb'],
    example: 'mysql://user:password@host:3306/database?tls=true',
    parameters: { tls: /^(true|false)$/ },
  }).meta({ title: 'URL', description: 'mysql://user:password@host:3306/database?tls=true', secret: true }),
  tls: ServerTls.optional().meta({ title: 'TLS', description: 'When it is given, the connection is encrypted, as with tls=true.' }),
  query: z.string().min(1).max(10_000).default('select 1').meta({ title: 'Query', description: 'Runs in a read-only transaction.' }),
  expect: z
    .strictObject({
      rows: z.int().min(0).max(MOST_ROWS).optional().meta({ title: 'Rows', description: 'Exactly as many.' }),
      value: z.string().optional().meta({ title: 'Value', description: 'Of the first column of the first row, as text.' }),
      ...bounds('Value'),
    })
    .optional()
    .meta({ title: 'Expect' }),
})
type MysqlOptions = z.infer<typeof MysqlOptions>

/** Passes when the database answers a query as expected, over a connection of its own. */
export const mysql = defineCheckType<MysqlOptions>({
  kind: 'mysql',
  label: 'MySQL and MariaDB',
  about: 'Signs in to a MySQL or MariaDB database, asks one query in a read-only transaction, and compares the answer.',
  options: MysqlOptions,
  example: { url: 'mysql://monitor:secret@db.internal:3306/orders', query: 'select count(*) from orders', expect: { atLeast: 1 } },
  target({ url }) {
    const { host, port, path } = readAddress(url, DEFAULT_PORTS)
    return { says: `${shownHost(host)}:${port}${path === undefined ? '' : `/${path}`}`, host }
  },

  async probe(options, tools) {
    const { host, port, ...address } = readAddress(options.url, DEFAULT_PORTS)
    const name = options.tls?.serverName ?? host
    const settings: ConnectionOptions = {
      host: name,
      user: address.user ?? '',
      password: address.password ?? '',
      ...(address.path !== undefined && { database: address.path }),
      ...((options.tls || address.parameters.get('tls') === 'true') && {
        ssl: { ...pemsOf(options.tls), rejectUnauthorized: true, verifyIdentity: true },
      }),
      rowsAsArray: true,
      // The values as the server writes them, so that what is compared is what a person reads in a client.
      typeCast: (field) => field.string(),
      // A server must not be able to ask for files of ours.
      flags: ['-LOCAL_FILES'],
      // Time is kept for the whole check, by whoever closes the stream.
      connectTimeout: 0,
    }
    // The driver is loaded when the first such check runs: most installations have none.
    const { createConnection } = await import('mysql2')
    let client: Connection | undefined
    const talk = await talkOver(
      {
        target: { host, port },
        speak: (stream, waitsFor) => {
          client = createConnection({ ...settings, stream })
          return ask(client, options.query, tools, waitsFor)
        },
        troubleOf: (cause) => wordsOf(cause, host, port, name, tools.now()),
        leave: () => new Promise<void>((done) => (client ? client.end(() => done()) : done())),
      },
      tools,
    )
    return conclude(
      talk,
      {
        judge: (rows) => judge(rows, options.expect ?? {}),
        says: ({ length }) => `answered with ${length === 1 ? '1 row' : `${length} rows`}`,
        secrets: [...secretsOfUrl(options.url), ...(options.tls?.key ? [options.tls.key] : [])],
      },
      tools,
    )
  },
})

type Rows = readonly (readonly (string | null)[])[]

/** Asks one query. The server is told how long it may work, so that it does not go on when we have gone. */
async function ask(client: Connection, query: string, { timeoutMs }: ProbeTools, waitsFor: (what: string) => void): Promise<Rows> {
  waitsFor('the database to let us in')
  const broken = new Promise<never>((_done, fail) => client.on('error', fail))
  // Whoever loses the race is not waited for any more.
  broken.catch(() => {})
  const version = new Promise<string>((done) =>
    client.once('connect', ({ serverVersion }: { serverVersion: string }) => done(serverVersion)),
  )
  const isMariaDb = /mariadb/i.test(await Promise.race([version, broken]))
  const limit = isMariaDb ? `max_statement_time = ${timeoutMs / 1000}` : `max_execution_time = ${Math.ceil(timeoutMs)}`
  await Promise.race([answerTo(client, `set session ${limit}, session sql_select_limit = ${MOST_ROWS}`), broken])
  await Promise.race([answerTo(client, 'start transaction read only'), broken])
  waitsFor('the answer to the query')
  const rows = await Promise.race([answerTo(client, query), broken])
  return Array.isArray(rows) ? rows : []
}

const answerTo = (client: Connection, query: string): Promise<unknown> =>
  new Promise((done, fail) => client.query(query, (cause, rows) => (cause ? fail(cause) : done(rows))))

function judge(rows: Rows, { rows: count, value, ...limits }: NonNullable<MysqlOptions['expect']>): readonly Assertion[] {
  const first = rows[0]?.[0]
  const got = first === undefined ? 'no row' : first === null ? 'null' : first
  return [
    ...(count === undefined ? [] : [{ expects: `${count} rows`, got: `${rows.length} rows`, holds: rows.length === count }]),
    ...(value === undefined
      ? []
      : [{ expects: `value "${value}"`, got: got.slice(0, 200), holds: typeof first === 'string' && first === value }]),
    ...within('a value', numberIn(first), limits, got.slice(0, 200)),
  ]
}

const numberIn = (text: string | null | undefined): number | undefined =>
  typeof text === 'string' && text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined

/** What OpenSSL says of a certificate, and the code by which we have words for it: the driver keeps the first alone. */
const OPENSSL: readonly (readonly [RegExp, string])[] = [
  [/^self-signed certificate in/, 'SELF_SIGNED_CERT_IN_CHAIN'],
  [/^self-signed certificate/, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  [/^unable to (verify the first|get (local )?issuer) certificate/, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  [/^certificate has expired/, 'CERT_HAS_EXPIRED'],
  [/altnames/, 'ERR_TLS_CERT_ALTNAME_INVALID'],
]

function wordsOf(cause: unknown, host: string, port: number, name: string, now: Date): Trouble {
  const { message, code, errno }: { message?: unknown; code?: unknown; errno?: unknown } =
    typeof cause === 'object' && cause !== null ? cause : {}
  const text = String(message ?? cause)
  const where = `${shownHost(host)}:${port}`
  if (code === 'HANDSHAKE_SSL_ERROR') {
    const known = OPENSSL.find(([sign]) => sign.test(text))?.[1]
    return { says: known ? certificateTrouble(known, name, undefined, now) : `${where} broke off the TLS handshake: ${text}`, blind: false }
  }
  if (code === 'HANDSHAKE_NO_SSL_SUPPORT')
    return {
      says: `${where} offers no TLS, and the check asks for it; have the server offer it, or take tls out of the check`,
      blind: false,
    }
  if (code === 'PROTOCOL_CONNECTION_LOST') return { says: `${where} closed the connection before it answered`, blind: false }
  if (typeof errno === 'number' && errno > 0) return { says: `${where} said: ${text}`, blind: false }
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code)) return troubleOf(cause, host, port)
  return { says: `${where} does not speak as MySQL does: ${text}`, blind: false }
}
