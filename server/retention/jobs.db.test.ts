import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { connectSql } from '@/db/client'
import { testDatabase } from '@/db/testing/database'
import type { Notice, NoticeState } from '../alerts/model'
import { aNotice } from '../alerts/outbox/testing'
import { insertNotices } from '../alerts/queries/outbox'
import { DAY } from '../kernel/duration'
import { makePartitions, partitionName } from '../pipeline/commit'
import { systemClock } from '../runtime/clock'
import { systemIds } from '../runtime/ids'
import { type Log, silentLog } from '../runtime/log'
import { fakeClock } from '../runtime/testing'
import { DEFINITIONS } from '../settings/registry'
import { settle } from '../settings/rules/effective'
import { freeBytesAt, freeBytesOf, keepPartitions, type RetentionParts, startRetention } from './jobs'
import { readDays } from './queries'

const database = await testDatabase()
const { sql } = database
afterAll(() => database.stop())

const NOW = new Date('2026-11-17T14:00:00Z')
const ago = (days: number) => new Date(NOW.getTime() - days * DAY)
const settings = settle(DEFINITIONS, 'production', { 'retention.results': '30d', 'storage.minFreeBytes': 1_000 })

const parts = (over: Partial<RetentionParts> = {}): RetentionParts => ({
  databaseUrl: database.url,
  clock: { ...systemClock, now: () => NOW },
  log: silentLog,
  settings,
  makePartitions,
  freeBytes: async () => 5_000,
  ...over,
})
const tables = async () => (await readDays(sql)).map(({ table, state }) => (state === 'attached' ? table : `${table} ${state}`))
const named = (...days: number[]) => days.map((day) => partitionName(ago(day).getTime()))
const AHEAD = named(0, -1, -2, -3, -4, -5, -6, -7)

/** Days of results, with one result in each. */
async function withDays(...days: number[]) {
  for (const day of days) {
    await makePartitions(sql, ago(day), 1)
    await sql`insert into results values (${ago(day)}, ${day}, 1, 0, 200, 0, 0, 0, 0, 0, 0)`
  }
}
const checkNos = async () => (await sql`select check_no from results order by check_no`).map(({ check_no }) => check_no)

beforeEach(async () => {
  for (const { table } of await readDays(sql)) await sql.unsafe(`drop table ${table}`)
})

describe('days of results (HIS-1)', () => {
  test('are made seven ahead, those older than their time are dropped, and running again changes nothing', async () => {
    await withDays(40, 31, 30, 2)
    const { dropped, disk } = await keepPartitions(parts())
    expect(dropped.map((day) => day.toISOString().slice(0, 10))).toEqual(['2026-10-08', '2026-10-17'])
    expect(disk).toEqual({ freeBytes: 5_000, minFreeBytes: 1_000, droppedEarly: [], short: false })
    expect(await tables()).toEqual([...named(30, 2), ...AHEAD])
    expect(await checkNos()).toEqual([2, 30])
    expect((await keepPartitions(parts())).dropped).toEqual([])
    expect(await tables()).toEqual([...named(30, 2), ...AHEAD])
  })

  test('go early while the disk is short, the oldest first, and no more than needed', async () => {
    await withDays(5, 4, 3, 2, 1, 0)
    const said: string[] = []
    const log: Log = { ...silentLog, warn: (sentence, facts) => said.push(`${sentence} ${JSON.stringify(facts)}`) }
    let free = 800
    const { disk } = await keepPartitions(parts({ log, freeBytes: async () => (free += 90) }))
    expect(await tables()).toEqual([...named(3, 2, 1), ...AHEAD])
    expect(disk).toMatchObject({ freeBytes: 1_070, short: false })
    expect(disk.droppedEarly.map((day) => day.toISOString().slice(0, 10))).toEqual(['2026-11-12', '2026-11-13'])
    expect(said).toEqual([
      'A day of results was dropped before its time: the disk is short {"day":"2026-11-12","freeBytes":890,"minFreeBytes":1000}',
      'A day of results was dropped before its time: the disk is short {"day":"2026-11-13","freeBytes":980,"minFreeBytes":1000}',
    ])
  })

  test('of today and yesterday stay even when the disk is full, and that is said', async () => {
    await withDays(2, 1, 0)
    const { disk } = await keepPartitions(parts({ freeBytes: async () => 0 }))
    expect(await tables()).toEqual([...named(1), ...AHEAD])
    expect(await checkNos()).toEqual([0, 1])
    expect(disk).toMatchObject({ freeBytes: 0, short: true })
  })

  test('stay when nobody can say what is free', async () => {
    await withDays(5)
    expect((await keepPartitions(parts({ freeBytes: async () => null }))).disk).toMatchObject({ droppedEarly: [], short: false })
    expect(await tables()).toEqual([...named(5), ...AHEAD])
  })
})

