import { describe, expect, test } from 'vitest'
import { type Actor, NOBODY, SYSTEM } from '../access/model'
import { fakeClock } from '../runtime/testing'
import type { IntakeRequest } from '../web/intake'
import type { HealthTools } from './component'
import { createHealth } from './health'
import { healthRoutes } from './routes'

type World = { -readonly [Key in 'connected' | 'free' | 'draining']: Key extends 'free' ? number : boolean } & {
  ask: () => Promise<unknown>
  sight: ReturnType<HealthTools['sight']>
}
async function aHealth(over: Partial<World> = {}) {
  const clock = fakeClock()
  const sight = { blindSince: null, unstoredSince: null, waiting: 3, expected: 100, executed: 100, latenessMs: 1 }
  const world: World = { connected: true, free: 1_000, draining: false, ask: async () => 1, sight, ...over }
  const health = createHealth({
    clock,
    draining: () => world.draining,
    tools: {
      askDatabase: () => world.ask(),
      engine: () => ({ connected: world.connected, engineAt: clock.now() }),
      sight: () => world.sight,
      freeBytes: async () => world.free,
      minFreeBytes: () => 500,
    },
  })
  const routes = healthRoutes({ health, clock, version: '1.2.3' })
  const get = async (path: string, actor: Actor | (() => Promise<Actor>) = NOBODY) => {
    const known = actor !== NOBODY
    const request = {
      headers: known ? { authorization: 'Bearer key' } : {},
      actor: typeof actor === 'function' ? actor : async () => actor,
    } as unknown as IntakeRequest
    const { status, headers, body } = (await routes.find((route) => route.path === path)?.answer(request)) ?? { status: 0 }
    return { status, type: headers?.['content-type'], body: JSON.parse(String(body)) }
  }
  return { clock, world, health, get }
}
const hanging = () => new Promise<never>(() => {})
const away = () => Promise.reject(new Error('connect ECONNREFUSED'))

describe('/health (HLT-1)', () => {
  test('is 200 and one word for whoever asks, with the age of what it says', async () => {
    const { get, health, clock } = await aHealth()
    await health.looked
    await clock.advance(500)
    expect(await get('/health')).toEqual({ status: 200, type: 'application/health+json', body: { status: 'pass', ageMs: 500 } })
  })
  test('names each component to who may see details, and to nobody else', async () => {
    const { get, health } = await aHealth()
    await health.looked
    const { body } = await get('/health', SYSTEM)
    expect(Object.keys(body.checks)).toEqual(['database:responseTime', 'engine:silence', 'storage:waiting', 'disk:free'])
    expect(body.checks['disk:free']).toEqual([
      {
        componentId: 'disk',
        componentType: 'system',
        observedValue: 1_000,
        observedUnit: 'By',
        status: 'pass',
        time: '2026-11-17T14:00:00.000Z',
        ageMs: 0,
      },
    ])
    const viewer: Actor = { kind: 'key', id: 'k', name: 'k', scopes: ['read'] }
    expect((await get('/health', viewer)).body.checks).toBeUndefined()
  })
  test.each([
    ['the database is away', { ask: away }, 503, 'fail'],
    ['the engine is away', { connected: false }, 503, 'fail'],
    ['the disk is short', { free: 499 }, 200, 'warn'],
  ] as const)('when %s: %o → %i', async (_what, over, status, word) => {
    const { get, health } = await aHealth(over)
    await health.looked
    expect(await get('/health')).toMatchObject({ status, body: { status: word } })
  })
  test.each([
    ['cannot see', { blindSince: new Date(0) }, 'cannot see since 1970'],
    ['cannot store', { unstoredSince: new Date(0) }, 'Nothing could be stored since 1970'],
    ['falls behind', { executed: 94 }, 'Only 94 of 100'],
  ])('warns when the engine %s', async (_what, over, sentence) => {
    const { sight } = (await aHealth()).world
    const { get, health } = await aHealth({ sight: { ...sight, ...over } })
    await health.looked
    expect(await get('/health')).toMatchObject({ status: 200, body: { status: 'warn' } })
    expect(JSON.stringify((await get('/health', SYSTEM)).body)).toContain(sentence)
  })
  test('is a failure before the first look, and after a database that hangs', async () => {
    let asked = 0
    const { get, clock } = await aHealth({
      ask: () => {
        asked++
        return hanging()
      },
    })
    expect((await get('/health')).status).toBe(503)
    await clock.advance(60_000)
    expect((await get('/health', SYSTEM)).body.checks['database:responseTime'][0].output).toMatch(/not answered|longer than 2000 ms/)
    expect(asked).toBe(1)
  })
  test('comes back by itself', async () => {
    const { get, world, health, clock } = await aHealth({ ask: away })
    await health.looked
    world.ask = async () => 1
    await clock.advance(2_000)
    expect((await get('/health')).status).toBe(200)
  })
  test('does not wait for knowing who asks', async () => {
    const { get, health, clock } = await aHealth()
    await health.looked
    const answer = get('/health', hanging)
    await clock.advance(10)
    expect(await answer).toMatchObject({ status: 200, body: { status: 'pass' } })
    expect((await get('/health', () => away())).status).toBe(200)
  })
})

describe('/ready', () => {
  test.each([
    [{}, 200],
    [{ ask: away }, 200],
    [{ connected: false }, 200],
    [{ ask: away, connected: false }, 503],
    [{ draining: true }, 503],
  ])('%o → %i', async (over, status) => {
    const { get, health } = await aHealth(over)
    await health.looked
    expect((await get('/ready')).status).toBe(status)
  })
})

test('/live answers whatever else is broken', async () => {
  const { get } = await aHealth({ ask: away, connected: false, draining: true })
  expect(await get('/live')).toMatchObject({ status: 200, body: { status: 'pass' } })
})

test('all three answer anybody, also before there is an administrator (RUN-5)', async () => {
  const { health, clock } = await aHealth()
  for (const { right, beforeSetup } of healthRoutes({ health, clock, version: '1' })) expect([right, beforeSetup]).toEqual(['anyone', true])
})
