import { expect, test } from 'vitest'
import { aCheck, aService, story } from '../../pipeline/testing'
import { overviewOf } from './overview'

const shop = () => story({ services: [aService('shop')], checks: [aCheck(1, 'shop'), aCheck(2, 'shop')] })

test('nothing can be said of a world in which nothing is watched', () =>
  expect(overviewOf(story({}).world)).toEqual({ id: 'overview', status: 'unknown', openIncidents: 0, urgent: false }))

test('what is open decides, the worst of it first, and it is urgent until somebody has it', () => {
  const { world, see, move, incidents } = shop()
  for (const letter of '..') see(1, 0, letter)
  expect(overviewOf(world)).toMatchObject({ status: 'up', openIncidents: 0, urgent: false })
  see(1, 30, 'f')
  see(1, 35, 'f')
  expect(overviewOf(world)).toMatchObject({ status: 'down', openIncidents: 1, urgent: true })
  const [incident] = incidents()
  if (incident) move(40, [{ kind: 'incident-stored', incident: { ...incident, state: 'acknowledged', version: 1 } }])
  expect(overviewOf(world)).toMatchObject({ status: 'down', openIncidents: 1, urgent: false })
  for (const seconds of [45, 50, 55]) see(1, seconds, '.')
  expect(overviewOf(world)).toMatchObject({ status: 'up', openIncidents: 0 })
})
