import { expect, test, vi } from 'vitest'
import { MaintenanceInput, type MaintenanceWindow } from '../alerts/model'
import { apply, applyPulse } from '../pipeline/apply'
import type { World } from '../pipeline/model'
import { silentLog } from '../runtime/log'
import { rereadWhileAway } from './reread'
import { isNews } from './rules/is-news'
import { aCheck, aPulse, aService, aWorld, NOON } from './testing'

/** A web whose timer is turned by hand, a second at a time. */
function web(read: () => World) {
  let [tick, nowMs, isConnected] = [() => {}, 0, false]
  const replace = vi.fn()
  rereadWhileAway({
    clock: {
      elapsedMs: () => nowMs,
      every: (_ms, call) => {
        tick = call
        return { cancel() {} }
      },
    },
    log: silentLog,
    mirror: { world: aWorld(), replace },
    connected: () => isConnected,
    read: async () => read(),
  })
  return {
    replace,
    connect(is: boolean) {
      isConnected = is
    },
    async pass(seconds: number) {
      for (let second = 0; second < seconds; second++) {
        nowMs += 1_000
        tick()
        await Promise.resolve().then(() => {})
      }
    },
  }
}
const withResult = () => {
  const world = aWorld()
  applyPulse(world, aPulse(1, 5))
  return world
}

test('an engine that is away for a moment is waited for', async () => {
  const { pass, connect, replace } = web(withResult)
  await pass(9)
  connect(true)
  await pass(5)
  connect(false)
  await pass(9)
  expect(replace).not.toHaveBeenCalled()
})
test('of one that stays away Postgres says what is', async () => {
  const { pass, replace } = web(withResult)
  await pass(12)
  expect(replace).toHaveBeenCalledWith(expect.anything(), false)
})
test('nobody is sent anything anew while nothing is different', async () => {
  const { pass, replace } = web(aWorld)
  await pass(60)
  expect(replace).not.toHaveBeenCalled()
})

const aWindow = (over: Partial<MaintenanceWindow> = {}): MaintenanceWindow => ({
  ...MaintenanceInput.parse({
    name: 'move',
    matcher: { services: ['shop'] },
    when: { once: { from: '2026-11-17T13:00:00Z', to: '2026-11-17T15:00:00Z' } },
  }),
  id: 'w',
  title: 'Move',
  source: 'api',
  version: 1,
  createdAt: NOON,
  endedAt: null,
  ...over,
})
test('a maintenance window that somebody ended, or took back, is news', () => {
  const held = aWorld()
  held.windows.set('w', aWindow())
  const ended = aWorld()
  ended.windows.set('w', aWindow({ version: 2, endedAt: NOON }))
  expect([isNews(held, ended), isNews(held, aWorld())]).toEqual([true, true])
})
test('what is held may be ahead of what is stored', () => expect(isNews(withResult(), aWorld())).toBe(false))
test.each<[string, (world: World) => unknown]>([
  ['a later result', (world) => applyPulse(world, aPulse(1, 5))],
  ['a status of a check', (world) => Object.assign(world.checks.get('check-1') ?? {}, { status: 'down' })],
  [
    'a status of a service',
    (world) =>
      Object.assign(world.services.get('shop') ?? {}, {
        status: 'down',
        spans: [{ status: 'down', fromAt: new Date(NOON.getTime() + 1) }],
      }),
  ],
  ['an edited check', (world) => Object.assign(world.checks.get('check-1') ?? {}, { check: { ...aCheck(1), version: 2 } })],
  ['an edited service', (world) => Object.assign(world.services.get('shop') ?? {}, { service: { ...aService(), version: 2 } })],
  ['a check that was removed', (world) => world.checks.delete('check-1')],
  ['a maintenance window', (world) => world.windows.set('w', aWindow())],
  ['other currencies', (world) => Object.assign(world, { currencies: { base: 'EUR', rates: {} } })],
  [
    'an incident that somebody moved',
    (world) => apply(world, { kind: 'incident-stored', incident: { id: 'i', state: 'triggered', version: 3 } as never }, NOON),
  ],
])('%s is news', (_what, happen) => {
  const read = aWorld()
  happen(read)
  expect(isNews(aWorld(), read)).toBe(true)
  expect(isNews(read, structuredClone(read))).toBe(false)
})
