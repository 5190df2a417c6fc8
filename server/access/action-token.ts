import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { SealKey } from './seal'

/** What a link or a button of a message may do. */
export const LINK_VERBS = ['acknowledge', 'escalate', 'resolve'] as const
export type LinkVerb = (typeof LINK_VERBS)[number]

/** What a token lets its bearer do, once. Times are whole seconds. */
export type ActionClaims = {
  readonly verb: LinkVerb
  readonly incidentId: string
  /** The e-mail address of the person who was told; null where many read. */
  readonly person: string | null
  /** By which channel it was told. */
  readonly channel: string
  readonly issuedAt: Date
  readonly expiresAt: Date
  /** Random, so that no two tokens are the same and each can be used up by itself. */
  readonly nonce: string
}

export type TokenReading =
  | { readonly kind: 'valid'; readonly claims: ActionClaims }
  | { readonly kind: 'altered' | 'expired' | 'of-another-purpose'; readonly says: string }

/** The key of this signature comes from `PLIMSOLL_SECRET` by this purpose (`sealKey`). */
export const ACTION_KEY = 'action-links'
/** What a token of a message is for; tokens for anything else begin with another word. */
const ACT = 'act'
const NONCE = /^[A-Za-z0-9_-]{16,64}$/
const FORM = /^([a-z-]{1,20})\.([A-Za-z0-9_-]{1,1900})\.([A-Za-z0-9_-]{43})$/

const Seconds = z.number().int().min(0).max(8_640_000_000_000)
const Payload = z.tuple([
  z.enum(LINK_VERBS),
  z.uuid(),
  z.string().nullable(),
  z.string(),
  Seconds,
  Seconds,
  z.string().regex(NONCE, 'must be random'),
])

/**
 * Signs what a link or a button may do: `act.<claims in base64url>.<HMAC-SHA256 in base64url>`.
 *
 * @param purpose keeps apart what is signed with the same key for other ends
 */
export function signAction(claims: ActionClaims, key: SealKey, purpose: string = ACT): string {
  const { verb, incidentId, person, channel, issuedAt, expiresAt, nonce } = claims
  const payload: z.infer<typeof Payload> = [verb, incidentId, person, channel, secondsOf(issuedAt), secondsOf(expiresAt), nonce]
  const signed = `${purpose}.${Buffer.from(JSON.stringify(payload)).toString('base64url')}`
  return `${signed}.${macOf(signed, key)}`
}

/** Reads a token: what it lets do, or in a sentence why it lets nothing. It ends with the second at which it expires. */
export function readAction(token: string, key: SealKey, now: Date): TokenReading {
  const [, purpose = '', body = '', mac = ''] = FORM.exec(token) ?? []
  const [given, expected] = [Buffer.from(mac), Buffer.from(macOf(`${purpose}.${body}`, key))]
  // As text and not as bytes: the last letter of base64url has bits that mean nothing.
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return altered
  if (purpose !== ACT) return { kind: 'of-another-purpose', says: 'This link is for something else; it acts on no incident.' }
  const parsed = Payload.safeParse(jsonOf(body))
  if (!parsed.success) return altered
  const [verb, incidentId, person, channel, issued, expires, nonce] = parsed.data
  const [issuedAt, expiresAt] = [new Date(issued * 1000), new Date(expires * 1000)]
  if (expiresAt <= now)
    return { kind: 'expired', says: `This link ended on ${expiresAt.toISOString().slice(0, 16).replace('T', ' ')} UTC; nothing was done.` }
  return { kind: 'valid', claims: { verb, incidentId, person, channel, issuedAt, expiresAt, nonce } }
}

const altered: TokenReading = {
  kind: 'altered',
  says: 'This link is not whole, or not one of ours: it was cut or altered on its way. Nothing was done.',
}

const secondsOf = (at: Date): number => Math.floor(at.getTime() / 1000)
const macOf = (signed: string, key: SealKey): string => createHmac('sha256', key).update(signed).digest('base64url')

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(Buffer.from(body, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}
