import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connectSql, drizzleOver } from '@/db/client'
import { type TestDatabase, testDatabase } from '@/db/testing/database'
import { verifySecret } from '../access/verbs/prepare-access'
import { DAY } from '../kernel/duration'
import { sentenceOf } from '../kernel/errors'
import { makePartitions } from '../pipeline/commit'
import { systemClock } from '../runtime/clock'
import type { History, Section } from './format'
import { isEmpty, requireSecret, restoreBackup, type Source, verifyBackup } from './restore'
import { BACKED_UP, FUNCTIONS, LEFT_OUT, PARTITIONED, SEQUENCES } from './tables'
import { takeBackup } from './take'

const NOW = new Date('2026-11-23T05:00:00.000Z')
const SECRET = 'a secret for tests that is quite long enough'
const from = await testDatabase()
const opened: TestDatabase[] = [from]
const id = (no: number) => `00000000-0000-7000-8000-${String(no).padStart(12, '0')}`
const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY).toISOString()

beforeAll(async () => {
  const { sql, url } = from
  const pool = connectSql(url, { max: 1 })
  await verifySecret({ db: drizzleOver(pool), clock: systemClock }, SECRET)
  await pool.end()
  await makePartitions(sql, new Date(NOW.getTime() - 200 * DAY), 1)
  await makePartitions(sql, new Date(NOW.getTime() - DAY), 3)
  await sql`insert into services (id, name, title, tier, source, created_at) values (${id(1)}, 'shop', ${'The \\ "shop"\twith\na line'}, 1, 'api', ${daysAgo(300)})`
  await sql`
    insert into checks (id, name, title, service_id, type, target, options, interval_ms, confirm_interval_ms, timeout_ms, open_after, close_after, critical, source, created_at)
    values (${id(2)}, 'front', 'Front', ${id(1)}, 'http', 'https://shop.example', ${sql.json({ url: 'https://shop.example', token: { $sealed: 'v1.abc' } })}, 1000, 1000, 500, 2, 3, true, 'api', ${daysAgo(300)})`
  await sql`insert into people (id, name, email, email_verified, role, created_at, updated_at) values (${id(3)}, 'Ada', 'ada@shop.example', true, 'admin', ${daysAgo(300)}, ${daysAgo(300)})`
  await sql`insert into accounts (id, account_id, provider_id, user_id, password, created_at, updated_at) values (${id(4)}, 'ada', 'credential', ${id(3)}, 'scrypt:hash', ${daysAgo(300)}, ${daysAgo(300)})`
  await sql`insert into sessions (id, token, user_id, expires_at, created_at, updated_at) values (${id(5)}, 't', ${id(3)}, ${daysAgo(-9)}, ${daysAgo(1)}, ${daysAgo(1)})`
  await sql`insert into incidents (id, number, title, severity, state, service_id, started_at, opened_at) values (${id(6)}, nextval('incident_numbers'), 'The shop is down', 'sev1', 'resolved', ${id(1)}, ${daysAgo(200)}, ${daysAgo(200)})`
  await sql`select nextval('incident_numbers')`
  for (const days of [200, 1, 0])
    await sql`insert into results select ${daysAgo(days)}::timestamptz + n * interval '1 second', 1, n + 0.1, 0, 200, 1, 2, 3, 4, 5, 0 from generate_series(1, 500) n`
  for (const [no, days] of [
    [7, 200],
    [8, 1],
  ] as const)
    await sql`insert into evidence (id, check_id, at, because, says, body) values (${id(no)}, ${id(2)}, ${daysAgo(days)}, 'failure', 'No answer', ${sql.json({ status: 503 })})`
  await sql`insert into audit_log (id, at, actor_kind, actor_id, actor_name, action) values (${id(9)}, ${daysAgo(200)}, 'person', ${id(3)}, 'Ada', 'check.create')`
})
afterAll(async () => {
  for (const database of opened) await database.stop()
})

async function empty(): Promise<TestDatabase> {
  const database = await testDatabase()
  opened.push(database)
  return database
}

async function backupOf({ url }: TestDatabase, history: History = 'all') {
  const sql = connectSql(url, { max: 1 })
  const pieces: Buffer[] = []
  const sections = await takeBackup({ sql, now: NOW, history, write: async (bytes) => void pieces.push(bytes) })
  await sql.end()
  return { sections, bytes: Buffer.concat(pieces) }
}

const sourceOf = (bytes: Buffer, open = () => [bytes]): Source => ({
  name: 'monday.backup',
  async *open() {
    yield* open()
  },
})

const restore = ({ url }: TestDatabase, source: Source, replace = false) => restoreBackup({ databaseUrl: url, now: NOW, source, replace })

const rowsIn = (sections: readonly Section[]) => Object.fromEntries(sections.map(({ name, rows }) => [name, rows]))

