import { randomBytes, scryptSync } from 'node:crypto'
import { open, seal } from '../access/seal'
import { invalid, isRefusal } from '../kernel/errors'
import type { Manifest } from './format'

const SALT_BYTES = 16
/** 128 MiB and about half a second for each guess; see RFC 7914. */
const COST = { N: 131_072, r: 8, p: 1, maxmem: 256 * 2 ** 20 }
const BOUND = 'backup'
export const PASSPHRASE_MIN = 12

/** Seals the secret of an installation by a passphrase, to go with its backup. */
export function sealSecret(secret: string, passphrase: string): NonNullable<Manifest['key']> {
  const salt = randomBytes(SALT_BYTES)
  return { salt: salt.toString('base64url'), sealed: seal(secret, scryptSync(passphrase, salt, 32, COST), BOUND) }
}

/** @throws Refusal `invalid` when the passphrase is another one */
export function openSecret({ salt, sealed }: NonNullable<Manifest['key']>, passphrase: string): string {
  try {
    return open(sealed, scryptSync(passphrase, Buffer.from(salt, 'base64url'), 32, COST), BOUND)
  } catch (cause) {
    if (!isRefusal(cause)) throw cause
    throw invalid('The passphrase does not open the secret in this backup: it was made with another one.')
  }
}
