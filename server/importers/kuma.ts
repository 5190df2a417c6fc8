import { closeSync, openSync, readSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { invalid, isRefusal, sentenceOf } from '../kernel/errors'
import { createSlugs } from '../kernel/slug'
import { trouble } from './checked'
import { type Monitor, optionsOf } from './kuma-monitors'
import { channelOf, type Notification } from './kuma-notifications'
import { seconds } from './lengths'
import type { Draft, DraftChannel, DraftCheck, Imported, ImportedFile, Importer } from './model'
import { readWhole } from './whole'

/** A database of SQLite begins so. Source: https://www.sqlite.org/fileformat.html#the_database_header */
const SQLITE = Buffer.from('SQLite format 3\0')
const MOST_MONITORS = 20_000
/** Kuma looks at a certificate each time, and tells from three weeks before its end on. */
const CERTIFICATE_DAYS = 21
const POLICY = 'uptime-kuma'

/** What a row of any version has; the rest is read where it is used. */
const AnyMonitor = z.looseObject({ id: z.coerce.number().int(), name: z.coerce.string(), type: z.string() })
const AnyNotification = z.looseObject({ id: z.coerce.number().int(), name: z.coerce.string() })
const Backup = z.looseObject({
  monitorList: z.union([z.array(AnyMonitor), z.record(z.string(), AnyMonitor)]),
  notificationList: z.array(AnyNotification).default([]),
})

type Read = {
  readonly monitors: readonly Monitor[]
  readonly notifications: readonly Notification[]
  readonly left: readonly string[]
}

/** Uptime Kuma: the JSON backup of version 1, or `kuma.db` of either version. Source: its `server/model/monitor.js`. */
export const uptimeKuma: Importer = {
  kind: 'uptime-kuma',
  files: 'kuma.db | BACKUP.json',
  about: 'Monitors, groups, tags and notifications of Uptime Kuma, from its database or a JSON backup of version 1.',
  read(files) {
    const [file, another] = files
    if (!file || another) throw invalid('Name one file of Uptime Kuma: its kuma.db (in its data folder), or a JSON backup.')
    return importedOf(isDatabase(file) ? readDatabase(file) : readBackup(file))
  },
}

function isDatabase({ path, absolute }: ImportedFile): boolean {
  const head = Buffer.alloc(SQLITE.length)
  try {
    const file = openSync(absolute, 'r')
    try {
      readSync(file, head, 0, head.length, 0)
    } finally {
      closeSync(file)
    }
  } catch (cause) {
    throw invalid(`${path} cannot be read: ${sentenceOf(cause)}.`)
  }
  return head.equals(SQLITE)
}

function readBackup(file: ImportedFile): Read {
  const { path } = file
  const parsed = Backup.safeParse(jsonOf(readWhole(file), path))
  if (!parsed.success) throw invalid(`${path} is no backup of Uptime Kuma: it has no list of monitors (monitorList).`)
  const { monitorList, notificationList } = parsed.data
  return {
    monitors: bounded(Array.isArray(monitorList) ? monitorList : Object.values(monitorList)).map((row) => row as Monitor),
    notifications: notificationList.map(({ id, name, isDefault, active, config }) => ({
      id,
      name,
      isDefault: Boolean(isDefault),
      active: active !== false && active !== 0,
      config: configOf(config),
    })),
    left: [],
  }
}

function jsonOf(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw invalid(`${path} is neither a database of Uptime Kuma nor whole JSON: ${sentenceOf(cause)}.`)
  }
}

function readDatabase({ path, absolute }: ImportedFile): Read {
  try {
    const database = new DatabaseSync(absolute, { readOnly: true })
    try {
      return readTables(database)
    } finally {
      database.close()
    }
  } catch (cause) {
    if (isRefusal(cause)) throw cause
    throw invalid(
      `${path} is no whole database of Uptime Kuma: ${sentenceOf(cause)}. Stop Uptime Kuma, and copy kuma.db with what lies beside it (kuma.db-wal).`,
    )
  }
}

