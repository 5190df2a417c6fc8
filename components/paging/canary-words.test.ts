import { expect, test } from 'vitest'
import { noCanaryOf } from './canary-words'

test.each([
  ['a channel that takes none is not waited for', { canary: { off: 'this kind of channel cannot take one' } }, 'no canary is sent here'],
  ['the first of another is', { canary: { everyMs: 1, withinMs: 1, echo: false, provenAt: null, nextAt: new Date(0) } }, 'no canary yet'],
  ['so is that of one of which nothing is known yet', null, 'no canary yet'],
])('%s', (_claim, sight, expected) => expect(noCanaryOf(sight)).toBe(expected))