describe('a backup', () => {
  test('knows every table, function and sequence that the migrations make', async () => {
    const { sql } = from
    const tables = await sql`
      select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by 1`
    expect(tables.map(({ name }) => name)).toEqual([...BACKED_UP.map(({ name }) => name), ...LEFT_OUT, PARTITIONED].toSorted())
    const functions = await sql`select proname as name from pg_proc where pronamespace = 'public'::regnamespace order by 1`
    expect(functions.map(({ name }) => name)).toEqual(FUNCTIONS.toSorted())
    const sequences =
      await sql`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S' order by 1`
    expect(sequences.map(({ name }) => name)).toEqual(SEQUENCES.toSorted())
  })

  test('restored and taken again is the same, section by section', async () => {
    const first = await backupOf(from)
    const to = await empty()
    await restore(to, sourceOf(first.bytes))
    const second = await backupOf(to)
    expect(second.sections).toEqual(first.sections)
    expect(second.bytes.equals(first.bytes)).toBe(true)
    expect(rowsIn(first.sections)).toMatchObject({ results_20260507: 500, results_20261123: 500, people: 1, evidence: 2, audit_log: 1 })
  })

  test('goes on counting where the other stopped, and signs nobody in', async () => {
    const to = await empty()
    await restore(to, sourceOf((await backupOf(from)).bytes))
    expect(await to.sql`select nextval('incident_numbers')::integer as next`).toEqual([{ next: 3 }])
    expect(await to.sql`select last_value::integer as last from checks_no_seq`).toEqual([{ last: 1 }])
    expect(await to.sql`select from sessions`).toHaveLength(0)
    expect(await to.sql`select password from accounts`).toEqual([{ password: 'scrypt:hash' }])
    await expect(to.sql`delete from audit_log`).rejects.toThrow('written once')
    expect(await to.sql`select from results_of(1, ${daysAgo(1)}, ${daysAgo(0)})`).toHaveLength(500)
  })

  test('takes history as far as it was asked for, and incidents whole', async () => {
    const recent = rowsIn((await backupOf(from, '90d')).sections)
    expect(recent).toMatchObject({ results_20261122: 500, evidence: 1, incidents: 1, audit_log: 1 })
    expect(recent).not.toHaveProperty('results_20260507')
    const none = rowsIn((await backupOf(from, 'none')).sections)
    expect(none).toMatchObject({ evidence: 0, incidents: 1, checks: 1 })
    expect(none).not.toHaveProperty('results_20261122')
  })

  test('stands at one moment, whatever is written while it is taken', async () => {
    const database = await empty()
    const sql = connectSql(database.url, { max: 1 })
    const pieces: Buffer[] = []
    let isFirst = true
    await takeBackup({
      sql,
      now: NOW,
      history: 'all',
      async write(bytes) {
        pieces.push(bytes)
        if (!isFirst) return
        isFirst = false
        await database.sql`insert into services (id, name, title, tier, source, created_at) values (${id(1)}, 'late', 'Late', 1, 'api', ${daysAgo(0)})`
      },
    })
    await sql.end()
    expect(rowsIn((await verifyBackup(sourceOf(Buffer.concat(pieces)))).sections)).toMatchObject({ services: 0 })
  })
})

describe('a restore', () => {
  test('leaves an installation alone that is not empty, and says what it holds', async () => {
    const { bytes } = await backupOf(from)
    await expect(restore(from, sourceOf(bytes))).rejects.toThrow(
      'The installation is not empty: it holds 1 service, 1 check, 1 person, 1 incident. Nothing was restored; --replace lets all of it go',
    )
  })

  test('replaces what stands there when that was asked for', async () => {
    const to = await empty()
    await to.sql`insert into services (id, name, title, tier, source, created_at) values (${id(99)}, 'old', 'Old', 1, 'api', ${daysAgo(0)})`
    const { bytes, sections } = await backupOf(from)
    await restore(to, sourceOf(bytes), true)
    expect((await backupOf(to)).sections).toEqual(sections)
  })

  test('that fails anywhere leaves the installation as it was', async () => {
    const to = await empty()
    await to.sql`insert into services (id, name, title, tier, source, created_at) values (${id(99)}, 'old', 'Old', 1, 'api', ${daysAgo(0)})`
    const before = await backupOf(to)
    const { bytes } = await backupOf(from)
    for (const share of [0.1, 0.5, 0.99]) {
      const cut = bytes.subarray(0, Math.floor(bytes.length * share))
      expect(await restore(to, sourceOf(cut), true).then(() => 'restored', sentenceOf)).toMatch(/cut off/)
      expect((await backupOf(to)).sections).toEqual(before.sections)
    }
  })

  test('whose connection is killed in the middle leaves the installation as it was', async () => {
    const to = await empty()
    const { bytes } = await backupOf(from)
    const half = Math.floor(bytes.length / 2)
    const source: Source = {
      name: 'monday.backup',
      async *open() {
        yield bytes.subarray(0, half)
        await to.sql`
          select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and xact_start is not null and pid <> pg_backend_pid()`
        yield bytes.subarray(half)
      },
    }
    await expect(restore(to, source)).rejects.toThrow('nothing was restored')
    expect(await isEmpty(to.sql)).toBe(true)
    expect(await to.sql`select from migrations`).not.toHaveLength(0)
  })

  test('is refused while Plimsoll runs on the database', async () => {
    const to = await empty()
    const engine = connectSql(to.url, { max: 1, name: 'plimsoll engine' })
    await engine`select 1`
    const { bytes } = await backupOf(from)
    await expect(restore(to, sourceOf(bytes))).rejects.toThrow('Plimsoll runs on this database (plimsoll engine): stop every process of it')
    await engine.end()
  })

  test('makes everything where there was not even a table', async () => {
    const to = await empty()
    await to.sql`drop schema public cascade`
    await to.sql`create schema public`
    const { bytes, sections } = await backupOf(from)
    await restore(to, sourceOf(bytes))
    expect((await backupOf(to)).sections).toEqual(sections)
  })

  test('refuses what a newer version made, and what another secret sealed', async () => {
    const { bytes } = await backupOf(from)
    const verified = await verifyBackup(sourceOf(bytes))
    await expect(
      verifyBackup(
        sourceOf(bytes),
        verified.manifest.migrations.slice(0, 3).map((one) => ({ ...one, text: '' })),
      ),
    ).rejects.toThrow(/with migration 0004_add_pager\.sql, and this version ends at 0003/)
    expect(() => requireSecret(verified, 'monday.backup', SECRET)).not.toThrow()
    expect(() => requireSecret(verified, 'monday.backup', `${SECRET}!`)).toThrow('sealed with another PLIMSOLL_SECRET')
  })
})
