import { z } from 'zod'
import { retryAfterOf } from '@/server/kernel/retry-after'
import type { Assertion, Probed, Step } from '../model'
import { createRedactor, secretsOf, secretsOfBody, secretsOfHeader, secretsOfUrl } from '../rules/redact'
import { CookieJar } from './http/cookies'
import { evidenceOf, secretsOfAnswer } from './http/evidence'
import { compileExpectations, type Judge } from './http/expectations'
import { anyAnswer, Expect, followRedirects, Headers, HttpUrl, Method, urlIssue } from './http/options'
import { compileJsonPath, type JsonPath } from './http/patterns'
import { type Answer, type Ask, basicOf, hostOf, send } from './http/request'
import type { Header } from './http/response-reader'
import { publicUrl, sayingOf, typeOf } from './http/sayings'
import { defineCheckType, type ProbeTools } from './type'

const VARIABLE = /\{\{\s*([A-Za-z_][\w-]*)\s*\}\}/g
const CAPTURE = /^(?:header|cookie):[^\s:]+$/

const StepOptions = z.strictObject({
  name: z.string().min(1).max(120).meta({ title: 'Name' }),
  method: Method.meta({ title: 'Method' }),
  url: z.string().min(1).meta({ title: 'URL', description: 'Whole, or relative to the base.', secretIn: 'url' }),
  headers: Headers.default({}).meta({ title: 'Headers', secretIn: 'headers' }),
  body: z.string().max(1_000_000).optional().meta({ title: 'Body', secretIn: 'body' }),
  json: z.unknown().optional().meta({ title: 'JSON', description: 'Sent as the body.', secretIn: 'json' }),
  followRedirects: followRedirects.meta({ title: 'Redirects to follow' }),
  expect: Expect.default(anyAnswer).meta({ title: 'Expect' }),
  capture: z
    .record(
      z.string().regex(/^[A-Za-z_][\w-]*$/, 'a name is letters, digits, _ and -'),
      z.string().superRefine((from, ctx) => {
        const message = captureIssue(from)
        if (message) ctx.addIssue({ code: 'custom', message })
      }),
    )
    .default({})
    .meta({ title: 'Capture', description: 'A name, and where its value stands: $.path, header:name or cookie:name.' }),
})
type StepOptions = z.infer<typeof StepOptions>

const ScenarioOptions = z
  .strictObject({
    base: HttpUrl.optional().meta({ title: 'Base URL', secretIn: 'url' }),
    steps: z.array(StepOptions).min(1).max(50).meta({ title: 'Steps' }),
  })
  .superRefine(({ base, steps }, ctx) => {
    const captured = new Set<string>()
    for (const [index, step] of steps.entries()) {
      const issue = (field: string, message: string) => ctx.addIssue({ code: 'custom', path: ['steps', index, field], message })
      if (step.body !== undefined && step.json !== undefined) issue('json', 'a request has one body: give either body or json')
      for (const [field, value] of [
        ['url', step.url],
        ['headers', step.headers],
        ['body', step.body],
        ['json', step.json],
      ] as const)
        for (const name of variablesIn(value)) if (!captured.has(name)) issue(field, `{{${name}}} is not captured by an earlier step`)
      if (variablesIn(step.url).length === 0) {
        const message = URL.canParse(step.url)
          ? urlIssue(step.url)
          : base && !urlIssue(base)
            ? urlIssue(resolved(step.url, base))
            : `"${step.url}" needs a base`
        if (message) issue('url', message)
      }
      for (const name of Object.keys(step.capture)) captured.add(name)
    }
  })
type ScenarioOptions = z.infer<typeof ScenarioOptions>

/** Passes when every step of a way through the target is answered as expected (CHK-1). */
export const scenario = defineCheckType<ScenarioOptions>({
  kind: 'scenario',
  label: 'Scenario',
  about: 'Goes a way of several http requests that pass on what they were given: sign in, take the token, open the page behind it.',
  options: ScenarioOptions,
  example: {
    base: 'https://shop.example',
    steps: [
      {
        name: 'Sign in',
        method: 'POST',
        url: '/api/sign-in',
        json: { user: 'monitor', password: 'secret' },
        capture: { token: '$.token' },
      },
      {
        name: 'Open the orders',
        url: '/api/orders',
        headers: { authorization: 'Bearer {{token}}' },
        expect: { json: [{ path: '$.items', lengthAtLeast: 1 }] },
      },
    ],
  },
  target({ base, steps }) {
    const url = base ?? steps[0]?.url ?? ''
    return URL.canParse(url)
      ? { says: `${publicUrl(url)} in ${steps.length} steps`, host: hostOf(new URL(url)) }
      : { says: `${steps.length} steps`, host: null }
  },

  async probe(options, tools) {
    const run = new Run(options, tools)
    for (const [index, step] of planOf(options).entries()) if (!(await run.take(step, index))) break
    return run.conclude()
  },
})

