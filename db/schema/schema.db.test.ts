import { is } from 'drizzle-orm'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../testing/database'
import * as access from './access'
import * as alerts from './alerts'
import * as incidents from './incidents'
import * as oncall from './oncall'
import * as saved from './saved'
import * as status from './status'

const { sql, stop } = await testDatabase()
afterAll(stop)

const tables = [access, incidents, alerts, oncall, saved, status]
  .flatMap((part) => Object.values(part))
  .filter((value) => is(value, PgTable))
  .map(getTableConfig)

test.each(tables)('Drizzle knows every column of $name as the migrations made it', async ({ name, columns }) => {
  const made = await sql`
    select attname as name, format_type(atttypid, atttypmod) as type, attnotnull as required
    from pg_attribute where attrelid = ${name}::regclass and attnum > 0 and not attisdropped order by attname`
  const said = columns.map((column) => ({
    name: column.name,
    type: column.getSQLType().replace(/^timestamp \((\d)\) with time zone$/, 'timestamp($1) with time zone'),
    required: column.notNull,
  }))
  expect(said.sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual([...made])
})

test.each(tables)('every index that Drizzle says of $name is there', async ({ name, indexes }) => {
  const made = await sql<
    { name: string }[]
  >`select relname as name from pg_index join pg_class on oid = indexrelid where indrelid = ${name}::regclass`
  expect(made.map((row) => row.name)).toEqual(expect.arrayContaining(indexes.map(({ config }) => config.name)))
})
