import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as auth from '@/app/api/auth/[...all]/route'
import * as apiKey from '@/app/api/v1/api-keys/[id]/route'
import * as apiKeys from '@/app/api/v1/api-keys/route'
import * as audit from '@/app/api/v1/audit/route'
import * as password from '@/app/api/v1/people/[id]/password/route'
import * as role from '@/app/api/v1/people/[id]/role/route'
import * as person from '@/app/api/v1/people/[id]/route'
import * as people from '@/app/api/v1/people/route'
import * as ownPassword from '@/app/api/v1/session/password/route'
import * as session from '@/app/api/v1/session/route'
import * as setup from '@/app/api/v1/session/setup/route'
import * as wall from '@/app/api/v1/session/wall/route'
import * as wallLink from '@/app/api/v1/wall-links/[id]/route'
import * as wallLinks from '@/app/api/v1/wall-links/route'
import { closeSql, connectSql, drizzleOver, type Sql } from '@/db/client'
import { testDatabase } from '@/db/testing/database'
import { createAuth } from '../access/auth'
import { derivedToken, hashOf } from '../access/keys'
import { SYSTEM } from '../access/model'
import { addDemoPeople, declareApiKey, declareFirstAdmin, offerSetup, verifySecret } from '../access/verbs/prepare-access'
import { resetPasswordOf } from '../access/verbs/reset-password'
import { type Ctx, createContext } from '../context'
import { systemClock } from '../runtime/clock'
import { systemIds } from '../runtime/ids'
import { silentLog } from '../runtime/log'
import type { WebApp } from './app'
import { placeApp } from './app-slot'
import { createGate, type Ended, type Gate } from './gate'
import { createHttpServer, type HttpServer } from './http-server'
import { apiOf, noScreens } from './testing'

const SECRET = 'a secret for tests that is quite long enough'
const URL_OF_OURS = 'http://127.0.0.1:3000'
const PASSWORD = 'correct horse battery'

const database = await testDatabase()
const pools: Sql[] = []
let app: WebApp
let gate: Gate
let web: HttpServer
let base: string
let system: Ctx

const routes: Parameters<typeof apiOf>[0] = {
  'POST /api/v1/session': session.POST,
  'GET /api/v1/session': session.GET,
  'DELETE /api/v1/session': session.DELETE,
  'POST /api/v1/session/setup': setup.POST,
  'POST /api/v1/session/wall': wall.POST,
  'GET /api/v1/session/wall': wall.GET,
  'GET /api/v1/wall-links': wallLinks.GET,
  'DELETE /api/v1/wall-links/[id]': wallLink.DELETE,
  'POST /api/v1/session/password': ownPassword.POST,
  'GET /api/v1/people': people.GET,
  'POST /api/v1/people': people.POST,
  'DELETE /api/v1/people/[id]': person.DELETE,
  'PUT /api/v1/people/[id]/role': role.PUT,
  'POST /api/v1/people/[id]/password': password.POST,
  'GET /api/v1/api-keys': apiKeys.GET,
  'POST /api/v1/api-keys': apiKeys.POST,
  'DELETE /api/v1/api-keys/[id]': apiKey.DELETE,
  'GET /api/v1/audit': audit.GET,
  'GET /api/auth/[path]': auth.GET,
}

beforeAll(async () => {
  const pool = connectSql(database.url)
  pools.push(pool)
  const db = drizzleOver(pool)
  const settings = { url: URL_OF_OURS, host: '127.0.0.1', trustedProxies: ['127.0.0.1'], secret: SECRET, demo: true }
  const linkHash = hashOf(derivedToken(SECRET, 'demo-links'))
  const better = createAuth({
    db,
    ids: systemIds,
    log: silentLog,
    url: URL_OF_OURS,
    origins: [URL_OF_OURS],
    secret: SECRET,
    demo: { linkHash },
  })
  gate = createGate({ db, sql: database.sql, auth: better, clock: systemClock, log: silentLog, recheckMs: 100 })
  const common = { db, sql: database.sql, clock: systemClock, ids: systemIds, log: silentLog, publish() {} }
  app = { ...common, settings, auth: better, gate, mirror: { world: {} } } as unknown as WebApp
  system = createContext({ ...common, actor: SYSTEM, address: null, action: 'start' })
  placeApp(app)
  web = createHttpServer({ app, api: apiOf(routes), screens: noScreens, intake: [] })
  base = `http://127.0.0.1:${await web.listen(0, '127.0.0.1')}`
})
afterAll(async () => {
  gate.stop()
  await web.stop(0)
  placeApp(undefined)
  for (const pool of pools) await closeSql(pool)
  await database.stop()
})

