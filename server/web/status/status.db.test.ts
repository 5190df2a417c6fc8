import { request as ask } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeSql, connectSql, drizzleOver, type Sql } from '@/db/client'
import { testDatabase } from '@/db/testing/database'
import { sealKey } from '../../access/seal'
import { createContext } from '../../context'
import { applyDocument } from '../../declare/apply-document'
import { readDocument } from '../../declare/document'
import { createAnnouncer } from '../../engine/announcer'
import { TEST_KEY } from '../../engine/testing'
import { DAY, HOUR, MINUTE } from '../../kernel/duration'
import { loadWorld } from '../../pipeline/load'
import type { World } from '../../pipeline/model'
import { RULES } from '../../pipeline/testing'
import { systemClock } from '../../runtime/clock'
import { systemIds as ids } from '../../runtime/ids'
import { silentLog } from '../../runtime/log'
import { STATUS_KEY } from '../../status/addresses'
import { WritePost } from '../../status/model'
import { readPosts } from '../../status/verbs/read-posts'
import { readSubscribers, removeSubscriber } from '../../status/verbs/subscribers'
import { withdrawPost } from '../../status/verbs/withdraw-post'
import { writePost } from '../../status/verbs/write-post'
import { createHttpServer, type HttpServer } from '../http-server'
import { bareApp, personAs } from '../testing'
import { createStatusBook, type StatusBook } from './book'
import { statusRoutes } from './routes'
import { subscribeRoutes } from './subscribe-routes'

const { sql, url, stop } = await testDatabase()
const pool = connectSql(url)
const db = drizzleOver(pool)

/** A day on which work is planned. */
const SOON = new Date(Date.now() + 7 * DAY).toISOString().slice(0, 10)
const FILE = `
services:
  - { name: web-eu1, title: Storefront cluster eu1, tier: 1 }
  - { name: pay-core, title: Payments core, tier: 1 }
  - { name: secret-lab, title: The lab, tier: 3 }
channels:
  - { name: mail, kind: email, options: { host: mail.zebra.example, from: status@zebra.example } }
maintenance:
  - { name: swap-db-host-7, title: Swap db-host-7, matcher: { services: [pay-core] }, when: { once: { from: "${SOON}T00:00Z", to: "${SOON}T02:00Z" } } }
checks:
  - { name: pay-probe-internal, service: pay-core, type: heartbeat, interval: 1h }
statusPages:
  - name: zebra
    title: Zebra Associates
    description: What works and what does not.
    domain: status.zebra.example
    mail: mail
    webhooks: true
    components:
      - { service: web-eu1, title: "Shop & <b>more</b>", group: Shopping }
      - { service: pay-core, title: Payments, description: Cards and invoices, group: Shopping }
  - { name: inside, title: Only for us, visibility: private, components: [{ service: secret-lab, title: Lab }] }
  - { name: talks, title: Talks, incidents: automatic, mail: mail, components: [{ service: pay-core, title: Payments }] }
`

let world: World
let web: HttpServer
let port: number
let book: StatusBook
let queries = 0
const service: Record<string, string> = {}
let incidentId = ''
const kicked: unknown[] = []

const counted = new Proxy(sql, {
  apply(target, self, given) {
    // A part of a query is no query.
    if (Array.isArray(given[0]) && 'raw' in given[0]) queries++
    return Reflect.apply(target, self, given)
  },
}) as Sql

type Got = { readonly status: number; readonly headers: Readonly<Record<string, unknown>>; readonly text: string }
type Asking = {
  readonly host?: string
  readonly as?: string
  readonly method?: string
  readonly body?: string
  readonly headers?: Record<string, string>
}

const get = (path: string, { host, as, method = 'GET', body, headers }: Asking = {}): Promise<Got> =>
  new Promise((done, fail) => {
    const sent = ask({
      port,
      host: '127.0.0.1',
      path,
      method,
      headers: {
        ...(host !== undefined && { host }),
        ...(as !== undefined && { cookie: `as=${as}` }),
        ...(body !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
        ...headers,
      },
    })
    sent.once('error', fail)
    sent.once('response', async (answer) => {
      const parts: Buffer[] = []
      for await (const part of answer) parts.push(part)
      const bytes = Buffer.concat(parts)
      const text = answer.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes).toString() : bytes.toString()
      done({ status: answer.statusCode ?? 0, headers: answer.headers, text })
    })
    sent.end(body)
  })

