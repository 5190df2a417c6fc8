import { expect, test } from 'vitest'
import { bestOf, type Findable, fitOf } from './search'

const thing = (name: string, says = ''): Findable => ({ name, says })

test.each([
  ['the name itself', thing('shop'), 'shop', 0],
  ['a name that begins so', thing('shop-front'), 'shop', 1],
  ['a word of the name that begins so', thing('eu-shop-front'), 'front', 2],
  ['words of anything that begin so', thing('eu-front', 'the shop'), 'shop front', 3],
  ['letters in the middle', thing('workshop'), 'shop', 4],
  ['words that are nowhere', thing('bank'), 'shop', undefined],
])('%s', (_claim, one, sought, expected) => expect(fitOf(one, sought)).toBe(expected))

test('the best come first, those that fit alike as they came, and no more than asked for', () => {
  const names = ['workshop', 'my-shop', 'shop-b', 'bank', 'shop-a', 'shop']
  expect(bestOf(names, (name) => thing(name), 'shop', 4)).toEqual(['shop', 'shop-b', 'shop-a', 'my-shop'])
})
