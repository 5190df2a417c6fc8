import { randomBytes } from 'node:crypto'
import { uuidv7 } from 'uuidv7'

/** Where names come from. A test hands in one that counts. */
export type Ids = {
  /** A new id: unique everywhere, and in the order of its making (RFC 9562, version 7). */
  next(): string
  /** `bytes` random bytes in URL-safe base64: for tokens and keys. */
  secret(bytes: number): string
}

export const systemIds: Ids = { next: uuidv7, secret: (bytes) => randomBytes(bytes).toString('base64url') }
