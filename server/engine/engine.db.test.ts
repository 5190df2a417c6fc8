import { afterAll, describe, expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { OUTCOMES } from '../checks/model'
import { applyDocument } from '../declare/apply-document'
import { readDocument } from '../declare/document'
import { connectLink } from '../live/link'
import type { Sight } from '../pipeline/model'
import { systemClock } from '../runtime/clock'
import { systemIds } from '../runtime/ids'
import { silentLog } from '../runtime/log'
import { engineOn, startTarget, TEST_KEY } from './testing'

const { sql, url, stop } = await testDatabase()
afterAll(stop)

describe('the engine, on a real target and a real Postgres', () => {
  test('sees an outage from its first failed answer to its first good one, and says once what it was and what it cost', async () => {
    const target = await startTarget()
    const { start, remove } = engineOn(url)
    const engine = await start(`
services: [{ name: shop, title: The shop, tier: 1 }]
checks: [{ name: front, service: shop, type: http, interval: 1s, confirmInterval: 1s, timeout: 1s, options: { url: "${target.url}/front" } }]
streams: [{ name: orders, currency: GBP, perHour: 36000, dependsOn: { shop: 0.5 } }]
opportunities: [{ name: deal, currency: GBP, value: 925000, journeys: [{ check: front }] }]
`)
    const one = async (query: string) => (await sql.unsafe(query))[0]
    await expect.poll(() => one('select count(*)::int as n from results'), { timeout: 10_000 }).toMatchObject({ n: expect.any(Number) })
    await expect
      .poll(async () => (await one("select status from status_spans where subject = 'service' and to_at is null"))?.status, {
        timeout: 10_000,
      })
      .toBe('up')

    target.answer(503)
    await expect
      .poll(() => one('select state, title, severity, number from incidents'), { timeout: 10_000 })
      .toEqual({ state: 'triggered', title: 'The shop is failing', severity: 'critical', number: 1 })
    target.answer(200)
    await expect.poll(async () => (await one('select state from incidents'))?.state, { timeout: 10_000 }).toBe('resolved')
    await engine.stop()
    target.stop()
    remove()

    const [incident] = await sql`select started_at, opened_at, ended_at, resolved_at from incidents`
    const failed = await sql`select at from results where outcome = 2 order by at`
    const [recovered] = await sql`select min(at) as at from results where outcome = 0 and at > ${failed.at(-1)?.at}`
    expect(incident?.started_at).toEqual(failed[0]?.at)
    expect(incident?.ended_at).toEqual(recovered?.at)
    expect(incident?.opened_at.getTime() - failed[1]?.at.getTime()).toBeLessThan(1_000)

    // £36,000 an hour × 0.5, by hand, against the ledger.
    const [ledger] =
      await sql`select sum(extract(epoch from to_at - from_at) / 3600 * baseline_per_hour_minor * factor * fraction)::float8 as minor from loss_segments`
    const byHand = ((incident?.ended_at - incident?.started_at) / 3_600_000) * 3_600_000 * 0.5
    expect(ledger?.minor).toBeCloseTo(byHand, 6)
    const deal = await sql`select status from status_spans where subject = 'opportunity' order by from_at`
    expect(
      deal.map(({ status }) => status),
      'under strain until it was first seen',
    ).toEqual(['degraded', 'up', 'down', 'up'])
    expect((await sql`select because from evidence order by at`).map(({ because }) => because)).toEqual(
      expect.arrayContaining(['first-failure', 'confirmation']),
    )
    const kinds = (await sql`select kind from incident_entries order by at, id`).map(({ kind }) => kind)
    expect(kinds).toEqual(['first-failure', 'confirmed', 'check-recovered', 'recovery-proven'])
    expect(new Set(target.asked.map(({ port }) => port)).size).toBe(target.asked.length)
  })

  test('goes on after a kill where it was: one incident, no result twice', async () => {
    const target = await startTarget()
    const { start, remove } = engineOn(url)
    const file = `
services: [{ name: till, tier: 1 }]
checks: [{ name: till-front, service: till, type: http, interval: 1s, confirmInterval: 1s, timeout: 1s, options: { url: "${target.url}/till" } }]
`
    const first = await start(file)
    await expect.poll(() => target.asked.length, { timeout: 10_000 }).toBeGreaterThan(0)
    target.answer(500)
    await expect
      .poll(() => sql`select state from incidents where title = 'Till is failing'`, { timeout: 10_000 })
      .toEqual([{ state: 'triggered' }])
    await first.stop()
    const second = await start(file)
    const before = target.asked.length
    await expect.poll(() => target.asked.length, { timeout: 10_000 }).toBeGreaterThan(before + 2)
    target.answer(200)
    await expect
      .poll(() => sql`select state from incidents where title = 'Till is failing'`, { timeout: 10_000 })
      .toEqual([{ state: 'resolved' }])
    await second.stop()
    target.stop()
    remove()
  })

  test('decides a composite by what others show at present, and cannot while it does not know', async () => {
    const target = await startTarget()
    const { start, remove } = engineOn(url)
    const each = 'service: pair, interval: 1s, confirmInterval: 1s, timeout: 1s'
    const engine = await start(`
services: [{ name: pair }]
checks:
  - { name: web-a, ${each}, type: http, options: { url: "${target.url}/a" } }
  - { name: web-b, ${each}, type: heartbeat, paused: true }
  - { name: either, ${each}, openAfter: 1, type: composite, options: { when: web-a or web-b } }
  - { name: pair-of-them, ${each}, openAfter: 1, type: composite, options: { atLeast: 2, of: [web-a, web-b] } }
`)
    const last = async (name: string) =>
      (await sql`select r.outcome from results r join checks c on c.no = r.check_no where c.name = ${name} order by r.at desc limit 1`)[0]
        ?.outcome
    await expect.poll(() => last('either')).toBe(OUTCOMES.indexOf('pass'))
    await expect.poll(() => last('pair-of-them')).toBe(OUTCOMES.indexOf('blind'))
    target.answer(500)
    await expect.poll(() => last('pair-of-them')).toBe(OUTCOMES.indexOf('fail'))
    await expect.poll(() => last('either')).toBe(OUTCOMES.indexOf('blind'))
    await engine.stop()
    target.stop()
    remove()
  })

  test('knows the token of a heartbeat check that was made a moment ago, and tells of its own process (PRF-7)', async () => {
    const { start, remove, linkPath } = engineOn(url)
    const engine = await start('services: [{ name: jobs }]')
    const connected = Promise.withResolvers<void>()
    const sights: Sight[] = []
    const link = connectLink({
      path: linkPath,
      clock: systemClock,
      log: silentLog,
      onSnapshot: () => connected.resolve(),
      onNews: ({ changes }) => {
        for (const change of changes) if (change.kind === 'sight') sights.push(change.sight)
      },
      onBeat: () => {},
      onDown: () => {},
    })
    await connected.promise
    const beat = (token: string) => link.request({ kind: 'beat', body: { token, at: new Date() } }, 10_000)
    for (const token of ['the-first-token-of-twenty', 'the-next-token-of-twenty']) {
      const check = `checks: [{ name: ${token}, service: jobs, type: heartbeat, options: { token: ${token} } }]`
      await applyDocument(
        { sql, ids: systemIds, key: TEST_KEY, now: new Date() },
        readDocument(`services: [{ name: jobs }]\n${check}`, {}),
        {
          prune: false,
        },
      )
      expect(await beat(token)).toEqual({ known: true })
    }
    expect(await beat('a-token-that-nobody-has')).toEqual({ known: false })
    await expect.poll(() => sights.at(-1)?.engine, { timeout: 10_000 }).toMatchObject({ spoolBytes: 0, loopDelayMs: expect.any(Number) })
    expect(sights.at(-1)?.engine?.residentBytes).toBeGreaterThan(1_000_000)
    link.close()
    await engine.stop()
    remove()
  })
})
