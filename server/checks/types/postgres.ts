import { z } from 'zod'
import type { Assertion, Probed } from '../model'
import { createRedactor, secretsOfUrl } from '../rules/redact'
import { Connection } from './http/connection'
import { shownHost } from './http/host'
import { defineCheckType, type ProbeTools } from './type'

/** More than any check needs to see; beyond it the connection is closed. */
const MOST_ANSWER_BYTES = 4 * 1024 * 1024
const DEFAULT_PORT = 5432

const PostgresOptions = z.strictObject({
  url: z
    .string()
    .superRefine((text, ctx) => {
      const message = urlIssue(text)
      if (message) ctx.addIssue({ code: 'custom', message })
    })
    .meta({ title: 'URL', description: 'postgres://user:password@host:5432/database?sslmode=require', secret: true }),
  query: z.string().min(1).max(10_000).default('select 1').meta({ title: 'Query', description: 'Runs in a read-only transaction.' }),
  expect: z
    .strictObject({
      rows: z.int().min(0).optional().meta({ title: 'Rows', description: 'Exactly as many.' }),
      value: z.string().optional().meta({ title: 'Value', description: 'Of the first column of the first row, as text.' }),
    })
    .optional()
    .meta({ title: 'Expect' }),
})
type PostgresOptions = z.infer<typeof PostgresOptions>

/** Passes when the database answers a query as expected, over a connection of its own. */
export const postgres = defineCheckType<PostgresOptions>({
  kind: 'postgres',
  label: 'PostgreSQL',
  about: 'Signs in to a PostgreSQL database, asks one query in a read-only transaction, and compares the answer.',
  options: PostgresOptions,
  example: { url: 'postgres://monitor:secret@db.internal:5432/orders', query: 'select count(*) from orders', expect: { rows: 1 } },
  target({ url: text }) {
    const url = new URL(text)
    return { says: `${url.hostname}:${url.port || DEFAULT_PORT}${url.pathname}`, host: hostOf(url) }
  },

  async probe(options, tools) {
    const startedMs = tools.elapsedMs()
    const url = new URL(options.url)
    const connection = new Connection({ host: hostOf(url), port: Number(url.port) || DEFAULT_PORT }, tools)
    const answer = (await connection.open()) ? await ask(options, connection, tools) : { says: '' }
    connection.close()
    return conclude(options, connection, answer, tools.elapsedMs() - startedMs, tools)
  },
})

type Rows = readonly (readonly unknown[])[]
type Answer = { readonly rows: Rows } | { readonly says: string }

/** The driver is loaded when the first such check runs: most installations have none. */
async function ask({ url, query }: PostgresOptions, connection: Connection, { timeoutMs }: ProbeTools): Promise<Answer> {
  const { default: connect } = await import('postgres')
  const { socket } = connection
  if (!socket) return { says: 'there is no connection' }
  const { host, port } = connection.target
  let received = 0
  socket.on('data', (bytes: Buffer) => {
    received += bytes.length
    if (received > MOST_ANSWER_BYTES)
      connection.fail({ says: `the answer is larger than ${MOST_ANSWER_BYTES / 1024 / 1024} MiB; ask for less`, blind: false })
  })
  connection.doing = 'waiting for the first byte of the answer'
  let isTaken = false
  const settings = {
    max: 1,
    prepare: false,
    fetch_types: false,
    onnotice: () => {},
    connection: { application_name: 'plimsoll' },
    // The driver would connect anew when the first connection breaks; a check looks once.
    socket() {
      if (isTaken) throw new Error('the connection is closed')
      isTaken = true
      return Object.assign(socket, { host, port })
    },
  }
  const sql = connect(url, settings)
  const broken = new Promise<Answer>((done) => {
    connection.onTrouble = () => done({ says: '' })
    socket.once('close', () => done({ says: `${shownHost(host)}:${port} closed the connection before it answered` }))
    if (connection.trouble) done({ says: '' })
  })
  const asked = sql
    .unsafe(`begin read only; set local statement_timeout = ${Math.ceil(timeoutMs)}; ${query}\n; commit`)
    .raw()
    .then(rowsOf, (cause: unknown) => ({ says: wordsOf(cause, `${shownHost(host)}:${port}`) }))
  const answer = await Promise.race([asked, broken])
  sql.end({ timeout: 0 }).catch(() => {})
  return answer
}

/** The driver answers with one list of rows, or, since the transaction around the query is answered too, with a list of such lists. */
function rowsOf(answers: unknown): Answer {
  const isOne = typeof answers === 'object' && answers !== null && 'command' in answers
  const rows: unknown = Array.isArray(answers) && !isOne ? answers.at(-1) : []
  return { rows: Array.isArray(rows) ? rows : [] }
}

function wordsOf(cause: unknown, where: string): string {
  const { message } = typeof cause === 'object' && cause !== null ? (cause as { message?: unknown }) : {}
  return `${where} said: ${String(message ?? cause)}`
}

function conclude(
  { url, expect }: PostgresOptions,
  connection: Connection,
  answer: Answer,
  latencyMs: number,
  { wantsEvidence }: ProbeTools,
): Probed {
  const { trouble, dnsMs, connectMs } = connection
  const failed = trouble?.says ?? ('says' in answer ? answer.says : undefined)
  const assertions =
    failed === undefined && 'rows' in answer
      ? judge(answer.rows, expect ?? {})
      : [{ expects: 'an answer', got: failed ?? '', holds: false }]
  const broken = assertions.find(({ holds }) => !holds)
  const redact = createRedactor(secretsOfUrl(url))
  const count = 'rows' in answer ? answer.rows.length : 0
  const says =
    failed ?? (broken ? `expected ${broken.expects}, got ${broken.got}` : `answered with ${count === 1 ? '1 row' : `${count} rows`}`)
  const shown = assertions.map(({ expects, got, holds }) => ({ expects: redact(expects), got: redact(got), holds }))
  return {
    outcome: trouble?.blind ? 'blind' : broken ? 'fail' : 'pass',
    latencyMs,
    says: redact(says),
    phases: { dnsMs, connectMs, tlsMs: 0, firstByteMs: Math.max(0, latencyMs - dnsMs - connectMs), transferMs: 0 },
    ...((broken || wantsEvidence) && { evidence: { assertions: shown } }),
  }
}

function judge(
  rows: Rows,
  { rows: count, value }: { readonly rows?: number | undefined; readonly value?: string | undefined },
): Assertion[] {
  const first = rows[0]?.[0]
  const got = first === undefined ? 'no row' : first === null ? 'null' : String(first)
  return [
    { expects: 'an answer', got: 'it came', holds: true },
    ...(count === undefined ? [] : [{ expects: `${count} rows`, got: `${rows.length} rows`, holds: rows.length === count }]),
    ...(value === undefined
      ? []
      : [{ expects: `value "${value}"`, got: got.slice(0, 200), holds: got === value && first !== undefined && first !== null }]),
  ]
}

const hostOf = ({ hostname }: URL): string => (hostname.startsWith('[') ? hostname.slice(1, -1) : hostname)

function urlIssue(text: string): string | undefined {
  if (!URL.canParse(text)) return 'must be an address like postgres://user:password@host:5432/database'
  const { protocol, hostname, searchParams } = new URL(text)
  if (protocol !== 'postgres:' && protocol !== 'postgresql:')
    return `begins with ${protocol}//; write it like postgres://user:password@host:5432/database`
  return hostname === '' || hostname.includes('%') || searchParams.has('host')
    ? 'must name one host: sockets in folders cannot be watched'
    : undefined
}