const responder = createContext({
  db,
  sql,
  clock: systemClock,
  ids,
  log: silentLog,
  actor: personAs('responder'),
  address: null,
  action: 'test',
  publish() {},
})
const write = (input: object) => writePost(responder, WritePost.parse({ id: incidentId, ...input }))
const announcer = () =>
  createAnnouncer({
    sql,
    clock: systemClock,
    ids,
    log: silentLog,
    world,
    publicUrl: 'http://127.0.0.1:3000',
    key: sealKey('x'.repeat(32), STATUS_KEY),
    afterMs: () => 0,
    onTold: () => {},
  })
const openIncident = async (of: string) => {
  const id = ids.next()
  await sql`insert into incidents (id, number, title, severity, state, service_id, started_at, opened_at)
    values (${id}, nextval('incident_numbers'), 'pay-probe-internal gets 503 from 10.1.2.3', 'critical', 'triggered', ${service[of] ?? ''}, now(), now())`
  return id
}

beforeAll(async () => {
  await applyDocument({ sql, ids, key: TEST_KEY, now: new Date() }, readDocument(FILE, {}), { prune: false })
  for (const { id, name } of await sql<{ id: string; name: string }[]>`select id, name from services`) service[name] = id
  const now = Date.now()
  for (const [name, status, fromMs, toMs] of [
    ['web-eu1', 'up', now - 100 * DAY, null],
    ['pay-core', 'up', now - 10 * DAY, now - 2 * DAY - HOUR],
    ['pay-core', 'down', now - 2 * DAY - HOUR, now - 2 * DAY],
    ['pay-core', 'up', now - 2 * DAY, null],
  ] as const)
    await sql`insert into status_spans (subject_id, from_at, to_at, subject, status)
      values (${service[name] ?? ''}, ${new Date(fromMs)}, ${toMs === null ? null : new Date(toMs)}, 'service', ${status})`
  world = await loadWorld(sql, RULES, new Date())
  for (const name of ['web-eu1', 'pay-core']) {
    const state = world.services.get(service[name] ?? '')
    if (state) state.status = 'up'
  }
  incidentId = await openIncident('pay-core')
  const mirror = {
    status: { connected: true, engineAt: new Date() },
    get world() {
      return world
    },
  } as never
  const app = bareApp({
    sql: counted,
    db,
    mirror,
    config: { settings: { get: () => 3 } } as never,
    engine: { request: async (request) => void kicked.push(request) },
  })
  book = createStatusBook(app)
  await book.pages()
  web = createHttpServer({
    app,
    api: async (_request, response) => void response.end('the product'),
    screens: async (_request, response) => void response.end('the product'),
    intake: [...statusRoutes({ ...app, book }), ...subscribeRoutes({ ...app, book })],
    pageAt: (domain) => book.at(domain),
  })
  port = await web.listen(0, '127.0.0.1')
})
afterAll(async () => {
  book.close()
  await web.stop(0)
  await closeSql(pool)
  await stop()
})

