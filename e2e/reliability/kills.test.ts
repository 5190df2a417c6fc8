import { io, type Socket } from 'socket.io-client'
import { afterAll, describe, expect, inject, test } from 'vitest'
import type { Delta, Snapshot } from '@/server/live/model'
import type { IncidentRow } from '@/server/live/rows'
import { applyDelta } from '@/server/live/rules/apply-delta'
import { systemClock } from '@/server/runtime/clock'
import { compareWithLog } from './stored'
import { startTarget } from './target'
import { slowness, startWorld, until, type World } from './world'

const KILLS = inject('form') === 'long' ? 20 : 5
const LOST_AT_MOST_MS = 250
const BACK_WITHIN_MS = 10_000 * (await slowness())
const CHECKS = 25

const nowMs = () => systemClock.now().getTime()
const target = await startTarget()
const names = Array.from({ length: CHECKS }, (_, i) => `well-${i}`)
const check = (name: string, service: string) => ({
  name,
  service,
  type: 'http',
  interval: '1s',
  confirmInterval: '1s',
  timeout: '1s',
  options: { url: `${target.url}/${name}` },
})
const document = {
  settings: { 'checks.maxPerSecondPerHost': 200, 'checks.maxConcurrentPerHost': 50 },
  services: [
    { name: 'hospital', tier: 1 },
    { name: 'ward', tier: 1 },
    { name: 'garden', tier: 2 },
  ],
  checks: [...names.map((name) => check(name, 'hospital')), check('ill', 'ward'), check('garden', 'garden')],
  streams: [{ name: 'beds', currency: 'GBP', perHour: 7_200, dependsOn: { ward: 0.7 } }],
}
let world = await startWorld({ role: 'all', document })
afterAll(async () => {
  await world.remove()
  await target.stop()
})

/** A screen that connects again by itself, and notes gaps and what it was told twice. */
function openScreen({ url, key }: World) {
  const client: Socket = io(url, {
    path: '/socket',
    transports: ['websocket'],
    extraHeaders: { authorization: `Bearer ${key}` },
    reconnectionDelay: 100,
    reconnectionDelayMax: 500,
  })
  let held: Snapshot<IncidentRow> | undefined
  let gaps = 0
  let versionsTwice = 0
  let connections = 0
  client.on('connect', () => {
    connections++
    client.emit('watch', 'incidents', held ? { epoch: held.epoch, seq: held.seq } : null)
  })
  client.on('snapshot', (name: string, snapshot: Snapshot<IncidentRow>) => {
    if (name === 'incidents') held = snapshot
  })
  client.on('deltas', (deltas: readonly (readonly [string, Delta<IncidentRow>])[]) => {
    for (const [name, delta] of deltas) {
      if (name !== 'incidents' || !held) continue
      if (delta.epoch === held.epoch && delta.seq <= held.seq) versionsTwice++
      const next = applyDelta(held, delta)
      if (next === 'gap') gaps++
      else held = next
    }
  })
  return {
    client,
    items: () => held?.items,
    get counts() {
      return { gaps, versionsTwice, connections }
    },
  }
}

const incidentsOf = async (service: string) =>
  await world.sql<{ id: string; state: string; started_at: Date; ended_at: Date | null }[]>`
    select i.id, i.state, i.started_at, i.ended_at from incidents i join services s on s.id = i.service_id where s.name = ${service}`

