import { expect, test } from 'vitest'
import { clip, clipBytes, oneLine, whole } from './clip'

test.each([
  ['Subject\r\nBcc: eve@evil.example', 'Subject Bcc: eve@evil.example'],
  ['a\u2028b\u2029c\u0085d\0e', 'a b c d e'],
  ['  503\tafter  5.0 s ', '503 after 5.0 s'],
  ['\u202Egnp.exe', 'gnp.exe'],
  ['\uD800 alone', '\uFFFD alone'],
])('%j as one line is %j', (text, line) => expect(oneLine(text)).toBe(line))

test.each([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'ab…'],
  ['ab cd', 4, 'ab…'],
  ['a😀b', 3, 'a…'],
])('%j in %i is %j', (text, most, clipped) => expect(clip(text, most)).toBe(clipped))

test.each([
  ['abcd', 4, 'abcd'],
  ['abcde', 4, 'a…'],
  ['ééé', 5, 'é…'],
  ['é€€', 7, 'é…'],
  ['😀😀', 7, '😀…'],
])('%j in %i bytes is %j', (text, most, clipped) => {
  expect(clipBytes(text, most)).toBe(clipped)
  expect(Buffer.byteLength(clipBytes(text, most))).toBeLessThanOrEqual(most)
})

test.each([
  [['ab', 'cd'], 5, 'ab\ncd'],
  [['ab', 'cd'], 4, 'ab'],
  [['abc', 'd'], 2, ''],
])('%j in %i is %j, each part whole', (parts, most, text) => expect(whole(parts, most)).toBe(text))
