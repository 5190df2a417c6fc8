import { Attempts, sourceOf } from '../access/rules/attempts'
import { MINUTE, SECOND } from '../kernel/duration'
import { isRefusal, Refusal } from '../kernel/errors'
import type { LinkRequest } from '../live/link'
import type { Clock } from '../runtime/clock'
import type { IntakeRequest, IntakeRoute } from './intake'

export type HeartbeatRouteParts = {
  readonly clock: Clock
  readonly engine: { request(request: LinkRequest): Promise<unknown> }
}

/** What can be a token at all; anything else is not worth a question. */
const TOKEN = /^[A-Za-z0-9_-]{20,200}$/
/** A caller is kept waiting so long for an engine that is being started again: its call must not be lost, since it may be the only one today. */
const WAIT_MS = 12 * SECOND
const AGAIN_MS = 250
/** Callers that wait at the same time; beyond them one is told to come again. */
const WAITING_MAX = 500
const MAX_BODY_BYTES = 64 * 1024
/** Tokens that nobody has, from one address: a forgotten job calls once a minute or so, and a guesser gets nowhere. */
const GUESSES = { failures: 30, windowMs: MINUTE }
/** Tokens that were good a moment ago: theirs is no guess, whoever else guesses from their address. */
const REMEMBERED = 10_000

/**
 * `GET` or `POST /heartbeat/<token>`: a watched service says that it lives. The token alone decides; whom it belongs to is known to the engine, so
 * this also works while Postgres or Next is away.
 */
export function heartbeatRoutes({ clock, engine }: HeartbeatRouteParts): readonly IntakeRoute[] {
  let waiting = 0
  const guesses = new Attempts(GUESSES)
  const good = new Set<string>()

  async function tell(token: string): Promise<boolean> {
    const at = clock.now()
    const untilMs = clock.elapsedMs() + WAIT_MS
    for (;;) {
      try {
        const { known } = (await engine.request({ kind: 'beat', body: { token, at } })) as { readonly known: boolean }
        return known
      } catch (cause) {
        if (!isRefusal(cause) || cause.code !== 'unavailable' || clock.elapsedMs() >= untilMs) throw cause
      }
      await clock.sleep(AGAIN_MS)
    }
  }
  async function answer({ params: { token = '' }, address }: IntakeRequest) {
    const from = sourceOf(address)
    const wait = good.has(token) ? 0 : guesses.waitSeconds(from, clock.elapsedMs())
    if (wait > 0)
      throw new Refusal('too-many', `Too many calls with tokens that nobody has came from this address. Try again in ${wait} s.`, {
        retryAfterSeconds: wait,
      })
    if (!TOKEN.test(token)) throw guessed(token, from)
    if (waiting >= WAITING_MAX) throw new Refusal('unavailable', 'Too many calls wait for the engine. Call again in a few seconds.')
    waiting += 1
    try {
      if (!(await tell(token))) throw guessed(token, from)
      remember(token)
    } finally {
      waiting -= 1
    }
    return { status: 204 }
  }
  /** Counted when it is known to be none: a hundred services that call from one address at the full hour are no guessers. */
  function guessed(token: string, from: string): Refusal {
    good.delete(token)
    guesses.attempt(from, clock.elapsedMs())
    return nobody()
  }
  function remember(token: string): void {
    good.delete(token)
    good.add(token)
    const [oldest] = good
    if (good.size > REMEMBERED && oldest !== undefined) good.delete(oldest)
  }
  const common = { path: '/heartbeat/:token', right: 'anyone', beforeSetup: true, maxBodyBytes: MAX_BODY_BYTES, answer } as const
  return [
    { ...common, method: 'GET' },
    { ...common, method: 'POST' },
  ]
}

/** Never repeats what was given: it may be somebody's token with a letter missing. */
const nobody = () => new Refusal('not-found', 'No check waits for calls at this address. It is shown when a heartbeat check is made.')
