import { z } from 'zod'
import type { Assertion, Probed } from '../model'
import { createRedactor, secretsOf } from '../rules/redact'
import { evidenceOf, secretsOfAnswer } from './http/evidence'
import { Headers, HttpUrl, Pems } from './http/options'
import { type Answer, type Ask, basic, basicOf, hostOf, send } from './http/request'
import type { Header } from './http/response-reader'
import { publicUrl } from './http/sayings'
import { defineCheckType, type ProbeTools } from './type'

const CONDITION = /^(==|!=|<=|>=|<|>)\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)$/i
/** So many series are named in a sentence. */
const NAMED = 3

const Condition = z.string().regex(CONDITION, 'must be a comparison like > 0.05, <= 3 or == 0')
const WhenNone = z.enum(['fail', 'pass', 'blind']).default('fail')

const PrometheusOptions = z
  .strictObject({
    url: HttpUrl.meta({ title: 'URL', description: 'Of the server, without /api/v1: https://prometheus.internal:9090', secretIn: 'url' }),
    query: z
      .string()
      .min(1)
      .max(10_000)
      .meta({ title: 'Query', description: 'PromQL that answers with a number or with series of one number each.' }),
    failWhen: Condition.optional().meta({ title: 'Fails when', description: 'A comparison: > 0.05' }),
    warnWhen: Condition.optional().meta({ title: 'Degraded when', description: 'The same, for what is not well and not down.' }),
    series: z
      .enum(['any', 'all'])
      .default('any')
      .meta({ title: 'Series', description: 'Whether one that is so is enough, or each must be.' }),
    whenEmpty: WhenNone.meta({ title: 'When nothing is found', description: 'Alerting queries find nothing while all is well: pass.' }),
    whenNaN: WhenNone.meta({
      title: 'When it is no number',
      description: 'NaN is what 0 / 0 makes: a rate of errors without any requests.',
    }),
    auth: z
      .strictObject({
        basic: z
          .strictObject({
            username: z.string().min(1).meta({ title: 'User name' }),
            password: z.string().meta({ title: 'Password', secret: true }),
          })
          .optional()
          .meta({ title: 'Basic' }),
        bearer: z
          .string()
          .min(1)
          .regex(/^[^\r\n]+$/, 'a token is one line')
          .optional()
          .meta({ title: 'Bearer token', secret: true }),
      })
      .refine((auth) => Object.keys(auth).length === 1, { message: 'name exactly one of basic and bearer' })
      .optional()
      .meta({ title: 'Sign in' }),
    headers: Headers.default({}).meta({ title: 'Headers', description: 'X-Scope-OrgID names a tenant of Mimir.', secretIn: 'headers' }),
    tls: Pems.optional().meta({ title: 'TLS' }),
  })
  .refine(({ failWhen, warnWhen }) => failWhen !== undefined || warnWhen !== undefined, {
    path: ['failWhen'],
    message: 'or warnWhen must say what is not well: > 0.05',
  })
type PrometheusOptions = z.infer<typeof PrometheusOptions>

/** Passes when no series that a query finds meets the condition. */
export const prometheus = defineCheckType<PrometheusOptions>({
  kind: 'prometheus',
  label: 'Prometheus query',
  about: 'Asks Prometheus, Mimir, Thanos or VictoriaMetrics one query, and compares what it finds with a threshold.',
  options: PrometheusOptions,
  example: {
    url: 'https://prometheus.internal:9090',
    query: 'sum(rate(http_requests_total{code=~"5.."}[5m])) / sum(rate(http_requests_total[5m]))',
    failWhen: '> 0.05',
    warnWhen: '> 0.01',
    whenNaN: 'pass',
  },
  target: ({ url, query }) => ({ says: `${query.slice(0, 200)} at ${publicUrl(url)}`, host: hostOf(new URL(url)) }),

  async probe(options, tools) {
    const startedMs = tools.elapsedMs()
    const ask = askOf(options)
    const answer = await send(ask, 0, tools)
    return conclude(options, ask, answer, tools.elapsedMs() - startedMs, tools)
  },
})