/** One step with everything compiled that depends on the options alone. */
type StepPlan = { readonly options: StepOptions; readonly judge: Judge; readonly captures: readonly (readonly [name: string, Capture])[] }
type Capture = { readonly from: string; readonly path: JsonPath | undefined }

const plans = new WeakMap<ScenarioOptions, readonly StepPlan[]>()
function planOf(options: ScenarioOptions): readonly StepPlan[] {
  const known = plans.get(options)
  if (known) return known
  const made = options.steps.map((step) => ({
    options: step,
    judge: compileExpectations(step.expect),
    captures: Object.entries(step.capture).map(
      ([name, from]) => [name, { from, path: CAPTURE.test(from) ? undefined : compileJsonPath(from) }] as const,
    ),
  }))
  plans.set(options, made)
  return made
}

/** One run: what was captured, the cookies, and how each step turned out. */
class Run {
  readonly #options: ScenarioOptions
  readonly #tools: ProbeTools
  readonly #startedMs: number
  readonly #jar = new CookieJar()
  readonly #captured = new Map<string, unknown>()
  readonly #secrets: string[] = []
  readonly #steps: Step[] = []
  readonly #phases = { dnsMs: 0, connectMs: 0, tlsMs: 0, firstByteMs: 0, transferMs: 0 }
  #last: { readonly ask: Ask; readonly answer: Answer; readonly step: StepOptions; readonly assertions: Assertion[] } | undefined
  #failure: { readonly says: string; readonly blind: boolean } | undefined

  constructor(options: ScenarioOptions, tools: ProbeTools) {
    this.#options = options
    this.#tools = tools
    this.#startedMs = tools.elapsedMs()
  }

