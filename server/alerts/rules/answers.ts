import { DAY, SECOND } from '../../kernel/duration'
import { retryAfterOf } from '../../kernel/retry-after'
import type { HttpAnswer } from '../channels/channel'
import type { Delivered } from '../model'
import { oneLine } from './clip'

const MOST_QUOTED = 200

/** Statuses that say "not now": a request that took too long, came too early or too often, and whatever is the server's own fault. */
export const isPassing = (status: number): boolean => status === 408 || status === 425 || status === 429 || (status >= 500 && status < 600)

/** The answer in a sentence: `ntfy answered 403: forbidden`. */
export const answered = (who: string, status: number, quoted = ''): string => {
  const quote = oneLine(quoted, MOST_QUOTED)
  return `${who} answered ${status}${quote ? `: ${quote}` : ''}`
}

/**
 * Reads an answer by its status alone: 2xx is delivered, what may pass is tried again, everything else is refused.
 *
 * @param says what the body says, when it is not to be quoted as it is
 */
export function readByStatus({ status, body }: Pick<HttpAnswer, 'status' | 'body'>, who: string, says: string = body): Delivered {
  if (status >= 200 && status < 300) return { kind: 'delivered', says: `${who} took it (${status})` }
  if (isPassing(status)) return { kind: 'retry', says: answered(who, status, says) }
  if (status >= 300 && status < 400)
    return { kind: 'refused', says: `${who} answered ${status}: it is elsewhere; put its final address into the channel` }
  return { kind: 'refused', says: answered(who, status, says) }
}

/** A retry not before the other side allows it. */
export function heeding(delivered: Delivered, { headers }: Pick<HttpAnswer, 'headers'>, now: Date): Delivered {
  if (delivered.kind !== 'retry') return delivered
  const afterMs = retryAfterOf(headers['retry-after'], now)
  return afterMs === undefined ? delivered : { ...delivered, afterMs }
}

/** A retry not before so many seconds, where a service says them in the body. What is no such number changes nothing. */
export function waiting(delivered: Delivered, seconds: unknown): Delivered {
  if (delivered.kind !== 'retry' || typeof seconds !== 'number' || !(seconds > 0)) return delivered
  return { ...delivered, afterMs: Math.min(Math.ceil(seconds * SECOND), DAY) }
}

/** A text of a JSON object's field; undefined when it is no JSON, no object, or no text. */
export function fieldOf(body: string, name: string): unknown {
  try {
    return memberOf(JSON.parse(body), name)
  } catch {
    return undefined
  }
}

/** The same of a value that was read already. */
export const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined

/** The same as a text that says something; undefined when it does not. */
export function textIn(body: string, name: string): string | undefined {
  const value = fieldOf(body, name)
  return typeof value === 'string' && value !== '' ? value : undefined
}
