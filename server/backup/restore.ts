import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { abandon, connectSql, type Sql, type Transaction } from '@/db/client'
import { MIGRATING, type Migration, migrateWithin, readMigrations } from '@/db/migrate'
import { open, sealKey } from '../access/seal'
import { DAY, HOUR } from '../kernel/duration'
import { invalid, isRefusal, Refusal } from '../kernel/errors'
import { makePartition } from '../pipeline/commit'
import { type Manifest, type Piece, readBackup, type Section } from './format'
import { BACKED_UP, FUNCTIONS, LEFT_OUT, NUMBERS, PARTITIONED, SEQUENCES } from './tables'
import { columnsOf, listed } from './take'

/** A backup that was read to its end and is whole. */
export type Verified = { readonly manifest: Manifest; readonly sections: readonly Section[]; readonly keyCheck: string | undefined }

/** Opens the same file from its beginning, as often as asked. */
export type Source = { readonly name: string; open(): AsyncIterable<Uint8Array> }

/**
 * Reads all of a backup and checks each part of it; changes nothing.
 *
 * @throws Refusal `invalid` when it is altered, cut off, or of a newer version
 */
export async function verifyBackup(source: Source, ours: readonly Migration[] = readMigrations()): Promise<Verified> {
  const sections: Section[] = []
  let manifest: Manifest | undefined
  let keyCheck: string | undefined
  let inKeyCheck: readonly string[] | undefined
  for await (const piece of readBackup(source.name, source.open())) {
    if (piece.kind === 'manifest') manifest = requireKnown(source.name, piece.manifest, ours)
    if (piece.kind === 'open') inKeyCheck = piece.opening.table === 'key_check' ? piece.opening.columns : undefined
    if (piece.kind === 'rows' && inKeyCheck) keyCheck = piece.bytes.toString('utf8').split('\t')[inKeyCheck.indexOf('sealed')]
    if (piece.kind === 'close') sections.push(piece.section)
  }
  if (!manifest) throw invalid(`${source.name} holds nothing.`)
  return { manifest, sections, keyCheck }
}

function requireKnown(name: string, manifest: Manifest, ours: readonly Migration[]): Manifest {
  for (const [index, made] of manifest.migrations.entries()) {
    const known = ours[index]
    if (!known)
      throw invalid(
        `${name} was made by Plimsoll ${manifest.version} with migration ${made.name}, and this version ends at ${ours.at(-1)?.name ?? 'none'}: restore it with that version or a newer one.`,
      )
    if (known.checksum !== made.checksum)
      throw invalid(`${name} was made with another ${made.name} than this version has: restore it with the version that made it.`)
  }
  return manifest
}

/** @throws Refusal `invalid` when the secrets in a backup are sealed with another secret than the installation has */
export function requireSecret({ keyCheck, manifest }: Verified, name: string, secret: string): void {
  if (keyCheck === undefined) return
  try {
    open(keyCheck, sealKey(secret, 'key-check'))
  } catch (cause) {
    if (!isRefusal(cause)) throw cause
    const where = manifest.key ? 'plimsoll restore --show-key prints it for the passphrase' : 'it is not in this backup'
    throw invalid(
      `What is secret in ${name} is sealed with another PLIMSOLL_SECRET than this installation has, and could not be read: set the one of where it was made (${where}).`,
    )
  }
}

export type Restoring = {
  readonly databaseUrl: string
  readonly now: Date
  readonly source: Source
  /** What stands there may go. */
  readonly replace: boolean
  readonly onSection?: (name: string) => void
}

/**
 * Puts a backup in place of what a database holds, and brings it to this version, all in one transaction: cut off anywhere, the database is as it
 * was. The file is checked once more as it is read.
 *
 * @throws Refusal `conflict` when Plimsoll runs there, or something stands there that may not go
 */
export async function restoreBackup({ databaseUrl, now, source, replace, onSection = () => {} }: Restoring): Promise<readonly Section[]> {
  const ours = readMigrations()
  const work = async (tx: Transaction): Promise<readonly Section[]> => {
    const [turn] = await tx`select pg_try_advisory_xact_lock(${MIGRATING}) as ours`
    if (!turn?.ours) throw new Refusal('conflict', 'Plimsoll is being started on this database, or another restore is under way.')
    await requireStopped(tx)
    const standing = await standingIn(tx)
    if (standing.length > 0 && !replace)
      throw new Refusal(
        'conflict',
        `${saysStanding(standing)} Nothing was restored; --replace lets all of it go, and keeps a backup first.`,
      )
    await clear(tx)
    const sections: Section[] = []
    let filling: Filling | undefined
    let applied = 0
    try {
      for await (const piece of readBackup(source.name, source.open())) {
        if (piece.kind === 'manifest') {
          applied = requireKnown(source.name, piece.manifest, ours).migrations.length
          await migrateWithin(tx, ours.slice(0, applied), now)
        }
        if (piece.kind === 'open') onSection(piece.opening.name)
        filling = await fill(tx, source.name, piece, filling)
        if (piece.kind === 'close') sections.push(piece.section)
      }
    } catch (cause) {
      // Postgres waits for the rest of a `copy`, and takes no rollback before it was told that none comes.
      filling?.rows?.destroy(new Error('The rest of the backup cannot be read.'))
      throw cause
    }
    await migrateWithin(tx, ours.slice(applied), now)
    return sections
  }
  const lost = Promise.withResolvers<never>()
  lost.promise.catch(() => {})
  const onClose = () => lost.reject(new Refusal('unavailable', 'The connection to the database was lost; nothing was restored.'))
  const sql = connectSql(databaseUrl, { max: 1, name: 'plimsoll restore', answerWithinMs: HOUR, onClose })
  try {
    // postgres.js tells whoever fills a table nothing of a connection that closes.
    return await Promise.race([sql.begin(work), lost.promise])
  } finally {
    await abandon(sql)
  }
}

