import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Sql } from '@/db/client'
import { systemIds } from '@/server/runtime/ids'
import { quantile, short } from '../statistics'
import { dataFolder, startWorld, type World } from '../world'
import type { Figure } from './measure'
import type { OwnWorldStage } from './storm'

const TARGET_MS = 200
const [OPEN, PAST] = [10_000, 100_000]
const TIMES = 20
const MINUTE_MS = 60_000
export const LISTS = 'LISTS'

/**
 * Every list, filter and change of a Plimsoll with 10,000 open alerts and 100,000 past ones, each of an incident of its own that was told by
 * mail: how long it takes to answer. The past is written by COPY, and loaded by a start.
 */
export async function lists({ options, target, signal, sleep, note, full }: OwnWorldStage): Promise<readonly Figure[]> {
  const { folder, remove } = dataFolder()
  // Nothing is to be looked at while lists are.
  const all = { ...options, target, checks: OPEN, interval: '1d', services: OPEN }
  let world: World | undefined
  try {
    world = await startWorld(folder, all, signal)
    await seed(world.sql)
    await world.stop()
    world = await startWorld(folder, all, signal)
    await sleep(5_000)
    const took: { readonly what: string; readonly ms: readonly number[] }[] = []
    for (const [what, ask] of await asked(world)) {
      const ms: number[] = []
      for (let i = 0; i < (full ? 5 : 1) * TIMES && !signal.aborted; i++) {
        const startedMs = performance.now()
        const answer = await ask(i)
        await answer.arrayBuffer()
        if (!answer.ok) throw new Error(`${what} answered ${answer.status}.`)
        ms.push(performance.now() - startedMs)
      }
      took.push({ what, ms })
      note(`${what}: p50 ${short(quantile(ms, 0.5))}, max ${short(Math.max(...ms))} ms`)
    }
    const slowest = took.toSorted((a, b) => quantile(b.ms, 0.95) - quantile(a.ms, 0.95))
    const value = quantile(slowest[0]?.ms ?? [], 0.95)
    return [
      {
        id: LISTS,
        what: `${took.length} lists, filters and changes, ${OPEN} open and ${PAST} past alerts: slowest, 95th percentile`,
        value,
        measured: `${short(value)} ms (${slowest
          .slice(0, 6)
          .map(({ what, ms }) => `${what} p50 ${short(quantile(ms, 0.5))}, p95 ${short(quantile(ms, 0.95))} ms`)
          .join('; ')})`,
        target: `< ${TARGET_MS} ms`,
        holds: value < TARGET_MS,
        against: '–',
      },
    ]
  } finally {
    await world?.stop()
    remove()
  }
}

type Ask = (nth: number) => Promise<Response>

/** What people and programs ask for, by what it is called. */
async function asked({ url, key, sql }: World): Promise<readonly (readonly [what: string, ask: Ask])[]> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const get = (path: string): readonly [string, Ask] => [path, () => fetch(url + path, { headers })]
  const post = (path: string, body: object) => fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })
  const [middle] = await sql<{ at: Date; id: string; incident: string; number: number }[]>`
    select a.started_at as at, a.id, i.id as incident, i.number from alerts a join incidents i on i.id = a.incident_id where a.ended_at is not null order by a.started_at offset ${PAST / 2} limit 1`
  const place = encodeURIComponent(`${middle?.at.toISOString()}_${middle?.id}`)
  const open = await sql<{ id: string }[]>`select id from incidents where state = 'triggered' order by number limit ${5 * TIMES}`
  const lists = ['/alerts', '/incidents', '/notices'].flatMap((list) => [
    get(`/api/v1${list}?limit=200`),
    get(`/api/v1${list}?channel=mail`),
    get(`/api/v1${list}?channel=pager`),
    get(`/api/v1${list}?channel=nowhere`),
  ])
  return [
    ...lists,
    ...['open', 'ended'].map((state) => get(`/api/v1/alerts?states=${state}`)),
    get(`/api/v1/alerts?before=${place}`),
    get('/api/v1/alerts?severities=low'),
    get('/api/v1/alerts?severities=emergency&states=open'),
    get('/api/v1/alerts?service=service-7&conditions=degraded'),
    get('/api/v1/alerts?check=check-00007'),
    ...['triggered', 'acknowledged', 'resolved'].map((state) => get(`/api/v1/incidents?states=${state}`)),
    get(`/api/v1/incidents?before=${middle?.number}&severities=low`),
    get('/api/v1/incidents?service=service-7'),
    ...['dead', 'bundled', 'waiting', 'delivered'].map((state) => get(`/api/v1/notices?states=${state}`)),
    get('/api/v1/notices?person=ada@bench.example'),
    get('/api/v1/notices?person=nobody@bench.example'),
    get(`/api/v1/notices?before=${place}&states=dead,bundled`),
    get(`/api/v1/notices?incident=${middle?.incident}`),
    get(`/api/v1/incidents/${middle?.incident}`),
    get('/api/v1/audit'),
    get('/api/v1/silences'),
    ...[
      '/operations',
      '/operations?filter=critical',
      '/operations?tab=matrix',
      '/engineering',
      '/executive',
      '/paging',
      '/settings/audit',
      `/incidents/INC-${middle?.number}`,
    ].map(get),
    ['acknowledging', (nth) => post(`/api/v1/incidents/${open[nth]?.id}/acknowledge`, {})],
    ['a note', (nth) => post(`/api/v1/incidents/${open[nth]?.id}/notes`, { text: 'Looking at it.' })],
    ['a silence', (nth) => post('/api/v1/silences', { matcher: { services: [`service-${nth}`] }, lasts: '1h', reason: 'a move' })],
  ]
}

