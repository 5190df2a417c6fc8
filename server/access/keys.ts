import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { Ids } from '../runtime/ids'

/** `plk_<id>_<secret>`: the id finds the row, the secret opens it. The id is a uuid without its hyphens. */
const FORM = /^plk_([0-9a-f]{32})_([A-Za-z0-9_-]{43})$/

const SECRET_BYTES = 32

export type NewKey = { readonly id: string; readonly text: string; readonly hash: string }

/** A new key. Its text is shown once; only the hash is kept. */
export function makeKey(ids: Ids): NewKey {
  const id = ids.next()
  const text = `plk_${id.replaceAll('-', '')}_${ids.secret(SECRET_BYTES)}`
  return { id, text, hash: hashOf(text) }
}

/** The id in a key's text; undefined when it is no key of ours. */
export function keyId(text: string): string | undefined {
  const [, hex] = text.match(FORM) ?? []
  return hex && `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** SHA-256 suffices: what is hashed is random, so there is nothing to guess that a slow hash would protect. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Compares two hashes in a time that does not depend on where they differ. */
export function sameHash(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one, 'hex'), Buffer.from(other, 'hex')]
  return a.length === b.length && a.length > 0 && timingSafeEqual(a, b)
}

/** A token that follows from `PLIMSOLL_SECRET`: the same after a restart, so that a link that was printed keeps working. */
export const derivedToken = (secret: string, purpose: 'setup-link' | `demo-${string}`): string =>
  createHmac('sha256', secret).update(purpose).digest('base64url')
