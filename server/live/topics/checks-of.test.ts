import { expect, test } from 'vitest'
import { aCheck, aService, story } from '../../pipeline/testing'
import { NOON } from '../testing'
import { incidentChecks, serviceChecks } from './checks-of'

const shop = () => {
  const told = story({ services: [aService('shop'), aService('web')], checks: [aCheck(1, 'shop'), aCheck(2, 'web'), aCheck(3, 'web')] })
  for (const second of [0, 5, 10]) told.see(1, second, 'f')
  return told
}

test('a service has its own checks, with their last results', () => {
  const { world } = shop()
  expect(serviceChecks.all(world, 'shop', NOON)).toMatchObject([{ id: 'check-1', recent: { outcomes: 'fff' } }])
  expect(serviceChecks.all(world, 'gone', NOON)).toEqual([])
  expect(serviceChecks.touched(world, { kind: 'pulses', checkIds: ['check-1', 'check-2'] }, 'web')).toEqual(['check-2'])
})
test('an incident has the checks that it affects, and gets those that join', () => {
  const { world, see, incidents } = shop()
  const [incident] = incidents()
  const id = incident?.id ?? ''
  expect(incidentChecks.all(world, id, NOON)).toMatchObject([{ id: 'check-1' }])
  expect(incidentChecks.touched(world, { kind: 'pulses', checkIds: ['check-1', 'check-2'] }, id)).toEqual(['check-1'])
  const changes = [11, 16].flatMap((second) => see(2, second, 'f'))
  const alert = changes.find(({ kind }) => kind === 'alert')
  expect(alert && incidentChecks.touched(world, alert, alert.kind === 'alert' ? alert.alert.incidentId : '')).toBe('all')
})
