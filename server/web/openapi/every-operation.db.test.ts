import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { takes } from '@/e2e/world/as-documented'
import { ACTION_KEY, signAction } from '../../access/action-token'
import { sealKey } from '../../access/seal'
import { DAY } from '../../kernel/duration'
import { systemClock as clock } from '../../runtime/clock'
import { systemIds as ids } from '../../runtime/ids'
import { projectRoot } from '../../runtime/root'
import { API } from './api'
import { EXAMPLES } from './examples'
import { type JsonSchema, REF } from './json-schema'
import { spoilt } from './spoil'
import { type Asking, type Documented, KEY, OPERATIONS, startApi, type Told } from './testing'

const api = await startApi()
afterAll(api.stop)

const byId = new Map(OPERATIONS.map((one) => [one.id, one]))
const reached = new Set<string>()

/** Does an operation with the example of its reference, unless another body is given; it has to succeed. */
async function did(id: string, params: Readonly<Record<string, string>> = {}, more: Asking = {}): Promise<Told> {
  const found = byId.get(id)
  if (!found) throw new Error(`There is no ${id} in the document.`)
  const path = found.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const example = EXAMPLES[id]
  const told = await api.ask(found.method, path, { ...(example && { body: example }), ...more })
  expect(told.status, `${id}: ${told.text}`).toBeLessThan(400)
  reached.add(id)
  return told
}
const idOf = ({ json }: Told) => String(json.id)

test('the first administrator comes in', async () => {
  const signedIn = await did('postSessionSetup', {}, { nobody: true, body: { ...EXAMPLES.postSessionSetup, token: api.setupToken } })
  api.signedInBy(signedIn)
  await did('getSession')
  await did('postSessionPassword')
  const { email } = Object(EXAMPLES.postSession)
  const { password } = Object(EXAMPLES.postSessionPassword)
  const signIn = () => did('postSession', {}, { nobody: true, body: { email, password } })
  api.signedInBy(await signIn())
  await did('deleteSession')
  api.signedInBy(await signIn())
})

test('people, keys and links', async () => {
  const sam = { ...EXAMPLES.postPeople, name: 'Sam', email: 'sam@shop.example' }
  const id = idOf(await did('postPeople', {}, { body: sam }))
  await did('getPeople')
  await did('getPeopleById', { id })
  await did('putPeopleByIdRole', { id })
  await did('postPeopleByIdPassword', { id })
  const leaver = await did('postPeople', {}, { body: { ...sam, email: 'leaver@shop.example' } })
  await did('deletePeopleById', { id: idOf(leaver) })

  const key = idOf(await did('postApiKeys'))
  await did('getApiKeys')
  await did('deleteApiKeysById', { id: key })
  const { json } = await did('postSessionWall')
  await did('getSessionWall', {}, { query: new URL(String(json.url)).search, nobody: true })
  await did('getWallLinks')
  await did('deleteWallLinksById', { id: String(json.id) })
})

