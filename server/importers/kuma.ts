import { closeSync, openSync, readSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { invalid, isRefusal, sentenceOf } from '../kernel/errors'
import { issuesOf } from '../kernel/inputs'
import { createSlugs } from '../kernel/slug'
import { trouble } from './checked'
import { inCamel, isFalse, isTrue, type Monitor, type Surroundings, textOf } from './kuma-fields'
import { optionsOf } from './kuma-monitors'
import { channelOf, type Notification } from './kuma-notifications'
import { seconds } from './lengths'
import type { Draft, DraftChannel, DraftCheck, Imported, ImportedFile, Importer } from './model'
import { readWhole } from './whole'

/** A database of SQLite begins so. Source: https://www.sqlite.org/fileformat.html#the_database_header */
const SQLITE = Buffer.from('SQLite format 3\0')
const MOST_MONITORS = 20_000
/** Of any of its tables: what tells and tags them is a few of each. */
const MOST_ROWS = 10 * MOST_MONITORS
/** Kuma looks at a certificate each time, and tells from three weeks before its end on. */
const CERTIFICATE_DAYS = 21
const POLICY = 'uptime-kuma'
/** One browser check runs at a time, and takes some seconds; a minute has room for so many. */
const BROWSER_SECONDS = 15
/** So many names a matcher takes. */
const MOST_MATCHED = 100

/** What a row of any version has; the rest is read where it is used. */
const AnyMonitor = z.looseObject({ id: z.coerce.number().int(), name: z.coerce.string(), type: z.string() })
const AnyNotification = z.looseObject({ id: z.coerce.number().int(), name: z.coerce.string() })
const Backup = z.looseObject({
  version: z.string().optional(),
  monitorList: z.union([z.array(AnyMonitor), z.record(z.string(), AnyMonitor)]),
  notificationList: z.array(AnyNotification).default([]),
  proxyList: z.array(z.looseObject({ id: z.coerce.number().int() })).default([]),
})

type Read = {
  readonly monitors: readonly Monitor[]
  readonly notifications: readonly Notification[]
  readonly around: Surroundings
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
    const read = isDatabase(file) ? readDatabase(file) : readBackup(file)
    if (read.monitors.length === 0) throw invalid(`${file.path} has no monitors, so nothing would come of it.`)
    return importedOf(read)
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
  const read = jsonOf(readWhole(file), path)
  const parsed = Backup.safeParse(read)
  if (!parsed.success) {
    const [{ path: at, message } = { path: '', message: '' }] = parsed.error.issues.flatMap(issuesOf)
    if (!Object.hasOwn(Object(read), 'monitorList'))
      throw invalid(`${path} is no backup of Uptime Kuma: it has no list of monitors (monitorList).`)
    throw invalid(
      at === 'monitorList'
        ? `${path} is no whole backup of Uptime Kuma: a monitor of its monitorList lacks id, name or type.`
        : `${path} is no whole backup of Uptime Kuma: ${at} ${message}.`,
    )
  }
  const { monitorList, notificationList, proxyList, version } = parsed.data
  return {
    monitors: bounded(Array.isArray(monitorList) ? monitorList : Object.values(monitorList)).map((row) => inCamel(row) as Monitor),
    notifications: notificationList.map(({ id, name, isDefault, active, config }) => ({
      id,
      name,
      isDefault: Boolean(isDefault),
      active: active !== false && active !== 0,
      config: configOf(config),
    })),
    around: { proxies: byId(proxyList), dockerHosts: new Map() },
    left:
      version === undefined || /^1\b/.test(version)
        ? []
        : [
            `The backup is of version ${version.slice(0, 20)}, and read as one of version 1: look through what came of it, or import kuma.db.`,
          ],
  }
}

const byId = (rows: readonly Readonly<Record<string, unknown>>[]) => new Map(rows.map((row) => [Number(row.id), inCamel(row)]))

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
  if (!has.has('monitor')) throw invalid('It is a database, but none of Uptime Kuma: there is no table "monitor" in it.')
  const table = (name: string, sql: string) => (has.has(name) ? rows(`${sql} limit ${MOST_ROWS}`) : [])
  const tagsOf = Map.groupBy(
    table('monitor_tag', 'select mt.monitor_id, t.name, mt.value from monitor_tag mt join tag t on t.id = mt.tag_id order by mt.id'),
    ({ monitor_id: id }) => Number(id),
  )
  const toldOf = Map.groupBy(
    table('monitor_notification', 'select monitor_id, notification_id from monitor_notification'),
    ({ monitor_id: id }) => Number(id),
  )
  // Older versions lack columns, and some these tables.
  const namesIn = (name: string, column: string) => table(name, `select * from "${name}"`).map((row) => String(row[column] ?? row.id))
  return {
    monitors: bounded(table('monitor', 'select * from monitor order by id')).map((row) => {
      const id = Number(row.id)
      return {
        ...(inCamel(row) as Monitor),
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
    around: {
      proxies: byId(table('proxy', 'select * from proxy')),
      dockerHosts: byId(table('docker_host', 'select * from docker_host')),
    },
    left: [
      ...said('Maintenance', namesIn('maintenance', 'title'), 'plan it anew on Paging, or under `maintenance:`'),
      ...said('Status pages', namesIn('status_page', 'title'), 'make them anew; nothing of them stands in this file'),
      ...said('API keys', namesIn('api_key', 'name'), 'make new ones under Settings'),
      ...said('People', namesIn('user', 'username'), 'they sign in with an account of Plimsoll; invite them'),
      ...(table('heartbeat', 'select 1 from heartbeat').length > 0
        ? ['History: what was seen so far stays in Uptime Kuma; availability begins anew here.']
        : []),
    ],
  }
}

const said = (noun: string, names: readonly string[], what: string): readonly string[] =>
  names.length === 0 ? [] : [`${noun} (${names.join(', ')}): ${what}.`]

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

function importedOf({ monitors, notifications, around, left: before }: Read): Imported {
  const left = [...before]
  const { channels, nameOfChannel, people } = channelsOf(notifications, left)
  const { note, notes } = noteBook()
  const groups = new Map(monitors.filter(({ type }) => type === 'group').map((group) => [group.id, group]))
  const groupOf = ({ parent }: Monitor) => groups.get(Number(parent ?? Number.NaN))
  const { services, serviceOf } = servicesOf(groupOf)
  const checkName = createSlugs()
  const checks: DraftCheck[] = []
  const toldBy = new Map<string, { readonly checks: string[]; readonly services: string[] }>()
  const tells = (monitor: Monitor, list: 'checks' | 'services', name: string) => {
    for (const id of toldOf(monitor)) {
      const channel = nameOfChannel.get(id)
      if (!channel) continue
      const told = toldBy.get(channel) ?? { checks: [], services: [] }
      told[list].push(name)
      toldBy.set(channel, told)
    }
  }
  const certificates = new Set<string>()
  const browsers = monitors.filter(({ type, ...monitor }) => type === 'real-browser' && !isFalse(monitor.active)).length
  for (const monitor of monitors) {
    if (monitor.type === 'group') continue
    const found = optionsOf(monitor, around)
    if ('left' in found) {
      note(monitor, found.left)
      continue
    }
    const check: DraftCheck = {
      name: checkName(monitor.name, `monitor-${monitor.id}`),
      title: monitor.name.slice(0, 120),
      service: serviceOf(monitor),
      type: found.type,
      options: found.options,
      ...paceOf(monitor, found.type === 'browser' ? browsers * BROWSER_SECONDS : 0),
      ...(tagsIn(monitor).length > 0 && { tags: [...tagsIn(monitor)] }),
      ...((found.paused || isOff(monitor, groupOf)) && { paused: true }),
    }
    const why = trouble(check)
    if (why !== undefined) {
      note(monitor, why)
      continue
    }
    for (const one of [...found.notes, ...besides(monitor)]) note(monitor, one)
    const [unreached] = toldOf(monitor).flatMap((id) =>
      people.has(id) && !isDefaultAmong(notifications, id) ? (notifications.find((one) => one.id === id) ?? []) : [],
    )
    if (unreached) note(monitor, `${unreached.name} tells people of it there; here a policy does, by the service that it belongs to`)
    if (toldOf(monitor).length === 0 && notifications.length > 0)
      note(monitor, 'it tells nobody there; here the last resort is told, unless a policy says otherwise')
    checks.push(check)
    tells(monitor, 'checks', check.name)
    const certificate = certificateOf(monitor, check)
    if (certificate && !certificates.has(certificate.key)) {
      certificates.add(certificate.key)
      const one = { ...certificate.check, name: checkName(`${check.name}-certificate`, check.name) }
      if (trouble(one) === undefined) checks.push(one)
    }
  }
  const used = new Set(checks.map(({ service }) => service))
  for (const group of groups.values()) {
    const service = serviceOf.known(group)
    if (service === undefined || !used.has(service)) note(group, 'none of what is in it is carried over, so it is no service here')
    else tells(group, 'services', service)
    const over = groupOf(group)
    if (over) note(group, `it lies in the group ${over.name}; here services lie in none: say dependsOn where one cannot do without another`)
    if (tagsIn(group).length > 0) note(group, `its tags (${tagsIn(group).join(', ')}) are not carried over; here checks have tags`)
    if (isTrue(group.upsideDown)) note(group, 'it is upside down, which no service here is')
  }
  if (browsers > 1)
    left.push(
      `${browsers} monitors go through a browser: here one does so at a time, so each is looked at no more often than every ${paceOf({ id: 0, name: '', type: '', interval: 1 }, browsers * BROWSER_SECONDS).interval}.`,
    )
  const telling = tellingOf(notifications, { monitors, nameOfChannel, people, toldBy }, left)
  return {
    document: { services: services.filter(({ name }) => used.has(name)), checks, channels, ...telling },
    left: [...left, ...notes()],
  }
}

/** What is to be said of monitors: of several the same in one sentence, which names each. */
function noteBook() {
  const said = new Map<string, string[]>()
  return {
    note({ name, type }: Monitor, text: string) {
      said.set(text, [...(said.get(text) ?? []), `${name} (${type})`])
    },
    notes: () => [...said].map(([text, names]) => `${names.join(', ')}: ${text}.`),
  }
}

/** What a monitor of any type may have that has no place here. */
const besides = (monitor: Monitor): readonly string[] => [
  ...(textOf(monitor.description) ? ['the description is not carried over; a check has a title and tags'] : []),
  ...(Number(monitor.resendInterval) > 0 ? ['it tells again while it is down; here the steps of a policy do'] : []),
  ...(isTrue(monitor.domainExpiryNotification)
    ? ['it tells before the registration of the domain ends, which no check here looks at']
    : []),
]

const toldOf = ({ notificationIDList: ids }: Monitor): readonly number[] =>
  Object.entries(ids ?? {}).flatMap(([id, isTold]) => (isFalse(isTold) ? [] : Number(id)))
const isDefaultAmong = (notifications: readonly Notification[], id: number): boolean =>
  notifications.some((one) => one.id === id && one.isDefault)

/** Kuma looks at nothing in a group that is paused. */
function isOff(monitor: Monitor, groupOf: (monitor: Monitor) => Monitor | undefined): boolean {
  const seen = new Set<Monitor>()
  for (let one: Monitor | undefined = monitor; one && !seen.has(one); one = groupOf(one)) {
    if (isFalse(one.active)) return true
    seen.add(one)
  }
  return false
}

/** A group is a service; what is in none is one of its own. */
function servicesOf(groupOf: (monitor: Monitor) => Monitor | undefined) {
  const slug = createSlugs()
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
  const serviceOf = Object.assign((monitor: Monitor) => nameOf(groupOf(monitor) ?? monitor), {
    known: (group: Monitor) => named.get(group.id),
  })
  return { services, serviceOf }
}

/** After so many failures in a row, and looked at so often meanwhile. */
function paceOf(monitor: Monitor, leastSeconds: number): Pick<DraftCheck, 'interval' | 'confirmInterval' | 'timeout' | 'openAfter'> {
  const interval = Math.max(1, Number(monitor.interval) || 60, leastSeconds)
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
  if (isFalse(monitor.expiryNotification) || monitor.expiryNotification == null || paused) return undefined
  const { host, port } = placeOf(monitor, options)
  if (host === undefined) return undefined
  return {
    key: `${host}:${port}`,
    check: {
      name: 'certificate',
      title: `Certificate of ${host}${port === 443 ? '' : `:${port}`}`.slice(0, 120),
      service,
      type: 'tls',
      options: { host, port, days: CERTIFICATE_DAYS },
      interval: '1h',
      critical: false,
    },
  }
}

/** Where a certificate is shown: behind https, and at a port of which it is said. */
function placeOf(monitor: Monitor, options: DraftCheck['options']): { readonly host?: string; readonly port: number } {
  if (monitor.type === 'port' && monitor.smtpSecurity === 'secure' && typeof options?.host === 'string')
    return { host: options.host, port: Number(options.port) }
  const url = typeof options?.url === 'string' && URL.canParse(options.url) ? new URL(options.url) : undefined
  return url?.protocol === 'https:' ? { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port) || 443 } : { port: 0 }
}

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
    if (found.note) left.push(`${of} (${String(notification.config.type)}): ${found.note}.`)
    if (found.people) people.set(notification.id, found.people)
    else nameOfChannel.set(notification.id, name)
  }
  return { channels, nameOfChannel, people }
}