type Filling = { readonly name: string; readonly rows?: Writable; readonly numbers?: Buffer[] }

async function fill(tx: Transaction, file: string, piece: Piece, filling: Filling | undefined): Promise<Filling | undefined> {
  if (piece.kind === 'open') {
    const { name, table, columns } = piece.opening
    if (table === NUMBERS) return { name, numbers: [] }
    const day = /^results_(\d{4})(\d{2})(\d{2})$/.exec(name)
    const isKnown = BACKED_UP.some((one) => one.name === table) || (table === PARTITIONED && day !== null)
    const there = isKnown ? await columnsOf(tx, table) : []
    if (!isKnown || columns.some((column) => !there.includes(column)))
      throw invalid(`${file} holds a section ${name} that this version does not know: restore it with the version that made it.`)
    if (day) await makePartition(tx, Date.UTC(Number(day[1]), Number(day[2]) - 1, Number(day[3])) / DAY)
    const rows = await tx.unsafe(`copy ${day ? name : table} (${listed(columns)}) from stdin`).writable()
    // Whoever writes next is told; between two writes nobody listens.
    rows.on('error', () => {})
    return { name, rows }
  }
  if (piece.kind === 'rows') {
    filling?.numbers?.push(piece.bytes)
    if (filling?.rows) await written(filling.rows, piece.bytes)
    return filling
  }
  if (piece.kind === 'close' && filling) {
    if (filling.rows) await finish(tx, file, filling.name, filling.rows)
    for (const line of Buffer.concat(filling.numbers ?? [])
      .toString('utf8')
      .split('\n')
      .filter(Boolean)) {
      const [name = '', last = '1', called] = line.split('\t')
      if (SEQUENCES.some((one) => one === name)) await tx`select setval(${name}::text::regclass, ${last}::bigint, ${called === 't'})`
    }
    return undefined
  }
  return filling
}

const written = (rows: Writable, bytes: Buffer): Promise<void> =>
  new Promise((resolve, reject) => {
    rows.once('error', reject)
    rows.write(bytes, (cause) => {
      rows.off('error', reject)
      if (cause) reject(cause)
      else resolve()
    })
  })

/**
 * Ends a `copy`. postgres.js tells nobody when Postgres refuses rows only at their end; then the next statement of the transaction is refused,
 * which is how it is learnt.
 */
async function finish(tx: Transaction, file: string, name: string, rows: Writable): Promise<void> {
  const finished = once(rows, 'finish')
  finished.catch(() => {})
  rows.end()
  await new Promise(setImmediate)
  await tx`select 1`.catch((cause) => {
    throw invalid(
      `Section ${name} of ${file} does not fit together with the rest of it, and the database refused it; nothing was restored.`,
      [{ path: name, message: String(cause) }],
    )
  })
  await finished
}

/** Whoever holds what stands there in memory would write it back. */
async function requireStopped(tx: Transaction): Promise<void> {
  const running = await tx<{ name: string }[]>`
    select distinct application_name as name from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and application_name ~ '^plimsoll (engine|web|committer|pager)' order by 1`
  if (running.length > 0)
    throw new Refusal(
      'conflict',
      `Plimsoll runs on this database (${running.map(({ name }) => name).join(', ')}): stop every process of it, restore, and start it again.`,
    )
}

/** Whether nobody has made anything in a database yet. */
export const isEmpty = async (sql: Sql): Promise<boolean> => (await standingIn(sql)).length === 0

type Standing = { readonly table: string; readonly rows: number }

/** What somebody made there; the marks that each start leaves do not count. */
async function standingIn(tx: Sql | Transaction): Promise<readonly Standing[]> {
  const standing: Standing[] = []
  for (const table of ['services', 'checks', 'streams', 'opportunities', 'segments', 'routing_items', 'people', 'incidents', 'api_keys']) {
    const [there] = await tx`select to_regclass(${table}) is not null as is`
    if (!there?.is) continue
    const [row] = await tx.unsafe(`select count(*)::integer as rows from ${table}`)
    if (row && row.rows > 0) standing.push({ table, rows: row.rows })
  }
  return standing
}

const saysStanding = (standing: readonly Standing[]): string =>
  `The installation is not empty: it holds ${standing.map(({ table, rows }) => `${rows} ${rows === 1 ? table.replace(/s$/, '').replace('people', 'person') : table}`.replaceAll('_', ' ')).join(', ')}.`

/** Takes away what our migrations made, and nothing that somebody else put beside it. */
async function clear(tx: Transaction): Promise<void> {
  const tables = [...BACKED_UP.map(({ name }) => name), ...LEFT_OUT, PARTITIONED]
  await tx.unsafe(`drop function if exists results_of, newest_results`)
  await tx.unsafe(`drop table if exists ${listed(tables)} cascade`)
  await tx.unsafe(`drop sequence if exists incident_numbers`)
  await tx.unsafe(`drop function if exists ${FUNCTIONS.join(', ')}`)
}
