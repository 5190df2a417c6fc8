import { connect, createServer } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { closeAll, listening, probes } from './http/testing'

const database = await testDatabase()
afterAll(async () => {
  closeAll()
  await database.stop()
})
const probe = probes()

/** The test server listens on a socket in a folder only; a check looks at hosts and ports. */
async function address(): Promise<string> {
  const [row] = await database.sql<{ path: string; role: string }[]>`
    select split_part(current_setting('unix_socket_directories'), ',', 1) || '/.s.PGSQL.' || current_setting('port') as path, current_user as role`
  const path = row?.path ?? ''
  const port = await listening(
    createServer((socket) => {
      const upstream = connect(path)
      upstream.on('error', () => socket.destroy())
      socket.on('close', () => upstream.destroy())
      socket.pipe(upstream).pipe(socket)
    }),
  )
  return `postgres://${row?.role}@127.0.0.1:${port}${new URL(database.url).pathname}`
}

const url = await address()

test.each([
  [{}, 'answered with 1 row'],
  [{ query: 'select generate_series(1, 3)', expect: { rows: 3, value: '1' } }, 'answered with 3 rows'],
  [{ query: "select 'a' as x, 'b' as y -- with a remark", expect: { value: 'a' } }, 'answered with 1 row'],
  [{ query: 'select 1 where false', expect: { rows: 0 } }, 'answered with 0 rows'],
])('%j passes', async (options, says) => expect(await probe('postgres', { url, ...options })).toMatchObject({ outcome: 'pass', says }))

test.each([
  [{ query: 'select 2', expect: { value: '1' } }, 'expected value "1", got 2'],
  [{ query: 'select 1', expect: { rows: 2 } }, 'expected 2 rows, got 1 rows'],
  [{ query: 'select null', expect: { value: 'null' } }, 'expected value "null", got null'],
  [{ query: 'select 1 from missing' }, 'said: relation "missing" does not exist'],
  [{ query: 'create table t (a int)' }, 'said: cannot execute CREATE TABLE in a read-only transaction'],
])('%j fails with a sentence', async (options, says) => {
  const result = await probe('postgres', { url, ...options })
  expect(result.outcome).toBe('fail')
  expect(result.says).toContain(says)
})

test('a database that is not there is said by the server', async () =>
  expect((await probe('postgres', { url: url.replace(/\/[^/]*$/, '/nowhere') })).says).toContain('said: database "nowhere" does not exist'))

test('a query that takes too long is ended, on the server too, and nothing stays connected', async () => {
  const { outcome, says } = await probe('postgres', { url, query: 'select pg_sleep(30)' }, { timeoutMs: 300 })
  expect([outcome, says]).toEqual(['fail', expect.stringMatching(/timed out after 300 ms|canceling statement due to statement timeout/)])
  await expect
    .poll(
      async () =>
        (
          await database.sql`select 1 from pg_stat_activity where application_name = 'plimsoll' and query like '%pg_sleep(30)%' and pid <> pg_backend_pid()`
        ).length,
    )
    .toBe(0)
})
