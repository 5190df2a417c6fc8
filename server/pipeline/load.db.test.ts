import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { workingsOf } from '../impact/rules/workings'
import { DAY, HOUR, SECOND } from '../kernel/duration'
import { riskOf } from '../live/topics/risk'
import { systemIds } from '../runtime/ids'
import { advance } from './advance'
import { commit, makePartitions } from './commit'
import { loadCatalogue, loadWorld } from './load'
import type { Event, World } from './model'
import { aSignal, RULES } from './testing'

const { sql, stop } = await testDatabase()
afterAll(stop)

const NOW = new Date('2026-11-17T14:00:00.000Z')
const at = (ms: number) => new Date(NOW.getTime() + ms)

/**
 * A check of a service of its own, as the database has it, and what its results at these seconds lead to, stored as the engine stores it.
 *
 * @param beside another check of the same service, which passes at once
 */
async function lived(name: string, results: readonly (readonly [second: number, outcome: 'pass' | 'fail'])[], beside?: string) {
  const service = systemIds.next()
  await sql`insert into services (id, name, title, tier, source, created_at) values (${service}, ${name}, ${name}, 1, 'api', ${NOW})`
  const make = async (name: string) => {
    const id = systemIds.next()
    const [row] = await sql`
      insert into checks (id, name, title, service_id, type, target, options, interval_ms, confirm_interval_ms, timeout_ms, open_after, close_after, critical, source, created_at)
      values (${id}, ${name}, ${name}, ${service}, 'http', '', '{}', 30000, 5000, 10000, 2, 3, true, 'api', ${NOW}) returning no`
    return { id, no: Number(row?.no) }
  }
  const check = await make(name)
  const other = beside === undefined ? undefined : await make(beside)
  await makePartitions(sql, NOW, 1)
  const world = await loadWorld(sql, RULES, NOW)
  const happen = async (event: Event, now: Date) => {
    const changes = advance(world, event, now, systemIds)
    const plain = event.kind === 'result' && !changes.some(({ kind }) => kind === 'result') ? [event.result] : []
    await commit(sql, [{ id: systemIds.next(), at: now, results: plain, changes, evidence: [] }], null)
  }
  const see = (checkNo: number, second: number, outcome: 'pass' | 'fail') =>
    happen(
      { kind: 'result', result: { checkNo, at: at(second * SECOND), outcome, latencyMs: 10, says: '', code: 200 } },
      at(second * SECOND),
    )
  if (other) await see(other.no, 0, 'pass')
  for (const [second, outcome] of results) await see(check.no, second, outcome)
  return { check: check.id, service }
}

test('an engine that was away for days knows what it has not seen, also by the results of before (IMP-13)', async () => {
  const { check, service } = await lived('away', [
    [0, 'pass'],
    [30, 'pass'],
  ])
  const back = at(3 * DAY)
  const world = await loadWorld(sql, RULES, back)
  const changes = advance(world, { kind: 'woke' }, back, systemIds)
  await commit(sql, [{ id: systemIds.next(), at: back, results: [], changes, evidence: [] }], null)
  expect(world.checks.get(check)).toMatchObject({ status: 'unknown', blind: true })
  for (const subject of [check, service])
    expect(await sql`select status, from_at, to_at from status_spans where subject_id = ${subject} order by from_at`).toEqual([
      { status: 'up', from_at: NOW, to_at: at(60 * SECOND) },
      { status: 'unknown', from_at: at(60 * SECOND), to_at: null },
    ])
})

test('a check whose stored history says unknown is seen anew by its next result, whatever its last one was', async () => {
  const { check } = await lived('resumed', [[0, 'pass']])
  await sql`update status_spans set to_at = ${at(10 * SECOND)} where subject_id = ${check}`
  await sql`insert into status_spans (subject_id, from_at, subject, status) values (${check}, ${at(10 * SECOND)}, 'check', 'unknown')`
  const world = await loadWorld(sql, RULES, at(12 * SECOND))
  const state = world.checks.get(check)
  expect(state?.status).toBe('unknown')
  const result = { checkNo: state?.check.no ?? 0, at: at(13 * SECOND), outcome: 'pass' as const, latencyMs: 10, says: '', code: 200 }
  advance(world, { kind: 'result', result }, at(13 * SECOND), systemIds)
  expect(state?.spans.at(-1)).toEqual({ status: 'up', fromAt: at(13 * SECOND) })
})

