import { inject } from 'vitest'
import { systemIds } from '@/server/runtime/ids'
import { abandon, connectSql, type Sql } from '../client'
import { TEMPLATE } from './template'

export type TestDatabase = {
  readonly url: string
  readonly sql: Sql
  /** Drops it. What is forgotten goes with the server at the end of the run. */
  stop(): Promise<void>
}

/** A migrated database of its own for one test file. Only for `*.db.test.ts`. */
export async function testDatabase(): Promise<TestDatabase> {
  const name = `test_${systemIds.next().replaceAll('-', '')}`
  await asAdmin(`create database ${name} template ${TEMPLATE}`)
  const url = new URL(inject('postgresUrl'))
  url.pathname = `/${name}`
  const sql = connectSql(url.href)
  return {
    url: url.href,
    sql,
    async stop() {
      await abandon(sql)
      await asAdmin(`drop database if exists ${name} with (force)`)
    },
  }
}

async function asAdmin(statement: string): Promise<void> {
  const admin = connectSql(inject('postgresUrl'), { max: 1 })
  try {
    await admin.unsafe(statement)
  } finally {
    await abandon(admin)
  }
}
