import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as calendar from '@/app/api/v1/calendars/[id]/route'
import * as calendars from '@/app/api/v1/calendars/route'
import { closeSql, connectSql, drizzleOver } from '@/db/client'
import { testDatabase } from '@/db/testing/database'
import { applyDocument } from '../declare/apply-document'
import { readDocument } from '../declare/document'
import { TEST_KEY } from '../engine/testing'
import { loadWorld } from '../pipeline/load'
import type { World } from '../pipeline/model'
import { RULES } from '../pipeline/testing'
import { systemIds as ids } from '../runtime/ids'
import { placeApp } from './app-slot'
import { calendarRoutes } from './calendars'
import { createHttpServer, type HttpServer } from './http-server'
import { apiOf, bareApp, gateByRole, noScreens } from './testing'

const { sql, url, stop } = await testDatabase()
const pool = connectSql(url)
const people = { ada: ids.next(), bob: ids.next() }
let web: HttpServer
let world: World
let base: string

const schedule = (title: string) => `
schedules:
  - { name: first-line, title: ${title}, timeZone: Europe/London, layers: [{ people: [ada@x.example, bob@x.example], turn: week, starts: 2026-01-05 }] }
  - { name: nights, layers: [{ people: [bob@x.example], turn: week, starts: 2026-01-05 }] }
`
const declare = (title: string, now = new Date()) =>
  applyDocument({ sql, ids, key: TEST_KEY, now }, readDocument(schedule(title), {}), { prune: false }).then(async () => {
    world = await loadWorld(sql, RULES, new Date())
  })

beforeAll(async () => {
  for (const [name, id] of Object.entries(people))
    await sql`insert into people (id, name, email, email_verified, role, created_at, updated_at)
      values (${id}, ${name}, ${`${name}@x.example`}, true, 'responder', now(), now())`
  await declare('First line')
  const gate = {
    ...gateByRole(),
    identify: async ({ cookie }: { cookie: string | null | undefined }) => {
      const name = cookie?.match(/as=(\w+)/)?.[1] as keyof typeof people | undefined
      const actor = name ? { kind: 'person', id: people[name], name, role: 'responder' } : { kind: 'nobody', id: null, name: 'nobody' }
      return { actor, by: name ? 'cookie' : 'nothing', id: name ?? null } as never
    },
  }
  const app = bareApp({
    sql,
    db: drizzleOver(pool),
    gate,
    mirror: {
      get world() {
        return world
      },
    } as never,
  })
  placeApp(app)
  const routes = {
    'GET /api/v1/calendars': calendars.GET,
    'POST /api/v1/calendars': calendars.POST,
    'DELETE /api/v1/calendars/[id]': calendar.DELETE,
  }
  web = createHttpServer({ app, api: apiOf(routes), screens: noScreens, intake: calendarRoutes(app) })
  base = `http://127.0.0.1:${await web.listen(0, '127.0.0.1')}`
})
afterAll(async () => {
  await web.stop(0)
  placeApp(undefined)
  await closeSql(pool)
  await stop()
})

type Shared = { readonly id: string; readonly schedule: string | null; readonly url: string }