describe('a clean-up that is killed', () => {
  test('while it detaches a day is finished by the next one, no other day is touched, and no writer is locked out', async () => {
    await withDays(40, 3)
    const reader = connectSql(database.url, { max: 1 })
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    const reading = reader.begin(async (tx) => {
      await tx`select count(*) from results where at < ${ago(39)}`
      await released
    })
    await expect.poll(async () => (await sql`select 1 from pg_locks where relation = to_regclass(${named(40)[0] ?? ''})`).length).toBe(1)
    const cut = expect(keepPartitions(parts())).rejects.toThrow()
    await expect
      .poll(async () => {
        const killed = await sql`
          select pg_terminate_backend(pid) from pg_stat_activity where query like 'alter table results detach%' and wait_event_type = 'Lock'`
        return killed.length
      })
      .toBe(1)
    await cut
    expect(await tables()).toEqual([`${named(40)[0]} pending`, ...named(3), ...AHEAD])
    release()
    await reading
    const written = Promise.withResolvers<void>()
    const writing = reader.begin(async (tx) => {
      await tx`insert into results values (${NOW}, 7, 1, 0, 200, 0, 0, 0, 0, 0, 0)`
      await written.promise
    })
    await expect
      .poll(async () => (await sql`select 1 from pg_locks where relation = 'results'::regclass and mode = 'RowExclusiveLock'`).length)
      .toBe(1)

    await keepPartitions(parts())
    expect(await tables()).toEqual([...named(3), ...AHEAD])
    written.resolve()
    await writing
    await reader.end()
    expect(await checkNos()).toEqual([3, 7])
  })

  test('between detaching and dropping leaves nothing behind', async () => {
    await withDays(40, 3)
    await sql.unsafe(`alter table results detach partition ${named(40)[0]}`)
    await keepPartitions(parts())
    expect(await tables()).toEqual([...named(3), ...AHEAD])
  })

  test('leaves the turn to the next, and a second one at the same time does not drop', async () => {
    await withDays(40)
    const other = connectSql(database.url, { max: 1 })
    await other`select pg_advisory_lock(hashtext('plimsoll.retention'))`
    expect((await keepPartitions(parts())).dropped).toEqual([])
    await other.end()
    await expect.poll(async () => (await keepPartitions(parts())).dropped.length).toBe(1)
  })
})

test('a writer of results does not wait while a day is dropped', async () => {
  await withDays(40, 0)
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const writing = sql.begin(async (tx) => {
    await tx`insert into results values (${NOW}, 7, 1, 0, 200, 0, 0, 0, 0, 0, 0)`
    await released
  })
  await expect(keepPartitions(parts())).rejects.toThrow(/lock timeout/)
  await sql`insert into results values (${NOW}, 8, 1, 0, 200, 0, 0, 0, 0, 0, 0)`
  release()
  await writing
  await keepPartitions(parts())
  expect(await checkNos()).toEqual([0, 7, 8])
})

describe('old evidence, and notes of what was committed or used', () => {
  test('go in steps of a hundred rows, and what is younger stays', async () => {
    const [service, check] = [systemIds.next(), systemIds.next()]
    await sql`insert into services (id, name, title, tier, source, created_at) values (${service}, 's', 's', 1, 'api', ${NOW})`
    await sql`
      insert into checks (id, name, title, service_id, type, target, options, interval_ms, confirm_interval_ms, timeout_ms, open_after, close_after, critical, source, created_at)
      values (${check}, 'c', 'c', ${service}, 'http', '', '{}', 30000, 5000, 10000, 2, 3, true, 'api', ${NOW})`
    const rows = [...Array.from({ length: 250 }, () => 91), 89].map((days) => ({ id: systemIds.next(), days }))
    for (const { id, days } of rows) await sql`insert into evidence values (${id}, ${check}, ${ago(days)}, 'first', 'said', '{}')`
    await sql`insert into committed_batches values (${systemIds.next()}, ${ago(8)}), (${systemIds.next()}, ${ago(6)})`

    expect(await keepPartitions(parts(), AbortSignal.abort())).toMatchObject({ evidence: 100, batches: 1 })
    expect(await keepPartitions(parts())).toMatchObject({ evidence: 150, batches: 0 })
    expect((await sql`select at from evidence`).map(({ at }) => at)).toEqual([ago(89)])
    expect((await sql`select at from committed_batches`).map(({ at }) => at)).toEqual([ago(6)])
  })
  test('so do used tokens, once their own end refuses them', async () => {
    await sql`insert into used_tokens values ('ended', ${ago(8)}, 'Ada', ${ago(1)}), ('not yet', ${ago(6)}, 'Ada', ${ago(-1)})`
    await keepPartitions(parts())
    expect((await sql`select nonce from used_tokens`).map(({ nonce }) => nonce)).toEqual(['not yet'])
  })
})

