import { describe, expect, test } from 'vitest'
import type { MaintenanceWindow } from '../../alerts/model'
import { priceTogether } from '../../alerts/rules/price'
import { HOUR, SECOND } from '../../kernel/duration'
import { WindowInput } from '../../kernel/window'
import { aCheck, aService, aStream, START, story } from '../../pipeline/testing'
import { mutes } from './mutes'

const at = (seconds: number) => new Date(START.getTime() + seconds * SECOND)
const window = (lossFree: boolean): MaintenanceWindow => ({
  id: 'w1',
  name: 'reboot',
  title: 'Reboot',
  matcher: { services: ['till'] },
  when: WindowInput.parse({ once: { from: at(0).toISOString(), to: at(3_600).toISOString() } }),
  lossFree,
  everything: false,
  source: 'file',
  version: 1,
  createdAt: new Date(0),
  endedAt: null,
})
const silence = { id: 's1', matcher: { services: ['shop'] }, fromAt: at(100), toAt: at(7_200), reason: 'known', by: 'Ada' }

/** Two services that lose £36,000 an hour each from 20 s on, one in maintenance, the other silenced from 100 s on. */
function scene(lossFree = false) {
  const told = story({
    services: [aService('till'), aService('shop')],
    checks: [aCheck(1, 'till'), aCheck(2, 'shop')],
    streams: [aStream('tills', 3_600_000, { till: 1 }), aStream('orders', 3_600_000, { shop: 1 }, { currency: 'EUR' })],
    currencies: { base: 'GBP', rates: { EUR: 0.5 } },
    windows: [window(lossFree)],
  })
  for (const no of [1, 2]) for (const second of [0, 5, 20, 25]) told.see(no, second, second < 20 ? '.' : 'f')
  told.move(100, [{ kind: 'silence', silence }])
  return told
}
const priceAt = (told: ReturnType<typeof scene>, id: string, seconds: number) => {
  const row = mutes.all(told.world, '', START).find((one) => one.id === id)
  return row && priceTogether(row, row.streams, at(seconds))
}

describe('what silence costs (IMP-12)', () => {
  test('a window shows what its incidents lose, and have lost since it holds', () => {
    const price = priceAt(scene(), 'w1', 120)
    expect(price?.perHourMinor).toBeCloseTo(3_600_000)
    expect(price?.soFarMinor).toBeCloseTo((100 * SECOND * 3_600_000) / HOUR)
  })
  test('a silence only what it hid itself, converted', () => {
    const price = priceAt(scene(), 's1', 160)
    expect(price?.perHourMinor).toBeCloseTo(1_800_000)
    expect(price?.soFarMinor).toBeCloseTo((60 * SECOND * 1_800_000) / HOUR)
  })
  test('one that is free of loss hides none', () => expect(priceAt(scene(true), 'w1', 120)).toEqual({ perHourMinor: 0, soFarMinor: 0 }))
  test('it names what it keeps quiet', () =>
    expect(mutes.all(scene().world, '', START)).toMatchObject([
      { id: 's1', count: 1 },
      { id: 'w1', count: 1 },
    ]))
  test('what is told all the same, because of another failure, is not hidden', () => {
    const told = scene()
    told.declare(200, {
      services: [aService('till'), aService('shop', { dependsOn: ['till'] })],
      checks: [aCheck(1, 'till'), aCheck(2, 'shop'), aCheck(3, 'shop', { name: 'other' })],
      windows: [{ ...window(false), matcher: { checks: ['check-1'] } }],
    })
    expect(mutes.all(told.world, '', START).map(({ count }) => count)).toEqual([1, 1])
    told.move(300, [{ kind: 'silence', silence: { ...silence, matcher: { checks: ['nothing'] } } }])
    expect(mutes.all(told.world, '', START).map(({ id, count }) => `${id} ${count}`)).toEqual(['s1 0', 'w1 1'])
  })
  test('it is worked out anew when maintenance begins or ends, and when loss turns', () => {
    const { world } = scene()
    for (const cause of [
      { kind: 'planned', planned: world.planned },
      { kind: 'silence', silence },
      { kind: 'loss', streamId: 'tills', fromAt: at(0), segments: [] },
    ] as const)
      expect(mutes.touched(world, cause, '')).toBe('all')
    expect(mutes.touched(world, { kind: 'pulses', checkIds: ['check-1'] }, '')).toEqual([])
  })
})
