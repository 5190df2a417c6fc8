import type { Trouble } from '../../rules/network-words'
import type { ProbeTools } from '../type'
import type { OAuth2 } from './options'
import { type Ask, basic, send } from './request'

/** A token is renewed this long before it ends, so that it does not end on the way. */
const MARGIN_MS = 10_000
/** For how long one is used whose end was not given (RFC 6749 recommends to give it). */
const UNSAID_MS = 60_000

/** Keeps the token of the client credentials grant (RFC 6749, section 4.4) from one run to the next. */
export class TokenSource {
  readonly #options: OAuth2
  readonly #how: Pick<Ask, 'proxy' | 'pems' | 'ipFamily'>
  #token = ''
  #untilMs = Number.NEGATIVE_INFINITY

  constructor(options: OAuth2, how: Pick<Ask, 'proxy' | 'pems' | 'ipFamily'>) {
    this.#options = options
    this.#how = how
  }

  /** The token in hand, or a new one. */
  async get(tools: ProbeTools): Promise<string | Trouble> {
    if (tools.elapsedMs() < this.#untilMs) return this.#token
    const { tokenUrl, clientId, clientSecret, scope } = this.#options
    const form = new URLSearchParams({ grant_type: 'client_credentials', ...(scope && { scope }) })
    const answer = await send(
      {
        ...this.#how,
        method: 'POST',
        url: new URL(tokenUrl),
        headers: [
          ['authorization', basic(encodeURIComponent(clientId), encodeURIComponent(clientSecret))],
          ['content-type', 'application/x-www-form-urlencoded'],
          ['accept', 'application/json'],
        ],
        body: Buffer.from(form.toString()),
      },
      0,
      tools,
    )
    if (answer.trouble) return { says: `no token: ${answer.trouble.says}`, blind: answer.trouble.blind }
    return this.#read(answer.exchange.status, answer.exchange.body.text(), tools.elapsedMs())
  }

  /** The service did not accept it; the next run asks for another. */
  forget(): void {
    this.#untilMs = Number.NEGATIVE_INFINITY
  }

  #read(status: number, text: string, elapsedMs: number): string | Trouble {
    const { access_token: token, expires_in: seconds, error } = fieldsOf(text)
    if (status !== 200 || typeof token !== 'string' || token === '' || /[\r\n]/.test(token)) {
      const why = typeof error === 'string' ? ` (${error.slice(0, 60)})` : status === 200 ? ' without an access_token' : ''
      return { says: `no token: the token endpoint answered ${status}${why}`, blind: false }
    }
    const lastsMs = Number(seconds) > 0 ? Number(seconds) * 1000 : UNSAID_MS
    this.#token = token
    this.#untilMs = elapsedMs + Math.max(lastsMs - MARGIN_MS, 0)
    return token
  }
}

type Fields = { readonly access_token?: unknown; readonly expires_in?: unknown; readonly error?: unknown }

function fieldsOf(text: string): Fields {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}
