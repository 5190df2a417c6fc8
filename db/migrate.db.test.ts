import { afterAll, beforeEach, expect, test } from 'vitest'
import { abandon, connectSql } from './client'
import { type Migration, migrate, readMigrations } from './migrate'
import { testDatabase } from './testing/database'

const now = new Date('2026-03-01T10:00:00Z')
const database = await testDatabase()
const sql = database.sql
afterAll(database.stop)

beforeEach(async () => {
  await sql`drop schema public cascade`
  await sql`create schema public`
})

test('applies what is missing, in order, and nothing twice', async () => {
  expect(await migrate(sql, now, [first])).toEqual(['0001_first.sql'])
  expect(await migrate(sql, now, [first, second])).toEqual(['0002_second.sql'])
  expect(await migrate(sql, now, [first, second])).toEqual([])
  expect(await sql`select number, applied_at from migrations`).toEqual([
    { number: 1, applied_at: now },
    { number: 2, applied_at: now },
  ])
})

test('a migration that fails leaves nothing of itself, and says which it was', async () => {
  const broken = aMigration(2, 'create table half (id int); select 1/0')
  await expect(migrate(sql, now, [first, broken])).rejects.toThrow('Migration 0002_second.sql failed and was undone: division by zero')
  expect(await sql`select to_regclass('half') as half, (select count(*)::int from migrations) as applied`).toEqual([
    { half: null, applied: 1 },
  ])
})

test('a syntax error is told with its line', async () => {
  await expect(migrate(sql, now, [aMigration(1, 'create table a (\n  only boolean\n)')])).rejects.toThrow(
    'syntax error at or near "only" (line 2)',
  )
})

test('a file that was altered after it was applied is refused', async () => {
  await migrate(sql, now, [first])
  await expect(migrate(sql, now, [aMigration(1, 'create table other (id int)')])).rejects.toThrow('Migration 0001_first.sql was altered')
})

test('a database of a newer version is refused', async () => {
  await migrate(sql, now, [first, second])
  await expect(migrate(sql, now, [first])).rejects.toThrow(
    'The database is newer than this version of Plimsoll: it has migration 0002_second.sql',
  )
})

test('of starts at the same moment one migrates and the others wait', async () => {
  const others = Array.from({ length: 4 }, () => connectSql(database.url, { max: 1 }))
  const applied = await Promise.all(others.map((other) => migrate(other, now, [first, second])))
  expect(applied.map((names) => names.length).sort()).toEqual([0, 0, 0, 2])
  await Promise.all(others.map(abandon))
})

test('days of results from before they were ordered by the hour are found and kept from being there twice, as those from after', async () => {
  const all = readMigrations()
  await migrate(sql, now, all.slice(0, 2))
  await sql`create table results_20260301 partition of results for values from ('2026-03-01T00:00:00Z') to ('2026-03-02T00:00:00Z')`
  const store = () => sql`insert into results values (${now}, 7, 12, 0, 200, 0, 0, 0, 0, 0, 0)`
  await store()
  await migrate(sql, now, all)
  expect(await sql`select check_no, at from results_of(7, ${now}, ${now})`).toEqual([{ check_no: 7, at: now }])
  await expect(store()).rejects.toThrow('duplicate key')
})

const first = aMigration(1, 'create table first (id int)')
const second = aMigration(2, 'alter table first add column note text')

function aMigration(number: number, text: string): Migration {
  return { number, name: `000${number}_${number === 1 ? 'first' : 'second'}.sql`, text, checksum: text }
}
