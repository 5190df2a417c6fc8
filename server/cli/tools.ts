import { mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { closeSql, connectSql, drizzleOver, type Sql } from '@/db/client'
import { SYSTEM } from '../access/model'
import { sealKey } from '../access/seal'
import { resetPasswordOf } from '../access/verbs/reset-password'
import { type Ctx, createContext } from '../context'
import { HOUR } from '../kernel/duration'
import { invalid, Refusal, sentenceOf } from '../kernel/errors'
import type { Clock } from '../runtime/clock'
import type { Ids } from '../runtime/ids'
import { silentLog } from '../runtime/log'
import { type Environment, readEnvironment, type Variables } from '../settings/environment'
import { ensureDatabase, keepPostgres } from '../supervisor/database'
import { lockData } from '../supervisor/lock'
import { keepSecret } from '../supervisor/secret'
import type { CommandTools, Connection } from './command'

/** Sorting, copying or filling a table of many gigabytes. */
const LONG = { max: 1, answerWithinMs: HOUR }

export type ToolParts = {
  readonly clock: Clock
  readonly ids: Ids
  readonly variables: Variables
  readonly root: string
  /** Where the user stands: paths are taken from there. */
  readonly cwd: string
  readonly input: NodeJS.ReadableStream
  /** The data of `npm run demo`. */
  readonly demo: boolean
}

/** What commands are handed, and what gives it all back. */
export function createCommandTools(parts: ToolParts): { readonly tools: Omit<CommandTools, 'say'>; close(): Promise<void> } {
  const { clock, ids, variables, root, cwd, input, demo } = parts
  const opened: Sql[] = []
  const started = new AsyncDisposableStack()
  let connected: Promise<Connection> | undefined
  let alone: ReturnType<CommandTools['connectAlone']> | undefined
  const open = (url: string, name: string, { max, answerWithinMs }: { max: number; answerWithinMs?: number } = { max: 2 }) => {
    const sql = connectSql(url, { max, name, ...(answerWithinMs !== undefined && { answerWithinMs }) })
    opened.push(sql)
    return sql
  }
  const environment = (): Environment => {
    const read = readEnvironment(variables, root)
    return demo && !variables.PLIMSOLL_DATA_DIR ? { ...read, dataFolder: join(read.dataFolder, 'demo') } : read
  }
  const address = async () => {
    const { databaseUrl, dataFolder } = environment()
    return databaseUrl ?? (await readIfThere(join(dataFolder, 'database-url'))) ?? Promise.reject(notRunning(dataFolder))
  }
  const connect = async (): Promise<Connection> => {
    const { databaseUrl, dataFolder, secret } = environment()
    const sql = open(await address(), 'plimsoll command')
    await sql`select 1`.catch((cause) => {
      throw databaseUrl === undefined
        ? notRunning(dataFolder, cause)
        : new Refusal('unavailable', `The database of DATABASE_URL does not answer: ${reasonOf(cause)}.`, {}, { cause })
    })
    const known = secret ?? (await readIfThere(join(dataFolder, 'secret')))
    if (known === undefined)
      throw new Refusal('unavailable', `${join(dataFolder, 'secret')} is missing: restore it from a backup, or set PLIMSOLL_SECRET.`)
    return { sql, key: sealKey(known), secret: known }
  }
  const connectLong = async () => {
    const { key, secret } = await tools.connect()
    const databaseUrl = await address()
    return { sql: open(databaseUrl, 'plimsoll command', LONG), key, secret, databaseUrl }
  }
  const connectAlone = async () => {
    const { databaseUrl: named, dataFolder, secret: given } = environment()
    if (named !== undefined) return await connectLong()
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
    const lock = lockData(dataFolder)
    started.defer(() => lock.release())
    const postgres = started.adopt(await keepPostgres(dataFolder, { clock, log: silentLog }), (kept) => kept.stop())
    const databaseUrl = await ensureDatabase(postgres.url('postgres'), 'plimsoll')
    const secret = given ?? keepSecret(dataFolder, ids)
    return { sql: open(databaseUrl, 'plimsoll command', LONG), key: sealKey(secret), secret, databaseUrl }
  }
  /** For verbs, which want Drizzle over a client of its own. */
  const context = async (action: string): Promise<Ctx> => {
    const { sql } = await tools.connect()
    const db = drizzleOver(open(await address(), 'plimsoll command'))
    return createContext({ db, sql, clock, ids, actor: SYSTEM, address: null, log: silentLog, action, publish() {} })
  }

  const tools: Omit<CommandTools, 'say'> = {
    clock,
    ids,
    variables,
    root,
    environment,
    async read(file) {
      if (file === '-') return await text(input)
      const path = tools.locate(file)
      return await readFile(path, 'utf8').catch((cause) => {
        throw invalid(`${path} cannot be read: ${sentenceOf(cause)}.`)
      })
    },
    locate: (file) => resolve(cwd, file),
    connect() {
      connected ??= connect()
      return connected
    },
    connectLong,
    connectAlone() {
      alone ??= connectAlone()
      return alone
    },
    async resetPassword(email, password) {
      const { person, password: made } = await resetPasswordOf(await context('person.reset-password'), email, password)
      return { name: person.name, ...(made !== undefined && { password: made }) }
    },
    async audit(note) {
      await (await context(note.action)).transaction((tx) => tx.audit(note))
    },
  }
  return {
    tools,
    async close() {
      await Promise.all(opened.map((sql) => closeSql(sql, 1_000)))
      await started.disposeAsync()
    },
  }
}

const notRunning = (dataFolder: string, cause?: unknown) =>
  new Refusal(
    'unavailable',
    `Plimsoll does not run on ${dataFolder}: start it with npm start. For the demo, add --demo; for a database of your own, set DATABASE_URL and PLIMSOLL_SECRET.`,
    {},
    { cause },
  )

const readIfThere = async (file: string): Promise<string | undefined> => (await readFile(file, 'utf8').catch(() => '')).trim() || undefined

/** A refused connection over several addresses has no message; its code says it. */
const reasonOf = (cause: unknown): string =>
  sentenceOf(cause) || (cause instanceof Error && 'code' in cause ? String(cause.code) : 'no reason given')