describe('SIGKILL', () => {
  test(`of the engine during a failure, ${KILLS} times, loses a flush of results at most, doubles nothing, and leaves one incident (REL-2)`, async () => {
    await until(() => target.of('/ill').length >= 3 || undefined, 20_000, 'a few good answers')
    const kills: { killedMs: number; backMs: number }[] = []
    target.answer('/ill', 500)
    for (let i = 0; i < KILLS; i++) {
      // Moments of nobody's choosing: the first falls around the confirmation.
      await systemClock.sleep((Number(process.hrtime.bigint() % 2_500n) + 300) * (i === 0 ? 0.7 : 1))
      const killedMs = nowMs()
      world.signal('engine', 'SIGKILL')
      const again = await until(
        () => target.asked.find(({ atMs }) => atMs > killedMs + 100),
        BACK_WITHIN_MS,
        'checks going on after a kill',
      )
      kills.push({ killedMs, backMs: again.atMs - killedMs })
      const everyone = () => names.every((name) => target.of(`/${name}`).some(({ atMs }) => atMs > again.atMs))
      await until(() => everyone() || undefined, BACK_WITHIN_MS, 'every check going on')
    }
    await until(async () => (await incidentsOf('ward')).length > 0 || undefined, 10_000, 'an incident')
    target.answer('/ill', 200)
    await until(async () => (await incidentsOf('ward'))[0]?.state === 'resolved' || undefined, 20_000, 'the incident resolved')
    expect(await incidentsOf('ward')).toHaveLength(1)

    const untilMs = nowMs()
    await until(() => (target.asked.at(-1)?.atMs ?? 0) > untilMs + 1_500 || undefined, 5_000)
    const { lost, unexplained } = await compareWithLog(
      world.sql,
      target.asked.filter(({ answeredMs }) => answeredMs < untilMs),
      (name) => `/${name}`,
    )
    const beforeKill = ({ answeredMs }: { answeredMs: number }) =>
      (kills.find(({ killedMs }) => killedMs >= answeredMs - 50)?.killedMs ?? Number.NaN) - answeredMs
    const ages = lost.map(beforeKill)
    console.info(
      `kills: ${KILLS}, lost ${lost.length} of ${target.asked.length}, the oldest ${Math.max(0, ...ages)} ms before its kill; back after ${kills.map(({ backMs }) => backMs).join(', ')} ms`,
    )
    expect(unexplained.filter(({ at }) => at.getTime() < untilMs - 1_000)).toEqual([])
    expect(ages.filter((ms) => !(ms <= LOST_AT_MOST_MS))).toEqual([])

    const failed = await world.sql<{ at: Date; outcome: number }[]>`
      select at, outcome from results r join checks c on c.no = r.check_no where c.name = 'ill' order by at`
    const [incident] = await incidentsOf('ward')
    expect(failed.filter(({ outcome }) => outcome === 2).map(({ at }) => at)).toContainEqual(incident?.started_at)
    const [ledger] = await world.sql<{ minor: number; open: number }[]>`
      select sum(extract(epoch from to_at - from_at) / 3600 * baseline_per_hour_minor * fraction)::float8 as minor, count(*) filter (where to_at is null)::int as open from loss_segments`
    expect(ledger?.open).toBe(0)
    expect(ledger?.minor).toBeCloseTo(
      (((incident?.ended_at?.getTime() ?? 0) - (incident?.started_at.getTime() ?? 0)) / 3_600_000) * 720_000 * 0.7,
      4,
    )
  })

  test('of the web leaves a screen that was open current by itself: what changes afterwards arrives, without gap or repetition (REL-2)', async () => {
    const screen = openScreen(world)
    await until(() => screen.items(), 10_000, 'a snapshot')
    const before = world.pidOf('web')
    const killedMs = systemClock.elapsedMs()
    world.signal('web', 'SIGKILL')
    await until(
      async () =>
        (await fetch(`${world.url}/live`).then(
          ({ ok }) => ok && world.pidOf('web') !== before,
          () => false,
        )) || undefined,
      BACK_WITHIN_MS,
      'the web back',
    )
    console.info(`kills: web back after ${Math.round(systemClock.elapsedMs() - killedMs)} ms`)
    target.answer('/garden', 500)
    await until(
      () => screen.items()?.find(({ serviceTitle }) => serviceTitle === 'Garden'),
      10_000,
      'the incident on the screen that was open',
    )
    target.answer('/garden', 200)
    await until(
      () => screen.items()?.find(({ serviceTitle, state }) => serviceTitle === 'Garden' && state === 'resolved'),
      15_000,
      'its end',
    )
    expect(screen.counts).toEqual({ gaps: 0, versionsTwice: 0, connections: 2 })
    expect(new Set(screen.items()?.map(({ id }) => id)).size).toBe(screen.items()?.length)
    screen.client.disconnect()
  })

  test('of the supervisor ends its children, and the next start goes on with the same data in seconds (REL-2)', async () => {
    const children = [world.pidOf('engine'), world.pidOf('web')]
    world.signal('supervisor', 'SIGKILL')
    await until(() => children.every((pid) => pid === undefined || !alive(pid)) || undefined, BACK_WITHIN_MS, 'the children gone')
    const last = target.asked.at(-1)?.atMs ?? 0
    const startedMs = systemClock.elapsedMs()
    const next = await startWorld({ role: 'all', document, folder: world.folder })
    world = next
    await until(() => (target.asked.at(-1)?.atMs ?? 0) > last + 100 || undefined, BACK_WITHIN_MS, 'checks again')
    const backMs = systemClock.elapsedMs() - startedMs
    console.info(`kills: the next start runs after ${Math.round(backMs)} ms`)
    expect(backMs).toBeLessThan(BACK_WITHIN_MS)
    expect(await incidentsOf('ward')).toHaveLength(1)
  })
})

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
