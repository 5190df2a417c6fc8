import { createHmac, timingSafeEqual } from 'node:crypto'
import type { SealKey } from '../access/seal'

/** The key of these comes from `PLIMSOLL_SECRET` by this purpose (`sealKey`). */
export const CALENDAR_KEY = 'calendar-links'
/** The id finds the row, the rest opens it. */
const FORM = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})-([A-Za-z0-9_-]{43})$/

const proofOf = (key: SealKey, id: string): string => createHmac('sha256', key).update(`calendar ${id}`).digest('base64url')

/** What stands in the address of a feed. Nobody guesses it, and it is the same whenever it is shown. */
export const calendarToken = (key: SealKey, id: string): string => `${id.replaceAll('-', '')}-${proofOf(key, id)}`

/** The id of the feed that a token opens; undefined when it opens none. */
export function readCalendarToken(key: SealKey, token: string): string | undefined {
  const [, a, b, c, d, e, proof = ''] = FORM.exec(token) ?? []
  if (a === undefined) return undefined
  const id = `${a}-${b}-${c}-${d}-${e}`
  return timingSafeEqual(Buffer.from(proof), Buffer.from(proofOf(key, id))) ? id : undefined
}
