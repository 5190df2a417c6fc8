import { expect, test } from 'vitest'
import { aCheck, anOpportunity, aService, story } from '../../pipeline/testing'
import { NOON } from '../testing'
import { opportunities } from './opportunities'

test('a check and its service of one title are named once, by the worse of the two', () => {
  const { world, see } = story({
    services: [aService('admin', { title: 'Admin area' })],
    checks: [aCheck(1, 'admin', { title: 'Admin area' }), aCheck(2, 'admin', { title: 'Admin login', critical: false })],
    opportunities: [
      anOpportunity('zebra', 100, [
        { kind: 'service', id: 'admin' },
        { kind: 'check', id: 'check-1' },
        { kind: 'check', id: 'check-2' },
      ]),
    ],
  })
  for (const second of [0, 5, 10]) see(1, second, 'f')
  see(2, 12, '.')
  const [row] = opportunities.all(world, '', NOON)
  expect(row).toMatchObject({
    stake: 'risk',
    because: ['Admin area'],
    journeys: [
      { title: 'Admin area', status: 'down' },
      { title: 'Admin login', status: 'up' },
    ],
  })
})
