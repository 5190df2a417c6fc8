import { afterAll, describe, expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { fakePagerDuty } from '../alerts/channels/testing'
import { applyDocument } from '../declare/apply-document'
import { readDocument } from '../declare/document'
import { SECOND } from '../kernel/duration'
import { systemClock } from '../runtime/clock'
import { systemIds } from '../runtime/ids'
import { engineOn, startTarget, TEST_KEY } from './testing'

const { sql, url, stop } = await testDatabase()
afterAll(stop)

const LEASE_MS = 10 * SECOND
const inSeconds = (seconds: number) => new Date(systemClock.now().getTime() + seconds * SECOND)

/** A target, a pager that answers as the real one, and an engine that watches the one and tells the other. */
async function watched(name: string) {
  const [target, pagerDuty, { start, remove }] = [await startTarget(), await fakePagerDuty(), engineOn(url)]
  const file = `
services: [{ name: ${name}, title: Till, tier: 1, owner: ${name} }]
checks: [{ name: ${name}-front, service: ${name}, type: http, interval: 1s, confirmInterval: 1s, timeout: 1s, options: { url: "${target.url}/${name}" } }]
streams: [{ name: ${name}-orders, currency: GBP, perHour: 36000, dependsOn: { ${name}: 0.5 } }]
channels: [{ name: ${name}-pager, kind: pagerduty, options: { server: "${pagerDuty.url}", routingKey: R000000000000000000000000000000A } }]
teams: [{ name: ${name}, policy: ${name}-ring }]
policies: [{ name: ${name}-ring, steps: [{ tell: [{ channel: ${name}-pager }] }] }]
`
  const asked = () => pagerDuty.received.map(({ body }) => JSON.parse(body.toString()) as Record<string, unknown>)
  const apply = (text: string) =>
    applyDocument({ sql, ids: systemIds, key: TEST_KEY, now: systemClock.now() }, readDocument(text, {}), { prune: true })
  const statusIs = async (status: string) =>
    await expect
      .poll(
        async () =>
          (
            await sql`select status from status_spans s join checks c on c.id = s.subject_id where c.name = ${`${name}-front`} and to_at is null`
          )[0]?.status,
        {
          timeout: 10_000,
        },
      )
      .toBe(status)
  return { target, asked, file, start, apply, statusIs, end: () => Promise.all([target.stop(), pagerDuty.close(), remove()]) }
}

describe('maintenance that is declared while the engine runs, with nobody who tells it', () => {
  test('keeps the pager quiet while it holds, goes on measuring, and pages what still fails at its end', async () => {
    const { target, asked, file, start, apply, statusIs, end } = await watched('till')
    const engine = await start(file)
    await statusIs('up')
    const endsAt = inSeconds(8)
    const window = `maintenance: [{ name: move, matcher: { services: [till] }, when: { once: { from: "${inSeconds(-60).toISOString()}", to: "${endsAt.toISOString()}" } } }]`
    await apply(`${file}\n${window}`)
    await statusIs('maintenance')
    target.answer(503)
    await expect.poll(() => sql`select state from incidents`, { timeout: 10_000 }).toEqual([{ state: 'triggered' }])
    const [seen] = await sql`select count(*)::int as n from results`
    await expect.poll(async () => (await sql`select count(*)::int as n from results`)[0]?.n, { timeout: 10_000 }).toBeGreaterThan(seen?.n)
    expect(systemClock.now() < endsAt ? asked() : [], 'nobody is told while it holds').toEqual([])

    await expect.poll(asked, { timeout: 20_000 }).toHaveLength(1)
    expect(systemClock.now() >= endsAt).toBe(true)
    const [failed] = await sql`select min(at) as at from results where outcome = 2`
    const [incident] = await sql`select started_at from incidents`
    expect(incident?.started_at, 'since its real beginning').toEqual(failed?.at)
    await statusIs('down')

    const [away] =
      await sql`select sum(extract(epoch from to_at - from_at))::float8 as seconds from status_spans where subject = 'check' and status = 'maintenance'`
    expect(away?.seconds).toBeGreaterThan(0)
    const spans = await sql`select status, hides from status_spans where subject = 'check' and status = 'maintenance' order by from_at`
    expect(spans.map(({ hides }) => hides)).toEqual(['up', 'down'])

    // A window that begins after somebody was told does not keep the end from them.
    await apply(`${file}\n${window.replace(endsAt.toISOString(), inSeconds(600).toISOString())}`)
    await statusIs('maintenance')
    target.answer(200)
    await expect.poll(asked, { timeout: 15_000 }).toHaveLength(2)
    expect(asked()[1]).toMatchObject({ event_action: 'resolve', dedup_key: asked()[0]?.dedup_key })
    await engine.stop()
    await end()
  })

  test('is known to an engine that starts in the middle of it, and ends by the clock', async () => {
    const { target, asked, file, start, apply, statusIs, end } = await watched('desk')
    const first = await start(file)
    await statusIs('up')
    await apply(
      `${file}\nmaintenance: [{ name: move-desk, matcher: { checks: [desk-*] }, lossFree: true, when: { once: { from: "${inSeconds(-60).toISOString()}", to: "${inSeconds(9).toISOString()}" } } }]`,
    )
    await statusIs('maintenance')
    await first.stop()
    target.answer(503)
    const second = await start(
      `${file}\nmaintenance: [{ name: move-desk, matcher: { checks: [desk-*] }, lossFree: true, when: { once: { from: "${inSeconds(-60).toISOString()}", to: "${inSeconds(7).toISOString()}" } } }]`,
    )
    await expect
      .poll(() => sql`select state from incidents where title = 'Till is failing' and state = 'triggered'`, { timeout: 10_000 })
      .toHaveLength(1)
    await expect.poll(asked, { timeout: 20_000 }).toHaveLength(1)
    await statusIs('down')
    const [lost] =
      await sql`select min(l.from_at) as at from loss_segments l join incidents i on i.id = l.incident_id where i.state = 'triggered'`
    const [ended] =
      await sql`select max(to_at) as at from status_spans s join checks c on c.id = s.subject_id where c.name = 'desk-front' and status = 'maintenance'`
    expect(lost?.at, 'free of loss until its end').toEqual(ended?.at)
    await second.stop()
    await end()
  })
})

test('a silence is heard of although nobody can tell the engine, and so is its end', async () => {
  const { target, asked, file, start, statusIs, end } = await watched('shop')
  const engine = await start(file)
  await statusIs('up')
  const [silence] = await sql`
    insert into silences (id, matcher, from_at, to_at, reason, "by", by_id)
    values (${systemIds.next()}, ${sql.json({ services: ['shop'] })}, ${inSeconds(-1)}, ${inSeconds(600)}, 'a move', 'Ada', 'ada') returning id`
  const madeAt = systemClock.now()
  const lease = async () => (await sql`select expires_at from leases`)[0]?.expires_at.getTime() - LEASE_MS
  await expect.poll(lease, { timeout: 10_000, message: 'the engine looks at each renewal' }).toBeGreaterThan(madeAt.getTime() + SECOND)
  target.answer(503)
  await expect
    .poll(() => sql`select from pages where state->'mutedBy' @> '["the silence of Ada (a move)"]'`, { timeout: 10_000 })
    .toHaveLength(1)
  expect(asked()).toEqual([])
  await sql`update silences set ended_at = ${systemClock.now()}, ended_by = 'Ada' where id = ${silence?.id}`
  await expect.poll(asked, { timeout: 10_000 }).toHaveLength(1)
  await engine.stop()
  await end()
})
