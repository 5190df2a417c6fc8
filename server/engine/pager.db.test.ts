import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { readAction } from '../access/action-token'
import { fakePagerDuty } from '../alerts/channels/testing'
import { engineOn, startTarget, TEST_KEY } from './testing'

const { sql, url, stop } = await testDatabase()
afterAll(stop)

/** A target, a pager that answers as the real one, and an engine that watches the one and tells the other. */
async function watched(name: string) {
  const [target, pagerDuty, { start, remove }] = [await startTarget(), await fakePagerDuty(), engineOn(url)]
  const file = `
services: [{ name: ${name}, title: Till, tier: 1, owner: Sales }]
checks: [{ name: ${name}-front, service: ${name}, type: http, interval: 1s, confirmInterval: 1s, timeout: 1s, options: { url: "${target.url}/${name}" } }]
streams: [{ name: ${name}-orders, currency: GBP, perHour: 36000, dependsOn: { ${name}: 0.5 } }]
segments: [{ name: ${name}-shoppers, customers: 1200, reach: { ${name}: 0.5 } }]
channels: [{ name: pager, kind: pagerduty, options: { server: "${pagerDuty.url}", routingKey: R000000000000000000000000000000A } }]
teams: [{ name: Sales, policy: ring }]
policies: [{ name: ring, steps: [{ tell: [{ channel: pager }] }] }]
`
  const asked = () => pagerDuty.received.map(({ body }) => JSON.parse(body.toString()) as Record<string, unknown>)
  return { target, asked, file, start, end: () => Promise.all([target.stop(), pagerDuty.close(), remove()]) }
}

test('a confirmed failure reaches the pager with what it costs and whom it hits, and so does its end; a restart tells nothing (ALR-2, ALR-11)', async () => {
  const { target, asked, file, start, end } = await watched('till')
  const first = await start(file)
  await expect.poll(() => target.asked.length, { timeout: 10_000 }).toBeGreaterThan(1)
  target.answer(503)
  await expect.poll(asked, { timeout: 10_000 }).toHaveLength(1)
  const [incident] = await sql`select id from incidents where title = 'Till is failing'`
  expect(asked()[0]).toMatchObject({
    event_action: 'trigger',
    payload: { severity: 'critical', summary: expect.stringContaining('Till is failing') },
  })
  const told = JSON.stringify(asked()[0])
  // Its number is left out: a Postgres that is slow to answer is not waited for.
  for (const fact of ['£18,000 an hour', '600', `https://plimsoll.example/incidents/${incident?.id}`]) expect(told).toContain(fact)
  const [, token = ''] = /https:\/\/plimsoll\.example\/act\/([\w.-]+)/.exec(told) ?? []
  expect(readAction(token, TEST_KEY, new Date(0)), 'it can be acknowledged from there').toMatchObject({
    claims: { verb: 'acknowledge', incidentId: incident?.id, person: null, channel: 'pager' },
  })
  await expect.poll(() => sql`select state, attempts from notices`, { timeout: 10_000 }).toEqual([{ state: 'delivered', attempts: 1 }])
  await expect
    .poll(() => sql`select says from incident_entries where kind = 'told'`, { timeout: 10_000 })
    .toEqual([{ says: 'Paged pager' }])

  await first.stop()
  const second = await start(file)
  const before = target.asked.length
  await expect.poll(() => target.asked.length, { timeout: 10_000 }).toBeGreaterThan(before + 1)
  expect(asked(), 'nobody is paged again').toHaveLength(1)
  target.answer(200)
  await expect.poll(asked, { timeout: 10_000 }).toHaveLength(2)
  expect(asked()[1]).toMatchObject({ event_action: 'resolve', dedup_key: asked()[0]?.dedup_key })
  await second.stop()
  await end()
})