test('an incident that a person closed long ago is there as long as its check fails', async () => {
  const { check } = await lived('closed', [
    [0, 'pass'],
    [30, 'fail'],
    [35, 'fail'],
  ])
  const closed = sql`select incident_id from alerts where check_id = ${check}`
  await sql`update incidents set state = 'resolved', proven = false, resolved_at = ${at(60 * SECOND)}, resolved_by = 'Ada' where id in (${closed})`
  const world = await loadWorld(sql, RULES, at(30 * HOUR))
  const incidentId = world.openAlertOf.get(check)?.incidentId ?? ''
  expect(world.incidents.get(incidentId)).toMatchObject({ state: 'resolved', proven: false, resolvedBy: 'Ada' })
})

test("a failing check that was moved is its new service's after a restart too, and what it was before stays with the old one", async () => {
  const old = await lived('moved', [
    [0, 'pass'],
    [30, 'fail'],
    [35, 'fail'],
  ])
  const [to, stream] = [systemIds.next(), systemIds.next()]
  await sql`insert into services (id, name, title, tier, source, created_at) values (${to}, 'checkout', 'checkout', 1, 'api', ${NOW})`
  await sql`
    insert into streams (id, name, title, currency, baseline_per_hour_minor, dependence, source, created_at)
    values (${stream}, 'orders', 'orders', 'GBP', 360000, ${sql.json({ [old.service]: 0.5, [to]: 0.25 })}, 'api', ${NOW})`
  const restarted = async (second: number) => {
    const world = await loadWorld(sql, RULES, at(second * SECOND))
    const store = async (event: Event, second: number) => {
      const changes = advance(world, event, at(second * SECOND), systemIds)
      await commit(sql, [{ id: systemIds.next(), at: at(second * SECOND), results: [], changes, evidence: [] }], null)
    }
    const no = world.checks.get(old.check)?.check.no ?? 0
    return {
      world,
      declare: async (second: number) => store({ kind: 'catalogue', catalogue: await loadCatalogue(sql, new Date()) }, second),
      see: (second: number, outcome: 'pass' | 'fail') =>
        store({ kind: 'result', result: { checkNo: no, at: at(second * SECOND), outcome, latencyMs: 10, says: '', code: 200 } }, second),
    }
  }
  const before = await restarted(40)
  await before.declare(40)
  await sql`update checks set service_id = ${to} where id = ${old.check}`
  await before.declare(60)

  const { world, see } = await restarted(70)
  expect(world.services.get(old.service)?.spans.slice(-2)).toEqual([
    { status: 'down', fromAt: at(30 * SECOND) },
    { status: 'unknown', fromAt: at(60 * SECOND) },
  ])
  expect(world.services.get(to)?.spans.at(-1)).toEqual({ status: 'down', fromAt: at(60 * SECOND) })
  expect(world.openAlertOf.get(old.check)).toMatchObject({ serviceId: to, startedAt: at(60 * SECOND) })
  expect(world.checks.get(old.check)?.joinedAt).toEqual(at(60 * SECOND))
  for (const second of [90, 95, 100]) await see(second, 'pass')
  const stored = await sql`select from_at, to_at, fraction from loss_segments where stream_id = ${stream} order by from_at`
  expect(stored).toEqual([
    { from_at: at(40 * SECOND), to_at: at(60 * SECOND), fraction: 0.5 },
    { from_at: at(60 * SECOND), to_at: at(90 * SECOND), fraction: 0.25 },
  ])
  expect(await sql`select service_id, started_at, ended_at from alerts where check_id = ${old.check} order by started_at`).toEqual([
    { service_id: old.service, started_at: at(30 * SECOND), ended_at: at(60 * SECOND) },
    { service_id: to, started_at: at(60 * SECOND), ended_at: at(90 * SECOND) },
  ])
  expect(
    await sql`select title, state, proven from incidents where id in (select incident_id from alerts where check_id = ${old.check}) order by number`,
  ).toEqual([
    { title: 'moved is failing', state: 'resolved', proven: false },
    { title: 'checkout is failing', state: 'resolved', proven: true },
  ])
})

/** A check that failed and was then declared for another service while no engine ran. */
async function movedUnseen(name: string) {
  const { check, service } = await lived(name, [
    [0, 'pass'],
    [30, 'fail'],
    [35, 'fail'],
  ])
  const to = systemIds.next()
  await sql`insert into services (id, name, title, tier, source, created_at) values (${to}, ${`${name}-to`}, ${name}, 1, 'api', ${NOW})`
  await sql`update checks set service_id = ${to} where id = ${check}`
  return { check, service, to }
}

