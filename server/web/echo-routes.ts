import { Refusal } from '../kernel/errors'
import type { LinkRequest } from '../live/link'
import type { IntakeRoute } from './intake'

/** What can be a token at all; anything else is not worth a question. */
const TOKEN = /^[A-Za-z0-9_-]{20,100}$/
const MAX_BODY_BYTES = 64 * 1024

/** `POST /echo/<token>`: the receiver of a canary says that it has it (ALR-13). The token alone decides, and the engine knows it. */
export const echoRoute = (engine: { request(request: LinkRequest): Promise<unknown> }): IntakeRoute => ({
  method: 'POST',
  path: '/echo/:token',
  right: 'anyone',
  maxBodyBytes: MAX_BODY_BYTES,
  async answer({ params: { token = '' } }) {
    const answer = TOKEN.test(token) && (await engine.request({ kind: 'echo', body: { token } }))
    if (!answer || !(answer as { readonly known: boolean }).known)
      throw new Refusal(
        'not-found',
        'No canary waits for this echo. It stands in the canary as `echo`, counts once, and ends with its deadline.',
      )
    return { status: 204 }
  },
})