describe('retention', () => {
  test('cleans up at once, again when the disk becomes short, and says once that nothing is left to drop', async () => {
    await withDays(40, 3)
    const clock = fakeClock(NOW)
    const errors: string[] = []
    let free = 5_000
    const retention = startRetention(
      parts({ clock, freeBytes: async () => free, log: { ...silentLog, error: (sentence) => errors.push(sentence) } }),
    )
    await expect.poll(() => retention.disk()).toMatchObject({ short: false })
    expect(await tables()).toEqual([...named(3), ...AHEAD])
    free = 0
    await expect
      .poll(async () => {
        await clock.advance(60_000)
        return retention.disk()
      })
      .toMatchObject({ short: true })
    await clock.advance(60_000)
    await retention.stop()
    expect(await tables()).toEqual(AHEAD)
    expect(errors).toEqual([expect.stringMatching(/^The disk is short and no day of results is left to drop/)])
  })
})

describe('what was told', () => {
  const incident = async (state: 'resolved' | 'triggered') => {
    const id = systemIds.next()
    await sql`insert into incidents (id, number, title, severity, state, started_at, opened_at, opened_by) values (${id}, (select count(*) + 1 from incidents), 'Till', 'high', ${state}, ${ago(200)}, ${ago(200)}, 'Plimsoll')`
    return id
  }
  const tell = async (title: string, days: number, over: Partial<Notice> & { state?: NoticeState; incidentId?: string | null } = {}) => {
    const { state = 'delivered', incidentId = null, ...rest } = over
    const notice = aNotice(ago(days), { ...rest, facts: { title, incidentId } })
    await insertNotices(sql, [notice])
    await sql`update notices set state = ${state} where id = ${notice.id}`
    await sql`insert into deliveries (id, notice_id, at, outcome, says, took_ms, channel) values (${systemIds.next()}, ${notice.id}, ${ago(days)}, 'delivered', '', 1, 'mail')`
  }
  const titles = async () =>
    (await sql<{ title: string }[]>`select facts ->> 'title' as title from notices order by 1`).map(({ title }) => title)

  test('goes with its attempts when its time is over, but not what waits, nor what an open incident told', async () => {
    const [open, over] = [await incident('triggered'), await incident('resolved')]
    await tell('old', 91, { incidentId: over })
    await tell('new', 89, { incidentId: over })
    await tell('old of an open incident', 91, { incidentId: open })
    await tell('old and waiting', 91, { state: 'waiting' })
    await tell('old dead letter', 91, { state: 'dead' })
    await tell('canary of last week', 8, { kind: 'canary' })
    await tell('canary of today', 0, { kind: 'canary' })
    expect((await keepPartitions(parts())).notices).toBe(3)
    expect(await titles()).toEqual(['canary of today', 'new', 'old and waiting', 'old of an open incident'])
    expect(await sql`select count(*)::int as n from deliveries`).toEqual([{ n: 4 }])
  })

  test('silences go when they have long ended, and so does what canaries showed and how soon messages arrived', async () => {
    const silence = (reason: string, toDays: number, endedDays: number | null) =>
      sql`insert into silences (id, matcher, from_at, to_at, reason, "by", by_id, ended_at)
        values (${systemIds.next()}, '{}', ${ago(100)}, ${ago(toDays)}, ${reason}, 'Ada', 'a', ${endedDays === null ? null : ago(endedDays)})`
    await silence('long over', 91, null)
    await silence('ended early', -5, 92)
    await silence('over lately', 5, null)
    await silence('holds', -5, null)
    for (const days of [91, 1]) {
      await sql`insert into canaries (channel, at, arrived_at, in_time, says) values ('mail', ${ago(days)}, null, false, '')`
    }
    for (const days of [800, 1]) {
      await sql`insert into delivery_figures (hour, channel, kind, arrived, lost, counts) values (${ago(days)}, 'mail', 'page', 1, 0, '{}')`
    }
    await keepPartitions(parts())
    expect((await sql`select reason from silences order by 1`).map(({ reason }) => reason)).toEqual(['holds', 'over lately'])
    expect(await sql`select at from canaries`).toEqual([{ at: ago(1) }])
    expect(await sql`select hour from delivery_figures`).toEqual([{ hour: ago(1) }])
  })
})

test('what is free is read from the disk itself, and counts only where the database is the embedded one', async () => {
  const folder = mkdtempSync(`${tmpdir()}/plimsoll-test-`)
  expect(await freeBytesOf(folder)).toBeGreaterThan(0)
  expect(await freeBytesAt(database.url, folder)).toBeNull()
  writeFileSync(`${folder}/database-url`, database.url)
  expect(await freeBytesAt(database.url, folder)).toBeGreaterThan(0)
  expect(await freeBytesAt('postgres://elsewhere/plimsoll', folder)).toBeNull()
  rmSync(folder, { recursive: true })
})
