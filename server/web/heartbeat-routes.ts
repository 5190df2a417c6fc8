import { SECOND } from '../kernel/duration'
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

/**
 * `GET` or `POST /heartbeat/<token>`: a watched service says that it lives. The token alone decides; whom it belongs to is known to the engine, so
 * this also works while Postgres or Next is away.
 */
export function heartbeatRoutes({ clock, engine }: HeartbeatRouteParts): readonly IntakeRoute[] {
  let waiting = 0

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
  async function answer({ params: { token = '' } }: IntakeRequest) {
    if (!TOKEN.test(token)) throw nobody()
    if (waiting >= WAITING_MAX) throw new Refusal('unavailable', 'Too many calls wait for the engine. Call again in a few seconds.')
    waiting += 1
    try {
      if (!(await tell(token))) throw nobody()
    } finally {
      waiting -= 1
    }
    return { status: 204 }
  }
  const common = { path: '/heartbeat/:token', right: 'anyone', beforeSetup: true, maxBodyBytes: MAX_BODY_BYTES, answer } as const
  return [
    { ...common, method: 'GET' },
    { ...common, method: 'POST' },
  ]
}

/** Never repeats what was given: it may be somebody's token with a letter missing. */
const nobody = () => new Refusal('not-found', 'No check waits for calls at this address. It is shown when a heartbeat check is made.')
