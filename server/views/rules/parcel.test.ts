import { expect, test } from 'vitest'
import { parcelOf, unpacked } from './parcel'

test('what is sent arrives, whatever its words are', () => {
  const sent = { says: '</script> "a" \\ \u2028', rows: [{ ms: 0.25, last: null }], none: [] }
  expect(unpacked(parcelOf(sent))).toEqual(sent)
})
test('what JSON would change cannot be sent', () => {
  // @ts-expect-error a date would arrive as words
  parcelOf({ at: new Date(0) })
})
