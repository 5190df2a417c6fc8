import { expect, test } from 'vitest'
import { place } from './place-issues'

const FIELDS = ['title', 'services', 'from', 'inExchange', 'scopes', 'layers[0].people']
const AT = { matcher: 'services', name: 'title' }
const placed = (path: string) => place([{ path, message: 'must be another' }], (name) => FIELDS.includes(name), AT)[0]

test.each([
  ['title', 'title'],
  ['scopes[2]', 'scopes'],
  ['when.once.from', 'from'],
  ['inExchange.from', 'inExchange'],
  ['layers[0].people', 'layers[0].people'],
  ['matcher.services[0]', 'services'],
  ['matcher.tags', 'services'],
  ['matcher', 'services'],
  ['name', 'title'],
])('what is wrong with %s is said at %s', (path, name) => expect(placed(path)).toEqual({ name, says: 'Must be another.' }))

test.each(['version', 'when.every', 'constructor'])('what is wrong with %s, which has no field, is said with its path', (path) =>
  expect(placed(path)).toEqual({ name: undefined, says: `${path} must be another.` }),
)

test('what is wrong with no path stands alone', () => expect(placed('')).toEqual({ name: undefined, says: 'Must be another.' }))
