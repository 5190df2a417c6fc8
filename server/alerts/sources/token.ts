import { createHmac } from 'node:crypto'
import { hashOf } from '../../access/keys'
import type { SealKey } from '../../access/seal'

/** The token of a source that declares none: it follows from `PLIMSOLL_SECRET` and the source's id, and so is the same after a restart. */
export const derivedSourceToken = (key: SealKey, sourceId: string): string =>
  createHmac('sha256', key).update(`source ${sourceId}`).digest('base64url')

/** What is kept to know a token again. */
export const tokenHashOf = (options: Readonly<Record<string, unknown>>, key: SealKey, sourceId: string): string =>
  hashOf(typeof options.token === 'string' ? options.token : derivedSourceToken(key, sourceId))
