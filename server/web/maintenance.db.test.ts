import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as end from '@/app/api/v1/maintenance/[id]/end/route'
import * as one from '@/app/api/v1/maintenance/[id]/route'
import * as all from '@/app/api/v1/maintenance/route'
import * as trying from '@/app/api/v1/maintenance/try/route'
import { closeSql, connectSql, drizzleOver } from '@/db/client'
import { testDatabase } from '@/db/testing/database'
import type { Role } from '../access/model'
import { applyDocument } from '../declare/apply-document'
import { readDocument } from '../declare/document'
import { rulesOf } from '../declare/read-config'
import { settlingConfig } from '../declare/testing'
import { TEST_KEY } from '../engine/testing'
import { HOUR, MINUTE } from '../kernel/duration'
import { apply } from '../pipeline/apply'
import { loadCatalogue, loadWorld } from '../pipeline/load'
import type { Change, World } from '../pipeline/model'
import { systemClock } from '../runtime/clock'
import { systemIds } from '../runtime/ids'
import { placeApp } from './app-slot'
import type { Handler } from './handle'
import { bareApp } from './testing'

const { sql, url, stop } = await testDatabase()
const pool = connectSql(url)
const config = settlingConfig(readDocument('{}', {}))
const FILE = `
services: [{ name: till, title: Till }, { name: shop, title: Shop }]
checks:
  - { name: till-front, service: till, type: tcp, options: { host: till.example, port: 443 } }
  - { name: shop-front, service: shop, type: tcp, tags: [nightly], options: { host: shop.example, port: 443 } }
`
const declare = (text: string, prune = false) =>
  applyDocument({ sql, ids: systemIds, key: TEST_KEY, now: systemClock.now() }, readDocument(text, {}), { prune })
let world: World

beforeAll(async () => {
  await declare(FILE)
  world = await loadWorld(sql, rulesOf(config.settings, 'GBP', null), systemClock.now())
  const mirror = {
    get world() {
      return world
    },
    news({ at, changes }: { at: Date; changes: readonly Change[] }) {
      for (const change of changes) apply(world, change, at)
    },
  }
  placeApp(bareApp({ sql, db: drizzleOver(pool), config, mirror: mirror as never }))
})
afterAll(async () => {
  placeApp(undefined)
  await closeSql(pool)
  await stop()
})

type Asking = { readonly as?: Role; readonly id?: string; readonly body?: object; readonly method?: string }
async function call(handler: Handler, { as = 'engineer', id, body, method = body ? 'POST' : 'GET' }: Asking = {}) {
  const headers = { cookie: `as=${as}`, origin: 'http://127.0.0.1:3000', 'content-type': 'application/json' }
  const request = new Request('http://127.0.0.1:3000/', { method, headers, ...(body && { body: JSON.stringify(body) }) })
  const answer = await handler(request, { params: Promise.resolve(id === undefined ? {} : { id }) })
  const text = await answer.text()
  return { status: answer.status, json: text === '' ? undefined : JSON.parse(text) }
}
const iso = (ms: number) => new Date(systemClock.now().getTime() + ms).toISOString()
const move = (more: object = {}) => ({
  name: 'move',
  title: 'Move the till',
  matcher: { services: ['till'] },
  when: { once: { from: iso(-5 * MINUTE), to: iso(HOUR) } },
  ...more,
})

