import { z } from 'zod'
import { retryAfterOf } from '@/server/kernel/retry-after'
import type { Assertion, Probed } from '../model'
import { createRedactor, secretsOf } from '../rules/redact'
import { evidenceOf, secretsOfAnswer } from './http/evidence'
import type { WireRequest } from './http/exchange'
import { compileExpectations, type Judge } from './http/expectations'
import { TokenSource } from './http/oauth'
import { Auth, anyAnswer, Expect, followRedirects, Headers, HttpUrl, Method, Pems, ProxyUrl } from './http/options'
import { type Answer, type Ask, afterRedirects, basic, basicOf, hostOf, send, wireOf } from './http/request'
import type { Header } from './http/response-reader'
import { publicUrl, sayingOf, typeOf } from './http/sayings'
import { defineCheckType, type ProbeTools } from './type'

const HttpOptions = z.strictObject({
  url: HttpUrl.meta({ title: 'URL', secretIn: 'url' }),
  method: Method.meta({ title: 'Method' }),
  headers: Headers.default({}).meta({ title: 'Headers', secretIn: 'headers' }),
  body: z.string().max(1_000_000).optional().meta({ title: 'Body', secretIn: 'body' }),
  auth: Auth.optional().meta({ title: 'Sign in' }),
  tls: Pems.optional().meta({ title: 'TLS' }),
  followRedirects: followRedirects.meta({ title: 'Redirects to follow' }),
  ipFamily: z
    .union([z.literal(4), z.literal(6)])
    .optional()
    .meta({ title: 'IP family' }),
  proxy: ProxyUrl.optional().meta({ title: 'Proxy', secretIn: 'url' }),
  expect: Expect.default(anyAnswer).meta({ title: 'Expect' }),
})
type HttpOptions = z.infer<typeof HttpOptions>

/** Passes when an http request is answered as expected (CHK-1); each over a new connection (CHK-2). */
export const http = defineCheckType<HttpOptions>({
  kind: 'http',
  label: 'HTTP',
  about: 'Asks an address by http or https and compares status, headers, body, JSON and certificate with what is expected.',
  options: HttpOptions,
  example: { url: 'https://shop.example/health', expect: { status: ['200-299'], json: [{ path: '$.status', equals: 'ok' }] } },
  target: ({ url }) => ({ says: publicUrl(url), host: hostOf(new URL(url)) }),

  async probe(options, tools) {
    const plan = planOf(options)
    const tokenMs = tools.elapsedMs()
    const token = plan.tokens ? await plan.tokens.get(tools) : undefined
    if (typeof token === 'object') {
      const { says, blind } = token
      return { outcome: blind ? 'blind' : 'fail', latencyMs: tools.elapsedMs() - tokenMs, says: createRedactor(plan.secrets())(says) }
    }
    const { ask, wire } = plan.request(tools, token)
    const startedMs = tools.elapsedMs()
    const answer = await send(ask, options.followRedirects, tools, wire)
    const latencyMs = tools.elapsedMs() - startedMs
    if (answer.exchange.status === 401) plan.tokens?.forget()
    return conclude(options, plan, ask, answer, latencyMs, tools)
  },
})

function conclude(options: HttpOptions, plan: HttpPlan, ask: Ask, answer: Answer, latencyMs: number, tools: ProbeTools): Probed {
  const { exchange, phases, trouble, redirects } = answer
  const assertions: Assertion[] = trouble ? [{ expects: 'an answer', got: trouble.says, holds: false }] : plan.judge(exchange, tools.now())
  const broken = assertions.find(({ holds }) => !holds)
  const code = exchange.status
  if (!broken && !tools.wantsEvidence) return { outcome: 'pass', latencyMs, says: `${code}${afterRedirects(redirects)}`, code, phases }
  const known = [...plan.secrets(), ...secretsOfAnswer(answer)]
  const says = trouble?.says ?? sayingOf(exchange.status, broken, options.expect.status, redirects)
  const retryAfterMs = code === 429 || code === 503 ? retryAfterOf(exchange.header('retry-after'), tools.now()) : undefined
  return {
    outcome: trouble?.blind ? 'blind' : broken ? 'fail' : 'pass',
    latencyMs,
    says: createRedactor(known)(says),
    code,
    phases,
    evidence: evidenceOf({ ask, followRedirects: options.followRedirects, answer, assertions, secrets: known }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  }
}

/** Everything that depends on the options alone, made once. */
class HttpPlan {
  readonly judge: Judge
  readonly tokens: TokenSource | undefined
  readonly #options: HttpOptions
  readonly #base: Ask
  #secrets: readonly string[] | undefined
  #token: string | undefined
  #request: { readonly ask: Ask; readonly wire: WireRequest } | undefined

  constructor(options: HttpOptions) {
    this.#options = options
    this.#base = askOf(options)
    this.judge = compileExpectations(options.expect)
    const { oauth2 } = options.auth ?? {}
    this.tokens = oauth2 && new TokenSource(oauth2, { proxy: this.#base.proxy, ipFamily: options.ipFamily })
  }

  /** The same request each time, until there is another token. */
  request(tools: ProbeTools, token: string | undefined): { readonly ask: Ask; readonly wire: WireRequest } {
    if (this.#request && token === this.#token) return this.#request
    const ask: Ask =
      token === undefined ? this.#base : { ...this.#base, headers: [...this.#base.headers, ['authorization', `Bearer ${token}`]] }
    this.#token = token
    this.#request = { ask, wire: wireOf(ask, tools) }
    return this.#request
  }

  secrets(): readonly string[] {
    this.#secrets ??= [
      ...secretsOf(schemaOf(), this.#options),
      ...this.#base.headers.filter(([name]) => name === 'authorization').map(([, value]) => value.replace(/^Basic /, '')),
    ]
    return this.#token === undefined ? this.#secrets : [...this.#secrets, this.#token]
  }
}

const plans = new WeakMap<HttpOptions, HttpPlan>()
function planOf(options: HttpOptions): HttpPlan {
  const known = plans.get(options)
  if (known) return known
  const made = new HttpPlan(options)
  plans.set(options, made)
  return made
}

let schema: unknown
function schemaOf(): unknown {
  schema ??= z.toJSONSchema(HttpOptions, { io: 'input', unrepresentable: 'any' })
  return schema
}

function askOf({ url: text, method, headers: given, body, auth, tls, ipFamily, proxy, expect }: HttpOptions): Ask {
  const url = new URL(text)
  const headers: Header[] = Object.entries(given)
  const names = new Set(headers.map(([name]) => name.toLowerCase()))
  if (!names.has('authorization')) {
    if (auth?.basic) headers.push(['authorization', basic(auth.basic.username, auth.basic.password)])
    else if (auth?.bearer) headers.push(['authorization', `Bearer ${auth.bearer}`])
    else if (url.username && !auth) headers.push(['authorization', basicOf(url)])
  }
  url.username = ''
  url.password = ''
  if (body !== undefined && !names.has('content-type')) headers.push(['content-type', typeOf(body)])
  return {
    method,
    url,
    headers,
    body: body === undefined ? undefined : Buffer.from(body),
    ipFamily,
    proxy: proxy ? new URL(proxy) : undefined,
    pems: tls,
    wantsCertificate: expect.certificateDays !== undefined,
  }
}
