import { closeSql, connectSql, type Sql } from '@/db/client'
import { migrate, readMigrations } from '@/db/migrate'
import { type PostgresServer, startPostgres } from '@/server/postgres/server'
import type { Clock } from '@/server/runtime/clock'
import type { Log } from '@/server/runtime/log'
import { socketFolder } from '@/server/runtime/socket-folder'
import { pauseMs } from './service'

/** The embedded Postgres, started again whenever it ends. */
export type KeptPostgres = { url(database: string): string; stop(): Promise<void> }

export async function keepPostgres(folder: string, { clock, log }: { clock: Clock; log: Log }): Promise<KeptPostgres> {
  const stopped = new AbortController()
  const start = () => startPostgres({ folder: `${folder}/postgres`, sockets: socketFolder(folder), clock, log })
  let server: PostgresServer = await start()
  const done = live()
  return {
    url: (database) => server.url(database),
    async stop() {
      stopped.abort()
      await server.stop()
      await done
    },
  }

  async function live(): Promise<void> {
    for (let accidents = 0; ; ) {
      const startedMs = clock.elapsedMs()
      const how = await server.ended
      if (stopped.signal.aborted) return
      if (clock.elapsedMs() - startedMs > 60_000) accidents = 0
      log.error(`${how} It is started again; results are kept on disk meanwhile.`)
      server = await startAgain(++accidents)
    }
  }

  async function startAgain(accidents: number): Promise<PostgresServer> {
    for (let attempt = accidents; ; attempt++) {
      await clock.sleep(pauseMs(attempt), stopped.signal)
      if (stopped.signal.aborted) return server
      try {
        const fresh = await start()
        if (stopped.signal.aborted) await fresh.stop()
        return fresh
      } catch (cause) {
        log.error(cause instanceof Error ? cause.message : String(cause))
      }
    }
  }
}

/** Makes a database beside the one at this address if it is not there yet; its address. */
export async function ensureDatabase(url: string, name: string): Promise<string> {
  const sql = connectSql(url, { max: 1 })
  try {
    const [found] = await sql`select 1 from pg_database where datname = ${name}`
    if (!found) await sql`create database ${sql(name)}`
  } finally {
    await closeSql(sql)
  }
  const beside = new URL(url)
  beside.pathname = `/${name}`
  return beside.href
}

/** The longest migration, or another start that is at it: an index of a month of results of thousands of checks is minutes of work. */
const MIGRATE_WITHIN_MS = 3_600_000
/** Beside us a database may be starting too, as in a compose file. */
const WAIT_FOR_DATABASE_MS = 60_000
/** No connection, or the server says that it is starting (57P03). */
const AWAY = [
  'ECONNREFUSED',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNRESET',
  'ETIMEDOUT',
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  '57P03',
]

/** Brings the database to this version, waiting a while for one that is still starting. */
export async function migrateDatabase(url: string, { clock, log }: { clock: Clock; log: Log }): Promise<void> {
  const sql = connectSql(url, { max: 1, name: 'plimsoll migrate', answerWithinMs: MIGRATE_WITHIN_MS })
  try {
    await waitFor(sql, { clock, log })
    const applied = await migrate(sql, clock.now(), readMigrations(), (name) =>
      log.info('The database is brought to this version; with much data that may take minutes.', { migration: name }),
    )
    if (applied.length > 0) log.info('The database was brought to this version.', { applied })
  } finally {
    await closeSql(sql)
  }
}

async function waitFor(sql: Sql, { clock, log }: { clock: Clock; log: Log }): Promise<void> {
  const deadline = clock.elapsedMs() + WAIT_FOR_DATABASE_MS
  for (;;) {
    try {
      await sql`select 1`
      return
    } catch (cause) {
      const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
      const sentence = cause instanceof Error ? cause.message || code : String(cause)
      if (!AWAY.includes(code) || clock.elapsedMs() > deadline)
        throw new Error(`The database cannot be used: ${sentence}. Check DATABASE_URL and that the server runs.`, { cause })
      log.warn(`The database does not answer yet (${sentence}); trying again.`)
      await clock.sleep(1_000)
    }
  }
}
