import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '@/server/runtime/root'
import type { Sql, Transaction } from './client'

export type Migration = { readonly number: number; readonly name: string; readonly text: string; readonly checksum: string }

/** Any number of our own, the same in every process: who holds it migrates. */
export const MIGRATING = 7_262_118
/** What was applied, and when. */
const JOURNAL =
  'create table if not exists migrations (number integer primary key, name text not null, checksum text not null, applied_at timestamptz not null)'

/** The migrations of this version, in order, from files such as `0007_add_impact_ledger.sql`. */
export function readMigrations(folder: string = join(projectRoot(), 'db', 'migrations')): readonly Migration[] {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
  return files.map((file, index) => {
    const number = Number(file.match(/^(\d{4})_[a-z0-9_]+\.sql$/)?.[1])
    if (!number) throw new Error(`${join(folder, file)} is not called like a migration: use 0007_add_impact_ledger.sql.`)
    if (number !== index + 1)
      throw new Error(`${join(folder, file)} is number ${number}, but ${index + 1} is next: numbers start at 1 and leave no gap.`)
    const text = readFileSync(join(folder, file), 'utf8')
    return { number, name: file, text, checksum: createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex') }
  })
}

/**
 * Brings a database to this version: each missing migration in a transaction of its own, under an advisory lock, so that of several starts
 * one does it and the others wait. Returns the names of those applied now.
 *
 * @param sql a client whose `answerWithinMs` allows for the longest migration, and for another start that is at it
 * @throws an error when the database is newer than this version, or an applied file was altered since
 */
export async function migrate(
  sql: Sql,
  now: Date,
  migrations: readonly Migration[] = readMigrations(),
  onBegin: (name: string) => void = () => {},
): Promise<readonly string[]> {
  const line = await sql.reserve()
  try {
    await line`select pg_advisory_lock(${MIGRATING})`
    await line.unsafe(JOURNAL)
    const applied = await line<
      { number: number; name: string; checksum: string }[]
    >`select number, name, checksum from migrations order by number`
    refuseStrangers(applied, migrations)
    const missing = migrations.slice(applied.length)
    for (const migration of missing) {
      if (applied.length > 0) onBegin(migration.name)
      await apply(line, migration, now)
    }
    return missing.map(({ name }) => name)
  } finally {
    await line`select pg_advisory_unlock(${MIGRATING})`.catch(() => {})
    line.release()
  }
}

/** Applies migrations inside a transaction of the caller, which also holds the lock. */
export async function migrateWithin(tx: Transaction, migrations: readonly Migration[], now: Date): Promise<void> {
  await tx.unsafe(JOURNAL)
  for (const { number, name, text, checksum } of migrations) {
    await tx.unsafe(text)
    await tx`insert into migrations (number, name, checksum, applied_at) values (${number}, ${name}, ${checksum}, ${now.toISOString()})`
  }
}

function refuseStrangers(applied: readonly { number: number; name: string; checksum: string }[], migrations: readonly Migration[]): void {
  for (const [index, done] of applied.entries()) {
    const ours = migrations[index]
    if (!ours)
      throw new Error(
        `The database is newer than this version of Plimsoll: it has migration ${done.name}, this version ends at ${migrations.at(-1)?.name ?? 'none'}. Start the newer version.`,
      )
    if (ours.checksum !== done.checksum || ours.number !== done.number)
      throw new Error(
        `Migration ${ours.name} was altered after it was applied to this database (as ${done.name}): restore the file, and put the change into a new migration.`,
      )
  }
}

async function apply(line: Awaited<ReturnType<Sql['reserve']>>, { number, name, text, checksum }: Migration, now: Date): Promise<void> {
  await line`begin`
  try {
    await line.unsafe(text)
    await line`insert into migrations (number, name, checksum, applied_at) values (${number}, ${name}, ${checksum}, ${now})`
    await line`commit`
  } catch (cause) {
    await line`rollback`.catch(() => {})
    const sentence = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`Migration ${name} failed and was undone: ${sentence}${lineOf(cause, text)}`)
  }
}

/** Postgres says where in the text; people look for a line. */
function lineOf(cause: unknown, text: string): string {
  const position = cause instanceof Error && 'position' in cause ? Number(cause.position) : 0
  return position > 0 ? ` (line ${text.slice(0, position - 1).split('\n').length})` : ''
}
