import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { fresh } from '../checks/rules/status-machine'
import { systemClock } from '../runtime/clock'
import { systemIds } from '../runtime/ids'
import { silentLog } from '../runtime/log'
import { fakeClock } from '../runtime/testing'
import { advance } from './advance'
import { commit, makePartitions } from './commit'
import { createCommitter } from './committer'
import { loadWorld } from './load'
import type { Change } from './model'
import { openSpool, type Spool } from './spool'
import { RULES } from './testing'

const { sql, stop } = await testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'plimsoll-spool-'))
afterAll(async () => {
  await stop()
  rmSync(folder, { recursive: true })
})

const NOW = new Date('2026-11-17T14:00:00.000Z')
const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000)

/** A service with one check, a stream and a deal, as the database has them. */
async function declare(name: string) {
  const [service, check, stream] = [systemIds.next(), systemIds.next(), systemIds.next()]
  await sql`insert into services (id, name, title, tier, source, created_at) values (${service}, ${name}, ${name}, 1, 'api', ${NOW})`
  const [row] = await sql`
    insert into checks (id, name, title, service_id, type, target, options, interval_ms, confirm_interval_ms, timeout_ms, open_after, close_after, critical, source, created_at)
    values (${check}, ${name}, ${name}, ${service}, 'http', '', '{}', 30000, 5000, 10000, 2, 3, true, 'api', ${NOW}) returning no`
  await sql`insert into streams (id, name, title, currency, baseline_per_hour_minor, dependence, source, created_at) values (${stream}, ${name}, ${name}, 'GBP', 360000, ${sql.json({ [service]: 0.5 })}, 'api', ${NOW})`
  return { service, check, stream, no: Number(row?.no) }
}

function committer(spool: Spool, over: Partial<Parameters<typeof createCommitter>[0]> = {}) {
  const told: Change[] = []
  const unstored: (Date | null)[] = []
  const made = createCommitter({
    sql,
    clock: systemClock,
    ids: systemIds,
    log: silentLog,
    spool,
    fence: () => null,
    flushMs: () => 20,
    maxWaiting: () => 10_000,
    onTold: (changes) => told.push(...changes),
    onUnstored: (since) => unstored.push(since),
    onFenced: (cause) => {
      throw cause
    },
    ...over,
  })
  return { ...made, told, unstored }
}
const result = (checkNo: number, seconds: number, outcome: 'pass' | 'fail' = 'pass') => ({
  checkNo,
  at: at(seconds),
  outcome,
  latencyMs: 1.5,
  says: outcome,
  code: outcome === 'fail' ? 503 : 200,
})

