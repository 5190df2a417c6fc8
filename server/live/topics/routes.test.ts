import { expect, test } from 'vitest'
import { aCheck, aService, story } from '../../pipeline/testing'
import { astray, routes } from './routes'

test('of all routes those go astray that have a finding, until what is declared says otherwise', () => {
  const { world, declare } = story({ services: [aService('admin'), aService('search')], checks: [aCheck(1, 'admin')] })
  const now = new Date(0)
  const named = (rows: readonly { readonly name: string }[]) => rows.map(({ name }) => name)
  expect(named(routes.all(world, '', now))).toEqual(['admin', 'search'])
  const findings = routes.all(world, '', now).flatMap(({ finding }) => finding ?? [])
  expect(astray.all(world, '', now)).toEqual([{ id: 'astray', count: 2, findings }])
  expect(astray.item(world, 'astray', '', [], now)).toEqual({ id: 'astray', count: 2, findings })
  declare(10, { services: [] })
  expect(astray.all(world, '', now)).toEqual([])
  expect(astray.item(world, 'astray', '', [], now)).toBeUndefined()
})

test('thousands of routes that go astray are counted, and a few of them are told', () => {
  const { world } = story({ services: Array.from({ length: 3_000 }, (_, i) => aService(`service-${i}`)), checks: [] })
  const [row] = astray.all(world, '', new Date(0))
  expect(row).toMatchObject({ count: 3_000 })
  expect(row?.findings).toHaveLength(5)
})
