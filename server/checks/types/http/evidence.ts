import type { Assertion, Evidence, Step } from '../../model'
import { curlOf } from '../../rules/curl'
import { createRedactor, isSecretHeader, mayBeSecret, REDACTED, redactCutEnd, redactUrl, secretsOfUrl } from '../../rules/redact'
import type { Body } from './body'
import type { Answer, Ask } from './request'
import type { Header } from './response-reader'

/** As much of a body as evidence keeps (CHK-9). */
const KEPT_BYTES = 16 * 1024
/** Looked at beyond that, so that a secret at the edge is seen whole. */
const SEEN_BYTES = KEPT_BYTES + 4 * 1024
const KEYED =
  /("[^"\n]{0,40}(?:pass(?:word|wd|phrase)?|secret|token|api[-_]?key|authorization|credential|private[-_]?key)[^"\n]{0,20}"\s*:\s*")(?:[^"\\]|\\.)+/gi

/** What is told of an answer, with every known secret hidden. */
export type EvidenceInput = {
  readonly ask: Ask
  readonly followRedirects: number
  readonly answer: Answer
  readonly assertions: readonly Assertion[]
  /** All that must not be shown, those of the answer included. */
  readonly secrets: readonly string[]
  readonly steps?: readonly Step[]
}

export function evidenceOf({ ask, followRedirects, answer, assertions, secrets, steps }: EvidenceInput): Evidence {
  const { exchange } = answer
  const redact = createRedactor(secrets)
  const clean = (text: string) => storable(redact(text))
  return {
    assertions: assertions.map(({ expects, got, holds }) => ({ expects: clean(expects), got: clean(got), holds })),
    ...(steps && { steps: steps.map((step) => ({ ...step, name: clean(step.name), says: clean(step.says) })) }),
    ...(exchange.statusLine && { status: clean(exchange.statusLine) }),
    ...(exchange.headers.length > 0 && { headers: exchange.headers.map((header) => redactHeader(header, clean)) }),
    ...(exchange.statusLine && { body: bodyOf(exchange.body, secrets, redact) }),
    curl: curlFor(ask, followRedirects, clean),
  }
}

/** Secrets that came with the answer: cookies that it sets, and what stands in the addresses that it led to. */
export const secretsOfAnswer = ({ exchange, url }: Answer): string[] => [
  ...secretsOfUrl(url.href),
  ...exchange.headers.flatMap(([name, value]) => {
    const lower = name.toLowerCase()
    if (lower === 'set-cookie') return [value.slice(value.indexOf('=') + 1).split(';')[0] ?? '']
    return lower === 'location' && URL.canParse(value, url) ? secretsOfUrl(new URL(value, url).href) : []
  }),
]

const redactHeader = ([name, value]: Header, clean: (text: string) => string): Header => [
  name,
  isSecretHeader(name) ? REDACTED : clean(name.toLowerCase() === 'location' ? redactUrl(value) : value),
]

function bodyOf(body: Body, secrets: readonly string[], redact: (text: string) => string): string {
  const bytes = body.bytes()
  const seen = bytes.subarray(0, SEEN_BYTES)
  if (seen.subarray(0, 1024).includes(0)) return `[${bytes.length}${body.isCut ? ' or more' : ''} bytes that are not text]`
  const shown = redactCutEnd(redact(seen.toString('utf8')), secrets).replace(KEYED, `$1${REDACTED}`)
  return storable(Buffer.from(shown).subarray(0, KEPT_BYTES).toString('utf8'))
}

function curlFor(ask: Ask, followRedirects: number, clean: (text: string) => string): string {
  const { method, url, headers, body, proxy, ipFamily, pems } = ask
  return curlOf({
    method,
    url: clean(redactUrl(url.href)),
    headers: headers.map(([name, value]) => [name, mayBeSecret(name, value) ? REDACTED : clean(value)]),
    body: body && clean(body.toString('utf8').replace(KEYED, `$1${REDACTED}`)),
    proxy: proxy && clean(redactUrl(proxy.href)),
    ipFamily,
    followRedirects,
    tls: pems && { ca: pems.ca !== undefined, cert: pems.cert !== undefined },
  })
}

/** Text that Postgres takes: without zero bytes and without halves of characters. */
const storable = (text: string): string => text.replaceAll('\0', '\ufffd').toWellFormed()
