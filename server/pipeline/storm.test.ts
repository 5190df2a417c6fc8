import { expect, test } from 'vitest'
import type { Alert } from '../alerts/model'
import { noRouting } from '../alerts/rules/directory'
import { policyOf } from '../alerts/rules/testing'
import type { Change } from './model'
import { aCheck, aService, START, story } from './testing'

const CHECKS = 1_000
const NOS = Array.from({ length: CHECKS }, (_, i) => i + 1)

/** A service of a thousand checks, how often one of them was looked at for what it counts, one of its alerts was, and whom to tell was looked for in one of its alerts. */
function storm() {
  let looks = 0
  let asked = 0
  let read = 0
  const counted = (no: number) =>
    Object.defineProperty(aCheck(no, 'shop'), 'critical', {
      get() {
        asked += 1
        return true
      },
    })
  class CountedAlerts extends Map<string, Alert> {
    override *values(): MapIterator<Alert> {
      for (const alert of super.values()) {
        read += 1
        yield alert
      }
    }
  }
  const routing = {
    ...noRouting,
    channels: [{ name: 'room', kind: 'slack', reaches: 'room' as const }],
    policies: [policyOf([{ tell: 'room' }])],
    definitions: [
      {
        name: 'all',
        get when() {
          looks += 1
          return {}
        },
        channels: ['room'],
      },
    ],
    lastResort: 'main',
  }
  const scene = story({ services: [aService('shop')], checks: NOS.map(counted), routing })
  scene.world.alertsOf.set('shop', new CountedAlerts())
  for (const no of NOS) scene.see(no, 0, '.')
  return { ...scene, looks: () => looks, asked: () => asked, read: () => read }
}

const told = (changes: readonly Change[]) =>
  changes.flatMap((change) => (change.kind === 'notices' ? change.notices.map(({ kind }) => kind) : []))

test('a thousand checks that fail and recover together are one incident, told in three messages', () => {
  const { see, due, changes, incidents } = storm()
  for (const no of NOS) see(no, 30, 'f')
  for (const no of NOS) see(no, 35, 'f')
  expect(told(changes)).toEqual(['page'])
  due(36)
  due(66)
  expect(told(changes)).toEqual(['page', 'news'])
  for (const seconds of [70, 75, 80]) for (const no of NOS) see(no, seconds, '.')
  expect(told(changes)).toEqual(['page', 'news', 'resolved'])
  expect(incidents()).toMatchObject([{ state: 'resolved', proven: true }])
})

test('what joins hundreds that fail already is not looked at with all the others each time', () => {
  const { see, due, looks } = storm()
  for (const no of NOS) see(no, 30, 'f')
  for (const no of NOS) see(no, 35, 'f')
  due(36)
  expect(looks()).toBeLessThan(20 * CHECKS)
})

test('one that nobody silenced pages with the next tick although hundreds are quiet', () => {
  const { see, due, move, changes } = storm()
  const silence = {
    id: 's1',
    matcher: { checks: ['check-1*', 'check-2*', 'check-3*'] },
    fromAt: START,
    by: 'Ada',
    reason: 'a move',
  }
  move(1, [{ kind: 'silence', silence: { ...silence, toAt: new Date(START.getTime() + 3_600_000) } }])
  const quiet = NOS.filter((no) => /^[123]/.test(String(no)))
  for (const seconds of [30, 35]) for (const no of quiet) see(no, seconds, 'f')
  due(36)
  expect(told(changes)).toEqual([])
  for (const seconds of [40, 45]) see(500, seconds, 'f')
  due(46)
  expect(told(changes)).toEqual(['page'])
})

/** What is graver than all else decides alone; which of those that still fail holds it, is found after few. */
const FEW = 20

test('each result of a storm is weighed by itself, not with all other checks of its service, as it comes and as it goes', () => {
  const { see, asked, world } = storm()
  for (const no of NOS) see(no, 30, 'f')
  for (const no of NOS) see(no, 35, 'f')
  expect(world.services.get('shop')?.status).toBe('down')
  for (const seconds of [40, 45, 50]) for (const no of NOS) see(no, seconds, '.')
  expect(world.services.get('shop')?.status).toBe('up')
  expect(asked()).toBeLessThan(FEW * CHECKS)
})

test('going blind, and slow, is weighed so as well', () => {
  const { see, asked, world } = storm()
  for (const letter of ['b', '.', 's', 's', 's', '.', '.', '.']) for (const no of NOS) see(no, 30 + asked() / 1e6, letter)
  expect(world.services.get('shop')?.status).toBe('up')
  expect(asked()).toBeLessThan(2 * FEW * CHECKS)
})

test('an alert finds its incident by the incidents of its service, not by all alerts of it, nor by those of an earlier storm', () => {
  const { see, read, incidents } = storm()
  for (const start of [30, 300]) {
    for (const seconds of [0, 5]) for (const no of NOS) see(no, start + seconds, 'f')
    for (const seconds of [10, 15, 20]) for (const no of NOS) see(no, start + seconds, '.')
  }
  expect(incidents().map(({ state }) => state)).toEqual(['resolved', 'resolved'])
  expect(read()).toBeLessThan(FEW * CHECKS)
})
