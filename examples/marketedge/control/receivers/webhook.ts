import { jsonObject } from '../http.ts'
import { type Draft, linksIn, oneLine } from './message.ts'
import { type Call, HTTP_MODES, type HttpReceiver, type Reading } from './receiver.ts'
import { hmacOf, sameText } from './signature.ts'

/**
 * Takes any POST and says whether `Plimsoll-Signature: t=<seconds>,v1=<hex>` holds: the HMAC-SHA256 of `<seconds>.<body>` with the secret of
 * the channel, not older than five minutes.
 */
export const webhook = ({ secret }: { readonly secret: string | undefined }): HttpReceiver => ({
  name: 'webhook',
  title: 'Webhook',
  mounts: ['webhook'],
  paths: ['/webhook'],
  modes: HTTP_MODES,
  read: (call) => (call.method === 'POST' && call.path.length <= 1 ? take(call, secret) : undefined),
  refuses: (mode) => ({ status: Number(mode), body: { error: mode === '429' ? 'Too many.' : mode === '500' ? 'It failed.' : 'Refused.' } }),
})

/** As wide as what the services around sign with allow: an old request that was recorded must not be played again. */
const SIGNED_WITHIN_SECONDS = 300

/** Indented, JSON can be some fifty times as long. */
const MOST_PRETTY = 64 * 1024

/** Which of these stands in the body is its title. */
const TITLES = ['subject', 'title', 'summary', 'message', 'text', 'kind', 'type'] as const

function take(call: Call, secret: string | undefined): Reading {
  const verdict = verdictOn(call, secret)
  const draft = draftOf(call, verdict.says)
  return verdict.holds
    ? { answer: { status: 200, body: { received: true } }, refused: false, draft }
    : { answer: { status: 401, body: { error: verdict.says } }, refused: true, draft }
}

function verdictOn({ headers, body, at }: Call, secret: string | undefined): { holds: boolean; says: string } {
  const header = headers['plimsoll-signature']
  if (secret === undefined) return { holds: true, says: 'Not looked at: MARKETEDGE_WEBHOOK_SECRET is not set.' }
  if (typeof header !== 'string') return { holds: false, says: 'There is no Plimsoll-Signature.' }
  const stamp = /(?:^|,)\s*t=(\d{1,12})(?:,|$)/.exec(header)?.[1]
  const signatures = [...header.slice(0, 1_000).matchAll(/(?:^|,)\s*v1=([0-9a-f]{64})(?=,|$)/g)].map(([, hex = '']) => hex)
  if (stamp === undefined || signatures.length === 0)
    return { holds: false, says: 'The signature is not of the form t=<seconds>,v1=<hex>.' }
  const expected = hmacOf(secret, Buffer.concat([Buffer.from(`${stamp}.`), body]))
  if (!signatures.some((one) => sameText(one, expected))) return { holds: false, says: 'The signature does not hold.' }
  const ageSeconds = Math.abs(at.getTime() / 1_000 - Number(stamp))
  return ageSeconds > SIGNED_WITHIN_SECONDS
    ? { holds: false, says: `The signature is ${Math.round(ageSeconds)} s off.` }
    : { holds: true, says: 'The signature holds.' }
}

function draftOf({ body, path, headers }: Call, verdict: string): Draft {
  const source = body.toString()
  const parsed = jsonObject(source)
  const title = TITLES.map((name) => parsed?.[name]).find((value) => typeof value === 'string' && value !== '')
  const links = linksIn(source)
  return {
    to: oneLine(path[0] ?? 'any', 80),
    title: typeof title === 'string' ? oneLine(title) : `${body.length} bytes`,
    parts: [
      {
        kind: 'facts',
        rows: [
          ['Signature', [{ text: verdict }]],
          ['Content-Type', [{ text: oneLine(headers['content-type'] ?? 'none', 100) }]],
        ],
      },
      ...(links.length > 0 ? [{ kind: 'links', links } as const] : []),
      ...(parsed && source.length <= MOST_PRETTY
        ? [{ kind: 'source', title: 'JSON', text: JSON.stringify(parsed, null, 2) } as const]
        : []),
    ],
    source,
  }
}
