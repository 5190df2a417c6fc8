import { expect, test } from 'vitest'
import { systemIds } from '../runtime/ids'
import { hashOf, keyId, makeKey, sameHash } from './keys'

test('a key holds its id, and its hash does not hold the key', () => {
  const { id, text, hash } = makeKey(systemIds)
  expect(keyId(text)).toBe(id)
  expect(hash).toMatch(/^[0-9a-f]{64}$/)
  expect(sameHash(hash, hashOf(text))).toBe(true)
})

test('a key of which one letter differs is another key', () => {
  const { text, hash } = makeKey(systemIds)
  const other = text.slice(0, -1) + (text.endsWith('A') ? 'B' : 'A')
  expect(sameHash(hash, hashOf(other))).toBe(false)
})

test.each(['', 'plk_', 'Bearer x', 'plk_zz_yy', `plk_${'0'.repeat(32)}_short`, `plk_${'0'.repeat(32)}_${'a'.repeat(44)}`])(
  '%j is no key',
  (text) => expect(keyId(text)).toBeUndefined(),
)

test('hashes of unequal length or none are never the same', () => {
  expect(sameHash('', '')).toBe(false)
  expect(sameHash('ab', 'abcd')).toBe(false)
})