describe('what a page shows', () => {
  test('the sentence, each component under its public name, ninety days with what was measured, without a script and with texts escaped', async () => {
    const { status, text, headers } = await get('/status/zebra', { headers: { 'accept-encoding': 'gzip' } })
    expect(status).toBe(200)
    expect(headers['content-encoding']).toBe('gzip')
    expect(text).toContain('Everything works.')
    expect(text).toContain('Shop &amp; &lt;b&gt;more&lt;/b&gt;')
    expect(text).not.toMatch(/<script|<b>more/)
    expect(text.match(/<rect[^>]*><title>/g)).toHaveLength(180)
    expect(text.match(/class="none" x/g), 'of Payments nothing is known before ten days ago').toHaveLength(79)
    expect(text).toContain('of 10 days')
    expect(text).toMatch(/down for (?:1 h 00|\d+ min)/)
    expect(text).toContain(`datetime="${SOON}T00:00:00.000Z"`)
    expect(String(headers['content-security-policy'])).toMatch(/default-src 'none'; style-src 'sha256-/)
  })

  test('nothing of the inside is in any of its forms: no name of a service, check, host, window, nor a loss', async () => {
    await write({ state: 'investigating', text: 'Some cards are refused.' })
    book.moved()
    for (const path of ['', '/history', '/feed.atom', '/feed.rss', '/summary.json', '/badge.svg?show=uptime-30d', '/badge.svg']) {
      const { status, text } = await get(`/status/zebra${path}`)
      expect(status, path).toBe(200)
      expect(text, path).not.toMatch(/web-eu1|pay-core|Payments core|pay-probe|10\.1\.2\.3|db-host-7|swap-db|INC-|responder|secret-lab/i)
      expect(text, path).not.toContain(incidentId)
      for (const id of Object.values(service)) expect(text, path).not.toContain(id)
    }
  })

  test('what a responder writes stands there and in the feeds at once, escaped, until it is taken back; "all works" is not said meanwhile', async () => {
    const evil = '<script>alert(1)</script> & "quotes" ]]> \u202ereversed'
    const { updates } = await write({ state: 'identified', title: 'Cards', text: `${evil}\n\nSecond paragraph` })
    expect(updates.map(({ page }) => page).toSorted()).toEqual(['talks', 'zebra'])
    book.moved()
    const page = await get('/status/zebra')
    expect(page.text).toContain('A problem is being worked on.')
    expect(page.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp;')
    expect(page.text).toContain('<p>Second paragraph</p>')
    for (const path of ['feed.atom', 'feed.rss']) {
      const { text } = await get(`/status/zebra/${path}`)
      expect(text).toContain('Identified: Cards')
      expect(text).toContain('&lt;script&gt;')
      expect(text).not.toMatch(/<script|\u202e/)
    }
    const id = updates.find((one) => one.page === 'zebra')?.id ?? ''
    await withdrawPost(responder, { id: incidentId, update: id })
    book.moved()
    expect((await get('/status/zebra/feed.atom')).text).not.toContain('Identified: Cards')
    const { pages } = await readPosts(responder, { id: incidentId }, 'https://x.example')
    expect(pages.find(({ name }) => name === 'zebra')).toMatchObject({
      says: 'investigating',
      components: ['Payments'],
      address: 'https://status.zebra.example',
    })
    await expect(write({ state: 'resolved', text: 'x', pages: ['zebr'] })).rejects.toThrow('did you mean "zebra"?')
  })

  test('months before anything was said, and words that are none, are not found; a badge of an unknown component neither', async () => {
    for (const path of [
      'history?month=1999-01',
      'history?month=2999-01',
      "history?month=2026-1' or 1",
      'badge.svg?component=nope',
      'badge.svg?show=x',
    ])
      expect((await get(`/status/zebra/${encodeURI(path)}`)).status, path).toBe(404)
    expect((await get('/status/zebra/badge.svg?show=uptime-90d&component=payments')).text).toMatch(/Payments uptime 90d: 99\.\d+ %/)
  })

  test('the engine away, it says so, and does not go on saying what was', async () => {
    const away = createStatusBook({
      ...bareApp({ sql, mirror: { world, status: { connected: false, engineAt: new Date(Date.now() - 5 * MINUTE) } } as never }),
    })
    const [page] = (await away.pages()).filter(({ name }) => name === 'talks')
    if (!page) throw new Error('no page')
    const { groups } = await away.status(page)
    expect(groups[0]?.components[0]?.state).toBe('unknown')
    away.close()
  })
})

describe('who may see it', () => {
  test('a private page answers strangers as one that there is not, byte for byte; who is signed in sees it', async () => {
    for (const end of ['', '/history', '/feed.atom', '/feed.rss', '/summary.json', '/badge.svg']) {
      const [hidden, none] = await Promise.all([get(`/status/inside${end}`), get(`/status/nothing${end}`)])
      const { date: _a, ...hiddenHeaders } = hidden.headers
      const { date: _b, ...noneHeaders } = none.headers
      expect([hidden.status, hidden.text, hiddenHeaders], end).toEqual([none.status, none.text, noneHeaders])
      expect(none.status).toBe(404)
    }
    expect(await get('/status/inside/subscribe', { method: 'POST', body: 'kind=email&address=a@x.example' })).toMatchObject({ status: 404 })
    const seen = await get('/status/inside', { as: 'viewer' })
    expect([seen.status, seen.headers['cache-control']]).toEqual([200, 'private, no-store'])
    expect(seen.text).toContain('noindex')
  })

  test.each(['..%2f..%2fetc%2fpasswd', '%00', 'ZEBRA', 'zebra%20', '<script>', '-', 'x'.repeat(190), "zebra';--"])(
    '"%s" is no page',
    async (name) => {
      const { status, text } = await get(
        `/status/${encodeURI(decodeURIComponent(name) === name ? name : '')}${decodeURIComponent(name) === name ? '' : name}`,
      )
      expect([400, 404]).toContain(status)
      expect(text).not.toContain('<script>')
    },
  )

  test('at its own domain there is the page and nothing else, whatever else the host header says', async () => {
    const at = { host: 'status.zebra.example' }
    const root = await get('/', at)
    expect(root.status).toBe(200)
    expect(root.text).toContain('href="/feed.atom"')
    expect((await get('/badge.svg', { host: 'STATUS.zebra.example:443' })).status).toBe(200)
    for (const path of ['/sign-in', '/api/v1/checks', '/status/inside', '/status/zebra', '/../sign-in', '//sign-in', '/_next/x'])
      expect((await get(path, { ...at, as: 'admin' })).status, path).toBe(404)
    for (const host of ['evil.example', 'status.zebra.example.evil.example', 'inside', '', '127.0.0.1'])
      expect((await get('/', { host })).text, host).toBe('the product')
    expect(
      (
        await get('/', {
          host: 'evil.example',
          headers: { 'x-plimsoll-at-domain': 'status.zebra.example', 'x-forwarded-host': 'status.zebra.example' },
        })
      ).text,
    ).toBe('the product')
    expect((await get('/status/zebra/feed.atom', { host: 'evil.example' })).text, 'addresses are those that were declared').not.toContain(
      'evil',
    )
  })

  test('a rush of visitors reads Postgres once', async () => {
    await get('/status/zebra')
    queries = 0
    const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => get(i % 2 ? '/status/zebra' : `/status/none-${i}`)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(100)
    expect(queries).toBeLessThan(10)
    const tag = String(answers[1]?.headers.etag)
    expect((await get('/status/zebra', { headers: { 'if-none-match': tag } })).status).toBe(304)
  })
})

describe('subscribers', () => {
  const submit = (body: Record<string, string>, from = '203.0.113.1') =>
    get('/status/zebra/subscribe', { method: 'POST', body: new URLSearchParams(body).toString(), headers: { 'x-test': from } })
  const letters = () =>
    sql<{ address: string; facts: { letter: { confirm: string | null; unsubscribe: string; title: string } } }[]>`
      select address, facts from notices where kind = 'status' order by at, id`
  const pathOf = (link: string) => new URL(link).pathname

  test('are asked first, told after, once each, and never again after one request (RFC 8058)', async () => {
    expect((await submit({ kind: 'email', address: 'nobody' })).status).toBe(422)
    const first = await submit({ kind: 'email', address: 'Ada@Zebra.example' })
    expect([first.status, kicked]).toEqual([200, [{ kind: 'send-notices' }]])
    const again = await submit({ kind: 'email', address: 'ada@zebra.example' })
    expect(again.text.replace('ada@zebra', 'Ada@Zebra'), 'whether it is known is not told').toBe(first.text)
    expect(await letters(), 'one address is asked once in twelve hours, however it is written').toHaveLength(1)

    await write({ state: 'monitoring', text: 'Before anybody confirmed' })
    await announcer().round()
    expect(await letters()).toHaveLength(1)

    const confirm = pathOf((await letters())[0]?.facts.letter.confirm ?? '')
    const asks = await get(confirm, { host: 'status.zebra.example' })
    expect(asks.text, 'a program that opens links confirms nothing').toContain('Yes, tell me')
    expect(await sql`select 1 from status_subscribers where confirmed_at is not null`).toHaveLength(0)
    expect((await get(confirm, { host: 'status.zebra.example', method: 'POST', body: '' })).text).toContain('You are subscribed')
    expect((await get(`${confirm.slice(0, -2)}xx`, { host: 'status.zebra.example', method: 'POST', body: '' })).status).toBe(404)

    await write({ state: 'resolved', text: 'Cards are taken again.', pages: ['zebra'] })
    await announcer().round()
    await announcer().round()
    const told = await letters()
    expect(told.map(({ address }) => address)).toEqual(['Ada@Zebra.example', 'Ada@Zebra.example'])
    const { subscribers } = await readSubscribers(responder, { id: 'zebra' })
    expect(subscribers.map(({ address }) => address)).toEqual(['Ada@Zebra.example'])
    await expect(
      removeSubscriber(responder, { id: 'talks', subscriber: subscribers[0]?.id ?? '' }),
      'of another page',
    ).rejects.toMatchObject({
      code: 'not-found',
    })
    const { unsubscribe } = told[1]?.facts.letter ?? { unsubscribe: '' }
    expect(unsubscribe).toMatch(/^http:\/\/status\.zebra\.example\/unsubscribe\//)
    expect((await get(pathOf(unsubscribe), { host: 'status.zebra.example' })).text).toContain('Unsubscribe</button>')
    const done = await get(pathOf(unsubscribe), { host: 'status.zebra.example', method: 'POST', body: 'List-Unsubscribe=One-Click' })
    expect(done.text).toContain('You are unsubscribed')
    expect(await sql`select 1 from status_subscribers`).toHaveLength(0)
  })

  test('of a long list so many wait in the outbox that pages are not slowed, and each is told once, however often that is cut off', async () => {
    const pageId = (await sql<{ id: string }[]>`select id from status_pages where name = 'zebra'`)[0]?.id ?? ''
    await sql`delete from notices where kind = 'status'`
    await sql`insert into status_subscribers (id, page_id, kind, address, asked_at, confirmed_at)
      select gen_random_uuid(), ${pageId}, 'email', 'reader-' || n || '@many.example', now(), now() from generate_series(1, 450) n`
    await write({ state: 'investigating', text: 'To everybody', pages: ['zebra'] })
    const seenAtOnce: number[] = []
    for (let round = 0; round < 4; round++) {
      await announcer().round()
      await announcer().round()
      const sent = await sql`update notices set state = 'delivered' where kind = 'status' and state = 'waiting'`
      seenAtOnce.push(sent.count)
    }
    expect(seenAtOnce).toEqual([200, 200, 50, 0])
    expect((await sql`select distinct address from notices where kind = 'status'`).length).toBe(450)
    await sql`delete from status_subscribers`
  })

  test('a flood from one network is refused, and what waits to be confirmed has a bound', async () => {
    const answers: number[] = []
    for (let i = 0; i < 6; i++) answers.push((await submit({ kind: 'email', address: `victim-${i}@flood.example` })).status)
    expect(answers.at(-1)).toBe(429)
    expect((await sql`select 1 from status_subscribers`).length).toBeLessThanOrEqual(5)
    await sql`delete from status_subscribers`
  })
})

test('a page that talks by itself says in general words that a component fails, and that it works again, once each', async () => {
  const id = await openIncident('pay-core')
  const checkId = (await sql<{ id: string }[]>`select id from checks`)[0]?.id ?? ''
  await sql`insert into alerts (id, fingerprint, check_id, service_id, incident_id, severity, condition, started_at, opened_at, says, source)
    values (${ids.next()}, 'f', ${checkId}, ${service['pay-core'] ?? ''}, ${id}, 'critical', 'down', now(), now(), 'refused by 10.1.2.3', 'check')`
  world = await loadWorld(sql, RULES, new Date())
  const state = world.services.get(service['pay-core'] ?? '')
  if (!state) throw new Error('no service')
  state.status = 'maintenance'
  const said = () => sql<{ state: string; says: string }[]>`select state, says from status_posts where incident_id = ${id} order by at, id`
  await announcer().round()
  expect(await said(), 'planned work is not told as a failure').toEqual([])
  state.status = 'down'
  await announcer().round()
  await announcer().round()
  expect(await said()).toEqual([{ state: 'investigating', says: expect.stringContaining('We see a problem with Payments') }])
  await sql`update incidents set state = 'resolved', resolved_at = now() where id = ${id}`
  world = await loadWorld(sql, RULES, new Date())
  await announcer().round()
  await announcer().round()
  expect((await said()).map((one) => one.state)).toEqual(['investigating', 'resolved'])
})