describe('what is declared', () => {
  /** Declares one, reads it, changes it, and takes a copy of it out of use; the first stays. */
  async function lifeOf(kind: string, path: string, { copy, reads = 'ById' }: { readonly copy?: object; readonly reads?: string } = {}) {
    const example = Object(EXAMPLES[`post${kind}`])
    const { json } = await did(`post${kind}`)
    const id = String(json.id)
    await did(`get${kind}`)
    const read = await did(`get${kind}${reads}`, { id })
    const { definition, version } = read.json
    await did(`put${kind}ById`, { id }, { body: { ...Object(definition), version } })
    const other = await api.ask('POST', path, { body: { ...example, name: `${example.name}-2`.toLowerCase(), ...copy } })
    expect(other.status, other.text).toBe(201)
    await did(`delete${kind}ById`, { id: String(other.json.id) }, { body: { version: other.json.version } })
    return id
  }

  test('of whom to tell', async () => {
    await lifeOf('Channels', '/api/v1/channels')
    const mail = { name: 'mail', kind: 'email', options: { host: '127.0.0.1', port: 9, from: 'ops@shop.example' } }
    await did('postChannels', {}, { body: mail })
    await lifeOf('Contacts', '/api/v1/contacts', { copy: { person: 'sam@shop.example', name: undefined } })
    await lifeOf('Schedules', '/api/v1/schedules')
    await did('postTeams', {}, { body: { name: 'Commerce', members: ['ada@shop.example'] } })
    await lifeOf('Policies', '/api/v1/policies')
    const team = await did('getTeamsById', { id: 'Commerce' })
    await did('putTeamsById', { id: 'Commerce' }, { body: { ...EXAMPLES.postTeams, version: team.json.version } })
    await did('getTeams')
    const other = await did('postTeams', {}, { body: { name: 'Leavers', members: ['ada@shop.example'] } })
    await did('deleteTeamsById', { id: idOf(other) })
    const sourceId = await lifeOf('Sources', '/api/v1/sources')
    const { json } = await did('postSourcesByIdToken', { id: sourceId })
    const authorization = `Bearer ${String(json.token)}`
    const alerts = { body: { version: '4', alerts: [] }, nobody: true, headers: { authorization } }
    await did('postInboundAlertsBySource', { source: 'prometheus' }, alerts)
    await did('putInboundAlertsBySource', { source: 'prometheus' }, alerts)
  })

  test('of what is watched', async () => {
    await lifeOf('Services', '/api/v1/services', { reads: 'ByIdDefinition' })
    await did('getServicesById', { id: 'shop' })
    await lifeOf('Checks', '/api/v1/checks')
    const back = { ...Object(EXAMPLES.postChecks), name: 'shop-back' }
    await did('postChecks', {}, { body: back })
    await did('getCheckTypes')
    await did('postChecksTry')
    await did('postChecksBulk')
    await did('postChecksByIdPause', { id: 'shop-back' })
    await did('postChecksByIdResume', { id: 'shop-back' })
    await did('postChecksByIdRun', { id: 'shop-back' })
    await did('getChecksByIdResults', { id: 'shop-back' })
    await did('getChecksByIdEvidence', { id: 'shop-back' })
    await did('postChecks', {}, { body: { name: 'nightly', service: 'shop', type: 'heartbeat', interval: '1d' } })
    const { json } = await did('postChecksByIdHeartbeat', { id: 'nightly' })
    const token = String(json.url).split('/').at(-1) ?? ''
    await did('getHeartbeatByToken', { token })
    await did('postHeartbeatByToken', { token })
    await did('getHosts')
    await did('getServiceNames')
    await did('getServiceAvailability')
  })

  test('of what it is worth', async () => {
    await lifeOf('Streams', '/api/v1/streams')
    await lifeOf('Opportunities', '/api/v1/opportunities')
    await lifeOf('Segments', '/api/v1/segments')
    await lifeOf('Contracts', '/api/v1/contracts')
    await lifeOf('Definitions', '/api/v1/definitions')
  })

  test('of what is told outside', async () => {
    await lifeOf('StatusPages', '/api/v1/status-pages')
  })

  test('of when nobody is told', async () => {
    await did('postMaintenanceTry')
    await lifeOf('Maintenance', '/api/v1/maintenance')
    const fromNow = { once: { from: new Date(clock.now().getTime() - 1000).toISOString(), to: inADay() } }
    await did('postMaintenance', {}, { body: { name: 'now', matcher: { services: ['shop'] }, when: fromNow } })
    await did('postMaintenanceByIdEnd', { id: 'now' })
    const id = idOf(await did('postSilences'))
    await did('getSilences')
    await did('postSilencesByIdEnd', { id })
    await did('postSilences')
  })
})

const inADay = () => new Date(clock.now().getTime() + DAY).toISOString()

