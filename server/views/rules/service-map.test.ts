import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { apart, layOut, type MapThing, NODE_HEIGHT, NODE_WIDTH, reachedFrom, stepFrom } from './service-map'

const thing = (id: string, ...needs: string[]): MapThing => ({ id, title: id, needs })
const graph = fc
  .integer({ min: 1, max: 60 })
  .chain((count) =>
    fc
      .tuple(
        ...Array.from({ length: count }, (_, index) => fc.array(fc.integer({ min: 0, max: Math.max(0, index - 1) }), { maxLength: 4 })),
      )
      .map((all) => all.map((needs, index) => thing(`s${index}`, ...(index === 0 ? [] : needs.map((need) => `s${need}`))))),
  )

describe('laying out', () => {
  test('each stands once, none on another, and all that it needs to its right', () =>
    fc.assert(
      fc.property(graph, (things) => {
        const { places, edges, width, height } = layOut(things)
        expect(places.map(({ id }) => id).toSorted()).toEqual(things.map(({ id }) => id).toSorted())
        for (const [i, a] of places.entries())
          for (const b of places.slice(i + 1)) expect(Math.abs(a.x - b.x) >= NODE_WIDTH || Math.abs(a.y - b.y) >= NODE_HEIGHT).toBe(true)
        for (const { x1, x2 } of edges) expect(x1).toBeLessThan(x2)
        for (const { x, y } of places) expect(x >= 0 && y >= 0 && x + NODE_WIDTH <= width && y + NODE_HEIGHT <= height).toBe(true)
      }),
    ))
  test('the same in whatever order they come', () =>
    fc.assert(
      fc.property(graph, (things) => {
        const sorted = (list: readonly MapThing[]) =>
          layOut(list)
            .places.toSorted((a, b) => (a.id < b.id ? -1 : 1))
            .filter(({ id }) => things.find((one) => one.id === id)?.needs.length)
        expect(sorted(things.toReversed()).map(({ id, column }) => [id, column])).toEqual(
          sorted(things).map(({ id, column }) => [id, column]),
        )
      }),
    ))
  test('two hundred that need nothing of each other stand in columns of a height that can be read', () => {
    const { height } = layOut(Array.from({ length: 200 }, (_, index) => thing(`s${index}`)))
    expect(height).toBeLessThan(1_100)
  })
  test('a ring ends', () => expect(layOut([thing('a', 'b'), thing('b', 'a')]).places).toHaveLength(2))
})

test('what fails reaches everything that needs it, and nothing else', () => {
  const neededBy = new Map([
    ['db', ['auth']],
    ['auth', ['admin', 'shop']],
    ['cache', ['shop']],
  ])
  expect([...reachedFrom('db', neededBy)].toSorted()).toEqual(['admin', 'auth', 'shop'])
})

test('what is needed through something else is reached by its lines, not by one of its own', () =>
  expect(layOut([thing('orders', 'shop', 'db'), thing('shop', 'db'), thing('db')]).edges.map(({ from, to }) => `${from} ${to}`)).toEqual([
    'orders shop',
    'shop db',
  ]))

test('arrows walk along what hangs together, and stop at the edge', () => {
  const layout = layOut([thing('orders', 'shop'), thing('shop', 'db'), thing('admin', 'db'), thing('db')])
  expect(stepFrom(layout, undefined, 'right')).toBeDefined()
  expect(stepFrom(layout, 'orders', 'right')).toBe('shop')
  expect(stepFrom(layout, 'shop', 'right')).toBe('db')
  expect(stepFrom(layout, 'db', 'right')).toBeUndefined()
  expect(stepFrom(layout, 'shop', 'left')).toBe('orders')
})

test('labels never stand on each other', () =>
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 20 }), (heights) => {
      const moved = [...apart(heights, 16)].toSorted((a, b) => a - b)
      for (const [i, y] of moved.slice(1).entries()) expect(y - (moved[i] ?? 0)).toBeGreaterThanOrEqual(16)
    }),
  ))
