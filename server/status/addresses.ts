import { createHmac, timingSafeEqual } from 'node:crypto'
import type { SealKey } from '../access/seal'
import type { StatusPageInput } from './model'

/** What keeps the proofs of status pages apart from all others that come from the same secret (`sealKey`). */
export const STATUS_KEY = 'status-pages'

/**
 * Where a page is for those outside, without a slash at its end: at its own domain, or below Plimsoll's address.
 *
 * @param url of Plimsoll
 */
export const addressOfPage = ({ name, domain }: Pick<StatusPageInput, 'name' | 'domain'>, url: string): string =>
  domain === undefined ? `${url}/status/${name}` : `${new URL(url).protocol}//${domain}`

/** What a link in a mail lets whoever has it do. */
export type LinkDeed = 'confirm' | 'unsubscribe'

/** The id finds the row, the rest opens it. */
const FORM = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})-([A-Za-z0-9_-]{43})$/
const proofOf = (key: SealKey, text: string): string => createHmac('sha256', key).update(text).digest('base64url')

/** What stands in a link to a subscriber. Nobody guesses it, and it does one thing. */
export const linkToken = (key: SealKey, deed: LinkDeed, id: string): string => `${id.replaceAll('-', '')}-${proofOf(key, `${deed} ${id}`)}`

/** The subscriber of a link; undefined when it was not made here, or for something else. */
export function readLinkToken(key: SealKey, deed: LinkDeed, token: string): string | undefined {
  const [, a, b, c, d, e, proof = ''] = FORM.exec(token) ?? []
  if (a === undefined) return undefined
  const id = `${a}-${b}-${c}-${d}-${e}`
  return timingSafeEqual(Buffer.from(proof), Buffer.from(proofOf(key, `${deed} ${id}`))) ? id : undefined
}