describe('storing', () => {
  test('an outage is stored whole, and the world rebuilt from it goes on where it was', async () => {
    const { no, check, service, stream } = await declare('outage')
    const { changes, result: keep, stop: end } = committer(openSpool(join(folder, 'outage'), () => 1e9))
    const world = await loadWorld(sql, RULES, NOW)
    for (const [seconds, outcome] of [
      [0, 'pass'],
      [30, 'fail'],
      [35, 'fail'],
      [40, 'pass'],
    ] as const) {
      const told = advance(world, { kind: 'result', result: result(no, seconds, outcome) }, at(seconds), systemIds)
      if (told.length > 0) changes(told, [])
      else keep(result(no, seconds, outcome))
    }
    await end(5_000)

    const again = await loadWorld(sql, RULES, at(41))
    expect(again.checks.get(check)).toMatchObject({ status: 'down', standing: { failing: { open: true, inARow: 1 } } })
    expect(again.services.get(service)?.status).toBe('down')
    expect([...again.incidents.values()]).toMatchObject([{ number: 1, state: 'triggered', title: 'outage is failing', startedAt: at(30) }])
    expect(again.ledger.get(stream)).toMatchObject([{ fromAt: at(30), toAt: null, fraction: 0.5, baselinePerHourMinor: 360_000 }])
    expect(await sql`select count(*)::int as n from results where check_no = ${no}`).toEqual([{ n: 4 }])
    for (const seconds of [45, 50]) advance(again, { kind: 'result', result: result(no, seconds) }, at(seconds), systemIds)
    expect([...again.incidents.values()]).toMatchObject([{ state: 'resolved', endedAt: at(40) }])
  })

  test('a batch that was stored before changes nothing, not even what a person did meanwhile', async () => {
    const { no } = await declare('twice')
    const world = await loadWorld(sql, RULES, NOW)
    const told = [
      [0, 'pass'],
      [30, 'fail'],
      [35, 'fail'],
    ].flatMap(([seconds, outcome]) =>
      advance(world, { kind: 'result', result: result(no, Number(seconds), outcome as 'pass') }, at(Number(seconds)), systemIds),
    )
    const batch = { id: systemIds.next(), at: NOW, results: [result(no, 60)], changes: told, evidence: [] }
    const [first] = await commit(sql, [batch], null).catch(
      async () => await (await import('./commit')).makePartitions(sql, NOW, 1).then(() => commit(sql, [batch], null)),
    )
    await sql`update incidents set state = 'acknowledged', acknowledged_by = 'Ada', version = version + 1 where id = ${first?.id ?? ''}`
    expect(await commit(sql, [batch], null)).toEqual([])
    expect(await sql`select state, acknowledged_by, version from incidents where id = ${first?.id ?? ''}`).toEqual([
      { state: 'acknowledged', acknowledged_by: 'Ada', version: 2 },
    ])
    expect(await sql`select count(*)::int as n from results where check_no = ${no}`).toEqual([{ n: 3 }])
  })

  test('results that were stored before are stored once, and those beside them too', async () => {
    const { no } = await declare('again')
    await makePartitions(sql, NOW, 1)
    const batch = (...seconds: readonly number[]) => ({
      id: systemIds.next(),
      at: NOW,
      results: seconds.map((second) => result(no, second)),
      changes: [],
      evidence: [],
    })
    await commit(sql, [batch(0, 20)], null, 'soon')
    await commit(sql, [batch(20, 40)], null, 'soon')
    expect(
      await sql`select extract(epoch from at - ${NOW.toISOString()}::timestamptz)::int as s from results where check_no = ${no} order by at`,
    ).toEqual([0, 20, 40].map((s) => ({ s })))
  })

  test.each(['commit', 'rollback'])(
    'results whose first writing was cut off, and is still under way in Postgres, are stored once when that ends in a %s',
    async (end) => {
      const { no } = await declare(`zombie-${end}`)
      await makePartitions(sql, NOW, 1)
      const batch = { id: systemIds.next(), at: NOW, results: [result(no, 0), result(no, 20)], changes: [], evidence: [] }
      const zombie = await sql.reserve()
      await zombie`begin`
      const [holder] = await zombie`select pg_backend_pid() as pid`
      await zombie`insert into results select ${at(0)}, ${no}, 12, 0, 200, 0, 0, 0, 0, 0, 0`
      const replay = commit(sql, [batch], null)
      await expect
        .poll(async () => (await sql`select from pg_stat_activity where ${holder?.pid}::int = any(pg_blocking_pids(pid))`).length)
        .toBe(1)
      await zombie.unsafe(end)
      zombie.release()
      await replay
      expect(await sql`select at from results where check_no = ${no} order by at`).toEqual([{ at: at(0) }, { at: at(20) }])
    },
  )

  test('what a crash of Postgres made it forget is stored again when the connection is cut, but nothing that had reached its disk', async () => {
    const { no } = await declare('forgotten')
    await makePartitions(sql, NOW, 1)
    const { result: keep, changes, doubt, stop: end } = committer(openSpool(join(folder, 'forgotten'), () => 1e9))
    const seconds = async () =>
      (
        await sql<
          { s: number }[]
        >`select extract(epoch from at - ${NOW.toISOString()}::timestamptz)::int as s from results where check_no = ${no} order by at`
      ).map(({ s }) => s)
    keep(result(no, 0))
    await expect.poll(seconds).toEqual([0])
    changes([{ kind: 'result', result: result(no, 20), standing: fresh }], [])
    await expect.poll(seconds).toEqual([0, 20])
    keep(result(no, 40))
    await expect.poll(seconds).toEqual([0, 20, 40])
    await sql`delete from results where check_no = ${no}`
    doubt()
    await expect.poll(seconds).toEqual([40])
    doubt()
    await end(5_000)
    expect(await seconds()).toEqual([40])
  })

  test('what Postgres refuses is left out and named; all the rest is stored', async () => {
    const { no } = await declare('refused')
    const { result: keep, stop: end } = committer(openSpool(join(folder, 'refused'), () => 1e9))
    for (let i = 0; i < 50; i++) keep({ ...result(no, 100 + i), code: i === 17 ? 99_999 : 200 })
    await end(5_000)
    expect(await sql`select count(*)::int as n from results where check_no = ${no}`).toEqual([{ n: 49 }])
  })
})