function readTables(database: DatabaseSync): Read {
  const rows = (sql: string) => database.prepare(sql).all() as Record<string, unknown>[]
  const has = new Set(rows(`select name from sqlite_master where type = 'table'`).map(({ name }) => String(name)))
  const table = (name: string, sql: string) => (has.has(name) ? rows(sql) : [])
  const tagsOf = Map.groupBy(
    table('monitor_tag', 'select mt.monitor_id, t.name, mt.value from monitor_tag mt join tag t on t.id = mt.tag_id order by mt.id'),
    ({ monitor_id: id }) => Number(id),
  )
  const toldOf = Map.groupBy(
    table('monitor_notification', 'select monitor_id, notification_id from monitor_notification'),
    ({ monitor_id: id }) => Number(id),
  )
  const count = (name: string) => Number(table(name, `select count(*) as n from ${name}`)[0]?.n ?? 0)
  return {
    monitors: bounded(table('monitor', 'select * from monitor order by id')).map((row) => {
      const id = Number(row.id)
      return {
        ...(Object.fromEntries(Object.entries(row).map(([name, value]) => [camel(name), value])) as Monitor),
        tags: (tagsOf.get(id) ?? []).map(({ name, value }) => ({ name, value })),
        notificationIDList: Object.fromEntries((toldOf.get(id) ?? []).map(({ notification_id: one }) => [String(one), true])),
      }
    }),
    notifications: table('notification', 'select * from notification order by id').map(({ id, name, active, is_default, config }) => ({
      id: Number(id),
      name: String(name),
      isDefault: Boolean(is_default),
      active: Boolean(active),
      config: configOf(config),
    })),
    left: [
      ...said(count('maintenance'), 'maintenance window', 'plan it anew on Paging, or under `maintenance:`'),
      ...said(count('status_page'), 'status page', 'it has no counterpart in this file'),
    ],
  }
}

/** The columns of the database as the backup calls them; the few that differ by more than their writing are looked up by both. */
const camel = (name: string): string => name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

const said = (count: number, noun: string, what: string): readonly string[] =>
  count === 0 ? [] : [`${count} ${noun}${count === 1 ? '' : 's'}: ${what}.`]

function bounded<Row>(rows: readonly Row[]): readonly Row[] {
  if (rows.length > MOST_MONITORS) throw invalid(`It has ${rows.length} monitors; at most ${MOST_MONITORS} are read at once.`)
  return rows
}

/** Kuma keeps it as JSON within JSON. */
function configOf(config: unknown): Readonly<Record<string, unknown>> {
  try {
    const parsed = typeof config === 'string' ? JSON.parse(config) : config
    return typeof parsed === 'object' && parsed !== null ? parsed : {}
  } catch {
    return {}
  }
}

function importedOf({ monitors, notifications, left: before }: Read): Imported {
  const left = [...before]
  const { channels, nameOfChannel, people } = channelsOf(notifications, left)
  const { services, serviceOf } = servicesOf(monitors)
  const checkName = createSlugs()
  const checks: DraftCheck[] = []
  const toldBy = new Map<string, string[]>()
  const certificates = new Set<string>()
  for (const monitor of monitors) {
    if (monitor.type === 'group') continue
    const of = `${monitor.name} (${monitor.type})`
    const found = optionsOf(monitor)
    if ('left' in found) {
      left.push(`${of}: ${found.left}.`)
      continue
    }
    const check: DraftCheck = {
      name: checkName(monitor.name, `monitor-${monitor.id}`),
      title: monitor.name.slice(0, 120),
      service: serviceOf(monitor),
      type: found.type,
      options: found.options,
      ...paceOf(monitor),
      ...(tagsIn(monitor).length > 0 && { tags: [...tagsIn(monitor)] }),
      ...((found.paused || isFalse(monitor.active)) && { paused: true }),
    }
    const why = trouble(check)
    if (why !== undefined) {
      left.push(`${of}: ${why}.`)
      continue
    }
    left.push(...found.notes.map((note) => `${of}: ${note}.`))
    checks.push(check)
    for (const id of Object.keys(monitor.notificationIDList ?? {})) {
      const channel = nameOfChannel.get(Number(id))
      if (channel) toldBy.set(channel, [...(toldBy.get(channel) ?? []), check.name])
    }
    const certificate = certificateOf(monitor, check)
    if (certificate && !certificates.has(certificate.key)) {
      certificates.add(certificate.key)
      const one = { ...certificate.check, name: checkName(`${check.name}-certificate`, check.name) }
      if (trouble(one) === undefined) checks.push(one)
    }
  }
  const used = new Set(checks.map(({ service }) => service))
  return {
    document: {
      services: services.filter(({ name }) => used.has(name)),
      checks,
      channels,
      ...tellingOf(notifications, { nameOfChannel, people, toldBy }),
    },
    left,
  }
}

/** A group is a service; what is in none is one of its own. */
function servicesOf(monitors: readonly Monitor[]) {
  const slug = createSlugs()
  const byId = new Map(monitors.map((monitor) => [monitor.id, monitor]))
  const services: NonNullable<Draft['services']>[number][] = []
  const named = new Map<number, string>()
  const nameOf = (monitor: Monitor): string => {
    const known = named.get(monitor.id)
    if (known) return known
    const name = slug(monitor.name, `service-${monitor.id}`)
    named.set(monitor.id, name)
    services.push({ name, title: monitor.name.slice(0, 120) })
    return name
  }
  return {
    services,
    serviceOf(monitor: Monitor) {
      const group = byId.get(Number(monitor.parent ?? Number.NaN))
      return nameOf(group?.type === 'group' ? group : monitor)
    },
  }
}

