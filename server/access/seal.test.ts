import fc from 'fast-check'
import { expect, test } from 'vitest'
import { open, seal, sealKey } from './seal'

const key = sealKey('a secret of sufficient length for a test')

test('every text comes back as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, bound) => {
      expect(open(seal(text, key, bound), key, bound)).toBe(text)
    }),
  )
})

test('every altered byte is noticed', () => {
  const sealed = seal('hunter2', key)
  const bytes = Buffer.from(sealed.slice(3), 'base64url')
  for (let i = 0; i < bytes.length; i++) {
    const altered = Buffer.from(bytes)
    altered[i] = (altered[i] ?? 0) ^ 1
    expect(() => open(`v1.${altered.toString('base64url')}`, key), `byte ${i}`).toThrow('cannot be opened')
  }
})

test('the same text is sealed differently each time', () => expect(seal('hunter2', key)).not.toBe(seal('hunter2', key)))
test('another secret, another purpose and another owner do not open it', () => {
  const sealed = seal('hunter2', key, 'check-1')
  expect(() => open(sealed, sealKey('another secret of sufficient length'), 'check-1')).toThrow('another PLIMSOLL_SECRET')
  expect(() => open(sealed, sealKey('a secret of sufficient length for a test', 'else'), 'check-1')).toThrow('cannot be opened')
  expect(() => open(sealed, key, 'check-2')).toThrow('cannot be opened')
})
test.each(['', 'v1.', 'v1.AAAA', 'v2.AAAA', 'plain text'])('%j is not sealed', (text) =>
  expect(() => open(text, key)).toThrow('cannot be opened'),
)
