import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { methodsOf, type RouteModule, routeTable } from './table'

const answering = async () => new Response()
const module = (): RouteModule => ({ GET: answering })
const [things, bulk, thing, parts, part, all] = [module(), module(), module(), module(), module(), module()]
const find = routeTable({
  '/api/things': things,
  '/api/things/bulk': bulk,
  '/api/things/[id]': thing,
  '/api/things/[id]/parts': parts,
  '/api/things/[id]/parts/[part]': part,
  '/api/auth/[...all]': all,
})

describe('which module answers', () => {
  test.each([
    ['/api/things', things, {}],
    ['/api/things/', things, {}],
    ['/api/things/bulk', bulk, {}],
    ['/api/things/7', thing, { id: '7' }],
    ['/api/things/bulk/parts', parts, { id: 'bulk' }],
    ['/api/things/7/parts/a%2Fb', part, { id: '7', part: 'a/b' }],
    ['/api/auth/sign-in/social', all, { all: ['sign-in', 'social'] }],
  ])('%s', (path, expected, params) => {
    const found = find(path)
    expect(found?.module).toBe(expected)
    expect(found?.params).toEqual(params)
  })

  test.each(['/api', '/api/auth', '/api/auth/', '/api/things/7/elsewhere', '/api//things', '/api/things//parts', '/api/constructor', '/'])(
    'none answers %s',
    (path) => expect(find(path)).toBeUndefined(),
  )
})

test('whatever is in a segment comes out of it as it was', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => text.isWellFormed()),
      (id) => {
        expect(find(`/api/things/${encodeURIComponent(id)}/parts`)?.params).toEqual({ id })
      },
    ),
    { numRuns: 100 },
  )
})

test('modules that nobody could tell apart are refused', () => {
  expect(() => routeTable({ '/a/[id]': module(), '/a/[name]/b': module() })).toThrow('/a/[name]/b: this segment is [id] elsewhere.')
  expect(() => routeTable({ '/a/[...all]/b': module() })).toThrow('[...all] must stand last')
  expect(() => routeTable({ '/a': module(), '/a/': module() })).toThrow('/a/ is there twice.')
})

test('what reads is asked for its head, too', () => {
  expect(methodsOf({ GET: answering, DELETE: answering })).toEqual(['GET', 'HEAD', 'DELETE', 'OPTIONS'])
  expect(methodsOf({ POST: answering })).toEqual(['POST', 'OPTIONS'])
})
