import { z } from 'zod'
import { MINUTE } from '../kernel/duration'
import { invalid } from '../kernel/errors'
import { issuesOf } from '../kernel/inputs'
import { createSlugs } from '../kernel/slug'
import { trouble } from './checked'
import { conditionsOf } from './gatus-conditions'
import { goDurationMs, milliseconds } from './lengths'
import type { Draft, DraftChannel, DraftCheck, Imported, Importer } from './model'
import { readYaml } from './whole'

const POLICY = 'gatus'
/** What Gatus does when nothing else is said. Source: https://github.com/TwiN/gatus#configuration */
const DEFAULTS = { intervalMs: MINUTE, timeoutMs: 10_000, failures: 3, successes: 2 }

const Alert = z.looseObject({
  type: z.string(),
  enabled: z.boolean().optional(),
  'failure-threshold': z.number().int().optional(),
  'success-threshold': z.number().int().optional(),
})
const Endpoint = z.looseObject({
  name: z.coerce.string(),
  group: z.coerce.string().optional(),
  enabled: z.boolean().default(true),
  url: z.string().default(''),
  method: z.string().default('GET'),
  body: z.string().default(''),
  headers: z.record(z.string(), z.coerce.string()).default({}),
  interval: z.string().optional(),
  conditions: z.array(z.string()).default([]),
  alerts: z.array(Alert).default([]),
  client: z
    .looseObject({ timeout: z.string().optional(), insecure: z.boolean().optional(), 'ignore-redirect': z.boolean().optional() })
    .default({}),
})
type Endpoint = z.infer<typeof Endpoint>
const External = z.looseObject({
  name: z.coerce.string(),
  group: z.coerce.string().optional(),
  enabled: z.boolean().default(true),
  token: z.string().optional(),
})
const Config = z.looseObject({
  endpoints: z.array(Endpoint).default([]),
  'external-endpoints': z.array(External).default([]),
  alerting: z.record(z.string(), z.looseObject({})).default({}),
})

/** Gatus: its YAML file. Source: https://github.com/TwiN/gatus#configuration */
export const gatus: Importer = {
  kind: 'gatus',
  files: 'config.yaml',
  about: 'Endpoints, their conditions and alerting of Gatus.',
  read(files) {
    const [file, another] = files
    if (!file || another) throw invalid('Name one file of Gatus: its config.yaml.')
    const parsed = Config.safeParse(readYaml(file))
    const [issue] = parsed.error?.issues.flatMap(issuesOf) ?? []
    if (!parsed.success) throw invalid(`${file.path} is no configuration of Gatus: ${issue?.path || 'it'} ${issue?.message}.`)
    if (parsed.data.endpoints.length + parsed.data['external-endpoints'].length === 0) throw invalid(`${file.path} has no endpoints.`)
    return importedOf(parsed.data)
  },
}

function importedOf({ endpoints, 'external-endpoints': external, alerting, ...others }: z.infer<typeof Config>): Imported {
  const left: string[] = []
  const checkName = createSlugs()
  const { services, serviceOf } = servicesBy()
  const checks: DraftCheck[] = []
  const keep = (of: string, check: DraftCheck, notes: readonly string[]) => {
    const why = trouble(check)
    left.push(...(why === undefined ? notes : [why]).map((note) => `${of}: ${note}.`))
    if (why === undefined) checks.push(check)
  }
  for (const endpoint of endpoints) {
    const of = endpoint.group ? `${endpoint.group}/${endpoint.name}` : endpoint.name
    const found = probeOf(endpoint)
    if ('left' in found) {
      left.push(`${of}: ${found.left}.`)
      continue
    }
    const { notes, slowAfterMs, paused, ...probe } = found
    const pace = paceOf(endpoint)
    keep(
      of,
      {
        name: checkName(endpoint.group ? `${endpoint.group} ${endpoint.name}` : endpoint.name, 'endpoint'),
        title: endpoint.name.slice(0, 120),
        service: serviceOf(endpoint),
        ...probe,
        ...pace.written,
        ...(slowAfterMs !== undefined && slowAfterMs < pace.timeoutMs && { slowAfter: milliseconds(slowAfterMs) }),
        ...((paused || !endpoint.enabled) && { paused: true }),
      },
      notes,
    )
  }
  for (const one of external) {
    const check = {
      name: checkName(one.name, 'endpoint'),
      title: one.name.slice(0, 120),
      service: serviceOf(one),
      type: 'heartbeat',
      ...(!one.enabled && { paused: true }),
    }
    keep(one.name, check, [
      'it pushes its own results; here it calls POST /heartbeat/<token> while it is well, and the page of the check shows the address',
    ])
  }
  for (const name of ['maintenance', 'suites', 'connectivity', 'tunneling'])
    if (name in others) left.push(`${name}: it has no counterpart in this file.`)
  const { channels, ...telling } = alertingOf(alerting, left)
  return { document: { services, checks, channels, ...telling }, left }
}

