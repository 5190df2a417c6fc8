import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as types from '@/app/api/v1/check-types/route'
import * as evidence from '@/app/api/v1/checks/[id]/evidence/route'
import * as heartbeat from '@/app/api/v1/checks/[id]/heartbeat/route'
import * as pause from '@/app/api/v1/checks/[id]/pause/route'
import * as results from '@/app/api/v1/checks/[id]/results/route'
import * as check from '@/app/api/v1/checks/[id]/route'
import * as run from '@/app/api/v1/checks/[id]/run/route'
import * as checks from '@/app/api/v1/checks/route'
import * as trial from '@/app/api/v1/checks/try/route'
import * as hosts from '@/app/api/v1/hosts/route'
import * as service from '@/app/api/v1/services/[id]/route'
import * as services from '@/app/api/v1/services/route'
import * as settings from '@/app/api/v1/settings/route'
import * as streams from '@/app/api/v1/streams/route'
import { closeSql, connectSql, drizzleOver } from '@/db/client'
import { testDatabase } from '@/db/testing/database'
import type { Role } from '../access/model'
import { sealKey } from '../access/seal'
import { readDocument } from '../declare/document'
import { CHECK } from '../declare/kinds'
import { rulesOf } from '../declare/read-config'
import { settlingConfig } from '../declare/testing'
import { read } from '../declare/verbs/read'
import { SECOND } from '../kernel/duration'
import type { LinkRequest } from '../live/link'
import { apply } from '../pipeline/apply'
import { makePartitions } from '../pipeline/commit'
import { loadWorld } from '../pipeline/load'
import type { Change, World } from '../pipeline/model'
import { placeApp } from './app-slot'
import type { Handler } from './handle'
import { bareApp } from './testing'

const { sql, url, stop } = await testDatabase()
const pool = connectSql(url)
const config = settlingConfig(readDocument('settings: { checks.maxConcurrentPerHost: 3 }', {}))
const NOW = new Date('2026-11-17T14:00:00Z')
const asked: LinkRequest[] = []
let world: World
const app = bareApp({
  sql,
  db: drizzleOver(pool),
  config,
  mirror: {
    get world() {
      return world
    },
    news({ at, changes }: { at: Date; changes: readonly Change[] }) {
      for (const change of changes) apply(world, change, at)
    },
  } as never,
  engine: {
    async request(request) {
      asked.push(request)
      if (request.kind === 'host-loads')
        return [
          { host: 'a', running: 0, waiting: 0, perMinute: 1 },
          { host: 'b', running: 1, waiting: 2, perMinute: 60 },
        ]
      if (request.kind === 'try-check')
        return { checkNo: 0, at: NOW, outcome: 'pass', latencyMs: 12, says: '200', code: 200, evidence: { assertions: [] } }
      return undefined
    },
  },
})
const reload = async () => (world = await loadWorld(sql, rulesOf(config.settings, 'GBP', null), NOW))

beforeAll(async () => {
  placeApp(app)
  await makePartitions(sql, NOW, 2)
  await reload()
})
afterAll(async () => {
  placeApp(undefined)
  await closeSql(pool)
  await stop()
})

async function call(
  handler: Handler,
  { as = 'engineer', id, body, query = '' }: { as?: Role; id?: string; body?: object; query?: string } = {},
) {
  const headers = { cookie: `as=${as}`, origin: 'http://127.0.0.1:3000', 'content-type': 'application/json' }
  const method = body || !READS.has(handler) ? 'POST' : 'GET'
  const request = new Request(`http://127.0.0.1:3000/${query}`, { method, headers, ...(body && { body: JSON.stringify(body) }) })
  const answer = await handler(request, { params: Promise.resolve(id === undefined ? {} : { id }) })
  const text = await answer.text()
  return { status: answer.status, text, json: text === '' ? undefined : JSON.parse(text) }
}
const READS = new Set<Handler>([
  checks.GET,
  check.GET,
  results.GET,
  evidence.GET,
  types.GET,
  hosts.GET,
  settings.GET,
  services.GET,
  streams.GET,
])

const secret = 'tr0ub4dor-and-3'
const input = { name: 'front', service: 'shop', type: 'http', options: { url: 'https://shop.example/', auth: { bearer: secret } } }