describe('maintenance by the API', () => {
  test('is planned, listed with when it holds, changed, ended and taken back, each with its line in the audit log', async () => {
    const made = await call(all.POST, { body: move() })
    expect(made).toMatchObject({ status: 201, json: { version: 1, source: 'api', definition: { name: 'move', lossFree: false } } })
    expect((await call(all.GET, { as: 'viewer' })).json.maintenance).toMatchObject([{ next: { holds: true } }])
    const changed = await call(one.PUT, { id: 'move', method: 'PUT', body: { ...move({ lossFree: true }), version: 1 } })
    expect(changed).toMatchObject({ status: 200, json: { version: 2, definition: { lossFree: true } } })
    expect((await call(end.POST, { id: 'move', method: 'POST' })).status).toBe(200)
    expect((await call(all.GET)).json.maintenance).toMatchObject([{ next: null }])
    expect(await call(end.POST, { id: 'move', method: 'POST' })).toMatchObject({
      status: 409,
      json: { title: expect.stringContaining('does not hold now') },
    })
    expect((await call(one.DELETE, { id: 'move', method: 'DELETE' })).status).toBe(204)
    expect((await call(all.GET)).json.maintenance).toEqual([])
    const audit = await sql`select action, before, after from audit_log where action like 'window.%' order by at, id`
    expect(audit.map(({ action }) => action)).toEqual(['window.create', 'window.edit', 'window.end', 'window.remove'])
  })

  test.each<[string, object, string, string]>([
    ['what lies in the past', { when: { once: { from: '2020-01-01T00:00Z', to: '2020-01-02T00:00Z' } } }, 'when', 'lies in the past'],
    ['what takes in everything and does not say so', { matcher: {} }, 'matcher', 'takes in every check'],
    ['a name that nothing has', { matcher: { services: ['tll'] } }, 'matcher.services[0]', 'did you mean "till"'],
    ['an end before its begin', { when: { once: { from: iso(HOUR), to: iso(MINUTE) } } }, 'when.once.to', 'must be after from'],
    [
      'a zone that there is not',
      { when: { every: { at: '02:00', for: '1h', timeZone: 'Europe/Atlantis' } } },
      'when.every.timeZone',
      'is not a time zone',
    ],
    ['one that never ends', { when: { every: { at: '02:00', for: '1d' } } }, 'when.every.for', 'would never end'],
    ['a word that it does not know', { matcher: { severities: ['low'] } }, 'matcher.severities', 'is not known here'],
  ])('%s is refused with path and sentence', async (_claim, more, path, says) => {
    const { status, json } = await call(all.POST, { body: move(more) })
    expect(status).toBe(422)
    expect(json.issues).toEqual([{ path, message: expect.stringContaining(says) }])
  })

  test('who may not plan is told who may', async () => {
    expect(await call(all.POST, { as: 'responder', body: move() })).toMatchObject({
      status: 403,
      json: { title: expect.stringContaining('plan-maintenance') },
    })
  })

  test('before it is saved it says when it holds, for how many checks, and what to know', async () => {
    const every = { every: { days: ['sun'], at: '01:30', for: '2h', timeZone: 'Europe/London' } }
    const { json } = await call(trying.POST, { body: { matcher: { services: ['*'] }, when: every } })
    expect(json).toMatchObject({
      says: expect.stringMatching(/^It next holds from Sun .* 01:30 to 03:30 \(Europe\/London\), and every Sunday at 01:30 for 2 h 00\.$/),
      checks: 2,
      warnings: [expect.stringContaining('It matches all 2 checks'), expect.stringContaining('there is no 01:30')],
    })
    expect((await call(trying.POST, { body: { matcher: { tags: ['nightly'] }, when: every } })).json.checks).toBe(1)
  })
})

describe('maintenance by the file', () => {
  const window = (more = '') =>
    `${FILE}\nmaintenance: [{ name: nightly, matcher: { tags: [nightly] }, when: { every: { at: "00:00", for: 23h } }${more} }]`

  test('is applied once, changed, and taken away only with --prune; what it declares is read-only elsewhere, but may be ended', async () => {
    expect(await declare(window())).toMatchObject([{ noun: 'window', does: 'create', name: 'nightly' }])
    expect(await declare(window())).toEqual([])
    expect(await declare(window(', lossFree: true'))).toMatchObject([
      { does: 'change', fields: [{ name: 'lossFree', before: 'false', after: 'true' }] },
    ])
    expect(await call(one.DELETE, { id: 'nightly', method: 'DELETE' })).toMatchObject({
      status: 409,
      json: { title: expect.stringContaining('plimsoll.yaml') },
    })
    await call(end.POST, { id: 'nightly', method: 'POST' })
    expect(await declare(window(', lossFree: true')), 'an end is no difference').toEqual([])
    expect(await declare(FILE)).toMatchObject([{ does: 'undeclared' }])
    expect((await loadCatalogue(sql, new Date())).windows).toMatchObject([
      { name: 'nightly', title: 'Nightly', source: 'file', lossFree: true },
    ])
    expect(await declare(FILE, true)).toMatchObject([{ does: 'remove' }])
    expect((await loadCatalogue(sql, new Date())).windows).toEqual([])
  })
})
