import { io } from 'socket.io-client'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { fakePagerDuty } from '@/server/alerts/channels/testing'
import type { Beat } from '@/server/live/model'
import { signal } from '@/server/postgres/processes'
import { systemClock } from '@/server/runtime/clock'
import { compareWithLog } from './stored'
import { expectPace, gapsOf, startReference, startTarget } from './target'
import { slowness, startWorld, until } from './world'

const AWAY_MS = inject('form') === 'long' ? 60_000 : 15_000
const CHECKS = 200
const INTERVAL_MS = 2_000
const BACK_WITHIN_MS = 15_000 * (await slowness())

const nowMs = () => systemClock.now().getTime()
const target = await startTarget()
const reference = startReference()
const routingKey = 'R000000000000000000000000000000A'
const pager = await fakePagerDuty({ routingKey })
const names = Array.from({ length: CHECKS }, (_, i) => `loom-${i}`)
const world = await startWorld({
  role: 'all',
  document: {
    settings: { 'checks.maxPerSecondPerHost': 500, 'checks.maxConcurrentPerHost': 100 },
    services: [
      { name: 'mill', tier: 1 },
      { name: 'dye', tier: 1, owner: 'Dyers' },
    ],
    channels: [{ name: 'pager', kind: 'pagerduty', options: { server: pager.url, routingKey } }],
    teams: [{ name: 'Dyers', policy: 'ring' }],
    policies: [{ name: 'ring', steps: [{ tell: [{ channel: 'pager' }] }] }],
    checks: [...names, 'dye'].map((name) => ({
      name,
      service: name === 'dye' ? 'dye' : 'mill',
      type: 'http',
      interval: `${INTERVAL_MS}ms`,
      confirmInterval: '1s',
      timeout: '1s',
      options: { url: `${target.url}/${name}` },
    })),
  },
})
/** What a screen hears each second of what it can know. */
const beats: { atMs: number; beat: Beat }[] = []
const client = io(world.url, { path: '/socket', transports: ['websocket'], extraHeaders: { authorization: `Bearer ${world.key}` } })
client.on('beat', (beat: Beat) => beats.push({ atMs: nowMs(), beat }))
afterAll(async () => {
  reference.stop()
  client.disconnect()
  for (const pid of world.postgres()) signal(pid, 'SIGCONT')
  await world.remove()
  await target.stop()
  pager.close()
})

/** What the pager was told, as its events call it. */
const paged = () => pager.received.map(({ body }) => String(JSON.parse(body.toString()).event_action))

const everybodyAsked = (sinceMs: number) => names.every((name) => target.of(`/${name}`).some(({ atMs }) => atMs > sinceMs))
const storesAgain = () =>
  until(
    () => (beats.at(-1)?.beat.unstoredSinceMs === null && beats.at(-1)?.beat.waiting !== undefined ? true : undefined),
    BACK_WITHIN_MS,
    'the screens saying that everything is stored',
  )
/** Each request of this while is stored once; the latest may still be on their way. */
async function expectAllStored(sinceMs: number) {
  const untilMs = nowMs()
  await until(() => (target.asked.at(-1)?.atMs ?? 0) > untilMs + 1_000 || undefined, 5_000)
  const compared = await compareWithLog(
    world.sql,
    target.asked.filter(({ atMs }) => atMs < untilMs),
    (name) => `/${name}`,
  )
  expect(compared.lost.filter(({ atMs }) => atMs >= sinceMs)).toEqual([])
  expect(compared.unexplained.filter(({ at }) => at.getTime() < untilMs - 1_000)).toEqual([])
  const [twice] = await world.sql`select count(*)::int as n from (select check_no, at from results group by 1, 2 having count(*) > 1) t`
  expect(twice?.n).toBe(0)
  return compared.stored
}
/** The longest gap of a check that did not fail meanwhile. */
function expectNoGap(fromMs: number, toMs: number): number {
  const starts = names.map((name) => ({
    intervalMs: INTERVAL_MS,
    at: target.of(`/${name}`).flatMap(({ atMs }) => (atMs >= fromMs && atMs <= toMs ? [atMs] : [])),
  }))
  expectPace(starts, { fromMs, toMs, usualMs: reference.usualSince(fromMs) })
  return Math.max(...starts.flatMap(({ at }) => gapsOf(at)))
}