/** A group is a service; what is in none is one of its own. */
function servicesBy() {
  const slug = createSlugs()
  const named = new Map<string, string>()
  const services: NonNullable<Draft['services']>[number][] = []
  return {
    services,
    serviceOf({ group, name: title }: { readonly group?: string | undefined; readonly name: string }) {
      const called = group || title
      const known = named.get(called)
      if (known) return known
      const name = slug(called, 'service')
      named.set(called, name)
      services.push({ name, title: called.slice(0, 120) })
      return name
    },
  }
}

type Probe =
  | {
      readonly type: string
      readonly options: Record<string, unknown>
      readonly slowAfterMs?: number | undefined
      readonly paused?: boolean
      readonly notes: readonly string[]
    }
  | { readonly left: string }

/** What is asked, by the scheme of its address. */
function probeOf(endpoint: Endpoint): Probe {
  const { url, client } = endpoint
  if ('dns' in endpoint) return { left: 'it asks a DNS server' }
  const [, scheme = ''] = /^([a-z]+):\/\//i.exec(url) ?? []
  const { expect, slowAfterMs, notes } = conditionsOf(endpoint.conditions)
  if (scheme === 'http' || scheme === 'https') {
    if (client.insecure) notes.push('it trusts any certificate, which is not done here; it is paused until tls.ca names the authority')
    const { 'User-Agent': _agent, ...headers } = endpoint.headers
    return {
      type: 'http',
      options: {
        url,
        ...(endpoint.method !== 'GET' && { method: endpoint.method }),
        ...(Object.keys(headers).length > 0 && { headers }),
        ...(endpoint.body !== '' && { body: endpoint.body }),
        ...(client['ignore-redirect'] && { followRedirects: 0 }),
        expect,
      },
      slowAfterMs,
      paused: client.insecure === true,
      notes,
    }
  }
  const port = Number(/:(\d+)$/.exec(url)?.[1])
  const host = url.replace(/^[a-z]+:\/\//i, '').replace(/:\d+$/, '')
  if (scheme === 'tcp') return { type: 'tcp', options: { host, port }, slowAfterMs, notes }
  if (scheme === 'tls') return { type: 'tls', options: { host, port, days: expect.certificateDays ?? 0 }, slowAfterMs, notes }
  return { left: scheme ? `there is no counterpart of ${scheme}://` : `its address ${url} has no scheme` }
}

function paceOf({ interval, client, alerts }: Endpoint) {
  const intervalMs = goDurationMs(interval) ?? DEFAULTS.intervalMs
  const timeoutMs = Math.min(goDurationMs(client.timeout) ?? DEFAULTS.timeoutMs, 120_000, Math.max(intervalMs, 10_000))
  const failures = alerts.map((one) => one['failure-threshold'] ?? DEFAULTS.failures)
  const successes = alerts.map((one) => one['success-threshold'] ?? DEFAULTS.successes)
  return {
    timeoutMs,
    written: {
      interval: milliseconds(intervalMs),
      // Gatus looks again at its interval.
      confirmInterval: milliseconds(Math.min(intervalMs, 3_600_000)),
      timeout: milliseconds(timeoutMs),
      openAfter: Math.min(20, failures.length > 0 ? Math.min(...failures) : DEFAULTS.failures),
      closeAfter: Math.min(20, successes.length > 0 ? Math.min(...successes) : DEFAULTS.successes),
    },
  }
}

type Provider = (config: Readonly<Record<string, unknown>>) => { readonly kind: string; readonly options: Record<string, unknown> }
/** Source: https://github.com/TwiN/gatus#alerting */
const PROVIDERS: Readonly<Record<string, Provider>> = {
  slack: (config) => ({ kind: 'slack', options: { url: config['webhook-url'] } }),
  ntfy: ({ topic, url, token }) => ({ kind: 'ntfy', options: { ...(url ? { server: url } : {}), topic, ...(token ? { token } : {}) } }),
  pagerduty: (config) => ({ kind: 'pagerduty', options: { routingKey: config['integration-key'] } }),
}

function alertingOf(alerting: Readonly<Record<string, Readonly<Record<string, unknown>>>>, left: string[]) {
  const channels: DraftChannel[] = []
  for (const [provider, config] of Object.entries(alerting)) {
    const make = PROVIDERS[provider]
    if (!make) left.push(`alerting.${provider}: there is no such channel here yet; declare another under channels.`)
    else channels.push({ name: provider, ...make(config) })
  }
  const tell = channels.map(({ name }) => ({ channel: name }))
  return { channels, ...(tell.length > 0 && { policies: [{ name: POLICY, steps: [{ tell }] }], paging: { lastResort: POLICY } }) }
}
