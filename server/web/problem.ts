import type { Answer } from '../kernel/answers'
import { isRefusal, type RefusalCode, sentenceOf } from '../kernel/errors'
import type { Log } from '../runtime/log'
import type { ProblemAnswer } from './answers'

/** What was refused or went wrong, as RFC 9457 has it; the title is the sentence that a person reads. */
export type Problem = Answer<typeof ProblemAnswer>

const STATUSES: Readonly<Record<RefusalCode, number>> = {
  'not-found': 404,
  conflict: 409,
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  'illegal-move': 409,
  'too-large': 413,
  'too-many': 429,
  unavailable: 503,
}

/** What HTTP itself refuses, before there is an input. */
export class HttpRefusal extends Error {
  override readonly name = 'HttpRefusal'
  readonly status: 400 | 404 | 405 | 415
  readonly code: string

  constructor(status: 400 | 404 | 405 | 415, code: string, sentence: string) {
    super(sentence)
    this.status = status
    this.code = code
  }
}

/** A path that takes other methods than the one that was sent; the answer names them, as RFC 9110 (15.5.6) asks for. */
export class MethodRefusal extends HttpRefusal {
  readonly allow: readonly string[]

  constructor(method: string, path: string, allow: readonly string[]) {
    super(405, 'method-not-allowed', `${path} does not take ${method}, only ${allow.join(', ')}.`)
    this.allow = allow
  }
}

const problem = (code: string, status: number, title: string, detail: object = {}): Problem => ({
  ...detail,
  type: `urn:plimsoll:problem:${code}`,
  title,
  status,
})

const RETRY_SECONDS = 5

/** What is said of anything that was thrown. What we did not foresee is logged under an id, and nothing of its inside is told. */
export function problemOf(cause: unknown, log: Log, requestId: string): Problem {
  if (isRefusal(cause)) {
    const status = STATUSES[cause.code]
    if (status === 503) log.warn(cause.message, { requestId, cause: cause.cause && sentenceOf(cause.cause) })
    return problem(cause.code, status, cause.message, status === 503 ? { retryAfterSeconds: RETRY_SECONDS, ...cause.detail } : cause.detail)
  }
  if (cause instanceof HttpRefusal) return problem(cause.code, cause.status, cause.message)
  // By name, because Next's routes carry a copy of the class of their own.
  if (cause instanceof Error && cause.name === 'DeadlineError') {
    log.warn(cause.message, { requestId })
    return problem('unavailable', 503, `${cause.message} Try again in a moment.`, { retryAfterSeconds: RETRY_SECONDS })
  }
  if (isPostgresAway(cause)) {
    log.warn('A request failed because Postgres cannot be reached.', { requestId, cause: sentenceOf(cause) })
    return problem('unavailable', 503, 'Postgres cannot be reached, so nothing can be stored now. Try again in a moment.', {
      retryAfterSeconds: RETRY_SECONDS,
    })
  }
  log.error('A request failed.', { requestId, cause: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) })
  return problem('bug', 500, `Something went wrong in Plimsoll itself. The log has it under ${requestId}.`, { requestId })
}

/** Codes of postgres.js, of the system, and of PostgreSQL (classes 08 connection, 53 resources, 57P shut down). */
const AWAY = /^(CONNECT_TIMEOUT|CONNECTION_|ECONN|ENOENT$|EPIPE$|ETIMEDOUT$|EHOSTUNREACH$|ENOTFOUND$|EAI_AGAIN$|08|53|57P)/

/** Whether a failure, or what caused it, is the database being away and not the query being wrong. */
export function isPostgresAway(cause: unknown): boolean {
  for (let at: unknown = cause, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const code: unknown = Reflect.get(at, 'code')
    if ((typeof code === 'string' && AWAY.test(code)) || /^Postgres has not answered/.test(at.message)) return true
  }
  return false
}

/** The headers of every answer to a program: a problem is never cached either. */
export function problemHeaders({ status, retryAfterSeconds }: Problem): Record<string, string> {
  return {
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
    ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
    ...(status === 401 && { 'www-authenticate': 'Bearer realm="Plimsoll"' }),
  }
}
