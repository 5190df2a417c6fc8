import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { parseAddress } from './address'
import { type Lines, openLines } from './line'

/** A pool of connections that takes SQL as tagged templates; see the manual of postgres.js. */
export type Sql = postgres.Sql
/** A piece of SQL that becomes part of a statement. */
export type Fragment = postgres.PendingQuery<postgres.Row[]>
/** A transaction on it. */
export type Transaction = postgres.TransactionSql

export type SqlOptions = {
  /** Connections at most; one is opened when it is first needed. */
  readonly max?: number
  /** The name of this client in `pg_stat_activity`. */
  readonly name?: string
  /** How long a connection on which an answer is owed may be silent before it is cut, and how long connecting may take. */
  readonly answerWithinMs?: number
  readonly onNotice?: (message: string) => void
  /** A connection was closed, by whomever. */
  readonly onClose?: () => void
}

/** Our queries take milliseconds; what takes longer (a migration, a report) says so. */
const ANSWER_WITHIN_MS = 10_000

/**
 * A pool on one database. Connects lazily, so that it can be made while Postgres is away; afterwards it connects anew by itself.
 *
 * Every query has a deadline on our side: a connection on which an answer is owed and nothing moves for `answerWithinMs` is cut,
 * and what waited on it is rejected. Whether a COMMIT that was cut has happened is then unknown.
 *
 * @param url `postgres://user:password@host:5432/name`, or `postgres:///name?host=/folder&user=name` for a unix socket
 */
export function connectSql(
  url: string,
  { max = 4, name = 'plimsoll', answerWithinMs = ANSWER_WITHIN_MS, onNotice, onClose }: SqlOptions = {},
): Sql {
  const address = parseAddress(url)
  const lines = openLines(address, answerWithinMs)
  const options = {
    host: address.host,
    port: address.port,
    database: address.database,
    user: address.user,
    pass: address.password,
    ssl: false,
    max,
    connect_timeout: Math.ceil(answerWithinMs / 1000),
    // At most half a second between attempts: after an outage writers must not wait longer than the outage made them.
    backoff: (attempts: number) => Math.min(0.5, 0.02 * 2 ** attempts),
    onnotice: ({ message }: postgres.Notice) => onNotice?.(message ?? ''),
    onclose: () => onClose?.(),
    connection: { application_name: name, ...address.session },
    socket: Object.assign(lines.open, { lines }),
  }
  const sql = postgres(options)
  return Object.assign(sql, { begin: survivingBegin(sql) })
}

type Work = (tx: Transaction) => Promise<unknown>

/**
 * postgres.js asks also a connection that has closed to roll back, or to do whatever else the work of a transaction asks for, and what it then
 * throws no promise catches: the process would end. So once the transaction is over, nothing of its work reaches that connection any more.
 */
function survivingBegin(sql: Sql): Sql['begin'] {
  const begin: (options: string, work: Work) => Promise<unknown> = sql.begin.bind(sql)
  const surviving = async (...given: [Work] | [string, Work]) => {
    const [options, work] = given.length === 1 ? ['', given[0]] : given
    let isOver = false
    const attempt = async (tx: Transaction) => {
      const ended = await settled(work(untilOver(tx, () => isOver)))
      // The closing of a connection is told after the failures of what waited on it.
      if ('cause' in ended) await new Promise(setImmediate)
      if (isOver) await new Promise<never>(() => {})
      if ('cause' in ended) throw ended.cause
      return ended.value
    }
    try {
      return await begin(options, attempt)
    } finally {
      isOver = true
    }
  }
  return surviving as Sql['begin']
}

const settled = (work: Promise<unknown>): Promise<{ readonly value: unknown } | { readonly cause: unknown }> =>
  work.then(
    (value) => ({ value }),
    (cause: unknown) => ({ cause }),
  )

/** A transaction that takes nothing more once it is over. */
function untilOver(tx: Transaction, isOver: () => boolean): Transaction {
  const refuse = () => {
    if (isOver()) throw new Error('The connection of this transaction was closed.')
  }
  return new Proxy(tx, {
    apply(target, self, given) {
      refuse()
      return Reflect.apply(target, self, given)
    },
    get(target, name, self) {
      refuse()
      return Reflect.get(target, name, self)
    },
  })
}

/**
 * Frees a client whose server does not answer: what waits on it is rejected at once, and its sockets are destroyed.
 * `sql.end({ timeout: 0 })` alone leaves them half closed for as long as a frozen server does not read.
 */
export async function abandon(sql: Sql): Promise<void> {
  const ended = sql.end({ timeout: 0 })
  linesOf(sql).cut()
  await ended
}

/** Closes a client after its running queries, or frees it when they take longer than `ms`. */
export async function closeSql(sql: Sql, ms = 5_000): Promise<void> {
  await sql.end({ timeout: ms / 1000 })
  linesOf(sql).cut()
}

/** Drizzle over a client of its own: it replaces that client's parsers of dates and JSON, so the client must serve nothing else. */
export function drizzleOver(sql: Sql): PostgresJsDatabase {
  return drizzle(sql)
}

/** What queries are handed: a pool, or a transaction on it. */
export type Db = Omit<PostgresJsDatabase, '$client'>

function linesOf(sql: Sql): Lines {
  const { socket } = sql.options as unknown as { socket: { lines: Lines } }
  return socket.lines
}
