import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { createAuthority } from '@/examples/marketedge/control/certificate'
import { processesIn, signal } from '@/server/postgres/processes'
import { startPostgres } from '@/server/postgres/server'
import { systemClock } from '@/server/runtime/clock'
import { freePort } from '@/server/supervisor/ports'
import { abandon, closeSql, connectSql } from './client'

/** A server that speaks TLS over TCP, as one on another machine would. */
const folder = mkdtempSync(join(tmpdir(), 'plimsoll-test-'))
const now = systemClock.now().getTime()
const { cert, key } = createAuthority(new Date(now)).issue(new Date(now - 86_400_000), new Date(now + 86_400_000))
writeFileSync(join(folder, 'cert.pem'), cert)
writeFileSync(join(folder, 'key.pem'), key, { mode: 0o600 })
const port = await freePort('127.0.0.1', 0)
const server = await startPostgres({
  folder,
  sockets: folder,
  clock: systemClock,
  settings: {
    fsync: 'off',
    listen_addresses: '127.0.0.1',
    port: String(port),
    ssl: 'on',
    ssl_cert_file: join(folder, 'cert.pem'),
    ssl_key_file: join(folder, 'key.pem'),
  },
})
const address = (mode: string, at = port) => `postgres://plimsoll@127.0.0.1:${at}/postgres?sslmode=${mode}`
const freeze = (name: 'SIGSTOP' | 'SIGCONT') => {
  for (const pid of processesIn(join(folder, 'pg'))) signal(pid, name)
}

afterEach(() => freeze('SIGCONT'))
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('sslmode=require encrypts, and large answers arrive whole', async () => {
  const sql = connectSql(address('require'), { max: 1 })
  expect(await sql`select ssl from pg_stat_ssl where pid = pg_backend_pid()`).toEqual([{ ssl: true }])
  expect(await sql`select repeat('x', 1000) as text from generate_series(1, 3000)`).toHaveLength(3000)
  await closeSql(sql)
})

test('a frozen server behind TLS fails a query by itself, and the next one works once it thaws', async () => {
  const sql = connectSql(address('require'), { max: 1, answerWithinMs: 300 })
  await sql`select 1`
  freeze('SIGSTOP')
  await expect(sql`select 2`).rejects.toThrow('Postgres has not answered for 300 ms.')
  freeze('SIGCONT')
  expect(await sql`select 3 as n`).toEqual([{ n: 3 }])
  await closeSql(sql)
})

test('sslmode=verify-full refuses a certificate that nobody vouches for, again and again', async () => {
  const sql = connectSql(address('verify-full'), { max: 1 })
  for (const _attempt of [1, 2, 3]) await expect(sql`select 1`).rejects.toThrow(/certificate|self-signed|altnames/i)
  await abandon(sql)
})

test('a server that does not speak TLS is told with the way out', async () => {
  const plain = createServer((socket) => socket.once('data', () => socket.end('N'))).listen(0, '127.0.0.1')
  await expect.poll(() => plain.listening).toBe(true)
  const { port: at } = plain.address() as { port: number }
  const sql = connectSql(address('require', at), { max: 1 })
  await expect(sql`select 1`).rejects.toThrow(
    '127.0.0.1 does not speak TLS: set sslmode=disable in the database address, or switch TLS on there.',
  )
  await abandon(sql)
  plain.close()
})
