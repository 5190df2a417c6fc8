import { once } from 'node:events'
import { createConnection } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing/database'
import { sweepSessions } from './platform/sessions'
import { type SamplePlatform, startSamplePlatform } from './testing'

let database: TestDatabase
let sample: SamplePlatform

beforeAll(async () => {
  database = await testDatabase()
  sample = await startSamplePlatform(database.url)
})
afterEach(async () => void (await sample.repairAll()))
afterAll(async () => {
  await sample?.stop()
  await database?.stop()
})

const statusOf = async (path: string, token?: string) => (await sample.ask(path, token === undefined ? {} : { token })).status
const ordersOf = async (token: string) =>
  (JSON.parse((await sample.ask('/api/orders', { token })).text) as { orders: { id: string; tenantId: string }[] }).orders
const preflight = async () =>
  (
    await sample.ask('/api/orders/order-1', {
      method: 'OPTIONS',
      headers: { origin: 'https://app.marketedge.example', 'access-control-request-method': 'PATCH' },
    })
  ).headers

describe('healthy, MarketEdge', () => {
  test('says where notifications arrive, and takes them there', async () => {
    const answer = await fetch(`${sample.receivers}/slack/zebra`, { method: 'POST', body: JSON.stringify({ text: 'Admin area is down' }) })
    expect(await answer.text()).toBe('ok')
    const socket = createConnection(Number(new URL(sample.smtp).port), '127.0.0.1')
    const [greeting] = (await once(socket, 'data')) as [Buffer]
    expect(greeting.toString()).toMatch(/^220 /)
    socket.destroy()
  })

  test('signs people in, and remembers them', async () => {
    const token = await sample.signIn('northlight')
    const { status, text } = await sample.ask('/auth/session', { token })
    expect(status).toBe(200)
    expect(JSON.parse(text)).toMatchObject({ caller: { email: 'nils@northlight.example', role: 'member', tenantId: 'northlight' } })
  })

  test('turns away a wrong password, no token, and a token that nobody holds', async () => {
    expect(
      (await sample.ask('/auth/sign-in', { method: 'POST', body: { email: 'nils@northlight.example', password: 'wrong' } })).status,
    ).toBe(401)
    expect(await statusOf('/api/orders')).toBe(401)
    expect(await statusOf('/api/orders', 'nobody-holds-this')).toBe(401)
  })

  test('ends a session on sign-out', async () => {
    const token = await sample.signIn('harbour')
    expect((await sample.ask('/auth/sign-out', { method: 'POST', token })).status).toBe(204)
    expect(await statusOf('/auth/session', token)).toBe(401)
  })

  test('ends a session when its time is over, and not before', async () => {
    const token = await sample.signIn('harbour')
    await database.sql`update marketedge.sessions set expires_at = expires_at - interval '7 hours 50 minutes'`
    expect(await statusOf('/auth/session', token)).toBe(200)
    await database.sql`update marketedge.sessions set expires_at = expires_at - interval '20 minutes'`
    expect(await statusOf('/auth/session', token)).toBe(401)
  })

  test('sweeps out what has expired and what one person holds too many of', async () => {
    await database.sql`update marketedge.sessions set expires_at = now() - interval '1 second', created_at = now() - interval '1 day'`
    await database.sql`
      insert into marketedge.sessions select sha256(n::text::bytea), 'user-hana', now() - n * interval '1 second', now() + interval '1 hour' from generate_series(1, 203) as n`
    await sweepSessions(database.sql)
    const [left] =
      await database.sql`select count(*)::int as sessions, bool_or(token_hash = sha256('201'::bytea)) as oldest from marketedge.sessions`
    expect(left).toEqual({ sessions: 200, oldest: false })
    await database.sql`delete from marketedge.sessions`
  })

  test('shows the admin area to the administrator, not to a member, and leads a browser to the sign-in page', async () => {
    expect((await sample.ask('/admin', { token: await sample.signIn('zebra') })).text).toContain('£925,000')
    expect(await statusOf('/admin', await sample.signIn('harbour'))).toBe(403)
    const browser = await sample.ask('/admin', { headers: { accept: 'text/html' } })
    expect([browser.status, browser.headers.get('location')]).toEqual([303, '/sign-in'])
  })

  test('keeps each tenant to its own', async () => {
    const [north, harbour] = [await sample.signIn('northlight'), await sample.signIn('harbour')]
    const orders = await ordersOf(north)
    expect(new Set(orders.map(({ tenantId }) => tenantId))).toEqual(new Set(['northlight']))
    expect(await statusOf(`/api/orders/${orders[0]?.id}`, north)).toBe(200)
    expect(await statusOf(`/api/orders/${orders[0]?.id}`, harbour)).toBe(404)
  })

  test('takes an order, takes its payment once, and changes its state', async () => {
    const token = await sample.signIn('northlight')
    const placed = await sample.ask('/api/orders', { method: 'POST', token, body: { plan: 'growth', months: 3 } })
    const { id, totalMinor } = JSON.parse(placed.text) as { id: string; totalMinor: number }
    expect([placed.status, totalMinor]).toEqual([201, 89_640])
    expect((await sample.ask('/api/payments', { method: 'POST', token, body: { orderId: id } })).status).toBe(201)
    expect((await sample.ask('/api/payments', { method: 'POST', token, body: { orderId: id } })).status).toBe(409)
    expect((await sample.ask(`/api/orders/${id}`, { method: 'PATCH', token, body: { state: 'fulfilled' } })).text).toContain('fulfilled')
  })

  test('answers every other address of its API', async () => {
    const token = await sample.signIn('zebra')
    for (const path of [
      '/api/plans',
      '/api/payments',
      '/api/tenants/current',
      '/api/flags',
      '/api/reports/revenue',
      '/api/admin/tenants',
      '/api/admin/opportunities',
      '/status/database',
      '/status/process',
      '/metrics',
      '/',
    ])
      expect([path, await statusOf(path, token)]).toEqual([path, 200])
  })

  test('switches a feature flag, and only an administrator may', async () => {
    const admin = await sample.signIn('zebra')
    expect(
      (await sample.ask('/api/flags/admin-exports', { method: 'PATCH', token: await sample.signIn('harbour'), body: { enabled: true } }))
        .status,
    ).toBe(403)
    expect((await sample.ask('/api/flags/admin-exports', { method: 'PATCH', token: admin, body: { enabled: true } })).status).toBe(200)
    expect(JSON.parse((await sample.ask('/api/flags', { token: admin })).text)).toMatchObject({
      flags: { 'admin-exports': true, 'new-checkout': false },
    })
  })

  test('describes its API as it is registered', async () => {
    const { paths } = JSON.parse((await sample.ask('/openapi.json')).text) as { paths: Record<string, object> }
    expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/api/orders/{id}', '/auth/sign-in']))
  })

  test.each([
    ['a body that is too large', { method: 'POST', body: `"${'x'.repeat(70_000)}"` }, 413],
    ['a body that is not JSON', { method: 'POST', body: '{' }, 400],
    ['a body that is no object', { method: 'POST', body: '[1]' }, 400],
    ['headers that are too large', { headers: { 'x-filler': 'x'.repeat(20_000) } }, 431],
    ['a method that is not there', { method: 'DELETE' }, 405],
  ])('refuses %s', async (_what, options, status) => expect((await sample.ask('/auth/sign-in', options)).status).toBe(status))
})

