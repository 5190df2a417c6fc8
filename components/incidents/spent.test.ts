import { expect, test } from 'vitest'
import { offsetWords, spentWords } from './spent'

test.each([
  [0, '0:00'],
  [92_999, '1:32'],
  [3_599_000, '59:59'],
  [7_440_000, '2 h 04'],
  [-5, '0:00'],
])('%i ms are spent as %s', (ms, said) => expect(spentWords(ms)).toBe(said))

test.each([
  [1_000_000, '0:00'],
  [1_005_000, '+0:05'],
  [306_000, '−11:34'],
  [4_661_000, '+1:01:01'],
])('what happened at %i stands at %s', (atMs, said) => expect(offsetWords(atMs, 1_000_000)).toBe(said))