test('incidents', async () => {
  const open = async () => idOf(await did('postIncidents'))
  const id = await open()
  await did('getIncidents')
  for (const verb of ['Acknowledge', 'Mitigate']) await did(`postIncidentsById${verb}`, { id })
  for (const verb of ['Assign', 'Severity', 'Notes', 'Escalate', 'Cause']) await did(`postIncidentsById${verb}`, { id })
  await did('getIncidentsById', { id })
  const other = await open()
  const into = (await api.ask('GET', `/api/v1/incidents/${id}`)).json.incident?.number
  await did('postIncidentsByIdMerge', { id: other }, { body: { into: `INC-${into}` } })
  await did('postIncidentsByIdSplit', { id }, { body: { incident: other } })
  await did('postIncidentsByIdResolve', { id })
  await did('postIncidentsByIdReopen', { id })
  await did('postIncidentsBulk', {}, { body: { ...EXAMPLES.postIncidentsBulk, incidents: [`INC-${into}`] } })
  await did('getAlerts')

  const issuedAt = clock.now()
  const claims = { verb: 'acknowledge', incidentId: await open(), person: 'ada@shop.example', channel: 'mail' } as const
  const token = signAction(
    { ...claims, issuedAt, expiresAt: new Date(issuedAt.getTime() + DAY), nonce: ids.secret(16) },
    sealKey(api.app.settings.secret, ACTION_KEY),
  )
  await did('postAct', {}, { nobody: true, body: { token } })
})

test('status pages and those who subscribe', async () => {
  const incident = idOf(await did('postIncidents'))
  const { json } = await did('postIncidentsByIdUpdates', { id: incident })
  await did('getIncidentsByIdUpdates', { id: incident })
  await did('deleteIncidentsByIdUpdatesByUpdate', { id: incident, update: String(json.updates?.[0]?.id) })

  const page = { name: 'shop' }
  const shown = ['', 'History', 'SummaryJson', 'FeedAtom', 'FeedRss', 'BadgeSvg']
  for (const what of shown) await did(`getStatusByName${what}`, page, { nobody: true })
  await did('getStatusGeistWoff2', {}, { nobody: true })

  const form = (raw: string): Asking => ({ raw, nobody: true, headers: { 'content-type': 'application/x-www-form-urlencoded' } })
  await did('postStatusByNameSubscribe', page, form('kind=email&address=bo%40elsewhere.example'))
  const [asked] = await api.sql<{ letter: { confirm: string; unsubscribe: string } }[]>`
    select facts->'letter' as letter from notices where kind = 'status'`
  const tokenIn = (link = '') => link.split('/').at(-1) ?? ''
  const confirming = { ...page, token: tokenIn(asked?.letter.confirm) }
  await did('getStatusByNameConfirmByToken', confirming, { nobody: true })
  await did('postStatusByNameConfirmByToken', confirming, form(''))
  const subscribers = await did('getStatusPagesByIdSubscribers', { id: 'shop' })
  const leaving = { ...page, token: tokenIn(asked?.letter.unsubscribe) }
  await did('getStatusByNameUnsubscribeByToken', leaving, { nobody: true })
  const subscriber = String(subscribers.json.subscribers?.[0]?.id)
  await did('deleteStatusPagesByIdSubscribersBySubscriber', { id: 'shop', subscriber })
  await did('postStatusByNameUnsubscribeByToken', leaving, form('List-Unsubscribe=One-Click'))
})

const signed = (raw: string) => createHmac('sha256', 'signed').update(raw).digest('hex')
function bySlack(raw: string): Asking {
  const stamp = String(Math.floor(clock.now().getTime() / 1000))
  const headers = { 'x-slack-request-timestamp': stamp, 'x-slack-signature': `v0=${signed(`v0:${stamp}:${raw}`)}` }
  return { raw, nobody: true, headers }
}
const byPagerDuty = (raw: string): Asking => ({ raw, nobody: true, headers: { 'x-pagerduty-signature': `v1=${signed(raw)}` } })