describe('broken and repaired', () => {
  test('router-silent: every API address is gone and its own health says nothing', async () => {
    expect(await statusOf('/api/plans')).toBe(200)
    const { process } = await sample.break('router-silent')
    expect(process.kind).toBe('running')
    expect([await statusOf('/health'), await statusOf('/api/plans'), await statusOf('/api/orders')]).toEqual([200, 404, 404])
    expect((await sample.ask('/openapi.json')).text).not.toContain('/api/orders')
    await sample.repair('router-silent')
    expect(await statusOf('/api/plans')).toBe(200)
  })

  test('router-validated: it refuses to start, with exit code, reason and business impact, and control goes on answering', async () => {
    const { process } = await sample.break('router-validated')
    expect(process).toMatchObject({ kind: 'refused', exit: 'exit code 78' })
    const reason = process.kind === 'refused' ? process.reason.join('\n') : ''
    expect(reason).toMatch(/api\/orders\.ts: It cannot be imported: .*pricing\.ts/)
    expect(reason).toMatch(/BUSINESS IMPACT: .*GBP 925,000 Zebra Associates/)
    expect(await statusOf('/health')).toBe(0)
    expect(await (await fetch(sample.control)).text()).toContain('exit code 78')
    expect((await sample.repair('router-validated')).process.kind).toBe('running')
    expect(await statusOf('/api/plans')).toBe(200)
  })

  test('auth-provider-missing: nobody new can sign in, who is signed in works on', async () => {
    const token = await sample.signIn('northlight')
    const { process } = await sample.break('auth-provider-missing')
    expect(process.kind === 'running' && process.validation.join('\n')).toContain('AUTH_PROVIDER_URL: It is not set')
    const refused = await sample.ask('/auth/sign-in', { method: 'POST', body: { email: 'nils@northlight.example', password: 'x' } })
    expect([refused.status, await statusOf('/api/orders', token)]).toEqual([503, 200])
    await sample.repair('auth-provider-missing')
    await expect(sample.signIn('northlight')).resolves.toBeTypeOf('string')
  })

  test('admin: only the admin area fails, and names the relation that is gone', async () => {
    const token = await sample.signIn('zebra')
    expect(await statusOf('/admin', token)).toBe(200)
    await sample.break('admin')
    const { status, text } = await sample.ask('/admin', { token })
    expect([status, text]).toEqual([500, expect.stringContaining('marketedge.admin_sessions')])
    expect(await statusOf('/api/orders', token)).toBe(200)
    await sample.repair('admin')
    expect(await statusOf('/admin', token)).toBe(200)
  })

  test('database: everything that needs it says 503, and comes back by itself', async () => {
    const token = await sample.signIn('northlight')
    await sample.break('database')
    expect([await statusOf('/status/database'), await statusOf('/api/orders', token), await statusOf('/health')]).toEqual([503, 503, 200])
    expect(
      (await sample.ask('/auth/sign-in', { method: 'POST', body: { email: 'nils@northlight.example', password: 'sail-before-noon' } }))
        .status,
    ).toBe(503)
    await sample.repair('database')
    expect([await statusOf('/status/database'), await statusOf('/api/orders', token)]).toEqual([200, 200])
  })

  test('slow: the API is right and late, by as much as was asked, and only the API', async () => {
    await sample.break('slow', { fromMs: 1_500, toMs: 2_000 })
    const answered: string[] = []
    const slow = sample.ask('/api/plans').finally(() => answered.push('slow'))
    await sample.ask('/health').finally(() => answered.push('health'))
    await sample.repair('slow')
    await sample.ask('/api/plans').finally(() => answered.push('repaired'))
    const { status, latencyMs } = await slow
    expect(answered).toEqual(['health', 'repaired', 'slow'])
    expect(status).toBe(200)
    expect(latencyMs).toBeGreaterThanOrEqual(1_500)
  })

  test('slow: an option out of bounds is refused with the bounds', async () => {
    await expect(sample.break('slow', { fromMs: 1, toMs: 60_000 })).rejects.toThrow('give milliseconds from 0 to 5000')
    await expect(sample.break('slow', { toMs: 2_000 })).rejects.toThrow('Give both')
  })

  test('memory-leak: each request costs a megabyte that stays', async () => {
    const resident = async () => (JSON.parse((await sample.ask('/status/process')).text) as { residentBytes: number }).residentBytes
    const before = await resident()
    await sample.break('memory-leak')
    for (let request = 0; request < 60; request++) await sample.ask('/health')
    expect((await resident()) - before).toBeGreaterThan(50 * 1024 * 1024)
    await sample.repair('memory-leak')
    const after = await resident()
    for (let request = 0; request < 60; request++) await sample.ask('/health')
    expect((await resident()) - after).toBeLessThan(50 * 1024 * 1024)
  })

  test('cors-without-patch: browsers are no longer told that they may PATCH', async () => {
    expect((await preflight()).get('access-control-allow-methods')).toContain('PATCH')
    expect((await preflight()).get('access-control-allow-origin')).toBe('https://app.marketedge.example')
    await sample.break('cors-without-patch')
    expect((await preflight()).get('access-control-allow-methods')).not.toContain('PATCH')
    await sample.repair('cors-without-patch')
    expect((await preflight()).get('access-control-allow-methods')).toContain('PATCH')
  })

  test("tenant-leak: one tenant sees another's orders", async () => {
    const [north, harbour] = [await sample.signIn('northlight'), await sample.signIn('harbour')]
    const [order] = await ordersOf(north)
    await sample.break('tenant-leak')
    expect(await statusOf(`/api/orders/${order?.id}`, harbour)).toBe(200)
    expect(new Set((await ordersOf(harbour)).map(({ tenantId }) => tenantId)).size).toBe(3)
    await sample.repair('tenant-leak')
    expect(await statusOf(`/api/orders/${order?.id}`, harbour)).toBe(404)
  })

  test('renamed-table: payments and reports fail, orders do not, and no payment is lost', async () => {
    const token = await sample.signIn('northlight')
    const { text: before } = await sample.ask('/api/payments', { token })
    await sample.break('renamed-table')
    expect([
      await statusOf('/api/payments', token),
      await statusOf('/api/reports/revenue', token),
      await statusOf('/api/orders', token),
    ]).toEqual([500, 500, 200])
    await sample.repair('renamed-table')
    expect((await sample.ask('/api/payments', { token })).text).toBe(before)
  })

  test('certificate-expired: whoever verifies refuses, for that reason alone', async () => {
    expect(await sample.verifyTls()).toBe('trusted')
    await sample.break('certificate-expired')
    expect(await sample.verifyTls()).toBe('CERT_HAS_EXPIRED')
    await sample.repair('certificate-expired')
    expect(await sample.verifyTls()).toBe('trusted')
  })

  test('faults combine, outlive a restart, and are repaired one by one', async () => {
    await sample.break('certificate-expired')
    await sample.break('renamed-table')
    await sample.break('tenant-leak')
    await sample.break('auth-provider-missing')
    expect(await sample.verifyTls()).toBe('CERT_HAS_EXPIRED')
    await sample.repair('auth-provider-missing')
    const token = await sample.signIn('harbour')
    expect([await statusOf('/api/payments', token), new Set((await ordersOf(token)).map(({ tenantId }) => tenantId)).size]).toEqual([
      500, 3,
    ])
    const { faults } = await sample.repair('renamed-table')
    expect(faults.filter(({ active }) => active).map(({ name }) => name)).toEqual(['tenant-leak', 'certificate-expired'])
    expect(await statusOf('/api/payments', token)).toBe(200)
  })

  test('with the database gone it refuses a restart, and starts as soon as the database is back', async () => {
    await sample.break('database')
    const { process } = await sample.break('auth-provider-missing')
    expect(process).toMatchObject({ kind: 'refused', exit: 'exit code 78' })
    await sample.repair('auth-provider-missing')
    expect((await sample.repair('database')).process.kind).toBe('running')
    expect(await statusOf('/status/database')).toBe(200)
  })

  test('a fault that does not exist is refused with the ones that do', async () => {
    await expect(sample.break('everything')).rejects.toThrow('There is no fault everything; there are router-silent')
  })
})