/** A year: an incident of one alert every few minutes, the newest open; one in a thousand low, one in a hundred told by nobody but the pager. */
async function seed(sql: Sql): Promise<void> {
  const checks = await sql<{ id: string; service_id: string }[]>`select id, service_id from checks order by name`
  const stepMs = (365 * 24 * 60 * MINUTE_MS) / PAST
  const startMs = Date.now() - (PAST + OPEN) * stepMs
  const all = Array.from({ length: PAST + OPEN }, (_, i) => {
    const check = checks[i % checks.length]
    const isOpen = i >= PAST
    const at = new Date(startMs + i * stepMs)
    const ended = isOpen ? '\\N' : new Date(at.getTime() + 5 * MINUTE_MS).toISOString()
    const severity = i % 1_000 === 1 ? 'low' : i % 10 === 0 ? 'critical' : 'high'
    return {
      i,
      check,
      isOpen,
      at: at.toISOString(),
      ended,
      severity,
      incident: systemIds.next(),
      alert: systemIds.next(),
      notice: systemIds.next(),
    }
  })
  const line = (...columns: readonly unknown[]) => `${columns.join('\t')}\n`
  await copy(
    sql,
    'incidents (id, number, title, severity, state, service_id, started_at, opened_at, resolved_at, ended_at)',
    all.map(({ i, check, isOpen, at, ended, severity, incident }) =>
      line(incident, i + 1, `Incident ${i}`, severity, isOpen ? 'triggered' : 'resolved', check?.service_id, at, at, ended, ended),
    ),
  )
  await copy(
    sql,
    'alerts (id, fingerprint, check_id, service_id, incident_id, severity, condition, started_at, opened_at, ended_at, says)',
    all.map(({ check, at, ended, severity, incident, alert }) =>
      line(alert, `check:${check?.id}`, check?.id, check?.service_id, incident, severity, 'down', at, at, ended, '503, expected 200'),
    ),
  )
  await copy(
    sql,
    'notices (id, key, incident_id, kind, channel, address, person, lane, reader, thread, urgency, severity, facts, at, due_at, state, attempts, delivered_at)',
    all.map(({ i, at, severity, incident, notice }) => {
      const [channel, person] = i % 100 === 3 ? ['pager', '\\N'] : ['mail', `${i % 3 === 0 ? 'ada' : 'bo'}@bench.example`]
      const state = i % 1_000 === 0 ? 'dead' : i % 500 === 1 ? 'bundled' : 'delivered'
      const facts = JSON.stringify({ title: `Incident ${i}`, says: '503, expected 200', checks: [] })
      return line(
        notice,
        `${incident}/0/page/1/${channel}`,
        incident,
        'page',
        channel,
        person,
        person,
        channel,
        person === '\\N' ? channel : person,
        incident,
        1,
        severity,
        facts,
        at,
        at,
        state,
        1,
        at,
      )
    }),
  )
  await sql`vacuum analyze`
}

async function copy(sql: Sql, into: string, lines: readonly string[]): Promise<void> {
  await pipeline(Readable.from(lines), await sql.unsafe(`copy ${into} from stdin`).writable())
}
