import { z } from 'zod'
import { invalid } from '../kernel/errors'
import { createSlugs } from '../kernel/slug'
import { trouble } from './checked'
import { goDurationMs, milliseconds } from './lengths'
import type { Draft, DraftCheck, Imported, Importer } from './model'
import { readYaml } from './whole'

/** What Prometheus does when nothing else is said. Source: https://prometheus.io/docs/prometheus/latest/configuration/configuration/ */
const SCRAPE_MS = 60_000
const TIMEOUT_MS = 10_000

/** Source: https://github.com/prometheus/blackbox_exporter/blob/master/CONFIGURATION.md */
const Http = z.looseObject({
  valid_status_codes: z.array(z.union([z.int(), z.string()])).default([]),
  method: z.string().default('GET'),
  headers: z.record(z.string(), z.coerce.string()).default({}),
  body: z.string().optional(),
  follow_redirects: z.boolean().default(true),
  no_follow_redirects: z.boolean().optional(),
  fail_if_ssl: z.boolean().default(false),
  fail_if_not_ssl: z.boolean().default(false),
  fail_if_body_matches_regexp: z.array(z.string()).default([]),
  fail_if_body_not_matches_regexp: z.array(z.string()).default([]),
  fail_if_header_not_matches: z
    .array(z.looseObject({ header: z.string(), regexp: z.string(), allow_missing: z.boolean().optional() }))
    .default([]),
  basic_auth: z.looseObject({ username: z.string(), password: z.string().optional() }).optional(),
  bearer_token: z.string().optional(),
  proxy_url: z.string().optional(),
  preferred_ip_protocol: z.string().optional(),
  ip_protocol_fallback: z.boolean().optional(),
  tls_config: z.looseObject({ insecure_skip_verify: z.boolean().optional() }).optional(),
})
const Module = z.looseObject({
  prober: z.string(),
  timeout: z.string().optional(),
  http: Http.optional(),
  tcp: z.looseObject({ tls: z.boolean().optional() }).optional(),
})
type Module = z.infer<typeof Module>
const Modules = z.looseObject({ modules: z.record(z.string(), Module) })
const Scrape = z.looseObject({
  job_name: z.string(),
  metrics_path: z.string().optional(),
  scrape_interval: z.string().optional(),
  params: z.record(z.string(), z.array(z.string())).default({}),
  static_configs: z
    .array(z.looseObject({ targets: z.array(z.string()), labels: z.record(z.string(), z.coerce.string()).default({}) }))
    .default([]),
})
const Prometheus = z.looseObject({
  global: z.looseObject({ scrape_interval: z.string().optional() }).default({}),
  scrape_configs: z.array(Scrape),
})

/** blackbox_exporter: its modules, and the targets of Prometheus that are probed with them. */
export const blackbox: Importer = {
  kind: 'blackbox',
  files: 'blackbox.yml prometheus.yml',
  about: 'Modules of blackbox_exporter, and the targets of Prometheus that are probed with them.',
  read(files) {
    const read = files.map((file) => ({ file, value: readYaml(file) }))
    const modules = read.flatMap(({ value }) => Modules.safeParse(value).data ?? [])
    const prometheus = read.flatMap(({ value }) => Prometheus.safeParse(value).data ?? [])
    const [first] = modules
    const [targets] = prometheus
    if (!first || !targets || files.length !== 2)
      throw invalid(
        `Name two files: one with the modules of blackbox_exporter (modules:), one with the targets of Prometheus (scrape_configs:). ${files.map(({ path }) => path).join(' and ')} ${files.length === 1 ? 'is not both' : 'are not these two'}.`,
      )
    return importedOf(first.modules, targets)
  },
}

