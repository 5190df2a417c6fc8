import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { processesIn, signal } from '@/server/postgres/processes'
import { type PostgresServer, startPostgres } from '@/server/postgres/server'
import { systemClock } from '@/server/runtime/clock'
import { abandon, closeSql, connectSql, drizzleOver } from './client'

/** A server of its own: freezing the shared one would freeze every other test. */
const folder = mkdtempSync(join(tmpdir(), 'plimsoll-test-'))
const server: PostgresServer = await startPostgres({ folder, sockets: folder, clock: systemClock, settings: { fsync: 'off' } })
const url = server.url('postgres')
const socketsOpen = () => process.getActiveResourcesInfo().filter((kind) => kind === 'PipeWrap').length

const freeze = (name: 'SIGSTOP' | 'SIGCONT') => {
  for (const pid of processesIn(join(folder, 'pg'))) signal(pid, name)
}

afterEach(() => freeze('SIGCONT'))
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('a query that a frozen server does not answer fails by itself, and the next one works once it thaws', async () => {
  const sql = connectSql(url, { max: 1, answerWithinMs: 200 })
  await sql`select 1`
  freeze('SIGSTOP')
  await expect(sql`select 2`).rejects.toThrow('Postgres has not answered for 200 ms.')
  freeze('SIGCONT')
  expect(await sql`select 3 as n`).toEqual([{ n: 3 }])
  await closeSql(sql)
})

test('so does a connection that a frozen server never accepts', async () => {
  freeze('SIGSTOP')
  const sql = connectSql(url, { max: 1, answerWithinMs: 200 })
  await expect(sql`select 1`).rejects.toThrow('Postgres has not answered for 200 ms.')
  await abandon(sql)
})

test('so does the second of two queries sent together, when only the first is answered', async () => {
  const sql = connectSql(url, { max: 1, answerWithinMs: 200 })
  await sql`select 1`
  const [first, second] = await Promise.allSettled([sql`select 1 as n`, sql`select pg_sleep(30)`])
  expect(first).toMatchObject({ status: 'fulfilled', value: [{ n: 1 }] })
  expect(second).toMatchObject({ status: 'rejected', reason: { message: 'Postgres has not answered for 200 ms.' } })
  await abandon(sql)
})

test('an idle connection is left alone, however long nothing is asked', async () => {
  const sql = connectSql(url, { max: 1, answerWithinMs: 50 })
  const [before] = await sql`select pg_backend_pid() as pid`
  await systemClock.sleep(200)
  expect(await sql`select pg_backend_pid() as pid`).toEqual([before])
  await closeSql(sql)
})

test('a transaction whose connection is cut fails by itself, whatever its work does next, and the client goes on', async () => {
  const sql = connectSql(url, { max: 1, answerWithinMs: 300 })
  await sql`select 1`
  const inOneGo = sql.begin(async (tx) => {
    await tx`select 1`
    freeze('SIGSTOP')
    await Promise.all([tx`select 2`, tx`select 3`])
  })
  await expect(inOneGo).rejects.toThrow('CONNECTION_CLOSED')
  freeze('SIGCONT')
  const afterwards = sql.begin(async (tx) => {
    freeze('SIGSTOP')
    await tx`select 2`.catch(() => {})
    await expect(afterwards).rejects.toThrow()
    freeze('SIGCONT')
    await expect(async () => await tx`select 3`).rejects.toThrow('The connection of this transaction was closed.')
  })
  await expect(afterwards).rejects.toThrow()
  expect(await sql`select 4 as n`).toEqual([{ n: 4 }])
  await closeSql(sql)
})

test('so does one that is abandoned in the middle', async () => {
  const [sql, watching] = [connectSql(url, { max: 1 }), connectSql(url, { max: 1 })]
  await sql`select 1`
  const work = sql.begin(async (tx) => {
    await tx`select 1`
    await tx`select pg_sleep(60)`
  })
  const failed = expect(work).rejects.toThrow()
  await expect
    .poll(async () => (await watching`select 1 from pg_stat_activity where query like '%pg_sleep(60)%' and pid <> pg_backend_pid()`).length)
    .toBe(1)
  await abandon(sql)
  await failed
  await closeSql(watching)
})

test('abandoning a client of a frozen server rejects what waits and frees every socket', async () => {
  const before = socketsOpen()
  const sql = connectSql(url, { max: 3 })
  await Promise.all([1, 2, 3].map(() => sql`select pg_sleep(0.01)`))
  expect(socketsOpen()).toBe(before + 3)
  freeze('SIGSTOP')
  const waiting = Promise.allSettled([1, 2, 3, 4, 5].map(() => sql`select 1`))
  await abandon(sql)
  expect((await waiting).map(({ status }) => status)).toEqual(Array(5).fill('rejected'))
  await expect.poll(socketsOpen).toBe(before)
})

test('a client made before the server answers again works afterwards, with all its connections', async () => {
  const sql = connectSql(url, { max: 2, answerWithinMs: 100 })
  freeze('SIGSTOP')
  await Promise.allSettled(Array.from({ length: 6 }, () => sql`select 1`))
  freeze('SIGCONT')
  const pids = await Promise.all([1, 2].map(() => sql<{ pid: number }[]>`select pg_backend_pid() as pid from pg_sleep(0.05)`))
  expect(new Set(pids.map(([row]) => row?.pid)).size).toBe(2)
  await closeSql(sql)
})

test('large answers, arrays and transactions pass through', async () => {
  const sql = connectSql(url, { max: 1, answerWithinMs: 2_000 })
  const rows = await sql.begin((tx) => tx`select n, repeat('x', 1000) as text from generate_series(1, 5000) as n`)
  expect(rows.length).toBe(5000)
  expect(await sql`select * from unnest(${[1, 2]}::int[]) as n`).toEqual([{ n: 1 }, { n: 2 }])
  expect(await drizzleOver(sql).execute('select 1 as n')).toEqual([{ n: 1 }])
  await closeSql(sql)
})

test('a server that stops is started again on its data, and one that runs is adopted', async () => {
  const sql = connectSql(url, { max: 1 })
  await sql`create table kept (n int)`
  const options = { folder, sockets: folder, clock: systemClock, settings: { fsync: 'off' } }
  const adopted = await startPostgres(options)
  expect(adopted.pid).toBe(server.pid)

  signal(server.pid, 'SIGKILL')
  expect(await adopted.ended).toBe('Postgres ended (adopted from an earlier start).')
  expect(await server.ended).toBe('Postgres ended (signal SIGKILL).')
  const again = await startPostgres(options)
  expect(again.pid).not.toBe(server.pid)
  expect(await sql`select count(*)::int as n from kept`).toEqual([{ n: 0 }])
  await closeSql(sql)
  await again.stop()
  expect(processesIn(join(folder, 'pg'))).toEqual([])
  expect(existsSync(join(folder, 'pg', 'postmaster.pid'))).toBe(false)
})