/** `value` is as Prometheus writes it, which knows numbers that JSON does not. */
type Sample = { readonly labels: string; readonly value: number; readonly written: string }
type Verdict = { readonly outcome: Probed['outcome']; readonly says: string; readonly assertions: readonly Assertion[] }

function conclude(options: PrometheusOptions, ask: Ask, answer: Answer, latencyMs: number, { wantsEvidence }: ProbeTools): Probed {
  const { trouble, phases, exchange } = answer
  const found = trouble ? { says: trouble.says } : samplesIn(exchange.status, exchange.body.isCut ? undefined : exchange.body.text())
  const verdict = 'says' in found ? unanswered(found.says, trouble?.blind ?? false) : judge(found.samples, options)
  const isPlain = verdict.outcome === 'pass' && !wantsEvidence
  const secrets = isPlain ? [] : [...secretsOf(schemaOf(), options), ...credentialsIn(ask), ...secretsOfAnswer(answer)]
  return {
    outcome: verdict.outcome,
    latencyMs,
    says: isPlain ? verdict.says : createRedactor(secrets)(verdict.says),
    phases,
    ...(!isPlain && { evidence: evidenceOf({ ask, followRedirects: 0, answer, assertions: verdict.assertions, secrets }) }),
  }
}

const unanswered = (says: string, blind: boolean): Verdict => ({
  outcome: blind ? 'blind' : 'fail',
  says,
  assertions: [{ expects: 'an answer', got: says, holds: false }],
})

function askOf({ url: text, query, auth, headers: given, tls }: PrometheusOptions): Ask {
  const base = new URL(text)
  const url = new URL(`${base.pathname.replace(/\/$/, '')}/api/v1/query`, base)
  url.search = base.search
  url.searchParams.set('query', query)
  const headers: Header[] = Object.entries(given)
  if (!headers.some(([name]) => name.toLowerCase() === 'authorization')) {
    if (auth?.basic) headers.push(['authorization', basic(auth.basic.username, auth.basic.password)])
    else if (auth?.bearer) headers.push(['authorization', `Bearer ${auth.bearer}`])
    else if (base.username) headers.push(['authorization', basicOf(base)])
  }
  url.username = ''
  url.password = ''
  return { method: 'GET', url, headers, pems: tls }
}

const credentialsIn = ({ headers }: Ask): readonly string[] =>
  headers.filter(([name]) => name === 'authorization').map(([, value]) => value.replace(/^(?:Basic|Bearer) /, ''))

/** Source: https://prometheus.io/docs/prometheus/latest/querying/api/#expression-query-result-formats */
const Value = z.tuple([z.number(), z.string()])
const Answered = z.discriminatedUnion('resultType', [
  z.object({ resultType: z.literal('scalar'), result: Value }),
  z.object({
    resultType: z.literal('vector'),
    result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: Value.optional() })),
  }),
  z.object({ resultType: z.enum(['string', 'matrix']), result: z.unknown() }),
])
const Body = z.union([
  z.object({ status: z.literal('success'), data: Answered }),
  z.object({ status: z.literal('error'), errorType: z.string(), error: z.string() }),
])

function samplesIn(status: number, text: string | undefined): { readonly samples: readonly Sample[] } | { readonly says: string } {
  if (text === undefined) return { says: 'the answer is too large to be read; ask for fewer series' }
  const { data: body } = Body.safeParse(parsed(text))
  if (body?.status === 'error') return { says: `Prometheus refused the query (${status}, ${body.errorType}): ${body.error}` }
  if (status === 401 || status === 403) return { says: `${status}: Prometheus does not let us in` }
  if (status !== 200 || body === undefined)
    return { says: status === 200 ? 'what answers does not speak as Prometheus does' : `${status}, expected 200 of Prometheus` }
  const { data } = body
  if (data.resultType === 'scalar') return { samples: [sampleOf('', data.result[1])] }
  if (data.resultType !== 'vector') return { says: `the query answers with a ${data.resultType}; ask for a number or a vector of numbers` }
  const isHistogram = data.result.some(({ value }) => value === undefined)
  return isHistogram
    ? { says: 'the query answers with histograms; take a number out of them, as histogram_quantile() does' }
    : { samples: data.result.map(({ metric, value }) => sampleOf(labelsOf(metric), value?.[1] ?? 'NaN')) }
}

