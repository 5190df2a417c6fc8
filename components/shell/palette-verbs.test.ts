import { expect, test } from 'vitest'
import { askedOf } from './palette-verbs'

test.each([
  ['a verb and what it is done to', 'pause shop-front', { verb: 'pause', words: 'shop-front' }],
  ['another word for it, and one too many', 'Mute the web shop', { verb: 'silence', words: 'web shop' }],
  ['a verb alone is a word as any other', 'pause', { verb: null, words: 'pause' }],
  ['a name that begins like a verb', 'runner', { verb: null, words: 'runner' }],
  ['several words without one', 'shop front', { verb: null, words: 'shop front' }],
])('%s', (_claim, typed, expected) => expect(askedOf(typed)).toEqual(expected))