test('who is on call, and messages', async () => {
  const id = 'primary'
  const { json } = await did('postSchedulesByIdOverrides', { id }, { body: { person: 'sam@shop.example', to: inADay() } })
  await did('getSchedulesByIdOverrides', { id })
  const override = String(json.overrides?.[0]?.id)
  const later = { to: new Date(clock.now().getTime() + 2 * DAY).toISOString() }
  await did('patchSchedulesByIdOverridesByOverride', { id, override }, { body: later })
  await did('deleteSchedulesByIdOverridesByOverride', { id, override })
  await did('getRehearsal', {}, { query: '?service=shop' })

  const calendar = await did('postCalendars')
  await did('getCalendars')
  const file = String(calendar.json.url).split('/').at(-1) ?? ''
  await did('getCalendarByFile', { file })
  await did('deleteCalendarsById', { id: idOf(calendar) })

  await did('postChannelsByIdTest', { id: 'ops' }, { body: {} })
  await api.sql`update notices set state = 'dead' where channel = 'ops'`
  const notices = await did('getNotices')
  const notice = String(notices.json.notices?.[0]?.id)
  await did('getNoticesById', { id: notice })
  await did('postNoticesByIdResend', { id: notice })
  await did('postNoticesResend')
  await did('getDelivery')

  const contact = idOf(await did('postAccountContacts'))
  await did('getAccountContacts')
  const [sent] = await api.sql<{ says: string }[]>`select facts ->> 'says' as says from notices where key = ${`contact/${contact}`}`
  await did('postAccountContactsByIdVerify', { id: contact }, { body: { code: /\d{6}$/.exec(sent?.says ?? '')?.[0] } })
  await did('deleteAccountContactsById', { id: contact })

  const slack = { name: 'room', kind: 'slack-bot', options: { token: 'xoxb-1', channel: '#ops', signingSecret: 'signed' } }
  const duty = { name: 'duty', kind: 'pagerduty', options: { routingKey: 'R0', webhookSecret: 'signed' } }
  for (const body of [slack, duty]) await did('postChannels', {}, { body })
  await did('postInboundSlack', {}, bySlack('payload={}'))
  await did('postInboundPagerduty', {}, byPagerDuty('{}'))
  await did('postEchoByToken', { token: 'a-token-of-more-than-twenty-letters' }, { nobody: true })
})

test('what everybody may look at, and what one keeps for oneself', async () => {
  const view = await did('postViews')
  await did('getViews', {}, { query: '?page=checks' })
  await did('putViewsById', { id: idOf(view) })
  await did('putViewsDefault')
  await did('deleteViewsById', { id: idOf(view) })
  await did('getSearch', {}, { query: '?q=shop' })
  await did('getLastResort')
  await did('putLastResort', {}, { body: { policy: null } })
  for (const id of ['getSettings', 'getAudit', 'getOpenapiJson', 'getHealth', 'getLive', 'getReady', 'getMetrics']) await did(id)
})

test('every operation of the document has been done above, and its answer was as the document says', () => {
  expect(OPERATIONS.map(({ id }) => id).filter((id) => !reached.has(id))).toEqual([])
})