test('a failing check that was moved while no engine looked is moved when one does', async () => {
  const { check, service, to } = await movedUnseen('moved-meanwhile')
  const world = await loadWorld(sql, RULES, at(40 * SECOND))
  advance(world, { kind: 'catalogue', catalogue: await loadCatalogue(sql, new Date()) }, at(41 * SECOND), systemIds)
  expect(world.openAlertOf.get(check)).toMatchObject({ serviceId: to, startedAt: at(41 * SECOND) })
  expect(world.services.get(service)?.spans.at(-2)).toEqual({ status: 'down', fromAt: at(30 * SECOND) })
  expect(world.services.get(service)?.status).toBe('unknown')
  expect(world.services.get(to)?.spans.at(-1)).toEqual({ status: 'down', fromAt: at(41 * SECOND) })
})

test('a failing check that was moved hours ago while no engine looked: its old service is unknown since the next result was due, and costs nothing seen', async () => {
  const { check, service } = await movedUnseen('moved-hours-ago')
  const later = at(8 * 60 * 60 * SECOND)
  const world = await loadWorld(sql, RULES, later)
  const dueAt = at(35 * SECOND + (world.checks.get(check)?.check.intervalMs ?? 0))
  const changes = [
    ...advance(world, { kind: 'woke' }, later, systemIds),
    ...advance(world, { kind: 'catalogue', catalogue: await loadCatalogue(sql, new Date()) }, later, systemIds),
  ]
  expect(world.services.get(service)?.spans.slice(-2)).toEqual([
    { status: 'down', fromAt: at(30 * SECOND) },
    { status: 'unknown', fromAt: dueAt },
  ])
  const seen = changes.flatMap((change) => (change.kind === 'loss' ? change.segments.filter(({ certainty }) => certainty === 'seen') : []))
  expect(seen.filter(({ toAt }) => toAt === null || toAt > dueAt)).toEqual([])
})

test('what a removed check and its service were ends at the removal, also when it was judged once more before the engine knew', async () => {
  const { check, service } = await lived('removed', [
    [0, 'pass'],
    [30, 'fail'],
    [35, 'fail'],
    [60, 'pass'],
    [65, 'pass'],
    [70, 'pass'],
  ])
  for (const table of ['checks', 'services'])
    await sql`update ${sql(table)} set removed_at = ${at(50 * SECOND)} where id = ${table === 'checks' ? check : service}`
  const world = await loadWorld(sql, RULES, at(80 * SECOND))
  const changes = advance(world, { kind: 'catalogue', catalogue: await loadCatalogue(sql, new Date()) }, at(80 * SECOND), systemIds)
  await commit(sql, [{ id: systemIds.next(), at: at(80 * SECOND), results: [], changes, evidence: [] }], null)
  for (const subject of [check, service])
    expect(await sql`select status, from_at, to_at from status_spans where subject_id = ${subject} order by from_at`).toEqual([
      { status: 'up', from_at: NOW, to_at: at(30 * SECOND) },
      { status: 'down', from_at: at(30 * SECOND), to_at: at(50 * SECOND) },
    ])
})

test('what others than checks say is open after a restart, its last end is known, and it is closed by whoever opened it (ALR-1)', async () => {
  const { service } = await lived('reported', [[0, 'pass']])
  const said = { service: 'reported', source: 'prod', labels: { alertname: 'Errors' }, link: 'https://prometheus.example/graph' }
  const signals = [
    aSignal({ ...said, fingerprint: 'a', condition: 'down', startedAt: at(5 * SECOND), heardAt: at(10 * SECOND), expiresAt: at(HOUR) }),
    aSignal({ ...said, fingerprint: 'b', service: null, startedAt: at(0), heardAt: at(10 * SECOND) }),
    aSignal({ ...said, fingerprint: 'b', service: null, state: 'resolved', endedAt: at(8 * SECOND), heardAt: at(10 * SECOND) }),
  ]
  const before = await loadWorld(sql, RULES, at(10 * SECOND))
  const changes = advance(before, { kind: 'signals', signals }, at(10 * SECOND), systemIds)
  const batch = { id: systemIds.next(), at: at(10 * SECOND), results: [], changes, evidence: [] }
  await commit(sql, [batch], null)
  await commit(sql, [{ ...batch, id: systemIds.next() }], null)

  const world = await loadWorld(sql, RULES, at(20 * SECOND))
  expect([...world.openSignalOf.values()]).toEqual([...before.openSignalOf.values()])
  expect(world.openSignalOf.get('prod:a')).toMatchObject({
    serviceId: service,
    condition: 'down',
    signal: { expiresMs: at(HOUR).getTime() },
  })
  expect(world.signalEnds.get('prod:b')).toEqual(before.signalEnds.get('prod:b'))
  expect(world.services.get(service)?.status).toBe('down')
  expect(await sql`select source, count(*)::int as n from alerts where source <> 'check' group by source`).toEqual([
    { source: 'prod', n: 2 },
  ])

  const end = aSignal({ ...said, fingerprint: 'a', state: 'resolved', endedAt: at(25 * SECOND), heardAt: at(30 * SECOND) })
  advance(world, { kind: 'signals', signals: [end] }, at(30 * SECOND), systemIds)
  expect(world.openSignalOf.size).toBe(0)
  expect(world.services.get(service)?.spans.at(-1)).toEqual({ status: 'up', fromAt: at(25 * SECOND) })
})