  /** @returns whether the way goes on */
  async take({ options: step, judge, captures }: StepPlan, index: number): Promise<boolean> {
    const startedMs = this.#tools.elapsedMs()
    const ask = this.#ask(step)
    if (typeof ask === 'string') return this.#note(step, index, ask, 0)
    const answer = await send(ask, step.followRedirects, this.#tools, undefined, this.#jar)
    const latencyMs = this.#tools.elapsedMs() - startedMs
    this.#add(answer)
    this.#secrets.push(...this.#jar.values(), ...secretsOfAnswer(answer))
    const assertions = answer.trouble
      ? [{ expects: 'an answer', got: answer.trouble.says, holds: false }]
      : judge(answer.exchange, this.#tools.now())
    if (!answer.trouble && assertions.every(({ holds }) => holds))
      assertions.push(...captures.map(([name, capture]) => this.#capture(name, capture, answer)))
    this.#last = { ask, answer, step, assertions }
    const broken = assertions.find(({ holds }) => !holds)
    const says = answer.trouble?.says ?? sayingOf(answer.exchange.status, broken, step.expect.status, answer.redirects)
    return this.#note(step, index, broken ? says : undefined, latencyMs, says, answer.trouble?.blind)
  }

  #note(step: StepOptions, index: number, failure: string | undefined, latencyMs: number, says = failure ?? '', blind = false): boolean {
    this.#steps.push({ name: step.name, holds: failure === undefined, says, latencyMs })
    if (failure === undefined) return true
    this.#failure = { says: `${failure} (step ${index + 1} of ${this.#options.steps.length}, ${step.name})`, blind }
    for (const { name } of this.#options.steps.slice(index + 1)) this.#steps.push({ name, holds: false, says: 'not reached' })
    return false
  }

  conclude(): Probed {
    const failure = this.#failure
    const latencyMs = this.#tools.elapsedMs() - this.#startedMs
    const count = this.#steps.length
    const code = this.#last?.answer.exchange.status ?? 0
    if (!failure && !this.#tools.wantsEvidence) return { outcome: 'pass', latencyMs, says: passed(count), code, phases: this.#phases }
    const secrets = [...secretsOf(schemaOf(), this.#options), ...this.#options.steps.flatMap(secretsOfStep), ...this.#secrets]
    const { exchange } = this.#last?.answer ?? {}
    const retryAfterMs = code === 429 || code === 503 ? retryAfterOf(exchange?.header('retry-after'), this.#tools.now()) : undefined
    return {
      outcome: failure ? (failure.blind ? 'blind' : 'fail') : 'pass',
      latencyMs,
      says: failure ? createRedactor(secrets)(failure.says) : passed(count),
      code,
      phases: this.#phases,
      evidence: this.#last
        ? evidenceOf({ ...this.#last, followRedirects: this.#last.step.followRedirects, secrets, steps: this.#steps })
        : { assertions: [{ expects: 'a request', got: failure?.says ?? '', holds: !failure }], steps: this.#steps },
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    }
  }

  /** The request of a step with everything filled in, or why there can be none. */
  #ask({ method, url: text, headers: given, body, json, expect }: StepOptions): Ask | string {
    const address = resolved(this.#filled(text), this.#options.base)
    const issue = urlIssue(address)
    if (issue) return issue
    const url = new URL(address)
    const names = new Set(Object.keys(given).map((name) => name.toLowerCase()))
    const headers: Header[] = []
    for (const [name, value] of Object.entries(given)) {
      const filled = this.#filled(value)
      if (/[\r\n\0]/.test(filled)) return `the header ${name} would have several lines once filled in`
      headers.push([name, filled])
      this.#secrets.push(...secretsOfHeader(name, filled))
    }
    const sent = json === undefined ? body && this.#filled(body) : JSON.stringify(this.#filledJson(json))
    if (sent !== undefined && !names.has('content-type'))
      headers.push(['content-type', json === undefined ? typeOf(sent) : 'application/json'])
    if (url.username && !names.has('authorization')) headers.push(['authorization', basicOf(url)])
    url.username = ''
    url.password = ''
    return {
      method,
      url,
      headers,
      body: sent === undefined ? undefined : Buffer.from(sent),
      wantsCertificate: expect.certificateDays !== undefined,
    }
  }

  #filled(text: string): string {
    return text.replace(VARIABLE, (_whole, name: string) => textOf(this.#captured.get(name)))
  }

  /** A text that is nothing but a variable takes the value as it is: a number stays one. */
  #filledJson(value: unknown): unknown {
    if (typeof value === 'string') {
      const [, only] = /^\{\{\s*([A-Za-z_][\w-]*)\s*\}\}$/.exec(value) ?? []
      return only === undefined ? this.#filled(value) : this.#captured.get(only)
    }
    if (Array.isArray(value)) return value.map((item) => this.#filledJson(item))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, this.#filledJson(inner)]))
  }

  #capture(name: string, { from, path }: Capture, { exchange }: Answer): Assertion {
    const value = path
      ? firstIn(path, exchange.body.text())
      : from.startsWith('header:')
        ? exchange.header(from.slice(7).toLowerCase())
        : this.#jar.get(from.slice(7))
    if (value === undefined || value === null) return { expects: `${from} to capture as ${name}`, got: 'nothing there', holds: false }
    this.#captured.set(name, value)
    this.#secrets.push(textOf(value))
    return { expects: `${from} to capture as ${name}`, got: 'captured', holds: true }
  }

  #add({ phases }: Answer): void {
    this.#phases.dnsMs += phases.dnsMs
    this.#phases.connectMs += phases.connectMs
    this.#phases.tlsMs += phases.tlsMs
    this.#phases.firstByteMs += phases.firstByteMs
    this.#phases.transferMs += phases.transferMs
  }
}

const passed = (count: number): string => (count === 1 ? '1 step passed' : `${count} steps passed`)
const resolved = (url: string, base: string | undefined): string => (URL.canParse(url, base) ? new URL(url, base).href : url)
const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? ''))
const secretsOfStep = ({ url, body }: StepOptions): string[] => [...secretsOfUrl(url), ...(body === undefined ? [] : secretsOfBody(body))]

function firstIn(path: JsonPath, text: string): unknown {
  try {
    return path.find(JSON.parse(text))[0]
  } catch {
    return undefined
  }
}

function captureIssue(from: string): string | undefined {
  if (CAPTURE.test(from)) return undefined
  if (!from.startsWith('$')) return `"${from}" says not where; write $.path, header:name or cookie:name`
  try {
    compileJsonPath(from)
    return undefined
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause)
  }
}

/** The names of all variables in a value, at any depth. */
function variablesIn(value: unknown): string[] {
  if (typeof value === 'string') return [...value.matchAll(VARIABLE)].map(([, name = '']) => name)
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(variablesIn) : []
}

let schema: unknown
function schemaOf(): unknown {
  schema ??= z.toJSONSchema(ScenarioOptions, { io: 'input', unrepresentable: 'any' })
  return schema
}
