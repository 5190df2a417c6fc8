import { expect, test } from 'vitest'
import { aCheck, aService, story } from '../../pipeline/testing'
import { astray, routes } from './routes'

test('of all routes those go astray that have a finding, and come back when what is declared says so', () => {
  const { world, declare } = story({ services: [aService('admin'), aService('search')], checks: [aCheck(1, 'admin')] })
  const now = new Date(0)
  const named = (rows: readonly { readonly name: string }[]) => rows.map(({ name }) => name)
  expect(named(routes.all(world, '', now))).toEqual(['admin', 'search'])
  expect(named(astray.all(world, '', now))).toEqual(named(routes.all(world, '', now).filter(({ finding }) => finding !== null)))
  const lost = astray.all(world, '', now)
  expect(lost.length).toBeGreaterThan(0)
  declare(10, { services: [] })
  for (const { id } of lost) expect(astray.item(world, id, '', [], now)).toBeUndefined()
})
