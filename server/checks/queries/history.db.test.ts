import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { DAY, HOUR, MINUTE } from '../../kernel/duration'
import { makePartitions } from '../../pipeline/commit'
import { systemIds } from '../../runtime/ids'
import { OUTCOMES, type Outcome, type Status } from '../model'
import { tally } from '../rules/availability'
import { codeOfPhase } from '../rules/phase-code'
import { readPoints, readSpans, readSummary, readTallies } from './history'
import { listResults } from './pages'

const { sql, stop } = await testDatabase()
afterAll(stop)

const NOON = new Date('2026-11-22T12:00:00.000Z')
const at = (seconds: number) => new Date(NOON.getTime() + seconds * 1_000)
await makePartitions(sql, new Date(NOON.getTime() - DAY), 2)

let lastNo = 0
/** Results of a check of its own, one a second from noon on. */
async function results(given: readonly { ms: number; outcome?: Outcome }[]): Promise<number> {
  const no = ++lastNo
  const rows = given.map(({ ms, outcome = 'pass' }, second) => ({
    at: at(second),
    check_no: no,
    total_ms: ms,
    outcome: OUTCOMES.indexOf(outcome),
    code: 200,
    dns: codeOfPhase(0.4),
    connect: codeOfPhase(1),
    tls: 0,
    first_byte: codeOfPhase(5_000),
    transfer: 0,
    location: 0,
  }))
  for (let from = 0; from < rows.length; from += 1_000) await sql`insert into results ${sql(rows.slice(from, from + 1_000))}`
  return no
}
const range = (no: number, seconds: number) => ({ no, from: NOON, to: at(seconds) })

test('few results come as they were, oldest first, with where the time went', async () => {
  const no = await results([{ ms: 5_001.5 }, { ms: 12, outcome: 'fail' }])
  expect(await readPoints(sql, range(no, 60))).toEqual([
    { atMs: at(0).getTime(), outcome: 'pass', ms: 5_001.5, code: 200, phases: [0.4, 1, 0, 5_000, 0] },
    { atMs: at(1).getTime(), outcome: 'fail', ms: 12, code: 200, phases: [0.4, 1, 0, 5_000, 0] },
  ])
})

test('of many, every peak, every trough and every failure that stands alone remain', async () => {
  const many = Array.from({ length: 10_000 }, (_, second) => ({ ms: 10 + (second % 7) }) as { ms: number; outcome?: Outcome })
  many[5_003] = { ms: 900 }
  many[5_004] = { ms: 1 }
  many[7_777] = { ms: 12, outcome: 'fail' }
  const no = await results(many)
  const points = await readPoints(sql, range(no, 10_000))
  expect(points.length).toBeLessThan(1_500)
  expect(Math.max(...points.map(({ ms }) => ms))).toBe(900)
  expect(Math.min(...points.map(({ ms }) => ms))).toBe(1)
  expect(points.find(({ outcome }) => outcome === 'fail')?.atMs).toBe(at(7_777).getTime())
  expect(points.map(({ atMs }) => atMs)).toEqual(points.map(({ atMs }) => atMs).toSorted((a, b) => a - b))
})

test('the newest are complete', async () => {
  const no = await results(Array.from({ length: 5_000 }, () => ({ ms: 5 })))
  const points = await readPoints(sql, range(no, 5_000))
  expect(points.slice(-50).map(({ atMs }) => (atMs - NOON.getTime()) / 1_000)).toEqual(
    Array.from({ length: 50 }, (_, place) => 4_950 + place),
  )
})

test('another check and other times stay out', async () => {
  const no = await results(Array.from({ length: 10 }, () => ({ ms: 5 })))
  await results([{ ms: 9_999 }])
  expect(await readPoints(sql, { no, from: at(2), to: at(4) })).toHaveLength(3)
})

test('quantiles and bins are over everything but what could not be seen', async () => {
  const no = await results([
    ...Array.from({ length: 100 }, (_, place) => ({ ms: place + 1 })),
    { ms: 400, outcome: 'fail' },
    { ms: 99_999, outcome: 'blind' },
  ])
  const summary = await readSummary(sql, range(no, 1_000))
  expect(summary).toMatchObject({ count: 102, failed: 1, blind: 1, p50: 51, p95: 96, p99: 100 })
  expect(summary.bins).toHaveLength(40)
  expect(summary.bins.reduce((sum, { count }) => sum + count, 0)).toBe(101)
  expect(summary.bins.at(-1)).toMatchObject({ to: 400, count: 1, failed: true })
})

test('without results there is nothing to distribute', async () => {
  expect(await readSummary(sql, range(++lastNo, 10))).toEqual({ count: 0, failed: 0, blind: 0, p50: null, p95: null, p99: null, bins: [] })
})

