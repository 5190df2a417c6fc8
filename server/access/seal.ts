import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { Refusal } from '../kernel/errors'

/** The key that seals secrets at rest, derived from `PLIMSOLL_SECRET`. */
export type SealKey = Buffer & { readonly seals?: true }

const NONCE_BYTES = 12
const TAG_BYTES = 16
const VERSION = 'v1'

/** @param purpose keeps keys apart that come from the same secret */
export const sealKey = (secret: string, purpose = 'secrets-at-rest'): SealKey =>
  Buffer.from(hkdfSync('sha256', secret, 'plimsoll', purpose, 32))

/**
 * Seals a text with AES-256-GCM under a new nonce: `v1.<nonce, tag and ciphertext in base64url>`.
 *
 * @param bound what the text belongs to (an id); it must be the same when opening, so that a sealed text cannot be moved elsewhere
 */
export function seal(text: string, key: SealKey, bound = ''): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(bound))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return `${VERSION}.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')}`
}

/** @throws Refusal `invalid` when the text was altered, cut, moved, or sealed with another secret */
export function open(sealed: string, key: SealKey, bound = ''): string {
  const [version, body = ''] = sealed.split('.')
  const bytes = Buffer.from(body, 'base64url')
  if (version !== VERSION || bytes.length < NONCE_BYTES + TAG_BYTES) throw unreadable()
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
    decipher.setAAD(Buffer.from(bound)).setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8')
  } catch (cause) {
    throw unreadable(cause)
  }
}

const unreadable = (cause?: unknown) =>
  new Refusal(
    'invalid',
    'A stored secret cannot be opened: it was altered, or sealed with another PLIMSOLL_SECRET. Enter it anew.',
    {},
    { cause },
  )