describe('the whole life of a check', () => {
  test('a service, then a check, in the words of the file', async () => {
    expect(await call(services.POST, { body: { name: 'shop', tier: 1 } })).toMatchObject({
      status: 201,
      json: { version: 1, definition: { title: 'Shop' } },
    })
    const made = await call(checks.POST, { body: input })
    expect(made).toMatchObject({ status: 201, json: { version: 1, definition: { options: { auth: { bearer: { $secret: true } } } } } })
    expect(made.text).not.toContain(secret)
    const listed = await call(checks.GET, { query: '?service=shop&type=http' })
    expect(listed.json).toMatchObject({ checks: [{ name: 'front', status: 'unknown' }], next: null })
    const shown = await call(check.GET, { id: 'front', as: 'viewer' })
    expect(shown.json).toMatchObject({ target: 'https://shop.example/', state: { name: 'front', status: 'unknown' } })
    expect(shown.text + listed.text).not.toContain(secret)
  })
  test('an edit sends back what was read, and the secret stays', async () => {
    const { json } = await call(check.GET, { id: 'front' })
    const edited = await call(check.PUT, { id: 'front', body: { ...json.definition, interval: '30s', version: json.version } })
    expect(edited).toMatchObject({ status: 200, json: { version: 2, definition: { interval: '30s' } } })
    expect(await call(check.PUT, { id: 'front', body: { ...json.definition, version: json.version } })).toMatchObject({
      status: 409,
      json: { title: expect.stringMatching(/^The engineer has changed front in the meantime/) },
    })
  })
  test.each([
    ['an unknown key', { intervall: '30s' }, 'intervall', 'is not known here; remove it or correct its spelling'],
    ['an impossible interval', { interval: '0s' }, 'interval', 'must be at least 1 s'],
    ['a missing name', { name: undefined }, 'name', 'is missing'],
    [
      'an option that is none',
      { options: { url: 'shop' } },
      'options.url',
      '"shop" is not an address; write it like https://shop.example/health',
    ],
  ])('%s is refused in the sentence of the file, at its path', async (_what, more, path, message) => {
    const { status, json } = await call(checks.POST, { body: { ...input, name: 'other', ...more } })
    expect({ status, issues: json.issues }).toEqual({ status: 422, issues: [{ path, message }] })
  })
  test('an edit without a version is refused', async () => {
    expect(await call(check.PUT, { id: 'front', body: input })).toMatchObject({ status: 422, json: { issues: [{ path: 'version' }] } })
  })
  test('it can be run now, but not while it is paused', async () => {
    const { id } = (await call(check.GET, { id: 'front' })).json
    asked.length = 0
    expect(await call(run.POST, { id: 'front', as: 'responder' })).toMatchObject({ status: 202, json: { id, name: 'front' } })
    expect(asked).toEqual([{ kind: 'run-check', body: { checkId: id } }])
    expect((await call(pause.POST, { id: 'front', as: 'responder' })).json.definition.paused).toBe(true)
    expect(await call(run.POST, { id: 'front', as: 'responder' })).toMatchObject({
      status: 409,
      json: { title: 'front is paused; resume it to run it.' },
    })
  })
  test('it is tried before it is saved, with the secret that the page does not know', async () => {
    asked.length = 0
    const { json } = await call(check.GET, { id: 'front' })
    const tried = await call(trial.POST, { body: { of: 'front', input: { ...json.definition, timeout: '2s' } } })
    expect(tried).toMatchObject({ status: 200, json: { outcome: 'pass', latencyMs: 12, says: '200', evidence: { assertions: [] } } })
    const [request] = asked
    expect(request).toMatchObject({ kind: 'try-check', body: { input: { timeout: '2s', options: { auth: { bearer: secret } } } } })
    const { input: sent } = (request?.body ?? {}) as { input?: unknown }
    expect(CHECK.input.parse(JSON.parse(JSON.stringify(sent)))).toMatchObject({ timeout: 2 * SECOND, interval: 30 * SECOND })
  })
  test('nobody can have a hidden secret sent to a host of their own by trying', async () => {
    asked.length = 0
    const { json } = await call(check.GET, { id: 'front' })
    const options = { ...json.definition.options, url: 'https://evil.example/' }
    expect(await call(trial.POST, { body: { of: 'front', input: { ...json.definition, options } } })).toMatchObject({ status: 422 })
    expect(asked).toEqual([])
  })
  test('its results and its evidence are read in pages that neither skip nor repeat', async () => {
    const [row] = await sql<{ id: string; no: number }[]>`select id, no from checks where name = 'front'`
    for (let i = 0; i < 5; i++) {
      const at = new Date(NOW.getTime() + i * SECOND).toISOString()
      await sql`insert into results values (${at}, ${row?.no ?? 0}, ${i}, ${i % 2 ? 2 : 0}, 200, 15, 0, 0, 0, -4000, 0)`
      await sql`insert into evidence values (${app.ids.next()}, ${row?.id ?? ''}, ${at}, 'first', '503', ${sql.json({ assertions: [] })})`
    }
    const range = `from=${NOW.toISOString()}&limit=2`
    const pages = []
    for (let to: string | null = '2026-11-17T15:00:00Z'; to; to = pages.at(-1)?.json.next)
      pages.push(await call(results.GET, { id: 'front', query: `?${range}&to=${to}` }))
    expect(pages.flatMap(({ json }) => json.results.map((one: { latencyMs: number }) => one.latencyMs))).toEqual([4, 3, 2, 1, 0])
    expect(pages[0]?.json.results[1]).toMatchObject({ outcome: 'fail', code: 200, phases: { dnsMs: 1.5, transferMs: 4000 } })
    const first = await call(evidence.GET, { id: 'front', query: '?before=2026-11-17T15:00:00Z&limit=3' })
    const second = await call(evidence.GET, { id: 'front', query: `?before=${first.json.next}&limit=3` })
    expect([first.json.evidence.length, second.json.evidence.length, second.json.next]).toEqual([3, 2, null])
    expect(await call(results.GET, { id: 'front', query: '?from=yesterday' })).toMatchObject({ status: 422 })
    expect(await call(results.GET, { id: 'fronnt' })).toMatchObject({ status: 404 })
  })
  test('it is removed, then its service', async () => {
    expect(await call(service.DELETE, { id: 'shop', body: {} })).toMatchObject({ status: 409 })
    expect(await call(check.DELETE, { id: 'front' })).toMatchObject({ status: 204 })
    expect(await call(service.DELETE, { id: 'shop' })).toMatchObject({ status: 204 })
  })
})