async function ask<Body = Shared>(method: string, path: string, as: string, body?: object): Promise<{ status: number; body: Body }> {
  const headers = { cookie: `as=${as}`, origin: 'http://127.0.0.1:3000', 'content-type': 'application/json' }
  const answer = await fetch(`${base}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) })
  return { status: answer.status, body: (await answer.json()) as Body }
}
const share = async (as: string, of?: string) => (await ask('POST', '/api/v1/calendars', as, of === undefined ? {} : { schedule: of })).body
const read = (shared: Shared, headers: Record<string, string> = {}) => fetch(`${base}${new URL(shared.url).pathname}`, { headers })

/** Lines with their folds undone, as RFC 5545 has it. */
async function linesOf(answer: Response): Promise<readonly string[]> {
  const text = await answer.text()
  expect(text.endsWith('\r\n')).toBe(true)
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  return text.replaceAll('\r\n ', '').trimEnd().split('\r\n')
}
const valuesOf = (lines: readonly string[], name: string) =>
  lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1))

describe('a calendar link (ALR-7)', () => {
  test('is read by a calendar without signing in, and says in UTC who is on call, by name', async () => {
    const answer = await read(await share('ada', 'first-line'))
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8'])
    const lines = await linesOf(answer)
    expect([lines[0], lines.at(-1)]).toEqual(['BEGIN:VCALENDAR', 'END:VCALENDAR'])
    expect(new Set(valuesOf(lines, 'SUMMARY'))).toEqual(new Set(['ada on call: First line', 'bob on call: First line']))
    expect(valuesOf(lines, 'DTSTART').every((at) => /^\d{8}T\d{6}Z$/.test(at))).toBe(true)
    const uids = valuesOf(lines, 'UID')
    expect(new Set(uids).size).toBe(uids.length)
    expect(valuesOf(lines, 'DTSTAMP')).toHaveLength(uids.length)
  })

  test('of one person has their turns of all schedules', async () => {
    const lines = await linesOf(await read(await share('bob')))
    expect(new Set(valuesOf(lines, 'SUMMARY'))).toEqual(new Set(['On call: First line', 'On call: nights']))
  })

  test('is one for each person and schedule, however often it is asked for', async () => {
    const [one, again] = [await share('ada', 'first-line'), await share('ada', 'first-line')]
    expect(again).toEqual(one)
    expect((await share('bob', 'first-line')).url).not.toBe(one.url)
    const { body } = await ask<{ calendars: readonly Shared[] }>('GET', '/api/v1/calendars', 'ada')
    expect(body.calendars.map(({ id }) => id)).toContain(one.id)
  })

  test('is not sent again while nothing changes, and is the same but for what changed', async () => {
    const shared = await share('ada', 'first-line')
    const first = await read(shared)
    const tag = first.headers.get('etag') ?? ''
    expect((await read(shared, { 'if-none-match': `"x", W/${tag}` })).status).toBe(304)
    const before = await linesOf(first)
    await declare('First responders', new Date(Date.now() + 60_000))
    const second = await read(shared, { 'if-none-match': tag })
    expect(second.status).toBe(200)
    const after = await linesOf(second)
    expect(valuesOf(after, 'UID'), 'an event keeps its identity').toEqual(valuesOf(before, 'UID'))
    expect(valuesOf(after, 'DTSTAMP')[0]).not.toBe(valuesOf(before, 'DTSTAMP')[0])
    await declare('First line')
  })

  test('ended by whose it is opens nothing any more, and nobody else ends it', async () => {
    const shared = await share('ada', 'nights')
    expect((await ask('DELETE', `/api/v1/calendars/${shared.id}`, 'bob')).status).toBe(404)
    expect((await read(shared)).status).toBe(200)
    expect((await ask('DELETE', `/api/v1/calendars/${shared.id}`, 'ada')).status).toBe(200)
    expect((await read(shared)).status).toBe(404)
    expect((await share('ada', 'nights')).url, 'another is made anew').not.toBe(shared.url)
    const audit =
      await sql`select action, subject_name from audit_log where action like 'calendar.%' and subject_id = ${shared.id} order by at`
    expect(audit).toEqual([
      { action: 'calendar.share', subject_name: 'nights' },
      { action: 'calendar.revoke', subject_name: 'nights' },
    ])
  })

  test('is guessed by nobody: one that is altered opens nothing, and trying is slowed down', async () => {
    const shared = await share('ada', 'first-line')
    const path = new URL(shared.url).pathname
    const altered = `${path.slice(0, -6)}${path.at(-6) === 'A' ? 'B' : 'A'}${path.slice(-5)}`
    const statuses = []
    for (let i = 0; i < 31; i++) statuses.push((await fetch(`${base}${altered}`)).status)
    expect([statuses[0], statuses.at(-1)]).toEqual([404, 429])
  })

  test('of a schedule that is not there is refused', async () =>
    expect((await ask('POST', '/api/v1/calendars', 'ada', { schedule: 'nowhere' })).status).toBe(404))
})