const sampleOf = (labels: string, written: string): Sample => ({
  labels,
  written,
  value: Number(written.replace(/^([+-]?)Inf$/, '$1Infinity')),
})

/** `http_requests_total{code="500"}`: as PromQL writes it. */
function labelsOf({ __name__: name = '', ...labels }: Readonly<Record<string, string>>): string {
  const inner = Object.entries(labels).map(([key, value]) => `${key}=${JSON.stringify(value)}`)
  return inner.length === 0 ? name : `${name}{${inner.join(', ')}}`
}

function judge(samples: readonly Sample[], options: PrometheusOptions): Verdict {
  const { failWhen, warnWhen, series, whenEmpty, whenNaN } = options
  if (samples.length === 0) return ruled('something found', 'nothing', whenEmpty, 'whenEmpty')
  const nameless = samples.filter(({ value }) => Number.isNaN(value))
  const numbers = samples.filter(({ value }) => !Number.isNaN(value))
  if (nameless.length > 0 && (whenNaN !== 'pass' || numbers.length === 0)) return ruled('numbers', named(nameless), whenNaN, 'whenNaN')
  const bad = (condition: string | undefined) => {
    const met = condition === undefined ? [] : numbers.filter(({ value }) => meets(value, condition))
    return series === 'any' || met.length === numbers.length ? met : []
  }
  const failing = bad(failWhen)
  const warning = failing.length > 0 ? [] : bad(warnWhen)
  const got = named(failing.length > 0 ? failing : warning.length > 0 ? warning : numbers)
  const amount = series === 'any' ? 'none' : 'not all'
  const assertions = [
    ...(failWhen === undefined ? [] : [{ expects: `${amount} ${failWhen}`, got, holds: failing.length === 0 }]),
    ...(warnWhen === undefined ? [] : [{ expects: `${amount} ${warnWhen}`, got, holds: failing.length + warning.length === 0 }]),
  ]
  if (failing.length > 0) return { outcome: 'fail', says: `expected ${amount} ${failWhen}, got ${got}`, assertions }
  if (warning.length > 0) return { outcome: 'slow', says: `expected ${amount} ${warnWhen}, got ${got}`, assertions }
  return { outcome: 'pass', says: got, assertions }
}

const ruled = (expects: string, got: string, outcome: 'fail' | 'pass' | 'blind', option: string): Verdict => ({
  outcome,
  says: outcome === 'pass' ? `${got}, which ${option} lets pass` : `expected ${expects}, got ${got} (${option}: ${outcome})`,
  assertions: [{ expects, got, holds: outcome === 'pass' }],
})

const named = (samples: readonly Sample[]): string => {
  const shown = samples.slice(0, NAMED).map(({ labels, written }) => (labels === '' ? written : `${written} of ${labels.slice(0, 120)}`))
  return `${shown.join(', ')}${samples.length > NAMED ? ` and ${samples.length - NAMED} more` : ''}`
}

function meets(value: number, condition: string): boolean {
  const [, sign, digits] = CONDITION.exec(condition) ?? []
  const limit = Number(digits)
  switch (sign) {
    case '>':
      return value > limit
    case '>=':
      return value >= limit
    case '<':
      return value < limit
    case '<=':
      return value <= limit
    case '==':
      return value === limit
    default:
      return value !== limit
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

let schema: unknown
function schemaOf(): unknown {
  schema ??= z.toJSONSchema(PrometheusOptions, { io: 'input', unrepresentable: 'any' })
  return schema
}