test('how long repairs take is learnt from failures alone, not from planned work on a check, also after a restart', async () => {
  const results = [
    [0, 'pass'],
    [30, 'fail'],
    [35, 'fail'],
    [60, 'pass'],
    [65, 'pass'],
    [70, 'pass'],
  ] as const
  const window = {
    name: 'reboot',
    matcher: { checks: ['planned'] },
    when: { once: { from: at(20 * SECOND).toISOString(), to: at(HOUR).toISOString(), timeZone: 'UTC' } },
    lossFree: false,
    everything: false,
  }
  await sql`
    insert into routing_items (id, kind, name, definition, source, created_at)
    values (${systemIds.next()}, 'window', 'reboot', ${sql.json(window)}, 'api', ${NOW})`
  const failed = await lived('failed', results)
  const planned = await lived('planned', results, 'beside')
  const stored = await sql`select service_id, state, proven from incidents where service_id in ${sql([failed.service, planned.service])}`
  expect(stored).toHaveLength(2)
  for (const incident of stored) expect(incident).toMatchObject({ state: 'resolved', proven: true })
  const { repairs } = await loadWorld(sql, RULES, at(80 * SECOND))
  expect([failed, planned].map(({ service }) => repairs.get(service))).toEqual([[30_000], undefined])
})

test('a restart knows of a contract what the month has come to, and counts an outage that goes on once', async () => {
  const { service } = await lived('promised', [
    [0, 'pass'],
    [30, 'fail'],
    [35, 'fail'],
  ])
  await sql`
    insert into contracts (id, name, title, customer, currency, monthly_fee_minor, sla, service_ids, time_zone, maintenance, tiers, source, created_at)
    values (${systemIds.next()}, 'gold', 'Gold', 'Zebra', 'GBP', 100000, 0.9999, ${[service]}::uuid[], 'UTC', 'excluded',
      ${sql.json([{ below: 0.9999, credit: 0.1 }])}, 'api', ${NOW})`
  // Five minutes were down two days ago, of which memory alone knows nothing.
  const earlier = new Date(NOW.getTime() - 48 * HOUR)
  await sql`
    insert into status_spans (subject_id, from_at, to_at, subject, status) values
      (${service}, ${earlier}, ${new Date(earlier.getTime() + 100 * SECOND)}, 'service', 'down'),
      (${service}, ${new Date(earlier.getTime() + 100 * SECOND)}, ${NOW}, 'service', 'up')`
  const creditsAt = (world: World, second: number) => workingsOf(riskOf(world, at(second * SECOND)), at(second * SECOND).getTime()).credits
  const world = await loadWorld(sql, RULES, at(40 * SECOND))
  const [before] = creditsAt(world, 40)
  expect(before).toMatchObject({ contract: { failing: true, is: 'down' } })
  expect(before?.contract.periods.reduce((sum, period) => sum + period.before.downMs, 0)).toBe(100 * SECOND)
  // Read anew while it runs, as after every edit: what is in memory is not added to what is stored.
  advance(world, { kind: 'catalogue', catalogue: await loadCatalogue(sql, at(45 * SECOND)) }, at(45 * SECOND), systemIds)
  expect(creditsAt(world, 40)[0]).toEqual(before)
  const again = await loadWorld(sql, RULES, at(40 * SECOND))
  expect(creditsAt(again, 40)[0]).toEqual(before)
})
