import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { fakePagerDuty, fakeSmtp } from '../alerts/channels/testing'
import { engineOn, startTarget } from './testing'

const { sql, url, stop } = await testDatabase()
afterAll(stop)

const SERVICES = 150
const MESSAGES = 5
const MESSAGES_WITHIN_A_QUARTER = 12

test('a storm of incidents is told to people in five messages a minute, whole, and each to a machine (ALR-12)', async () => {
  const [target, mail, pagerDuty, { start, remove }] = [await startTarget(), await fakeSmtp(), await fakePagerDuty(), engineOn(url)]
  const each = Array.from({ length: SERVICES }, (_, i) => `shop-${i}`)
  const engine = await start(
    JSON.stringify({
      settings: { 'checks.maxPerSecondPerHost': 10_000, 'checks.maxConcurrentPerHost': 200 },
      services: each.map((name) => ({ name, title: name, tier: 1, owner: 'Sales' })),
      checks: each.map((name) => ({
        name,
        service: name,
        type: 'http',
        interval: '2s',
        confirmInterval: '1s',
        timeout: '1s',
        options: { url: `${target.url}/${name}` },
      })),
      channels: [
        {
          name: 'mail',
          kind: 'email',
          options: { host: '127.0.0.1', port: mail.port, security: 'opportunistic', from: 'plimsoll@example.com' },
        },
        { name: 'pager', kind: 'pagerduty', options: { server: pagerDuty.url, routingKey: 'R000000000000000000000000000000A' } },
      ],
      teams: [{ name: 'Sales', members: ['ada@example.com', 'bo@example.com'], policy: 'ring' }],
      policies: [{ name: 'ring', steps: [{ tell: [{ team: 'Sales' }, { channel: 'pager' }] }] }],
    }),
  )
  await expect.poll(() => new Set(target.asked.map(({ path }) => path)).size, { timeout: 20_000 }).toBe(SERVICES)
  target.answer(503)
  const stand = async (...channels: readonly string[]) =>
    (
      await sql<{ n: number }[]>`
        select count(*)::int as n from notices where kind = 'page' and state in ('delivered', 'bundled') and channel = any(${channels})`
    )[0]?.n
  await expect.poll(() => stand('mail'), { timeout: 90_000 }).toBe(2 * SERVICES)
  for (const person of ['ada@example.com', 'bo@example.com']) {
    const [first = 0, ...others] = mail.mails.filter(({ to }) => to.includes(person)).map(({ at }) => at.getTime())
    // A machine that takes minutes to have it all fail may tell of the last ones in the next minute. A message is counted from when it is taken up, and
    // the first may take a moment to arrive.
    expect(others.filter((at) => at - first < 55_000).length).toBeLessThan(MESSAGES)
    expect(others.length).toBeLessThan(MESSAGES_WITHIN_A_QUARTER)
  }
  await expect.poll(() => stand('pager'), { timeout: 40_000 }).toBe(SERVICES)
  expect(new Set(pagerDuty.received.map(({ body }) => JSON.parse(body.toString()).dedup_key)).size).toBe(SERVICES)
  expect(pagerDuty.received).toHaveLength(SERVICES)
  expect(await sql`select count(*)::int as n from incidents where state = 'triggered'`).toEqual([{ n: SERVICES }])
  await engine.stop()
  await Promise.all([target.stop(), mail.close(), pagerDuty.close(), remove()])
}, 180_000)