test('the example of the typed client reads incidents', async () => {
  await did('postIncidents')
  const folder = join(projectRoot(), 'clients', 'typescript')
  const [, example = ''] = /```ts\n(.*?)```/s.exec(readFileSync(join(folder, 'README.md'), 'utf8')) ?? []
  const contents = example.replace('./plimsoll/client', './client').replace('https://plimsoll.example', api.url)
  const define = { 'process.env.PLIMSOLL_KEY': JSON.stringify(KEY) }
  const bundling = { bundle: true, write: false, format: 'esm', platform: 'node', define } as const
  const { outputFiles } = await build({ stdin: { contents, resolveDir: folder, loader: 'ts' }, ...bundling })
  const log = vi.spyOn(console, 'log').mockImplementation(() => {})
  await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0]?.contents ?? '').toString('base64')}`)
  const { json } = await api.ask('GET', '/api/v1/incidents', { query: '?states=triggered' })
  const incidents = json.incidents as unknown as readonly { number: number; severity: string; title: string }[]
  expect(log.mock.calls).toEqual(incidents.map(({ number, severity, title }) => [`INC-${number}`, severity, title]))
  expect(incidents.length).toBeGreaterThan(0)
  log.mockRestore()
})

test('whoever tries too many keys is told when to come again', async () => {
  const trying = { nobody: true, headers: { authorization: 'Bearer plk_none', 'x-forwarded-for': '203.0.113.9' } }
  let told = await api.ask('GET', '/api/v1/checks', trying)
  for (let n = 0; n < 100 && told.status === 401; n++) told = await api.ask('GET', '/api/v1/checks', trying)
  expect(told).toMatchObject({ status: 429, json: { type: 'urn:plimsoll:problem:too-many' } })
  expect(Number(told.headers.get('retry-after'))).toBeGreaterThan(0)
})

/** What an address leads to that names one of what was declared above. */
const ONES: Readonly<Record<string, string>> = {
  checks: 'shop-front',
  services: 'shop',
  'status-pages': 'shop',
  channels: 'ops',
  contacts: 'ada@shop.example by ops',
  schedules: 'primary',
  policies: 'commerce',
  teams: 'Commerce',
  sources: 'prometheus',
  streams: 'orders',
  opportunities: 'zebra',
  segments: 'trade',
  contracts: 'northlight',
  definitions: 'shop-down',
  maintenance: 'weekly-reboot',
  incidents: 'INC-1',
}
const NOBODY_HAS = '01900000-0000-7000-8000-000000000000'
const paramsOf = ({ path }: Documented) => {
  const [, kind = ''] = /^\/api\/v1\/([\w-]+)\//.exec(path) ?? []
  const given: Readonly<Record<string, string>> = { id: ONES[kind] ?? NOBODY_HAS, override: NOBODY_HAS }
  return Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, given[name] ?? NOBODY_HAS]))
}

const follow = (schema: JsonSchema): JsonSchema =>
  schema.$ref === undefined ? schema : (API.components.schemas[schema.$ref.slice(REF.length)] ?? schema)
const bodyOf = ({ operation }: Documented) => operation.requestBody?.content['application/json']?.schema

/** Those that are handled by a route of ours, and change something. */
const DEEDS = OPERATIONS.filter(({ method, path }) => method !== 'GET' && path.startsWith('/api/') && !path.includes('/inbound/'))

/** What every table holds: how many rows, and what of them. */
async function stored(): Promise<Readonly<Record<string, string>>> {
  const tables = await api.sql<{ name: string }[]>`
    select relname as name from pg_class c join pg_namespace n on n.oid = relnamespace where nspname = 'public' and relkind = 'r' order by 1`
  const rows = await api.sql.unsafe<{ name: string; has: string }[]>(
    tables
      .map(({ name }) => `select '${name}' as name, count(*) || ' ' || coalesce(sum(hashtext(t::text)::bigint), 0) as has from "${name}" t`)
      .join(' union all '),
  )
  return Object.fromEntries(rows.map(({ name, has }) => [name, has]))
}

const isWithin = (path: string, outer: string) =>
  outer === '' || path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`)

/** Those that look at a password, which takes a core a tenth of a second. */
const HASHING = ['postSession', 'postSessionPassword', 'postSessionSetup', 'postPeople', 'postPeopleByIdPassword']
const SENTENCE = /^.{10,}$/s

describe('what the document does not take is refused at its path, and nothing is written', () => {
  const bodies = DEEDS.flatMap((one) => {
    const schema = bodyOf(one)
    return schema ? [{ ...one, name: `${one.method} ${one.path}`, one, schema }] : []
  })
  test.each(bodies)('$name', async ({ id, one, schema }) => {
    const before = await stored()
    const wrong: string[] = []
    for (const { what, path, text } of spoilt(schema, EXAMPLES[id], follow)) {
      if (takes(one, JSON.parse(text))) continue
      const { status, json } = await api.call(one, { params: paramsOf(one), raw: text })
      const issues = Object(json).issues as readonly { path: string; message: string }[] | undefined
      if (status !== 422 || !issues?.some((issue) => isWithin(issue.path, path) && issue.message !== ''))
        wrong.push(`${path}: ${what}: ${status} ${JSON.stringify(json).slice(0, 200)}`)
    }
    expect(wrong).toEqual([])
    expect(await stored()).toEqual(before)
  })
})

