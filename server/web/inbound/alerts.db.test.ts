import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { fakePagerDuty } from '../../alerts/channels/testing'
import { anAlert, fromAlertmanager } from '../../alerts/sources/testing'
import { engineOn } from '../../engine/testing'
import { connectLink } from '../../live/link'
import { createMirror } from '../../live/mirror'
import { RULES } from '../../pipeline/testing'
import { emptyWorld } from '../../pipeline/world'
import { systemClock as clock } from '../../runtime/clock'
import { systemIds as ids } from '../../runtime/ids'
import { silentLog as log } from '../../runtime/log'
import { createHttpServer } from '../http-server'
import { apiOf, bareApp, noScreens } from '../testing'
import { alertRoutes } from './alerts'

const { sql, url, stop } = await testDatabase()
afterAll(stop)
const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

const TOKEN = 'a-token-of-more-than-twenty-letters'

/** A web that takes alerts, with the engine of a socket behind it. */
async function webAt(linkPath: string) {
  const mirror = createMirror({
    clock,
    ids,
    world: emptyWorld({ rules: RULES, now: clock.now() }),
    sources: { entriesOf: async () => [], sendingsOf: async () => [] },
  })
  const link = connectLink({
    path: linkPath,
    clock,
    log,
    onSnapshot: (world) => mirror.replace(world, true),
    onNews: (news) => mirror.news(news),
    onBeat: (at) => mirror.heard(at),
    onDown: () => mirror.down(),
  })
  const app = bareApp({ mirror, sql })
  const http = createHttpServer({
    app,
    api: apiOf({}),
    screens: noScreens,
    intake: alertRoutes({ app, engine: { request: (request) => link.request(request, 5_000) } }),
  })
  const port = await http.listen(0, '127.0.0.1')
  return {
    mirror,
    async post(source: string, payload: unknown, authorization: string | null = `Bearer ${TOKEN}`) {
      const answer = await fetch(`http://127.0.0.1:${port}/api/v1/inbound/alerts/${source}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(authorization !== null && { authorization }) },
        body: typeof payload === 'string' ? payload : JSON.stringify(payload),
      })
      return {
        status: answer.status,
        retryAfter: answer.headers.get('retry-after'),
        body: (await answer.json()) as Record<string, unknown>,
      }
    },
    async end() {
      await http.stop(0)
      link.close()
      mirror.close()
    },
  }
}

/** An engine with a source, a pager that answers as the real one, and a web. */
async function world(name: string, over = '') {
  const [pagerDuty, engine] = [await fakePagerDuty(), engineOn(url)]
  const file = `
services: [{ name: ${name}, title: The shop, tier: 1, owner: Sales }]
streams: [{ name: ${name}-orders, currency: GBP, perHour: 36000, dependsOn: { ${name}: 1 } }]
channels: [{ name: pager, kind: pagerduty, options: { server: "${pagerDuty.url}", routingKey: R000000000000000000000000000000A } }]
teams: [{ name: Sales, policy: ring }]
policies: [{ name: ring, steps: [{ tell: [{ channel: pager }] }] }]
paging: { lastResort: ring }
sources:
  - { name: prod, title: Alertmanager, kind: alertmanager, options: { token: ${TOKEN} }, service: { names: { shop: ${name} } } }
${over}`
  let running = await engine.start(file)
  const web = await webAt(engine.linkPath)
  await expect.poll(() => web.mirror.world.routing.sources.length, { timeout: 10_000 }).toBeGreaterThan(0)
  ends.push(async () => {
    await web.end()
    await running.stop()
    await pagerDuty.close()
    engine.remove()
  })
  return {
    ...web,
    paged: () => pagerDuty.received.map(({ body }) => JSON.parse(body.toString()) as Record<string, unknown>),
    stopEngine: () => running.stop(),
    async startEngine() {
      running = await engine.start(file)
    },
  }
}

const resolved = (over: object = {}) => anAlert({ status: 'resolved', endsAt: new Date().toISOString(), ...over })
const alerts = () =>
  sql`select fingerprint, source, condition, severity, ended_at is null as open from alerts order by opened_at, fingerprint`

describe('an alert of a tool outside (ALR-1)', () => {
  test('is stored before its sender hears of success, pages with what it costs, outlives a restart, and ends what it began', async () => {
    const { post, paged, stopEngine, startEngine } = await world('shop')
    expect(await post('prod', fromAlertmanager())).toMatchObject({ status: 200, body: { taken: 1, truncated: 0 } })
    await expect
      .poll(alerts)
      .toEqual([{ fingerprint: 'prod:1a30ba71cca2921f', source: 'prod', condition: 'degraded', severity: 'critical', open: true }])
    expect(await sql`select title, state from incidents`).toEqual([{ title: 'The shop answers with errors', state: 'triggered' }])
    await expect.poll(paged, { timeout: 10_000 }).toHaveLength(1)
    expect(JSON.stringify(paged()[0])).toContain('£9,000 an hour')

    expect(await post('prod', fromAlertmanager())).toMatchObject({ status: 200 })
    await stopEngine()
    expect(await post('prod', fromAlertmanager())).toMatchObject({ status: 503, retryAfter: expect.stringMatching(/^\d+$/) })
    await startEngine()
    await expect.poll(async () => (await post('prod', fromAlertmanager())).status, { timeout: 20_000 }).toBe(200)
    expect(await alerts(), 'said again, it is still one').toHaveLength(1)

    expect(await post('prod', fromAlertmanager([resolved()]))).toMatchObject({ status: 200 })
    await expect.poll(alerts).toMatchObject([{ open: false }])
    await expect.poll(paged, { timeout: 10_000 }).toHaveLength(2)
    expect(paged().map(({ event_action }) => event_action)).toEqual(['trigger', 'resolve'])
    expect(paged()[1]?.dedup_key).toBe(paged()[0]?.dedup_key)
    expect(await sql`select bool_and(to_at is not null) as over from loss_segments`).toEqual([{ over: true }])
  })

  test('of no service that is known is told by the policy of last resort, and says what it named', async () => {
    const { post, paged } = await world('till')
    const labels = { alertname: 'DiskFull', service: 'nowhere', severity: 'critical' }
    expect(
      await post('prod', fromAlertmanager([anAlert({ fingerprint: 'd', labels, annotations: {}, startsAt: new Date().toISOString() })])),
    ).toMatchObject({ status: 200 })
    await expect.poll(paged, { timeout: 10_000 }).toHaveLength(1)
    expect(JSON.stringify(paged()[0])).toContain('DiskFull')
    const says = () => sql`select says from incident_entries where kind = 'reported' order by at desc limit 1`
    await expect.poll(says).toEqual([{ says: 'Alertmanager reports DiskFull; no service here is called nowhere' }])
    await post('prod', fromAlertmanager([resolved({ fingerprint: 'd', labels })]))
  })

  test('is refused in a sentence, and nothing of it is taken', async () => {
    const { post } = await world('desk')
    const before = (await alerts()).length
    const bad = await post('prod', fromAlertmanager([anAlert({ fingerprint: 'x' }), anAlert({ status: 'burning' })]))
    expect(bad).toMatchObject({ status: 422, body: { issues: [{ path: 'alerts[1].status' }] } })
    expect(bad.body.title).toMatch(/alerts\[1\]\.status is "burning": .* Nothing of it was taken\.$/)
    expect(await post('prod', '{"version":')).toMatchObject({
      status: 400,
      body: { title: expect.stringMatching(/^The body is not JSON/) },
    })
    expect(await post('prod', `{"a":${'['.repeat(40)}${']'.repeat(40)}}`)).toMatchObject({ status: 400 })
    const many = Array.from({ length: 5_001 }, (_, i) => ({ status: 'firing', fingerprint: `f${i}` }))
    expect(await post('prod', fromAlertmanager(many))).toMatchObject({
      status: 413,
      body: { title: 'alerts has 5001 items; 5000 are taken at once. Nothing of it was taken; send fewer.' },
    })
    expect(await post('prod', `{"a":"${'x'.repeat(8 * 1024 * 1024)}"}`)).toMatchObject({ status: 413 })
    expect(await alerts()).toHaveLength(before)
  })

  test('is taken only with the token of its source, and guessing is slowed down', async () => {
    const { post } = await world('gate')
    for (const authorization of [null, 'Bearer wrong', `Basic ${btoa('alertmanager:wrong')}`])
      expect(await post('prod', fromAlertmanager([]), authorization)).toMatchObject({ status: 401 })
    const [known, unknown] = [await post('prod', fromAlertmanager([]), 'Bearer x'), await post('other', fromAlertmanager([]), 'Bearer x')]
    expect(unknown.body.title).toBe(String(known.body.title).replace('"prod"', '"other"'))
    expect(await post('prod', fromAlertmanager([]), `Basic ${btoa(`alertmanager:${TOKEN}`)}`)).toMatchObject({ status: 200 })
    await Promise.all(Array.from({ length: 30 }, () => post('prod', fromAlertmanager([]), 'Bearer wrong')))
    expect(await post('prod', fromAlertmanager([]), 'Bearer wrong')).toMatchObject({
      status: 429,
      retryAfter: expect.stringMatching(/^\d+$/),
    })
    expect(await post('prod', fromAlertmanager([])), 'whoever guesses mutes nobody else behind that address').toMatchObject({ status: 200 })
  })

  test('beyond as many as may be open is not taken, its sender is asked to send it again, and an incident says so', async () => {
    const { post } = await world('hall', 'settings: { alerts.maxReported: 10 }')
    const many = Array.from({ length: 12 }, (_, i) => anAlert({ fingerprint: `m${i}`, labels: { alertname: 'Many', n: String(i) } }))
    const answer = await post('prod', fromAlertmanager(many))
    expect(answer).toMatchObject({ status: 503, retryAfter: '30' })
    expect(answer.body.title).toMatch(/^2 of 12 alerts were not taken/)
    const own = () => sql`select title, state from incidents where id in (select incident_id from alerts where source = 'meta')`
    await expect.poll(own).toEqual([{ title: 'prod reports more than is taken', state: 'triggered' }])
    const over = many.map((alert) => ({ ...alert, status: 'resolved', endsAt: new Date().toISOString() }))
    expect(await post('prod', fromAlertmanager(over))).toMatchObject({ status: 200 })
  })

  test('that was cut off before it was sent is said to be missing, until its group comes whole', async () => {
    const { post, mirror } = await world('cut')
    const one = anAlert({ fingerprint: 'cut', labels: { alertname: 'Cut', service: 'cut' } })
    expect(await post('prod', fromAlertmanager([one], { truncatedAlerts: 7 }))).toMatchObject({
      status: 200,
      body: { taken: 1, truncated: 7 },
    })
    const said = () => sql`
      select i.title, i.state, a.says, a.ended_at is null as open from alerts a join incidents i on i.id = a.incident_id
      where a.fingerprint = 'meta:truncated:prod'`
    await expect.poll(said).toEqual([
      {
        title: 'Alertmanager leaves alerts out',
        state: 'triggered',
        says: expect.stringMatching(/^7 alerts of a group were left out of what Alertmanager sent/),
        open: true,
      },
    ])
    await expect.poll(() => mirror.world.openSignalOf.has('meta:truncated:prod')).toBe(true)
    await post('prod', fromAlertmanager([], { groupKey: 'another' }))
    await post('prod', fromAlertmanager([{ ...one, status: 'resolved', endsAt: new Date().toISOString() }]))
    await expect.poll(said).toMatchObject([{ state: 'resolved', open: false }])
  })
})
