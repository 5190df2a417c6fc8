import type { Sql, Transaction } from '@/db/client'
import { type Migration, readMigrations } from '@/db/migrate'
import { DAY } from '../kernel/duration'
import { Refusal } from '../kernel/errors'
import { VERSION } from '../runtime/version'
import { backupWriter, type History, type Manifest, type Section } from './format'
import { BACKED_UP, NUMBERS, PARTITIONED, SEQUENCES } from './tables'

export type Taking = {
  /** A client with one connection whose `answerWithinMs` allows for sorting a table. */
  readonly sql: Sql
  readonly now: Date
  readonly history: History
  /** The secret, sealed by a passphrase; see key.ts. */
  readonly key?: Manifest['key']
  /** Resolves when so much has been taken that the next may come. */
  readonly write: (bytes: Buffer) => Promise<void>
  readonly onSection?: (name: string) => void
}

/**
 * Writes everything of one installation, as it stood at one moment, while it runs: one transaction that only reads sees no change of others, and
 * keeps nobody from writing.
 *
 * @returns its sections
 * @throws Refusal `conflict` when the database is not of this version
 */
export async function takeBackup({ sql, now, history, key, write, onSection = () => {} }: Taking): Promise<readonly Section[]> {
  const ours = readMigrations()
  const out = backupWriter(write)
  const work = async (tx: Transaction): Promise<readonly Section[]> => {
    await requireThisVersion(tx, ours)
    // Retention must not drop a day that is still to be read; writers are not kept from anything.
    await tx.unsafe(`lock table ${PARTITIONED} in access share mode`)
    await out.begin({
      version: VERSION,
      madeAt: now.toISOString(),
      history,
      migrations: ours.map(({ number, name, checksum }) => ({ number, name, checksum })),
      ...(key && { key }),
    })
    const since = sinceOf(history, now)
    const sections: Section[] = []
    const add = async (name: string, table: string, columns: readonly string[], query: string) => {
      onSection(name)
      const rows = await tx.unsafe(`copy (${query}) to stdout`).readable()
      sections.push(await out.section({ name, table, columns: [...columns] }, rows))
    }
    for (const { name, order, recent } of BACKED_UP) {
      const columns = await columnsOf(tx, name)
      const where = recent && since ? ` where ${recent(`'${since.toISOString()}'::timestamptz`)}` : ''
      await add(name, name, columns, `select ${listed(columns)} from ${name}${where} order by ${order}`)
    }
    const columns = await columnsOf(tx, PARTITIONED)
    for (const day of await daysFrom(tx, since))
      await add(day, PARTITIONED, columns, `select ${listed(columns)} from ${day} order by result_place(at, check_no)`)
    const stands = SEQUENCES.map((name) => `select '${name}', last_value, is_called from ${name}`).join(' union all ')
    await add(NUMBERS, NUMBERS, ['name', 'last_value', 'is_called'], `${stands} order by 1`)
    await out.end()
    return sections
  }
  return await sql.begin('isolation level repeatable read read only', work)
}

const sinceOf = (history: History, now: Date): Date | undefined =>
  history === 'all' ? undefined : new Date(now.getTime() - (history === 'none' ? 0 : 90 * DAY))

async function requireThisVersion(tx: Transaction, ours: readonly Migration[]): Promise<void> {
  const [there] = await tx`select to_regclass('migrations') is not null as is`
  const applied = there?.is ? await tx<{ checksum: string }[]>`select checksum from migrations order by number` : []
  if (applied.map(({ checksum }) => checksum).join() === ours.map(({ checksum }) => checksum).join()) return
  throw new Refusal(
    'conflict',
    `The database is at migration ${applied.length} and this version of Plimsoll at ${ours.length}: start this version on it once, or use the one that runs there.`,
  )
}

export async function columnsOf(tx: Transaction, table: string): Promise<readonly string[]> {
  const rows = await tx<{ name: string }[]>`
    select attname as name from pg_attribute where attrelid = to_regclass(${table}) and attnum > 0 and not attisdropped order by attnum`
  return rows.map(({ name }) => name)
}

/** Names are quoted: `by` and `only` are words of SQL. */
export const listed = (columns: readonly string[]): string => columns.map((name) => `"${name.replaceAll('"', '""')}"`).join(', ')

/** The days that have results of `since` or later. */
async function daysFrom(tx: Transaction, since: Date | undefined): Promise<readonly string[]> {
  const rows = await tx<{ name: string }[]>`
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'results'::regclass and not i.inhdetachpending and c.relname ~ '^results_[0-9]{8}$' order by c.relname`
  const first = since ? `results_${since.toISOString().slice(0, 10).replaceAll('-', '')}` : ''
  const days: string[] = []
  for (const { name } of rows) {
    // Days to come are empty, and are made when they are needed.
    const [row] = name >= first ? await tx.unsafe(`select exists (select from ${name}) as filled`) : []
    if (row?.filled) days.push(name)
  }
  return days
}