describe('what is hostile, and yet what the document takes, is taken or refused in a sentence', () => {
  const bodies = DEEDS.flatMap((one) => {
    const schema = bodyOf(one)
    return schema ? [{ ...one, name: `${one.method} ${one.path}`, one, schema }] : []
  })
  /** An edit is made of what is there. */
  async function rightBody({ id, method, path }: Documented): Promise<unknown> {
    const read = method === 'PUT' ? byId.get(`get${id.slice(3)}${path.includes('/services/') ? 'Definition' : ''}`) : undefined
    if (!read) return EXAMPLES[id]
    const { json } = await api.call(read, { params: paramsOf(read) })
    return json?.definition ? { ...Object(json.definition), version: json.version } : EXAMPLES[id]
  }
  test.each(bodies)('$name', async ({ one, schema }) => {
    const right = await rightBody(one)
    const read: unknown = Object(right).version
    let version = read
    const wrong: string[] = []
    const hostile = spoilt(schema, right, follow).filter(({ text, isHostile }) => isHostile && takes(one, JSON.parse(text)))
    for (const { path, what, text } of hostile.slice(0, HASHING.includes(one.id) ? 5 : hostile.length)) {
      const raw = text.replace(`"version":${read}`, `"version":${version}`)
      const { status, json, text: says } = await api.call(one, { params: paramsOf(one), raw })
      if (status === 200) version = json?.version ?? version
      if (status >= 500 || (status >= 400 && !SENTENCE.test(String(json.title)))) wrong.push(`${path}: ${what}: ${says.slice(0, 300)}`)
    }
    expect(wrong).toEqual([])
    expect(api.errors).toEqual([])
  })
})

const DEEP = '['.repeat(40) + ']'.repeat(40)
const NO_BODIES: readonly (readonly [what: string, status: number, asking: Asking])[] = [
  ['no JSON', 400, { raw: '{"name": ' }],
  ['a list', 400, { raw: '[]' }],
  ['null', 400, { raw: 'null' }],
  ['text', 400, { raw: '"name"' }],
  ['no UTF-8', 400, { raw: Uint8Array.of(0x7b, 0xff, 0x7d) }],
  ['a key __proto__', 400, { raw: '{"__proto__": {"role": "admin"}}' }],
  ['deeper than anything of ours', 400, { raw: `{"name": ${DEEP}}` }],
  ['larger than is taken', 413, { raw: `{"name": "${'x'.repeat(262_144)}"}` }],
  ['plain text', 415, { raw: '{}', headers: { 'content-type': 'text/plain' } }],
  ['XML', 415, { raw: '<name/>', headers: { 'content-type': 'application/xml' } }],
  ['of no type', 415, { raw: '{}', headers: { 'content-type': '' } }],
]

test('a body that is none is refused by every operation that changes something, and nothing is written', async () => {
  const before = await stored()
  const wrong: string[] = []
  for (const one of DEEDS)
    for (const [what, expected, asking] of NO_BODIES) {
      const { status, text } = await api.call(one, { params: paramsOf(one), ...asking })
      if (status !== expected) wrong.push(`${one.id}: ${what}: ${status} ${text}`)
    }
  for (const one of DEEDS.filter(({ operation }) => operation.requestBody?.required)) {
    const { status, json } = await api.call(one, { params: paramsOf(one) })
    if (status !== 422 || !json.issues?.[0]?.path) wrong.push(`${one.id}: empty: ${status}`)
  }
  expect(wrong).toEqual([])
  expect(await stored()).toEqual(before)
})

const OF_ROUTES = OPERATIONS.filter(({ path }) => path.startsWith('/api/') && !path.includes('/inbound/'))

