import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

export const hmacOf = (secret: string, text: string | Buffer): string => createHmac('sha256', secret).update(text).digest('hex')

/** In a time that does not depend on where the two differ. */
export const sameText = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other))

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
