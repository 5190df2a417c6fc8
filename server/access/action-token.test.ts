import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ActionClaims, LINK_VERBS, readAction, signAction } from './action-token'
import { sealKey } from './seal'

const SECRET = 'a secret of sufficient length for a test'
const key = sealKey(SECRET, 'action-links')
const NOW = new Date('2026-11-17T14:00:00Z')
const claims: ActionClaims = {
  verb: 'acknowledge',
  incidentId: '0190a0b0-0000-7000-8000-000000000001',
  person: 'ada@example.com',
  channel: 'mail',
  issuedAt: NOW,
  expiresAt: new Date('2026-11-24T14:00:00Z'),
  nonce: 'AAAAAAAAAAAAAAAAAAAAAA',
}

test('whatever is signed comes back as it was', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...LINK_VERBS),
      fc.uuid({ version: 7 }),
      fc.option(fc.string({ unit: 'grapheme', maxLength: 200 })),
      fc.string({ maxLength: 80 }),
      fc.stringMatching(/^[A-Za-z0-9_-]{22}$/),
      (verb, incidentId, person, channel, nonce) => {
        const given: ActionClaims = { ...claims, verb, incidentId, person, channel, nonce }
        expect(readAction(signAction(given, key), key, NOW)).toEqual({ kind: 'valid', claims: given })
      },
    ),
  )
})

test('any altered letter is refused, wherever it stands', () => {
  const token = signAction(claims, key)
  fc.assert(
    fc.property(fc.nat(token.length - 1), fc.constantFrom(...'ABCDwxyz0189-_.act'), (at, letter) => {
      fc.pre(token[at] !== letter)
      expect(readAction(`${token.slice(0, at)}${letter}${token.slice(at + 1)}`, key, NOW).kind).toBe('altered')
    }),
    { numRuns: 2_000 },
  )
})
test('also the bits of the last letter that mean nothing to a decoder', () => {
  const token = signAction(claims, key)
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const accepted = [...alphabet].filter((letter) => readAction(token.slice(0, -1) + letter, key, NOW).kind === 'valid')
  expect(accepted).toEqual([token.at(-1)])
})
test('what was cut, lengthened, or is no token at all is refused', () => {
  const token = signAction(claims, key)
  for (let length = 0; length < token.length; length++) expect(readAction(token.slice(0, length), key, NOW).kind).toBe('altered')
  for (const other of [`${token}A`, ` ${token}`, `${token}\n`, 'act..', '..', 'x'.repeat(100_000)])
    expect(readAction(other, key, NOW).kind).toBe('altered')
})

describe('the end of a token', () => {
  const token = signAction(claims, key)
  const at = (ms: number) => readAction(token, key, new Date(claims.expiresAt.getTime() + ms)).kind
  test('is to the second', () => expect([at(-1_000), at(-1), at(0), at(1_000)]).toEqual(['valid', 'valid', 'expired', 'expired']))
  test('is said with its date', () =>
    expect(readAction(token, key, claims.expiresAt)).toMatchObject({ says: expect.stringContaining('2026-11-24 14:00 UTC') }))
})

test('what was signed for something else, or with another key, does not act, and the two are told apart', () => {
  expect(readAction(signAction(claims, key, 'confirm'), key, NOW).kind).toBe('of-another-purpose')
  expect(readAction(signAction(claims, sealKey('another secret of sufficient length!', 'action-links')), key, NOW).kind).toBe('altered')
  expect(readAction(signAction(claims, sealKey(SECRET)), key, NOW).kind).toBe('altered')
})
