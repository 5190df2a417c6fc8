import type { Server } from 'node:http'
import { Counter, collectDefaultMetrics, Gauge, Histogram, type OpenMetricsContentType, Registry } from 'prom-client'
import { type Actor, may } from '../access/model'
import { OUTCOMES, SEVERITIES, STATUSES } from '../checks/model'
import { headline } from '../impact/rules/headline'
import { SECOND } from '../kernel/duration'
import { toMajor } from '../kernel/money'
import { riskOf } from '../live/topics/risk'
import type { Pulse, World } from '../pipeline/model'
import type { Clock } from '../runtime/clock'
import type { IntakeRoute } from '../web/intake'
import { deliverySeries } from './delivery-series'

export type MetricsParts = {
  readonly clock: Clock
  readonly world: () => World
  readonly engine: () => { readonly connected: boolean; readonly engineAt: Date | null }
  readonly sockets: () => number
  /** Of this process. */
  readonly loopDelayMs: () => number
  readonly version: string
}

export type Metrics = {
  /** Counts results that the engine reported. */
  take(pulses: readonly Pulse[]): void
  /** Times every answer of this server, from the request to its last byte. */
  watch(server: Server): void
  /** The text for Prometheus; money only for who may read it. */
  text(actor: Actor): Promise<string>
}

/** Of an answer's duration; the budget of an API answer is 15 ms (HLT-1). Seconds, as Prometheus has it. */
const BUCKETS = [0.001, 0.005, 0.015, 0.05, 0.15, 0.5, 1.5, 5, 15]

/** prom-client would wake the process a hundred times a second to know its delays, which ours tells at less cost. */
const RARELY_MS = 3_600_000

