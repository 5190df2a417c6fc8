import { describe, expect, test } from 'vitest'
import { titleOf } from './words'

describe('the sentence of an incident', () => {
  test.each([
    ['Admin sign-in', 'Admin sign-in is failing'],
    ['Orders', 'Orders are failing'],
    ['Renewal payments', 'Renewal payments are failing'],
    ['Address', 'Address is failing'],
    ['Service status', 'Service status is failing'],
    ['Redis', 'Redis is failing'],
    ['DNS', 'DNS is failing'],
    ['Postgres', 'Postgres is failing'],
  ])('%s: %s', (title, says) => expect(titleOf({ title }, 'down', { title }, 'down')).toBe(says))
  test('what is slow says so, and what is only impaired names its check', () =>
    expect([
      titleOf({ title: 'Orders' }, 'degraded', { title: 'Orders' }, 'degraded'),
      titleOf({ title: 'API' }, 'degraded', { title: 'Routes' }, 'down'),
    ]).toEqual(['Orders are slow', 'API is impaired: Routes is failing']))
})