type Call = { cookie?: string | undefined; key?: string; from?: string; method?: string; form?: boolean }
/** From an address of its own each time, unless it says one, so that the limits of one test do not meet another's. */
let addresses = 0
function call(path: string, body?: unknown, { cookie, key, from = `198.51.100.${++addresses % 250}`, method, form = false }: Call = {}) {
  return fetch(`${base}${path}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    redirect: 'manual',
    headers: {
      origin: URL_OF_OURS,
      'x-forwarded-for': from,
      ...(cookie && { cookie }),
      ...(key && { authorization: `Bearer ${key}` }),
      ...(body !== undefined && { 'content-type': form ? 'application/x-www-form-urlencoded' : 'application/json' }),
    },
    ...(body !== undefined && { body: form ? new URLSearchParams(body as Record<string, string>).toString() : JSON.stringify(body) }),
  })
}
const cookieIn = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .find((line) => /session_token=[^;]+/.test(line))
    ?.split(';')[0]
async function signInAs(email: string, given = PASSWORD): Promise<string> {
  const answer = await call('/api/v1/session', { email, password: given })
  expect(answer.status).toBe(200)
  return cookieIn(answer) ?? ''
}
const whoIs = async (cookie: string) => (await (await call('/api/v1/session', undefined, { cookie })).json()).actor
let added = 0
/** Somebody with a role, and a session of theirs. */
async function somebody(as: string) {
  const email = `somebody-${++added}@example.com`
  const answer = await call('/api/v1/people', { name: `Somebody ${added}`, email, role: as, password: PASSWORD }, { cookie: await admin() })
  expect(answer.status).toBe(201)
  const { id } = await answer.json()
  return { id: String(id), email, cookie: await signInAs(email) }
}
let adminCookie: string | undefined
async function admin(): Promise<string> {
  adminCookie ??= await signInAs('ada@example.com')
  return adminCookie
}

describe('the first administrator (RUN-5)', () => {
  test('is asked for, made once by the link, and signed in', async () => {
    expect((await call('/api/v1/session')).status).toBe(503)
    expect((await call('/operations')).headers.get('location')).toBe('/setup')
    const link = await offerSetup(system, SECRET)
    const token = new URL(link ?? '', base).searchParams.get('token')
    const fields = { token, name: 'Ada', email: 'Ada@Example.com', password: PASSWORD }

    expect((await call('/api/v1/session/setup', { ...fields, token: 'guessed' })).status).toBe(403)
    const short = await call('/api/v1/session/setup', { ...fields, password: 'short' })
    expect([short.status, (await short.json()).issues]).toEqual([422, [{ path: 'password', message: 'must be at least 12 characters' }]])

    const both = await Promise.all([
      call('/api/v1/session/setup', fields),
      call('/api/v1/session/setup', { ...fields, email: 'eve@example.com' }),
    ])
    expect(both.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1)
    const winner = both.find(({ ok }) => ok)
    expect(await whoIs(cookieIn(winner as Response) ?? '')).toMatchObject({ kind: 'person', role: 'admin' })
    if (both[1]?.ok) await database.sql`update people set email = 'ada@example.com'`
    expect((await call('/api/v1/session/setup', fields)).status).toBe(403)
    expect(await offerSetup(system, SECRET)).toBeUndefined()
  })

  test('is not made from the environment once there is one', async () => {
    await declareFirstAdmin(system, { email: 'late@example.com', password: PASSWORD })
    expect((await call('/api/v1/session', { email: 'late@example.com', password: PASSWORD })).status).toBe(401)
  })
})

describe('signing in', () => {
  test('gives a cookie that scripts cannot read and other sites do not send', async () => {
    const answer = await call('/api/v1/session', { email: 'ada@example.com', password: PASSWORD, returnTo: '/incidents/1' })
    expect(await answer.json()).toEqual({ landing: '/incidents/1' })
    expect(answer.headers.getSetCookie().join()).toMatch(/plimsoll\.session_token=[^;]+;.*Path=\/;.*HttpOnly;.*SameSite=Lax/)
  })
  test('never leads off this site', async () => {
    const answer = await call('/api/v1/session', { email: 'ada@example.com', password: PASSWORD, returnTo: '//evil.example' })
    expect(await answer.json()).toEqual({ landing: '/engineering' })
  })
  test('says the same of a wrong password and of a person who is not there', async () => {
    const [wrong, missing] = await Promise.all(
      ['ada@example.com', 'nobody@example.com'].map((email) => call('/api/v1/session', { email, password: 'wrong password' })),
    )
    expect([wrong?.status, missing?.status]).toEqual([401, 401])
    expect(await wrong?.json()).toEqual(await missing?.json())
  })
  test('begins a session of its own and ends the one before, so that a planted cookie is worth nothing', async () => {
    const before = await signInAs('ada@example.com')
    const after = cookieIn(await call('/api/v1/session', { email: 'ada@example.com', password: PASSWORD }, { cookie: before })) ?? ''
    expect(after).not.toBe(before)
    expect(await whoIs(before)).toMatchObject({ kind: 'nobody' })
    expect(await whoIs(after)).toMatchObject({ name: expect.any(String), role: 'admin' })
  })
  test('works without JavaScript, and a refusal goes back to the page without the password', async () => {
    const right = await call('/api/v1/session', { email: 'ada@example.com', password: PASSWORD, returnTo: '/operations' }, { form: true })
    expect([right.status, right.headers.get('location'), Boolean(cookieIn(right))]).toEqual([303, '/operations', true])
    const wrong = await call('/api/v1/session', { email: 'ada@example.com', password: 'hunter22hunter22' }, { form: true })
    expect([wrong.status, wrong.headers.get('location')]).toEqual([
      303,
      '/sign-in?problem=unauthenticated&at=password&email=ada%40example.com',
    ])
  })
  test('waits after five failures from one address, also for the right password, and not from another address', async () => {
    const { email } = await somebody('viewer')
    const from = '192.0.2.7'
    const statuses = []
    for (let i = 0; i < 6; i++) statuses.push((await call('/api/v1/session', { email, password: 'wrong password' }, { from })).status)
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
    const right = await call('/api/v1/session', { email, password: PASSWORD }, { from })
    expect([right.status, Number(right.headers.get('retry-after'))]).toEqual([
      429,
      expect.toSatisfy((seconds: number) => seconds > 200 && seconds <= 300),
    ])
    expect((await call('/api/v1/session', { email, password: PASSWORD })).status).toBe(200)
  })
  test('a cookie that was altered is nobody', async () => {
    const cookie = await admin()
    expect(await whoIs(`${cookie.slice(0, -8)}AAAAAAAA`)).toMatchObject({ kind: 'nobody' })
  })
  test('nobody signs up, and nothing else of better-auth is open', async () => {
    for (const path of ['sign-up', 'list-sessions', 'ok', 'error']) expect((await call(`/api/auth/${path}`)).status).toBe(404)
  })
})

describe('a session ends', () => {
  /** Watches the session, and hands back what will say why it ended. */
  const watch = async (cookie: string) => {
    const identity = await gate.identify({ cookie, authorization: null, address: 'test' })
    const { promise, resolve } = Promise.withResolvers<Ended>()
    gate.watch(identity, resolve)
    return { ended: promise, identity }
  }
  test('at sign-out, for those who watch it too', async () => {
    const { cookie } = await somebody('responder')
    const watched = await watch(cookie)
    expect((await call('/api/v1/session', undefined, { cookie, method: 'DELETE' })).status).toBe(204)
    expect(await watched.ended).toBe('signed-out')
    expect(await whoIs(cookie)).toMatchObject({ kind: 'nobody' })
  })
  test('when another process removes it', async () => {
    const { cookie, id } = await somebody('responder')
    expect(await whoIs(cookie)).toMatchObject({ role: 'responder' })
    const watched = await watch(cookie)
    await database.sql`delete from sessions where user_id = ${id}`
    expect(await watched.ended).toBe('signed-out')
    expect(await whoIs(cookie)).toMatchObject({ kind: 'nobody' })
  })
  test('when its password is reset from the command line', async () => {
    const { cookie, email } = await somebody('engineer')
    const watched = await watch(cookie)
    const { password: made } = await resetPasswordOf(system, email.toUpperCase())
    expect(await watched.ended).toBe('signed-out')
    expect((await call('/api/v1/session', { email, password: PASSWORD })).status).toBe(401)
    await signInAs(email, made)
  })
  test('but not this one when one changes one’s own password', async () => {
    const { cookie, email } = await somebody('viewer')
    const other = await signInAs(email)
    const refused = await call('/api/v1/session/password', { current: 'not this one', password: 'another long password' }, { cookie })
    expect([refused.status, (await refused.json()).issues]).toEqual([422, [{ path: 'current', message: 'is wrong' }]])
    expect((await call('/api/v1/session/password', { current: PASSWORD, password: 'another long password' }, { cookie })).status).toBe(204)
    expect([await whoIs(cookie), await whoIs(other)]).toMatchObject([{ role: 'viewer' }, { kind: 'nobody' }])
    await signInAs(email, 'another long password')
  })
  test('in rights, at once, when the role changes', async () => {
    const { cookie, id } = await somebody('viewer')
    const watched = await watch(cookie)
    expect((await call(`/api/v1/people/${id}/role`, { role: 'engineer' }, { cookie: await admin(), method: 'PUT' })).status).toBe(200)
    expect(await watched.ended).toBe('role-changed')
    expect(await whoIs(cookie)).toMatchObject({ role: 'engineer' })
    const late = Promise.withResolvers<Ended>()
    gate.watch(watched.identity, late.resolve)
    expect(await late.promise).toBe('role-changed')
  })
})

describe('people', () => {
  test('are managed by administrators alone', async () => {
    const { cookie } = await somebody('engineer')
    expect((await call('/api/v1/people', undefined, { cookie })).status).toBe(403)
    expect((await call('/api/v1/people', undefined, { cookie: await admin() })).status).toBe(200)
  })
  test('have an address of their own', async () => {
    const { email } = await somebody('viewer')
    const answer = await call('/api/v1/people', { name: 'Twin', email, role: 'viewer' }, { cookie: await admin() })
    expect([answer.status, (await answer.json()).issues]).toEqual([
      409,
      [{ path: 'email', message: 'belongs to somebody who is here already' }],
    ])
  })
  test('keep at least one administrator', async () => {
    const [{ id }] = (await database.sql`select id from people where role = 'admin'`) as unknown as [{ id: string }]
    const cookie = await admin()
    expect((await call(`/api/v1/people/${id}/role`, { role: 'viewer' }, { cookie, method: 'PUT' })).status).toBe(409)
    expect((await call(`/api/v1/people/${id}`, undefined, { cookie, method: 'DELETE' })).status).toBe(409)
  })
  test('that are not there are 404, and ids that are none 422', async () => {
    const cookie = await admin()
    expect((await call(`/api/v1/people/${systemIds.next()}`, undefined, { cookie, method: 'DELETE' })).status).toBe(404)
    expect((await call('/api/v1/people/me', undefined, { cookie, method: 'DELETE' })).status).toBe(422)
  })
})

describe('API keys', () => {
  const make = async (scopes: string[]) => {
    const answer = await call('/api/v1/api-keys', { name: 'pipeline', scopes }, { cookie: await admin() })
    expect(answer.status).toBe(201)
    return (await answer.json()) as { id: string; key: string }
  }
  test('may what their scopes say, until they are revoked', async () => {
    const { id, key } = await make(['read', 'read-audit'])
    expect((await call('/api/v1/audit', undefined, { key })).status).toBe(200)
    expect((await call('/api/v1/people', undefined, { key })).status).toBe(403)
    expect((await call(`/api/v1/api-keys/${id}`, undefined, { cookie: await admin(), method: 'DELETE' })).status).toBe(200)
    expect((await call('/api/v1/audit', undefined, { key })).status).toBe(401)
  })
  test('are not kept, and not shown again', async () => {
    const { key } = await make(['read'])
    expect(await (await call('/api/v1/api-keys', undefined, { cookie: await admin() })).text()).not.toContain(key.slice(-20))
    const [row] = await database.sql`select count(*)::int as n from api_keys k where k::text like ${`%${key.slice(-20)}%`}`
    expect(row?.n).toBe(0)
  })
  test('end on their day', async () => {
    const { id, key } = await make(['read-audit'])
    await database.sql`update api_keys set expires_at = ${new Date(0)} where id = ${id}`
    expect((await call('/api/v1/audit', undefined, { key })).status).toBe(401)
  })
  test('give no right that their maker lacks', async () => {
    const { key } = await make(['manage-keys', 'read'])
    const answer = await call('/api/v1/api-keys', { name: 'more', scopes: ['read', 'manage-people'] }, { key })
    expect([answer.status, (await answer.json()).title]).toEqual([403, expect.stringContaining('manage-people')])
  })
  test('of the environment hold while they stand there', async () => {
    const [first, second] = ['the first key of the environment', 'the second key of the environment']
    await declareApiKey(system, first)
    expect((await call('/api/v1/people', undefined, { key: first })).status).toBe(200)
    await declareApiKey(system, second)
    await gate.recheck()
    expect((await call('/api/v1/people', undefined, { key: first })).status).toBe(401)
    expect((await call('/api/v1/people', undefined, { key: second })).status).toBe(200)
  })
  test('that are guessed end in a wait', async () => {
    const from = '192.0.2.99'
    const statuses = new Set<number>()
    for (let i = 0; i < 61; i++) statuses.add((await call('/api/v1/audit', undefined, { key: `guess-${i}`, from })).status)
    expect([...statuses]).toEqual([401, 429])
  })
})

test('a wall link opens the wall, to read and nothing else, until it is revoked (VIEW-9)', async () => {
  const made = await call('/api/v1/session/wall', { name: 'the wall in the hall' }, { cookie: await admin() })
  const { id, url } = await made.json()
  const path = String(url).replace(URL_OF_OURS, '')
  const opened = await call(path)
  expect([made.status, opened.status, opened.headers.get('location')]).toEqual([201, 303, '/executive?tv=1'])
  const cookie = opened.headers.getSetCookie()[0]?.split(';')[0]
  expect((await (await call('/api/v1/session', undefined, { cookie })).json()).rights).toEqual(['read', 'read-money'])
  expect((await call('/api/v1/audit', undefined, { key: cookie?.split('=')[1] ?? '' })).status).toBe(401)
  await call(`/api/v1/api-keys/${id}`, undefined, { cookie: await admin(), method: 'DELETE' })
  expect((await (await call('/api/v1/session', undefined, { cookie })).json()).rights).toEqual([])
  expect((await call(path)).status).toBe(401)
})

test('a wall link is listed until it is revoked, and nothing but wall links is (VIEW-9)', async () => {
  const cookie = await admin()
  const { id } = await (await call('/api/v1/session/wall', { name: 'the wall in the shop' }, { cookie })).json()
  const key = await (await call('/api/v1/api-keys', { name: 'no wall', scopes: ['read'] }, { cookie })).json()
  const listed = async (): Promise<string[]> =>
    (await (await call('/api/v1/wall-links', undefined, { cookie })).json()).map((link: { id: string }) => link.id)
  expect(await listed()).toContain(id)
  expect(await listed()).not.toContain(key.id)
  const revoke = (which: string) => call(`/api/v1/wall-links/${which}`, undefined, { cookie, method: 'DELETE' })
  expect((await revoke(key.id)).status).toBe(404)
  expect((await (await call('/api/v1/session', undefined, { key: key.key })).json()).rights).toEqual(['read'])
  expect([(await revoke(id)).status, (await revoke(id)).status]).toEqual([200, 404])
  expect(await listed()).not.toContain(id)
})
test('a wall link without a name is refused at the name', async () => {
  const answer = await call('/api/v1/session/wall', { name: ' ' }, { cookie: await admin() })
  expect([answer.status, (await answer.json()).issues]).toEqual([422, [{ path: 'name', message: 'must not be empty' }]])
})

describe('the audit log', () => {
  test('keeps amounts from a key that may not see money', async () => {
    const cookie = await admin()
    const subject = { id: 'shop', name: 'shop' }
    await system.transaction(({ audit }) => audit({ action: 'stream.edit', subject, before: { perHour: 1 }, after: { perHour: 2 } }))
    const seenWith = async (scopes: string[]) => {
      const { key } = await (await call('/api/v1/api-keys', { name: 'auditor', scopes }, { cookie })).json()
      const entries: { action: string; after: unknown }[] = await (await call('/api/v1/audit', undefined, { key })).json()
      return entries.find(({ action }) => action === 'stream.edit')?.after
    }
    expect(await seenWith(['read-audit'])).toBeNull()
    expect(await seenWith(['read-audit', 'read-money'])).toEqual({ perHour: 2 })
  })
  test('says who did what to whom, before and after, and from where', async () => {
    const { id } = await somebody('viewer')
    await call(`/api/v1/people/${id}/role`, { role: 'responder' }, { cookie: await admin(), method: 'PUT', from: '192.0.2.50' })
    const [entry] = await (await call('/api/v1/audit?limit=1', undefined, { cookie: await admin() })).json()
    expect(entry).toMatchObject({
      actorKind: 'person',
      action: 'person.change-role',
      subjectId: id,
      before: { role: 'viewer' },
      after: { role: 'responder' },
      address: '192.0.2.50',
    })
  })
  test('is written once', async () => {
    await expect(database.sql`delete from audit_log`).rejects.toThrow('written once')
    await expect(database.sql`update audit_log set action = 'nothing'`).rejects.toThrow('written once')
  })
  test('holds no password and no key', async () => {
    const [row] =
      await database.sql`select count(*)::int as n from audit_log a where a::text like ${`%${PASSWORD}%`} or a::text like '%plk\\_%'`
    expect(row?.n).toBe(0)
  })
})

describe('the demo', () => {
  test('signs in by one click, each in their role', async () => {
    const links = await addDemoPeople(system, SECRET)
    await addDemoPeople(system, SECRET)
    const roles = []
    for (const { path } of links) {
      const answer = await call(path)
      expect(answer.status).toBe(302)
      roles.push([(await whoIs(cookieIn(answer) ?? '')).role, answer.headers.get('location')])
    }
    expect(roles).toEqual([
      ['responder', '/operations'],
      ['executive', '/executive'],
      ['admin', '/engineering'],
    ])
  })
  test('signs nobody in with a guessed key, and nobody who is not of the demo', async () => {
    const [link] = await addDemoPeople(system, SECRET)
    const key = new URL(link?.path ?? '', base).searchParams.get('key')
    for (const path of ['/api/auth/demo?as=ada@plimsoll.example&key=guess', `/api/auth/demo?as=ada@example.com&key=${key}`]) {
      const answer = await call(path)
      expect([answer.headers.get('location'), cookieIn(answer)]).toEqual(['/sign-in?problem=link', undefined])
    }
  })
})

test('another secret than before is refused at the start', async () => {
  await verifySecret(system, SECRET)
  await verifySecret(system, SECRET)
  await expect(verifySecret(system, 'another secret that is long enough too')).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('PLIMSOLL_SECRET'),
  })
})

test('those who are in stay in while Postgres is away, and strangers are told why they cannot come in', async () => {
  const gone = connectSql('postgres:///none?host=/nowhere&user=nobody', { answerWithinMs: 200 })
  const live = connectSql(database.url)
  pools.push(live)
  let away = false
  const db = new Proxy(drizzleOver(live), { get: (_target, name) => Reflect.get(away ? drizzleOver(gone) : drizzleOver(live), name) })
  const better = createAuth({ db, ids: systemIds, log: silentLog, url: URL_OF_OURS, origins: [URL_OF_OURS], secret: SECRET })
  const sql = new Proxy(live, { apply: (_target, self, args) => Reflect.apply(away ? gone : live, self, args) })
  const other = createGate({ db, sql, auth: better, clock: systemClock, log: silentLog })
  const [cookie, stranger] = [await admin(), await signInAs('ada@example.com')]
  const who = (of: string) => other.identify({ cookie: of, authorization: null, address: 'test' })
  expect(await who(cookie)).toMatchObject({ actor: { role: 'admin' } })
  away = true
  await expect(other.recheck()).rejects.toThrow()
  expect(await who(cookie)).toMatchObject({ actor: { role: 'admin' } })
  await expect(who(stranger)).rejects.toMatchObject({ code: 'unavailable' })
  other.stop()
  await gone.end({ timeout: 0 })
})