test('a heartbeat tells the address that its service calls; a declared token is told to nobody', async () => {
  await call(services.POST, { body: { name: 'jobs' } })
  const made = await call(checks.POST, { body: { name: 'nightly', service: 'jobs', type: 'heartbeat', interval: '1d' } })
  expect(made.json.heartbeatUrl).toMatch(/^http:\/\/127\.0\.0\.1:3000\/heartbeat\/[\w-]{43}$/)
  expect((await call(heartbeat.POST, { id: 'nightly' })).json).toEqual({ url: made.json.heartbeatUrl })
  const token = 'a-token-of-more-than-twenty-letters'
  const declared = await call(checks.POST, { body: { name: 'hourly', service: 'jobs', type: 'heartbeat', options: { token } } })
  expect(declared.json.heartbeatUrl).toBeUndefined()
  const refused = await call(heartbeat.POST, { id: 'hourly' })
  expect(refused.status).toBe(409)
  expect(declared.text + refused.text).not.toContain(token)
  expect(await read({ sql, key: sealKey(app.settings.secret) }, CHECK, { id: 'hourly' })).toMatchObject({
    definition: { options: { token: { $secret: true } } },
  })
})

test('types describe themselves, with what of them is secret', async () => {
  const { json } = await call(types.GET, { as: 'viewer' })
  const http = json.types.find(({ kind }: { kind: string }) => kind === 'http')
  expect(http.options.properties.auth.properties.bearer).toMatchObject({ title: 'Bearer token', secret: true })
})
test('settings say what holds and where it comes from (SET-1)', async () => {
  const { json } = await call(settings.GET, { as: 'viewer' })
  const byKey = new Map(json.settings.map((one: { key: string }) => [one.key, one]))
  expect(byKey.get('checks.maxConcurrentPerHost')).toMatchObject({ value: 3, default: 4, origin: 'file', unit: 'count', min: 1 })
  expect(byKey.get('checks.maxConcurrent')).toMatchObject({ value: 500, origin: 'default' })
})
test('our load on each host is told, the heaviest first, with what it is capped at (CHK-11)', async () => {
  const { json } = await call(hosts.GET, { as: 'viewer' })
  expect(json).toEqual({
    hosts: [
      { host: 'b', running: 1, waiting: 2, perMinute: 60 },
      { host: 'a', running: 0, waiting: 0, perMinute: 1 },
    ],
    limits: { concurrent: 3, perSecond: 20 },
  })
})
test('what a failure costs, and amounts among the settings, are for those who may see money', async () => {
  await call(services.POST, { body: { name: 'till', tier: 1 } })
  await call(checks.POST, { body: { ...input, name: 'costly', service: 'till', consequence: 'GBP 925,000 at risk' } })
  const keys = async (as: Role) => (await call(settings.GET, { as })).json.settings.map(({ key }: { key: string }) => key)
  for (const [as, sees] of [
    ['viewer', false],
    ['executive', true],
  ] as const) {
    expect(JSON.stringify((await call(check.GET, { id: 'costly', as })).json).includes('925,000')).toBe(sees)
    expect((await keys(as)).includes('impact.waterlinePerHour')).toBe(sees)
  }
})
test('what money hangs on is for those who may see money', async () => {
  expect((await call(streams.GET, { as: 'viewer' })).status).toBe(403)
  expect((await call(streams.GET, { as: 'executive' })).json).toEqual({ streams: [] })
  expect((await call(streams.POST, { as: 'engineer', body: {} })).status).toBe(403)
})