/** After so many failures in a row, and looked at so often meanwhile. */
function paceOf(monitor: Monitor): Pick<DraftCheck, 'interval' | 'confirmInterval' | 'timeout' | 'openAfter'> {
  const interval = Math.max(1, Number(monitor.interval) || 60)
  const retry = Number(monitor.retryInterval) || interval
  // Older versions had none of their own.
  const timeout = Number(monitor.timeout) || interval * 0.8
  return {
    interval: seconds(interval, { atMost: 24 * 3_600 }),
    confirmInterval: seconds(retry, { atMost: 3_600 }),
    timeout: seconds(timeout, { atLeast: 0.1, atMost: Math.min(120, Math.max(interval, 10)) }),
    openAfter: Math.min(20, Math.max(0, Math.trunc(Number(monitor.maxretries) || 0)) + 1),
  }
}

const tagsIn = ({ tags }: Monitor): readonly string[] =>
  (tags ?? [])
    .map(({ name, value }) => (value === undefined || value === null || value === '' ? String(name) : `${name}=${value}`).slice(0, 40))
    .filter((tag) => tag !== '')
    .slice(0, 20)

/** Kuma tells of a certificate that ends soon, and the monitor stays up: here it is a check of its own that takes no service down. */
function certificateOf(monitor: Monitor, { service, options, paused }: DraftCheck): { key: string; check: DraftCheck } | undefined {
  const url = typeof options?.url === 'string' && URL.canParse(options.url) ? new URL(options.url) : undefined
  if (url?.protocol !== 'https:' || isFalse(monitor.expiryNotification) || monitor.expiryNotification == null || paused) return undefined
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const port = Number(url.port) || 443
  return {
    key: `${host}:${port}`,
    check: {
      name: 'certificate',
      title: `Certificate of ${url.host}`.slice(0, 120),
      service,
      type: 'tls',
      options: { host, port, days: CERTIFICATE_DAYS },
      interval: '1h',
      critical: false,
    },
  }
}

export const isFalse = (value: unknown): boolean => value === false || value === 0 || value === '0'

function channelsOf(notifications: readonly Notification[], left: string[]) {
  const slug = createSlugs()
  const channels: DraftChannel[] = []
  const nameOfChannel = new Map<number, string>()
  const people = new Map<number, readonly string[]>()
  for (const notification of notifications) {
    const of = `The notification ${notification.name}`
    if (!notification.active) {
      left.push(`${of}: it is switched off there.`)
      continue
    }
    const found = channelOf(notification)
    if ('left' in found) {
      left.push(`${of} (${String(notification.config.type ?? 'of no type')}): ${found.left}.`)
      continue
    }
    const name = slug(notification.name, `notification-${notification.id}`)
    channels.push({ name, kind: found.kind, options: found.options })
    if (found.people) people.set(notification.id, found.people)
    else nameOfChannel.set(notification.id, name)
  }
  return { channels, nameOfChannel, people }
}

type Told = {
  readonly nameOfChannel: ReadonlyMap<number, string>
  readonly people: ReadonlyMap<number, readonly string[]>
  readonly toldBy: ReadonlyMap<string, readonly string[]>
}

/** What is told of everything there is the last resort here; what some monitors name besides is told of their checks. */
function tellingOf(
  notifications: readonly Notification[],
  { nameOfChannel, people, toldBy }: Told,
): Pick<Draft, 'policies' | 'definitions' | 'paging'> {
  const defaults = notifications.filter(({ isDefault }) => isDefault)
  const told = (defaults.length > 0 ? defaults : notifications).flatMap(
    ({ id }): readonly ({ readonly channel: string } | { readonly person: string })[] => {
      const channel = nameOfChannel.get(id)
      return channel ? [{ channel }] : (people.get(id) ?? []).map((person) => ({ person }))
    },
  )
  const always = new Set(told.flatMap((target) => ('channel' in target ? target.channel : [])))
  const definitions = [...toldBy]
    .filter(([channel]) => !always.has(channel))
    .map(([channel, checks]) => ({ name: `told-by-${channel}`.slice(0, 63), when: { checks: [...checks] }, channels: [channel] }))
  return {
    ...(told.length > 0 && { policies: [{ name: POLICY, steps: [{ tell: told.slice(0, 20) }] }], paging: { lastResort: POLICY } }),
    ...(definitions.length > 0 && { definitions }),
  }
}
