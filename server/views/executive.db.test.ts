import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connectSql } from '@/db/client'
import { testDatabase } from '@/db/testing/database'
import type { Actor } from '../access/model'
import { HOUR } from '../kernel/duration'
import { opportunities } from '../live/topics/opportunities'
import { risk } from '../live/topics/risk'
import { aCheck, anOpportunity, aService, aStream, story } from '../pipeline/testing'
import { systemClock } from '../runtime/clock'
import { silentLog } from '../runtime/log'
import { createAvailabilityBook } from './availability'
import { executiveView } from './executive'
import { opportunityView } from './opportunity'

const database = await testDatabase()
const { sql } = database
afterAll(() => database.stop())

const id = (n: number) => `01980000-0000-7000-8000-${String(n).padStart(12, '0')}`
const NOW = new Date('2026-11-17T14:00:00.000Z')
const at = (text: string) => new Date(`${text}.000Z`)
const clock = { ...systemClock, now: () => NOW }
const actor: Actor = { kind: 'person', id: 'eve', name: 'Eve', role: 'executive' }

const { world } = story({
  services: [aService('admin', { id: id(1) })],
  checks: [aCheck(1, id(1))],
  streams: [aStream('orders', 360_000, { [id(1)]: 1 }, { id: id(2) })],
  opportunities: [anOpportunity('zebra', 92_500_000, [{ kind: 'service', id: id(1) }], { id: id(3) })],
})
const mirror = {
  world,
  snapshot: (topic: string) => ({ epoch: 'test', seq: 0, items: (topic === 'risk' ? risk : opportunities).all(world, '', new Date()) }),
} as unknown as Parameters<typeof executiveView>[0]['mirror']
const bookOf = (over: typeof sql) => createAvailabilityBook({ sql: over, clock, seenTo: () => null })
const parts = { sql, clock, log: silentLog, actor, mirror, availability: bookOf(sql) }

beforeAll(async () => {
  const created = at('2026-09-01T00:00:00')
  await sql`insert into services (id, name, title, tier, source, created_at) values (${id(1)}, 'admin', 'Admin', 1, 'file', ${created})`
  await sql`insert into streams (id, name, title, currency, baseline_per_hour_minor, dependence, source, created_at)
    values (${id(2)}, 'orders', 'Orders', 'GBP', 360000, ${sql.json({ [id(1)]: 1 })}, 'file', ${created})`
  await sql`insert into opportunities (id, name, title, currency, value_minor, probability, journeys, source, created_at)
    values (${id(3)}, 'zebra', 'Zebra', 'GBP', 92500000, 0.7, ${sql.json([])}, 'file', ${created})`
  const incident = (n: number, started: string, opened: string, ended: string) => sql`
    insert into incidents (id, number, title, severity, state, service_id, started_at, opened_at, acknowledged_at, ended_at)
    values (${id(n)}, ${n}, 'Admin is failing', 'critical', 'resolved', ${id(1)}, ${at(started)}, ${at(opened)}, ${at(opened)}, ${at(ended)})`
  await incident(10, '2026-10-31T23:00:00', '2026-10-31T23:00:10', '2026-11-01T01:00:00')
  await incident(11, '2026-11-16T10:00:00', '2026-11-16T10:00:05', '2026-11-16T10:30:00')
  const loss = (n: number, from: string, to: string | null, fraction: number, certainty = 'seen') => sql`
    insert into loss_segments (stream_id, incident_id, from_at, to_at, fraction, baseline_per_hour_minor, factor, certainty)
    values (${id(2)}, ${id(n)}, ${at(from)}, ${to ? at(to) : null}, ${fraction}, 360000, 1, ${certainty})`
  await loss(10, '2026-10-31T23:00:00', '2026-11-01T01:00:00', 0.5)
  await loss(11, '2026-11-16T10:00:00', '2026-11-16T10:30:00', 1)
  await loss(11, '2026-11-16T10:30:00', '2026-11-16T11:00:00', 1, 'blind')
  const span = (subject: string, n: number, status: string, from: string, to: string | null) => sql`
    insert into status_spans (subject_id, subject, status, from_at, to_at) values (${id(n)}, ${subject}, ${status}, ${at(from)}, ${to ? at(to) : null})`
  await span('service', 1, 'up', '2026-11-07T14:00:00', '2026-11-16T10:00:00')
  await span('service', 1, 'down', '2026-11-16T10:00:00', '2026-11-16T10:30:00')
  await span('service', 1, 'up', '2026-11-16T10:30:00', null)
  await span('opportunity', 3, 'down', '2026-11-16T10:00:00', '2026-11-16T10:30:00')
  await span('opportunity', 3, 'up', '2026-11-16T10:30:00', null)
})

describe('the executive view', () => {
  test('reads the loss of each month, an outage over midnight in both', async () => {
    const { months } = await executiveView(parts)
    expect(months.kind === 'ready' && months.value.slice(-2)).toEqual([
      { fromMs: at('2026-10-01T00:00:00').getTime(), lostMinor: 180_000, blindMinor: 0 },
      { fromMs: at('2026-11-01T00:00:00').getTime(), lostMinor: 360_000, blindMinor: 180_000 },
    ])
  })
  test('reads response times of this month beside the last', async () => {
    const { period } = await executiveView(parts)
    expect(period).toMatchObject({
      kind: 'ready',
      value: {
        now: { detect: { meanMs: 5_000 }, repair: { meanMs: 0.5 * HOUR } },
        before: { detect: { meanMs: 10_000 }, repair: { meanMs: 2 * HOUR } },
      },
    })
  })
  test('reads availability from the spans that were seen', async () => {
    const { availability } = await executiveView(parts)
    const [admin] = availability.kind === 'ready' ? availability.value.lowest : []
    expect(admin?.ratio).toBeCloseTo(1 - 0.5 / 240, 12)
  })
  test('reads the highest load of each day and the health of each deal', async () => {
    const { days, health } = await executiveView(parts)
    expect(days.kind === 'ready' && days.value.slice(-2).map(({ peakMinor, lastedMs }) => [peakMinor, lastedMs / HOUR])).toEqual([
      [360_000, 0.5],
      [0, 0],
    ])
    expect(health.kind === 'ready' && health.value[id(3)]?.slice(-2)).toEqual(['down', 'up'])
  })
  test('without Postgres the live part stands, and each section says what is missing', async () => {
    const nowhere = connectSql('postgres://nobody:none@127.0.0.1:1/none', { answerWithinMs: 500 })
    const view = await executiveView({ ...parts, sql: nowhere, availability: bookOf(nowhere) })
    await nowhere.end({ timeout: 0 })
    expect(view.risk.items).toHaveLength(1)
    expect(view.months).toEqual({ kind: 'missing', says: 'The loss by month cannot be read at the moment: the database does not answer.' })
  })
})

describe('the view of one opportunity', () => {
  test('holds the minutes that it lost against every minute', async () => {
    const { history } = await opportunityView(parts, 'zebra')
    expect(history.kind === 'ready' && history.value.months.slice(-3).map(({ lostMs, declared }) => [lostMs / HOUR, declared])).toEqual([
      [0, true],
      [0, true],
      [0.5, true],
    ])
    expect(history.kind === 'ready' && history.value.availability.ratio).toBeCloseTo(1 - 0.5 / 720, 12)
  })
  test('an unknown one is refused by name', () => expect(opportunityView(parts, 'yeti')).rejects.toThrow('There is no opportunity yeti.'))
})