/** Plimsoll's own figures (PRF-7). The engine's come from the world and its beats, so that they are true while it is silent, too. */
export function createMetrics({ clock, world, engine, sockets, loopDelayMs, version }: MetricsParts): Metrics {
  const [open, money] = [new Registry<OpenMetricsContentType>(), new Registry<OpenMetricsContentType>()]
  for (const registry of [open, money]) registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE)
  collectDefaultMetrics({ register: open, eventLoopMonitoringPrecision: RARELY_MS })
  for (const part of ['min', 'max', 'mean', 'stddev', 'p50', 'p90', 'p99']) open.removeSingleMetric(`nodejs_eventloop_lag_${part}_seconds`)

  const gauge = <Label extends string>(name: string, help: string, read: (set: Gauge<Label>) => void, labelNames: readonly Label[] = []) =>
    new Gauge<Label>({
      name: `plimsoll_${name}`,
      help,
      labelNames,
      registers: [open],
      collect() {
        read(this)
      },
    })
  const one = (name: string, help: string, read: () => number) => gauge(name, help, (set) => set.set(read()))

  gauge('build_info', 'Which Plimsoll this is.', (set) => set.set({ version }, 1), ['version'])
  gauge(
    'checks',
    'Checks by status.',
    (set) => {
      const counts = countsOf(
        STATUSES,
        [...world().checks.values()].map(({ status }) => status),
      )
      for (const [status, count] of counts) set.set({ status }, count)
    },
    ['status'],
  )
  gauge(
    'incidents_open',
    'Open incidents by severity.',
    (set) => {
      const found = [...world().incidents.values()].filter(({ state }) => state !== 'resolved').map(({ severity }) => severity)
      for (const [severity, count] of countsOf(SEVERITIES, found)) set.set({ severity }, count)
    },
    ['severity'],
  )
  one('engine_connected', '1 while the engine is connected to this web.', () => Number(engine().connected))
  one('engine_silence_seconds', 'Since when the engine has said nothing; NaN when it never did.', () => {
    const { engineAt } = engine()
    return engineAt === null ? Number.NaN : Math.max(0, clock.now().getTime() - engineAt.getTime()) / SECOND
  })
  one('engine_blind', '1 while the engine cannot see: none of its anchors answers.', () => Number(world().sight.blindSince !== null))
  one('engine_unstored', '1 while nothing can be stored and results wait in memory and spool.', () =>
    Number(world().sight.unstoredSince !== null),
  )
  one('engine_resident_memory_bytes', 'Memory of the engine that is in RAM; NaN until it has told.', () =>
    orUnknown(world().sight.engine?.residentBytes),
  )
  one(
    'engine_event_loop_delay_seconds',
    "How late the engine's event loop came to what was due, 99th percentile of the last minute.",
    () => orUnknown(world().sight.engine?.loopDelayMs) / SECOND,
  )
  one(
    'web_event_loop_delay_seconds',
    'How late the event loop of this web came to what was due, 99th percentile of the last minute.',
    () => loopDelayMs() / SECOND,
  )
  one('engine_spool_bytes', 'What lies in the spool on disk until it can be stored.', () => orUnknown(world().sight.engine?.spoolBytes))
  one('results_waiting', 'Results that wait in memory to be stored.', () => world().sight.waiting)
  one('checks_expected', 'Checks that should have started in the last minute.', () => world().sight.expected)
  one('checks_executed', 'Of those, the checks that did.', () => world().sight.executed)
  one('check_lateness_seconds', 'How late checks started in the last minute, 99th percentile.', () => world().sight.latenessMs / SECOND)
  one('live_sockets', 'Screens connected to this web.', sockets)

  const results = new Counter({
    name: 'plimsoll_results_total',
    help: 'Results that this web heard of since it started, by outcome.',
    labelNames: ['outcome'],
    registers: [open],
  })
  for (const outcome of OUTCOMES) results.inc({ outcome }, 0)
  const answers = new Histogram({
    name: 'plimsoll_http_duration_seconds',
    help: 'From the arrival of a request to the last byte of its answer.',
    labelNames: ['area', 'status'],
    buckets: BUCKETS,
    registers: [open],
  })

  const amount = (name: string, help: string, read: (now: Date) => number) =>
    new Gauge({
      name: `plimsoll_${name}`,
      help,
      labelNames: ['currency'],
      registers: [money],
      collect() {
        const currency = world().currencies.base
        this.set({ currency }, toMajor(read(clock.now()), currency))
      },
    })
  amount(
    'revenue_at_risk',
    'Revenue at risk now, in whole units of the currency.',
    (now) => headline(riskOf(world(), now), now).figureMinor,
  )
  amount(
    'loss_per_hour',
    'What is being lost an hour, in whole units of the currency.',
    (now) => headline(riskOf(world(), now), now).perHourMinor,
  )

  return {
    take(pulses) {
      for (const { outcome } of pulses) results.inc({ outcome })
    },
    watch(server) {
      server.prependListener('request', (request, response) => {
        const startedMs = clock.elapsedMs()
        const area = areaOf(request.url ?? '/')
        response.once('finish', () =>
          answers.observe({ area, status: `${Math.floor(response.statusCode / 100)}xx` }, (clock.elapsedMs() - startedMs) / SECOND),
        )
      })
    },
    async text(actor) {
      const registries = may(actor, 'read-money') ? [open, money] : [open]
      const merged = await Promise.all(registries.map((registry) => registry.metrics()))
      return `${merged.map((text) => text.replace(/# EOF\n?$/, '')).join('')}${deliverySeries(world().sight)}# EOF\n`
    },
  }
}

/** A figure that nobody has told is none, and not nothing. */
const orUnknown = (figure: number | undefined): number => figure ?? Number.NaN

/** Few words, so that no path, and nothing in a path, becomes a label. */
function areaOf(url: string): string {
  if (url.startsWith('/api/') || url.startsWith('/v1/')) return 'api'
  if (url.startsWith('/_next/') || url.startsWith('/mark/') || url.startsWith('/fonts/')) return 'static'
  if (/^\/(health|ready|live|metrics)\b/.test(url)) return 'health'
  return url.startsWith('/heartbeat/') ? 'heartbeat' : 'page'
}

/** How often each word comes, those that never come too: a series that vanishes cannot be alerted on. */
const countsOf = <Word extends string>(words: readonly Word[], found: readonly Word[]): ReadonlyMap<Word, number> => {
  const counts = new Map(words.map((word) => [word, 0]))
  for (const word of found) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

/** `/metrics`, for Prometheus with an API key that has the right `read`. */
export const metricsRoute = (metrics: Pick<Metrics, 'text'>): IntakeRoute => ({
  method: 'GET',
  path: '/metrics',
  right: 'read',
  answer: async (request) => ({
    status: 200,
    headers: { 'content-type': Registry.OPENMETRICS_CONTENT_TYPE },
    body: await metrics.text(await request.actor()),
  }),
})
