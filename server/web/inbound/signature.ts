import { createHmac, timingSafeEqual } from 'node:crypto'

/** Whether a signature in hexadecimal is the HMAC-SHA256 of a text. */
export function isSigned(text: string, hex: string, secret: string): boolean {
  const [given, expected] = [Buffer.from(hex, 'hex'), createHmac('sha256', secret).update(text).digest()]
  return given.length === expected.length && timingSafeEqual(given, expected)
}