test('the sums in the database are those of the rule', async () => {
  const stories: readonly (readonly [hour: number, status: Status | null][])[] = [
    [
      [-5, 'up'],
      [1, 'down'],
      [2, 'up'],
    ],
    [
      [-40, 'up'],
      [-20, 'unknown'],
      [-19, 'degraded'],
      [-2, 'maintenance'],
      [-1, 'up'],
    ],
    [
      [-3, 'unknown'],
      [-2, null],
      [-1, 'up'],
    ],
    [
      [-10, 'down'],
      [-9, 'paused'],
      [-8, null],
    ],
  ]
  const hour = (hours: number) => at(hours * 3_600)
  const to = hour(4)
  const seenTo = hour(3)
  const fromAts = [hour(-20), hour(-2)]
  const ids: string[] = []
  for (const story of stories) {
    const id = systemIds.next()
    ids.push(id)
    const rows = story.flatMap(([from, status], place) =>
      status
        ? [
            {
              subject_id: id,
              from_at: hour(from),
              to_at: story[place + 1] ? hour(story[place + 1]?.[0] ?? 0) : null,
              subject: 'check',
              status,
            },
          ]
        : [],
    )
    await sql`insert into status_spans ${sql(rows)}`
  }
  const tallies = await readTallies(sql, { subject: 'check', fromAts, to, seenTo })
  for (const id of ids) {
    const spans = await readSpans(sql, id, hour(-20))
    expect(tallies.get(id)).toEqual(
      fromAts.map((from) =>
        tally(
          spans.filter(({ toAt }) => toAt === null || toAt > hour(-20)),
          { fromMs: from.getTime(), toMs: to.getTime(), seenToMs: seenTo.getTime() },
        ),
      ),
    )
  }
  expect(await readTallies(sql, { subject: 'service', fromAts, to, seenTo })).toEqual(new Map())
})

describe('results of days, which lie by the hour', () => {
  const [no, other] = [++lastNo, ++lastNo]
  const STEP = 7 * MINUTE
  /** On the full hour, at midnight, a millisecond before either, and in between. */
  const instants = Array.from({ length: 36 }, (_, i) => NOON.getTime() - 24 * HOUR + i * HOUR)
    .flatMap((hour) => [hour, hour + STEP, hour + HOUR - 1])
    .map((ms) => new Date(ms))
  beforeAll(async () => {
    await sql`
    insert into results select at, no, 12, 0, 200, 0, 0, 0, 0, 0, 0 from unnest(${instants.map((one) => one.toISOString())}::timestamptz[]) at, unnest(${[no, other]}::int4[]) no`
  })
  const within = (from: Date, to: Date) => instants.filter((one) => one >= from && one <= to).map((one) => one.getTime())

  test.each([
    ['all of them', -24 * HOUR, 12 * HOUR],
    ['over midnight', -13 * HOUR, -11 * HOUR],
    ['a day', -20 * HOUR, 4 * HOUR],
    ['within an hour', MINUTE, 10 * MINUTE],
    ['both ends of it included', STEP, STEP],
    ['from a full hour to the next', 0, HOUR],
    ['nothing between two', 8 * MINUTE, 30 * MINUTE],
    ['days before there are any', -30 * DAY, -20 * HOUR],
  ])('are complete: %s', async (_what, fromMs, toMs) => {
    const [from, to] = [new Date(NOON.getTime() + fromMs), new Date(NOON.getTime() + toMs)]
    expect((await readPoints(sql, { no, from, to })).map(({ atMs }) => atMs)).toEqual(within(from, to))
  })

  test.each([1, 2, 5, 70, 71, 72, 73, 200])('come newest first, %i of them, from before an instant', async (limit) => {
    const before = new Date(NOON.getTime() + 11 * HOUR)
    const from = new Date(NOON.getTime() - 30 * DAY)
    const expected = within(from, new Date(before.getTime() - 1))
      .reverse()
      .slice(0, limit)
    expect((await listResults(sql, { no, from, before, limit })).map((one) => one.at.getTime())).toEqual(expected)
  })

  test('cannot be there twice', async () => {
    const [first] = instants
    await expect(sql`insert into results values (${first ?? NOON}, ${no}, 99, 1, 500, 0, 0, 0, 0, 0, 0)`).rejects.toThrow(/duplicate key/)
  })

  test('are found by the index, however many there are and whatever Postgres knows of them', async () => {
    const plan = await sql`explain select * from results_of(${no}, ${at(0)}, ${at(60)})`
    expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toMatch(/Index Scan.* results_20261122_once/)
  })
})