test('a storm is cut into transactions of a fair size, and told and stored in the order of its making', async () => {
  const made: number[] = []
  const counting = new Proxy(sql, {
    get: (target, key) => {
      if (key === 'begin') made.push(1)
      return Reflect.get(target, key)
    },
  })
  const {
    changes,
    told,
    stop: end,
  } = committer(
    openSpool(join(folder, 'storm'), () => 1e9),
    { sql: counting },
  )
  const turn = (second: number): Change => ({
    kind: 'service-status',
    serviceId: systemIds.next(),
    was: 'up',
    status: 'down',
    tail: [{ status: 'down', fromAt: at(1e6 + second) }],
    decidedAt: at(second),
  })
  const storm = Array.from({ length: 12_000 }, (_, second) => turn(second))
  for (let i = 0; i < storm.length; i += 3) changes(storm.slice(i, i + 3), [])
  await end(15_000)
  expect(made.length).toBeGreaterThanOrEqual(3)
  expect(told).toEqual(storm)
  expect(
    await sql`select count(*)::int as n from status_spans where subject = 'service' and status = 'down' and from_at = any(${storm.map((_, i) => at(1e6 + i).toISOString())}::timestamptz[])`,
  ).toEqual([{ n: 12_000 }])
})

describe('while Postgres is away', () => {
  test('everything waits on disk, is told at once, and is stored once when it is back, in order', async () => {
    const { no } = await declare('away')
    const spool = openSpool(join(folder, 'away'), () => 1e9)
    let away = true
    const lost = Object.assign(() => Promise.reject(new Error('ECONNREFUSED')), { begin: () => Promise.reject(new Error('ECONNREFUSED')) })
    const switching = new Proxy(sql, {
      apply: (target, self, args) => (away ? lost() : Reflect.apply(target, self, args)),
      get: (target, key) => (away && key === 'begin' ? lost.begin : Reflect.get(target, key)),
    })
    const { changes, result: keep, told, unstored, stop: end } = committer(spool, { sql: switching })
    const world = await loadWorld(sql, RULES, NOW)
    for (const [seconds, outcome] of [
      [0, 'pass'],
      [30, 'fail'],
      [35, 'fail'],
      [40, 'pass'],
      [45, 'pass'],
      [50, 'pass'],
      [80, 'pass'],
    ] as const) {
      const concluded = advance(world, { kind: 'result', result: result(no, seconds, outcome) }, at(seconds), systemIds)
      if (concluded.length > 0) changes(concluded, [])
      else keep(result(no, seconds, outcome))
    }
    await expect.poll(() => told.some(({ kind }) => kind === 'incident-opened')).toBe(true)
    await expect.poll(() => unstored[0], { timeout: 5_000 }).toBeInstanceOf(Date)
    expect(spool.empty).toBe(false)
    expect(await sql`select count(*)::int as n from results where check_no = ${no}`).toEqual([{ n: 0 }])
    away = false
    await expect.poll(() => unstored.at(-1), { timeout: 10_000 }).toBeNull()
    await end(5_000)
    expect(await sql`select count(*)::int as n from results where check_no = ${no}`).toEqual([{ n: 7 }])
    expect(await sql`select state, ended_at from incidents where title = 'away is failing'`).toEqual([
      { state: 'resolved', ended_at: at(40) },
    ])
    const entries = told.flatMap((change) => (change.kind === 'entry' ? [change.entry.id] : []))
    expect(entries.length, 'whoever looked meanwhile, and read from Postgres, hears of what was written once more').toBe(
      2 * new Set(entries).size,
    )
    expect(
      told.filter(({ kind }) => kind === 'incident-opened'),
      'what may have been overtaken is not told again',
    ).toHaveLength(1)
  })

  test('what Postgres has not taken a quarter of a second after it was seen lies on disk (REL-2)', async () => {
    const clock = fakeClock(NOW)
    const spool = openSpool(join(folder, 'late'), () => 1e9)
    const never = Object.assign(() => new Promise(() => {}), { begin: () => new Promise(() => {}) }) as unknown as typeof sql
    const { result: keep } = committer(spool, { sql: never, clock, flushMs: () => 200 })
    keep(result(1, 0))
    await clock.advance(249)
    expect(spool.oldest()?.batches.flatMap(({ results }) => results)).toEqual([result(1, 0)])
  })

  test('what Postgres refuses beside good ones is found in a batch that also decides and proves', async () => {
    const { no } = await declare('mixed')
    const world = await loadWorld(sql, RULES, NOW)
    const spool = openSpool(join(folder, 'mixed'), () => 1e9)
    const told = advance(world, { kind: 'result', result: result(no, 300) }, at(300), systemIds)
    expect(told.length).toBeGreaterThan(0)
    const proof = { id: systemIds.next(), checkId: 'no uuid', at: NOW, because: 'first-failure', says: '', body: {} }
    spool.append({ id: systemIds.next(), at: NOW, results: [result(no, 301)], changes: told, evidence: [proof] })
    const { replay, stop: end } = committer(spool)
    await replay('everything')
    await end(5_000)
    expect(await sql`select at from results where check_no = ${no} order by at`).toEqual([{ at: at(300) }, { at: at(301) }])
  })

  test('a disk that takes nothing is said once; what waits then waits in memory, in order, and is written when it takes again (REL-3)', async () => {
    const path = join(folder, 'full')
    const said: (string | null)[] = []
    const spool = openSpool(
      path,
      () => 1e9,
      (trouble) => said.push(trouble),
    )
    const batch = (seconds: number) => ({ id: systemIds.next(), at: NOW, results: [result(1, seconds)], changes: [], evidence: [] })
    rmSync(path, { recursive: true })
    spool.append(batch(1))
    spool.append(batch(2))
    expect(said).toEqual([expect.stringContaining('ENOENT')])
    expect([spool.empty, spool.holding]).toEqual([false, true])
    mkdirSync(path)
    spool.append(batch(3))
    expect([spool.empty, spool.holding]).toEqual([false, false])
    expect(said).toEqual([expect.stringContaining('ENOENT'), null])
    spool.close()
    expect(
      openSpool(path, () => 1e9)
        .oldest()
        ?.batches.map(({ results }) => results[0]?.at),
    ).toEqual([at(1), at(2), at(3)])
  })

  test('in memory too the oldest results go first, and changes never (REL-3)', () => {
    const path = join(folder, 'short-of-memory')
    const spool = openSpool(path, () => 1e9)
    rmSync(path, { recursive: true })
    const sight: Change = {
      kind: 'sight',
      sight: { blindSince: null, unstoredSince: null, waiting: 0, expected: 0, executed: 0, latenessMs: 0 },
    }
    const many = Array.from({ length: 20_000 }, (_, i) => result(1, i))
    spool.append({ id: systemIds.next(), at: NOW, results: many, changes: [sight], evidence: [] })
    for (let i = 0; i < 5; i++) spool.append({ id: systemIds.next(), at: NOW, results: many, changes: [], evidence: [] })
    const batches = spool.oldest()?.batches ?? []
    expect(batches.flatMap(({ changes }) => changes)).toEqual([sight])
    expect(batches.flatMap(({ results }) => results)).toHaveLength(40_000)
    expect(spool.dropped).toBe(80_000)
  })

  test('of what waited while another engine decided, only what was seen is stored (GROW-1)', async () => {
    const { no, check } = await declare('overtaken')
    const world = await loadWorld(sql, RULES, NOW)
    const spool = openSpool(join(folder, 'overtaken'), () => 1e9)
    const told = [400, 405].flatMap((seconds) =>
      advance(world, { kind: 'result', result: result(no, seconds, 'fail') }, at(seconds), systemIds),
    )
    expect(told.some(({ kind }) => kind === 'incident-opened')).toBe(true)
    spool.append({ id: systemIds.next(), at: NOW, results: [result(no, 400, 'fail')], changes: told, evidence: [] })
    const { replay, stop: end } = committer(spool)
    await replay('results')
    await end(5_000)
    expect(await sql`select at from results where check_no = ${no} order by at`).toEqual([{ at: at(400) }, { at: at(405) }])
    expect(await sql`select from status_spans where subject_id = ${check}`).toEqual([])
    expect(await sql`select from incidents where title = 'overtaken is failing'`).toEqual([])
  })

  test('a record that a kill cut off is left out, and those before it are stored', async () => {
    const { no } = await declare('cut')
    const path = join(folder, 'cut')
    const first = openSpool(path, () => 1e9)
    const batch = (seconds: number) => ({ id: systemIds.next(), at: NOW, results: [result(no, seconds)], changes: [], evidence: [] })
    first.append(batch(200))
    first.append(batch(201))
    first.close()
    const [file = ''] = readdirSync(path)
    truncateSync(join(path, file), statSync(join(path, file)).size - 3)
    const { replay, stop: end } = committer(openSpool(path, () => 1e9))
    await replay('everything')
    await end(5_000)
    expect(await sql`select at from results where check_no = ${no}`).toEqual([{ at: at(200) }])
  })

  test('the spool is bounded: the oldest results go first, changes never', () => {
    const spool = openSpool(join(folder, 'bounded'), () => 20 * 1_048_576)
    const many = Array.from({ length: 20_000 }, (_, i) => result(1, i))
    spool.append({
      id: systemIds.next(),
      at: NOW,
      results: [],
      changes: [{ kind: 'sight', sight: { blindSince: null, unstoredSince: null, waiting: 0, expected: 0, executed: 0, latenessMs: 0 } }],
      evidence: [],
    })
    for (let i = 0; i < 20; i++) spool.append({ id: systemIds.next(), at: NOW, results: many, changes: [], evidence: [] })
    expect(spool.bytes).toBeLessThan(32 * 1_048_576)
    expect(spool.dropped).toBeGreaterThan(0)
    expect(spool.oldest()?.batches[0]?.changes).toHaveLength(1)
    spool.close()
  })
})