type Told = {
  readonly monitors: readonly Monitor[]
  readonly nameOfChannel: ReadonlyMap<number, string>
  readonly people: ReadonlyMap<number, readonly string[]>
  readonly toldBy: ReadonlyMap<string, { readonly checks: readonly string[]; readonly services: readonly string[] }>
}

/** What is told of everything there is the last resort here; what some monitors name besides is told of their checks. */
function tellingOf(
  notifications: readonly Notification[],
  { monitors, nameOfChannel, people, toldBy }: Told,
  left: string[],
): Pick<Draft, 'policies' | 'definitions' | 'paging'> {
  const defaults = notifications.filter(({ isDefault }) => isDefault)
  // Nobody else's: what tells one customer must not tell of another's.
  const everywhere = notifications.filter(({ id }) => monitors.every((one) => one.type === 'group' || toldOf(one).includes(id)))
  const told = (defaults.length > 0 ? defaults : everywhere).flatMap(
    ({ id }): readonly ({ readonly channel: string } | { readonly person: string })[] => {
      const channel = nameOfChannel.get(id)
      return channel ? [{ channel }] : (people.get(id) ?? []).map((person) => ({ person }))
    },
  )
  const lastResort = told.slice(0, MOST_TOLD)
  if (told.length > MOST_TOLD) left.push(`The policy ${POLICY} tells the first ${MOST_TOLD} of ${told.length}.`)
  if (told.length === 0 && notifications.length > 0)
    left.push(
      'Nobody is told of what no definition names: no default notification was carried over. Declare a policy, and paging.lastResort.',
    )
  const always = new Set(lastResort.flatMap((target) => ('channel' in target ? target.channel : [])))
  const definitions = [...toldBy]
    .filter(([channel]) => !always.has(channel))
    .flatMap(([channel, { checks, services }]) => [
      ...parts(checks).map((some) => ({ channel, when: { checks: some } })),
      ...parts(services).map((some) => ({ channel, when: { services: some } })),
    ])
  const name = createSlugs()
  return {
    ...(lastResort.length > 0 && { policies: [{ name: POLICY, steps: [{ tell: lastResort }] }], paging: { lastResort: POLICY } }),
    ...(definitions.length > 0 && {
      definitions: definitions.map(({ channel, when }) => ({ name: name(`told-by-${channel}`, channel), when, channels: [channel] })),
    }),
  }
}
const MOST_TOLD = 20

const parts = (names: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(names.length / MOST_MATCHED) }, (_, part) => names.slice(part * MOST_MATCHED, (part + 1) * MOST_MATCHED))
