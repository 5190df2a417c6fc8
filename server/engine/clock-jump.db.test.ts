import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { DAY } from '../kernel/duration'
import { type Clock, systemClock } from '../runtime/clock'
import { engineOn, startTarget } from './testing'

const { sql, url, stop } = await testDatabase()
afterAll(stop)

/** The machine's clock, which somebody sets. */
function settable() {
  let offsetMs = 0
  const clock: Clock = { ...systemClock, now: () => new Date(systemClock.now().getTime() + offsetMs) }
  return { clock, set: (ms: number) => (offsetMs = ms) }
}

const WITHIN = { timeout: 15_000, interval: 50 }

test.each([
  ['a day ahead', 'ahead', DAY],
  ['a day back', 'back', -DAY],
])(
  'somebody who sets the clock %s during an outage stops no check, doubles no incident, and earns nobody a negative loss (REL-3)',
  async (_what, name, ms) => {
    const target = await startTarget()
    const { start, remove } = engineOn(url)
    const { clock, set } = settable()
    const file = `
services: [{ name: ${name}, tier: 1 }]
checks: [{ name: ${name}-front, service: ${name}, type: http, interval: 1s, confirmInterval: 1s, timeout: 1s, options: { url: "${target.url}/${name}" } }]
streams: [{ name: ${name}-orders, currency: GBP, perHour: 36000, dependsOn: { ${name}: 1 } }]
`
    const engine = await start(file, { clock })
    const incidents = () =>
      sql`select i.state, i.started_at, i.ended_at from incidents i join services s on s.id = i.service_id where s.name = ${name}`
    const asked = async (more: number) => {
      const before = target.asked.length
      await expect.poll(() => target.asked.length, WITHIN).toBeGreaterThanOrEqual(before + more)
    }
    const stored = async () =>
      Number(
        (await sql`select count(*)::int as n from results r join checks c on c.no = r.check_no where c.name = ${`${name}-front`}`)[0]?.n,
      )
    await asked(2)
    target.answer(500)
    await expect.poll(async () => (await incidents())[0]?.state, WITHIN).toBe('triggered')

    set(ms)
    const before = await stored()
    await asked(3)
    await expect.poll(stored, WITHIN).toBeGreaterThanOrEqual(before + 3)
    expect(await incidents()).toHaveLength(1)

    target.answer(200)
    await expect.poll(async () => (await incidents()).map(({ state }) => state), WITHIN).toEqual(['resolved'])
    set(0)
    await asked(2)
    await engine.stop()

    // And whoever starts then finds a world that it can go on with.
    const again = await start(file)
    target.answer(500)
    await expect.poll(async () => (await incidents()).filter(({ state }) => state !== 'resolved').length, WITHIN).toBe(1)
    target.answer(200)
    await expect.poll(async () => (await incidents()).filter(({ state }) => state !== 'resolved').length, WITHIN).toBe(0)
    await again.stop()
    target.stop()
    remove()

    const loss = await sql<{ minor: number }[]>`
    select (extract(epoch from l.to_at - l.from_at) / 3600 * l.baseline_per_hour_minor * l.factor * l.fraction)::float8 as minor
    from loss_segments l join streams s on s.id = l.stream_id where s.name = ${`${name}-orders`}`
    expect(loss.length).toBeGreaterThan(0)
    for (const { minor } of loss) expect(minor).toBeGreaterThanOrEqual(0)
    const spans = await sql`select p.from_at, p.to_at from status_spans p join services s on s.id = p.subject_id where s.name = ${name}`
    for (const { from_at, to_at } of spans) expect((to_at ?? from_at).getTime()).toBeGreaterThanOrEqual(from_at.getTime())
    expect(spans.filter(({ to_at }) => to_at === null)).toHaveLength(1)
    expect(await incidents()).toHaveLength(2)
    for (const { started_at, ended_at } of await incidents()) expect(ended_at.getTime()).toBeGreaterThanOrEqual(started_at.getTime())
  },
  90_000,
)