function importedOf(modules: Readonly<Record<string, Module>>, { global, scrape_configs: jobs }: z.infer<typeof Prometheus>): Imported {
  const left: string[] = []
  const checkName = createSlugs()
  const serviceName = createSlugs()
  const services: NonNullable<Draft['services']>[number][] = []
  const checks: DraftCheck[] = []
  for (const job of jobs.filter(({ metrics_path: path }) => path === '/probe')) {
    const name = job.params.module?.[0] ?? 'http_2xx'
    const module = Object.hasOwn(modules, name) ? modules[name] : undefined
    if (!module) {
      left.push(`${job.job_name}: blackbox.yml has no module ${name}.`)
      continue
    }
    for (const kind of Object.keys(job).filter((key) => key.endsWith('_sd_configs')))
      left.push(
        `${job.job_name}: its targets come from ${kind}, which is not read; name them in static_configs, or create checks by the API.`,
      )
    const service = { name: serviceName(job.job_name, 'job'), title: job.job_name.slice(0, 120) }
    const intervalMs = goDurationMs(job.scrape_interval ?? global.scrape_interval) ?? SCRAPE_MS
    const before = checks.length
    for (const { targets, labels } of job.static_configs)
      for (const target of targets) {
        const of = `${job.job_name} ${target}`
        const found = probeOf(module, target)
        if ('left' in found) {
          left.push(`${of}: ${found.left}.`)
          continue
        }
        const check: DraftCheck = {
          name: checkName(`${job.job_name} ${target.replace(/^https?:\/\//, '')}`, 'target'),
          title: target.slice(0, 120),
          service: service.name,
          type: found.type,
          options: found.options,
          interval: milliseconds(intervalMs),
          timeout: milliseconds(Math.min(goDurationMs(module.timeout) ?? TIMEOUT_MS, 120_000, Math.max(intervalMs, 10_000))),
          ...(Object.keys(labels).length > 0 && {
            tags: Object.entries(labels)
              .map(([key, value]) => `${key}=${value}`.slice(0, 40))
              .slice(0, 20),
          }),
          ...(found.paused && { paused: true }),
        }
        const why = trouble(check)
        left.push(...(why === undefined ? found.notes : [why]).map((note) => `${of}: ${note}.`))
        if (why === undefined) checks.push(check)
      }
    if (checks.length > before) services.push(service)
  }
  if (checks.length + left.length === 0) throw invalid('No job of that prometheus.yml probes by blackbox_exporter (metrics_path: /probe).')
  return { document: { services, checks }, left }
}

type Probe =
  | { readonly type: string; readonly options: Record<string, unknown>; readonly paused: boolean; readonly notes: readonly string[] }
  | { readonly left: string }

function probeOf({ prober, http, tcp }: Module, target: string): Probe {
  if (prober === 'http') return httpOf(Http.parse(http ?? {}), /^https?:\/\//.test(target) ? target : `http://${target}`)
  if (prober !== 'tcp') return { left: `there is no counterpart of the prober ${prober}` }
  const [, host = target, port = ''] = /^(.*):(\d+)$/.exec(target) ?? []
  const plain = { host: host.replace(/^\[|\]$/g, ''), port: Number(port) }
  const notes = 'query_response' in (tcp ?? {}) ? ['what it sends and expects (query_response) is not carried over; it only connects'] : []
  return tcp?.tls
    ? { type: 'tls', options: { ...plain, days: 0 }, paused: false, notes }
    : { type: 'tcp', options: plain, paused: false, notes }
}

function httpOf(http: z.infer<typeof Http>, url: string): Probe {
  const notes: string[] = []
  if (http.fail_if_ssl) return { left: 'it must not be encrypted (fail_if_ssl), which no check here expects' }
  const insecure = http.tls_config?.insecure_skip_verify === true
  if (insecure) notes.push('it trusts any certificate, which is not done here; it is paused until tls.ca names the authority')
  for (const name of ['oauth2', 'authorization', 'cookie', 'compression', 'fail_if_header_matches', 'bearer_token_file'])
    if (name in http) notes.push(`${name} of its module is not carried over`)
  if (http.fail_if_body_matches_regexp.length > 0)
    notes.push('fail_if_body_matches_regexp of its module is not carried over; a plain text can stand in expect.bodyLacks')
  const followRedirects = http.follow_redirects && !http.no_follow_redirects
  const family = { ip4: 4, ip6: 6 }[http.preferred_ip_protocol ?? '']
  return {
    type: 'http',
    options: {
      url,
      ...(http.method !== 'GET' && { method: http.method }),
      ...(Object.keys(http.headers).length > 0 && { headers: http.headers }),
      ...(http.body !== undefined && { body: http.body }),
      ...(http.basic_auth && { auth: { basic: { username: http.basic_auth.username, password: http.basic_auth.password ?? '' } } }),
      ...(http.bearer_token && { auth: { bearer: http.bearer_token } }),
      ...(http.proxy_url && { proxy: http.proxy_url }),
      ...(family && http.ip_protocol_fallback === false && { ipFamily: family }),
      ...(!followRedirects && { followRedirects: 0 }),
      expect: {
        status: http.valid_status_codes.length > 0 ? http.valid_status_codes.map(String) : ['200-299'],
        ...(http.fail_if_body_not_matches_regexp.length > 0 && { bodyMatches: http.fail_if_body_not_matches_regexp }),
        ...(http.fail_if_header_not_matches.length > 0 && {
          headers: Object.fromEntries(http.fail_if_header_not_matches.map(({ header, regexp }) => [header, regexp])),
        }),
        ...(http.fail_if_not_ssl && url.startsWith('https:') && { certificateDays: 0 }),
      },
    },
    paused: insecure,
    notes,
  }
}
