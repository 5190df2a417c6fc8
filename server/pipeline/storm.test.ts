import { expect, test } from 'vitest'
import { noRouting } from '../alerts/rules/directory'
import { policyOf } from '../alerts/rules/testing'
import type { Change } from './model'
import { aCheck, aService, START, story } from './testing'

const CHECKS = 1_000
const NOS = Array.from({ length: CHECKS }, (_, i) => i + 1)

/** A service of a thousand checks, and how often whom to tell was looked for in one of its alerts. */
function storm() {
  let looks = 0
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
  const scene = story({ services: [aService('shop')], checks: NOS.map((no) => aCheck(no, 'shop')), routing })
  for (const no of NOS) scene.see(no, 0, '.')
  return { ...scene, looks: () => looks }
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