describe('a hundred checks a second, while Postgres', () => {
  test(`is frozen for ${AWAY_MS / 1_000} s, go on without a gap, are told to screens, and are each stored once afterwards (REL-1)`, async () => {
    await until(() => everybodyAsked(0) || undefined, 20_000)
    const settledMs = nowMs()
    await until(() => everybodyAsked(settledMs + INTERVAL_MS) || undefined, 20_000)
    const pids = world.postgres()
    expect(pids.length).toBeGreaterThan(3)
    const fromMs = nowMs()
    for (const pid of pids) signal(pid, 'SIGSTOP')
    const frozenMs = nowMs()
    target.answer('/dye', 500)
    const told = await until(
      () => beats.find(({ atMs, beat }) => atMs > frozenMs && beat.unstoredSinceMs !== null),
      6_000,
      'screens saying that nothing is stored',
    )
    expect(Math.abs((told.beat.unstoredSinceMs ?? 0) - frozenMs)).toBeLessThan(1_000)
    await until(() => pager.received[0], 10_000, 'somebody being paged although nothing can be stored (ALR-5)')
    const pagedMs = (pager.received[0]?.at.getTime() ?? 0) - (target.of('/dye').filter(({ status }) => status === 500)[1]?.answeredMs ?? 0)
    await until(() => nowMs() - frozenMs >= AWAY_MS || undefined, AWAY_MS + 5_000)
    expect(
      beats
        .filter(({ atMs }) => atMs > told.atMs && atMs < nowMs() - 100)
        .every(({ beat }) => beat.unstoredSinceMs === told.beat.unstoredSinceMs),
    ).toBe(true)
    expect(gapsOf(beats.filter(({ atMs }) => atMs > fromMs).map(({ atMs }) => atMs)).every((gap) => gap < 2_500)).toBe(true)
    for (const pid of pids) signal(pid, 'SIGCONT')
    const thawedMs = nowMs()
    await storesAgain()
    const backMs = nowMs() - thawedMs
    target.answer('/dye', 200)
    const gap = expectNoGap(fromMs - INTERVAL_MS, nowMs())
    const stored = await expectAllStored(settledMs)
    const incidents = await until(
      async () => {
        const rows = await world.sql`select state, started_at from incidents`
        return rows[0]?.state === 'resolved' ? rows : undefined
      },
      15_000,
      'the incident of that while resolved',
    )
    expect(incidents).toHaveLength(1)
    await until(() => paged().includes('resolve') || undefined, 10_000, 'the resolve being told')
    expect(paged(), 'nobody is paged a second time').toEqual(['trigger', 'resolve'])
    expect(incidents[0]?.started_at.getTime()).toBeLessThan(thawedMs)
    console.info(
      `postgres: frozen ${AWAY_MS} ms, told after ${told.atMs - frozenMs} ms, paged ${pagedMs} ms after the second failure, longest gap ${gap} ms of ${INTERVAL_MS}, everything stored ${backMs} ms after the thaw, ${stored} results`,
    )
  })

  test('is killed, go on without a gap and are each stored once after it is started again (REL-1)', async () => {
    const fromMs = nowMs()
    const endMs = fromMs + AWAY_MS
    while (nowMs() < endMs) {
      for (const pid of world.postgres()) signal(pid, 'SIGKILL')
      await systemClock.sleep(1_000)
    }
    const revivedMs = nowMs()
    await storesAgain()
    await until(async () => (await world.sql`select 1`.catch(() => undefined)) && true, BACK_WITHIN_MS, 'Postgres back')
    await storesAgain()
    const gap = expectNoGap(fromMs - INTERVAL_MS, nowMs())
    await expectAllStored(fromMs)
    console.info(`postgres: killed for ${AWAY_MS} ms, longest gap ${gap} ms, everything stored ${nowMs() - revivedMs} ms after`)
  })

  test('is frozen and the engine is killed meanwhile, lose nothing that was spooled (REL-1, REL-2)', async () => {
    const fromMs = nowMs()
    const pids = world.postgres()
    for (const pid of pids) signal(pid, 'SIGSTOP')
    await until(() => everybodyAsked(fromMs + INTERVAL_MS) || undefined, 20_000)
    const killedMs = nowMs()
    world.signal('engine', 'SIGKILL')
    for (const pid of pids) signal(pid, 'SIGCONT')
    await until(() => everybodyAsked(killedMs + 100) || undefined, BACK_WITHIN_MS, 'checks again')
    await storesAgain()
    const { lost } = await compareWithLog(
      world.sql,
      target.asked.filter(({ atMs }) => atMs < killedMs + 100),
      (name) => `/${name}`,
    )
    const ages = lost.flatMap(({ atMs, answeredMs }) => (atMs > fromMs ? [killedMs - answeredMs] : []))
    console.info(`postgres: engine killed while frozen, lost ${ages.length}, the oldest ${Math.max(0, ...ages)} ms before the kill`)
    expect(ages.filter((ms) => ms > 250)).toEqual([])
  })
})