/** What an operation that only reads cannot do without. */
const NEEDED: Readonly<Record<string, { readonly query: string }>> = {
  getRehearsal: { query: '?service=shop' },
  getSearch: { query: '?q=shop' },
}

test('whatever was taken of it, everything can still be read', async () => {
  const lists = OF_ROUTES.filter(({ method, path, operation }) => method === 'GET' && !path.includes('{') && '200' in operation.responses)
  const wrong: string[] = []
  for (const one of lists) {
    const { status, text } = await api.ask('GET', one.path, NEEDED[one.id] ?? {})
    if (status !== 200) wrong.push(`${one.path}: ${status} ${text.slice(0, 300)}`)
  }
  expect(wrong).toEqual([])
  await api.reload()
  expect((await api.ask('GET', '/api/v1/rehearsal', { query: '?service=shop' })).status).toBe(200)
  expect(api.errors).toEqual([])
})

test('whatever Slack and PagerDuty sign is answered without a mistake of ours', async () => {
  const press = { type: 'block_actions', user: { id: 'U1' }, response_url: 'http://127.0.0.1:9/', actions: [{ value: 'a' }] }
  const event = {
    event: { id: 'a', event_type: 'incident.resolved', occurred_at: '9999-12-31T23:59:59Z', data: { incident_key: 'constructor' } },
  }
  const texts = [
    '',
    'null',
    '[]',
    '{',
    DEEP,
    '{"__proto__":1}',
    JSON.stringify(press),
    JSON.stringify(event),
    JSON.stringify({ ...press, actions: [{}] }),
  ]
  for (const text of texts) {
    const slack = await api.ask('POST', '/api/v1/inbound/slack', bySlack(`payload=${encodeURIComponent(text)}`))
    const pagerDuty = await api.ask('POST', '/api/v1/inbound/pagerduty', byPagerDuty(text))
    expect(
      [slack.status, pagerDuty.status].every((status) => status === 200 || status === 400),
      `${text}: ${slack.text} ${pagerDuty.text}`,
    ).toBe(true)
  }
  expect(api.errors).toEqual([])
})

const HOSTILE = ['', ' ', 'zebra zebra', '-1', '1e999', 'NaN', '9'.repeat(400), '0000-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z']
const HOSTILE_NAMES = [
  'constructor',
  '__proto__',
  'a\0b',
  '\ud800',
  '\u202eabc',
  '<img src=x onerror=alert(1)>',
  "'; drop table checks; --",
  '..',
  '%',
]

test('an address with anything in it is answered in a sentence, by each operation that takes one', async () => {
  const wrong: string[] = []
  const tried = async (one: Documented, what: string, asking: Asking, isRefused: boolean) => {
    const { status, text, json } = await api.call(one, asking)
    const isWrong = status >= 500 || (isRefused && status < 400) || (status >= 400 && !SENTENCE.test(String(json.title)))
    if (isWrong) wrong.push(`${one.id}: ${what}: ${status} ${text.slice(0, 200)}`)
  }
  for (const one of OF_ROUTES) {
    const params = paramsOf(one)
    const body = EXAMPLES[one.id] && { body: EXAMPLES[one.id] }
    for (const name of Object.keys(params))
      for (const text of ['', '9'.repeat(400), ...HOSTILE_NAMES])
        await tried(one, `${name}=${text}`, { params: { ...params, [name]: text }, ...body }, false)
    if (one.method !== 'GET') continue
    const asked = one.operation.parameters?.filter(({ in: where }) => where === 'query') ?? []
    for (const { name } of asked)
      for (const text of [...HOSTILE, ...HOSTILE_NAMES, 'x'.repeat(20_000)])
        await tried(one, `${name}=${text}`, { params, query: `?${new URLSearchParams({ [name]: text })}` }, false)
    for (const name of ['zebra', 'constructor', '__proto__']) await tried(one, name, { params, query: `?${name}=1` }, true)
  }
  expect(wrong).toEqual([])
  expect(api.errors).toEqual([])
})
