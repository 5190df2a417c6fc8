import { expect, test } from 'vitest'
import { parcelOf, unpacked } from './parcel'

test('what is sent arrives, whatever its words are', () => {
  const sent = { says: '</script> "a" \\ \u2028', rows: [{ ms: 0.25, last: null }], none: [] }
  expect(unpacked(parcelOf(sent))).toEqual(sent)
})
test('a key that is undefined arrives as none', () => {
  const sent: { name: string; owner?: string | undefined } = { name: 'a', owner: undefined }
  expect(unpacked(parcelOf(sent))).toStrictEqual({ name: 'a' })
})
test('a date cannot be sent, because it would arrive as words', () => {
  // @ts-expect-error refused by its type
  parcelOf({ at: new Date(0) })
})
test('an address cannot be sent, nor what else says its own JSON', () => {
  // @ts-expect-error refused by its type
  parcelOf({ url: new URL('https://a.example') })
  // @ts-expect-error refused by its type
  parcelOf({ money: { amount: 1, toJSON: () => '1.00' } })
})
test('a value of which nothing is known cannot be sent', () => {
  const known: { at: unknown } = { at: new Date(0) }
  // @ts-expect-error refused by its type
  parcelOf(known)
})
test('a list with gaps cannot be sent, because they would arrive as null', () => {
  const gaps: { list: readonly (number | undefined)[] } = { list: [1, undefined] }
  // @ts-expect-error refused by its type
  parcelOf(gaps)
})
test('no type refuses a number that is not finite: it arrives as null', () => {
  expect(unpacked(parcelOf({ ms: Number.POSITIVE_INFINITY }))).toEqual({ ms: null })
})
