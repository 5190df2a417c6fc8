import { afterAll, describe, expect, test } from 'vitest'
import { processesIn, signal } from '@/server/postgres/processes'
import { startPostgres } from '@/server/postgres/server'
import { systemClock } from '@/server/runtime/clock'
import { compareWithLog } from './stored'
import { startTarget } from './target'
import { dataFolder, slowness, startWorld, until, type World } from './world'

const CHECKS = 20
const TAKEN_OVER_WITHIN_MS = 15_000 * (await slowness())
/** For the load to be counted. */
const WATCH_MS = 6_000

const nowMs = () => systemClock.now().getTime()
const target = await startTarget()
const names = Array.from({ length: CHECKS }, (_, i) => `gate-${i}`)
const document = {
  settings: { 'checks.maxPerSecondPerHost': 200, 'checks.maxConcurrentPerHost': 50 },
  services: [
    { name: 'airport', tier: 1 },
    { name: 'runway', tier: 1 },
  ],
  checks: [...names, 'runway'].map((name) => ({
    name,
    service: name === 'runway' ? 'runway' : 'airport',
    type: 'http',
    interval: '1s',
    confirmInterval: '1s',
    timeout: '1s',
    options: { url: `${target.url}/${name}` },
  })),
}
/** A database of somebody else's, that both are told to use. */
const folder = dataFolder()
const database = await startPostgres({ folder, sockets: folder, clock: systemClock })
const shared = {
  DATABASE_URL: database.url('postgres'),
  PLIMSOLL_SECRET: 'a secret that both installations know of each other',
}
const worlds: World[] = []
const start = async () => {
  const world = await startWorld({ document, variables: shared })
  worlds.push(world)
  return world
}
afterAll(async () => {
  for (const world of worlds) {
    for (const role of ['supervisor', 'engine'] as const) if (world.pidOf(role)) world.signal(role, 'SIGCONT')
    await world.remove()
  }
  await database.stop()
  for (const pid of processesIn(folder)) signal(pid, 'SIGKILL')
  await target.stop()
})

const perSecond = async () => {
  const fromMs = nowMs()
  await until(() => nowMs() - fromMs >= WATCH_MS || undefined, WATCH_MS + 5_000)
  return target.asked.filter(({ atMs }) => atMs >= fromMs && atMs < fromMs + WATCH_MS).length / (WATCH_MS / 1_000)
}
const incidents = async () => await (worlds.at(-1) as World).sql`select state from incidents`

/** Whoever takes over runs each check at once and then at its place in the interval, so that some seconds hold more than one run of a check. */
const NOT_TWICE = 1.5

describe('two starts on one database (GROW-1)', () => {
  test('put no more load on the target than one, and the second takes over when the first is killed', async () => {
    const first = await start()
    await until(() => names.every((name) => target.of(`/${name}`).length > 1) || undefined, 20_000)
    await start()
    await until(
      () => worlds[1]?.log().some(({ msg }) => String(msg).startsWith('Another Plimsoll')) || undefined,
      10_000,
      'the second saying that it waits',
    )
    const load = await perSecond()
    expect(load).toBeLessThan((CHECKS + 1) * NOT_TWICE)
    expect(load).toBeGreaterThan((CHECKS + 1) * 0.8)

    target.answer('/runway', 500)
    await until(async () => (await incidents()).length === 1 || undefined, 10_000, 'an incident')
    const killedMs = nowMs()
    await first.killAll()
    const next = await until(() => target.asked.find(({ atMs }) => atMs > killedMs + 1_000), TAKEN_OVER_WITHIN_MS, 'the second taking over')
    console.info(`two starts: ${load.toFixed(1)} requests a second of ${CHECKS + 1} checks; taken over after ${next.atMs - killedMs} ms`)
    target.answer('/runway', 200)
    await until(async () => (await incidents())[0]?.state === 'resolved' || undefined, 15_000, 'the incident resolved by the second')
    expect(await incidents()).toHaveLength(1)
  })

  test('do no harm when the one that is frozen wakes up: it gives way, and stores nothing that it concludes', async () => {
    const second = worlds[1] as World
    const third = await start()
    await until(() => third.log().some(({ msg }) => String(msg).startsWith('Another Plimsoll')) || undefined, 10_000)
    const frozenMs = nowMs()
    for (const role of ['supervisor', 'engine'] as const) second.signal(role, 'SIGSTOP')
    await until(() => target.asked.find(({ atMs }) => atMs > frozenMs + 1_500), TAKEN_OVER_WITHIN_MS, 'the third taking over')
    const wokenMs = nowMs()
    for (const role of ['engine', 'supervisor'] as const) second.signal(role, 'SIGCONT')
    await until(() => second.log().some(({ msg }) => msg === 'The engine gives way') || undefined, 10_000, 'the woken one giving way')
    const load = await perSecond()
    expect(load).toBeLessThan((CHECKS + 1) * NOT_TWICE)
    const { unexplained } = await compareWithLog(third.sql, target.asked, (name) => `/${name}`)
    expect(unexplained.filter(({ at }) => at.getTime() > frozenMs + 1_500 && at.getTime() < nowMs() - 1_000)).toEqual([])
    expect(
      await third.sql`select c.name, r.outcome from results r join checks c on c.no = r.check_no where outcome = 2 and r.at > ${new Date(frozenMs - 2_000)}`,
    ).toEqual([])
    expect(await incidents()).toHaveLength(1)
    console.info(`two starts: woke at ${wokenMs - frozenMs} ms, ${load.toFixed(1)} requests a second afterwards`)
  })
})
