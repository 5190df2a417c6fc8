import { Refusal } from '../kernel/errors'
import type { LinkRequest } from '../live/link'
import type { InboundLimits } from './inbound/limits'
import type { IntakeRoute } from './intake'

/** What can be a token at all; anything else is not worth a question. */
const TOKEN = /^[A-Za-z0-9_-]{20,100}$/
const MAX_BODY_BYTES = 64 * 1024

export type EchoRouteParts = {
  readonly engine: { request(request: LinkRequest): Promise<unknown> }
  readonly inbound: Pick<InboundLimits, 'unproven'>
}

/**
 * `POST /echo/<token>`: the receiver of a canary says that it has it (ALR-13). The token alone decides, and the engine knows it; it is asked
 * before anything is counted, so that whoever guesses mutes no receiver behind the same address.
 */
export const echoRoute = ({ engine, inbound }: EchoRouteParts): IntakeRoute => ({
  method: 'POST',
  path: '/echo/:token',
  right: 'anyone',
  maxBodyBytes: MAX_BODY_BYTES,
  async answer({ address, params: { token = '' } }) {
    const answer = TOKEN.test(token) && (await engine.request({ kind: 'echo', body: { token } }))
    if (answer && (answer as { readonly known: boolean }).known) return { status: 204 }
    inbound.unproven('echo', address)
    throw new Refusal(
      'not-found',
      'No canary waits for this echo. It stands in the canary as `echo`, counts once, and ends with its deadline.',
    )
  },
})