describe('the control process', () => {
  test('starts a platform that was killed, on the same port, and says how it ended', async () => {
    const { process: platform } = await sample.state()
    const crashed = sample.stateWhere(({ process }) => process.kind === 'crashed')
    const first = await sample.stateWhere(({ process }) => process.kind === 'running')
    process.kill(platform.kind === 'running' ? platform.pid : Number.NaN, 'SIGKILL')
    expect((await crashed).process).toMatchObject({ exit: 'killed by SIGKILL' })
    const again = await sample.stateWhere(({ process, restarts }) => process.kind === 'running' && restarts > first.restarts)
    expect(again.platform).toBe(first.platform)
    expect(await statusOf('/status/database')).toBe(200)
  })

  test('does nothing for a page of somebody else', async () => {
    const foreign = await fetch(`${sample.control}/api/faults/database`, { method: 'POST', headers: { origin: 'https://evil.example' } })
    expect([foreign.status, await statusOf('/status/database')]).toEqual([403, 200])
  })

  test('vouches for nobody without the key', async () => {
    expect((await fetch(`${sample.control}/identity/verify`, { method: 'POST', body: '{}' })).status).toBe(403)
  })

  test('ends with the platform on SIGTERM, leaves the schema whole, and a second start finds what was stored and is trusted by the same clients', async () => {
    const own = await testDatabase()
    try {
      const first = await startSamplePlatform(own.url)
      const token = await first.signIn('northlight')
      await first.break('renamed-table')
      await first.break('admin')
      expect(await first.stop()).toBe(0)
      expect((await first.ask('/health')).status).toBe(0)
      const second = await startSamplePlatform(own.url)
      expect([(await second.ask('/api/payments', { token })).status, (await second.ask('/auth/session', { token })).status]).toEqual([
        200, 200,
      ])
      await second.stop()
    } finally {
      await own.stop()
    }
  })

  test('killed, it takes the platform with it; the next start mends what it left broken', async () => {
    const own = await testDatabase()
    try {
      const first = await startSamplePlatform(own.url)
      await first.break('renamed-table')
      const { process: platform } = await first.state()
      first.process.kill('SIGKILL')
      await once(first.process, 'exit')
      const pid = platform.kind === 'running' ? platform.pid : Number.NaN
      while (isAlive(pid)) await new Promise((resolve) => setImmediate(resolve))
      const second = await startSamplePlatform(own.url)
      expect((await second.ask('/api/payments', { token: await second.signIn('harbour') })).status).toBe(200)
      await second.stop()
    } finally {
      await own.stop()
    }
  })

  test('leaves when the one who started it is gone', async () => {
    const own = await testDatabase()
    try {
      const orphan = await startSamplePlatform(own.url)
      const ended = once(orphan.process, 'exit')
      orphan.process.disconnect()
      expect((await ended)[0]).toBe(0)
    } finally {
      await own.stop()
    }
  })
})

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
