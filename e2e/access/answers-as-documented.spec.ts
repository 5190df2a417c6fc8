import { DAY } from '@/server/kernel/duration'
import { systemClock } from '@/server/runtime/clock'
import { API } from '@/server/web/openapi/api'
import type { World } from '../world/start-world'
import { expect, test } from '../world/test'

/** Every address that is read, as the document has it. */
const READ = Object.entries(API.paths).flatMap(([path, { get }]) => (get && 'key' in (get.security[0] ?? {}) ? [path] : []))
/** Those that only a person who is signed in has something to read at. */
const OF_A_PERSON = ['/api/v1/account/contacts', '/api/v1/calendars', '/api/v1/views']

const inADay = () => new Date(systemClock.now().getTime() + DAY).toISOString()

/** One of everything that can be declared, and has to be there to be read. */
async function declareOneOfEach({ ask }: World): Promise<void> {
  const made: readonly (readonly [string, object])[] = [
    [
      '/api/v1/channels',
      { name: 'told', kind: 'webhook', options: { url: 'http://127.0.0.1:9/told', secret: '0123456789abcdef0123456789abcdef' } },
    ],
    ['/api/v1/channels', { name: 'mailed', kind: 'email', options: { host: '127.0.0.1', port: 9, from: 'ops@plimsoll.example' } }],
    ['/api/v1/teams', { name: 'Rowers', members: ['ada@plimsoll.example'] }],
    ['/api/v1/contacts', { person: 'ada@plimsoll.example', channel: 'mailed', address: 'ada@plimsoll.example' }],
    [
      '/api/v1/schedules',
      { name: 'watch', layers: [{ people: ['ada@plimsoll.example', 'sam@plimsoll.example'], turn: '12h', starts: '2026-01-05' }] },
    ],
    [
      '/api/v1/policies',
      {
        name: 'ladder',
        steps: [{ tell: [{ channel: 'told' }] }, { after: '5min', tell: [{ schedule: 'watch', by: ['mailed'] }, { team: 'Rowers' }] }],
        executives: { after: '1h', tell: [{ person: 'eve@plimsoll.example' }] },
        quietHours: { from: '22:00', to: '07:00', timeZone: 'Europe/London' },
      },
    ],
    [
      '/api/v1/definitions',
      { name: 'zebra', when: { tags: ['zebra'] }, severity: 'critical', says: 'GBP 925,000 at risk', channels: ['told'] },
    ],
    ['/api/v1/sources', { name: 'prometheus', kind: 'alertmanager' }],
    ['/api/v1/services', { name: 'harbour', tier: 3 }],
    ['/api/v1/checks', { name: 'harbour-beat', service: 'harbour', type: 'heartbeat', interval: '1h' }],
    ['/api/v1/checks', { name: 'nobody-there', service: 'harbour', type: 'tcp', interval: '1s', options: { host: '127.0.0.1', port: 9 } }],
    ['/api/v1/streams', { name: 'berths', currency: 'GBP', perHour: 12, dependsOn: { harbour: 0.5 } }],
    ['/api/v1/opportunities', { name: 'ferry', currency: 'GBP', value: 1_000, closesOn: '2027-01-31', journeys: [{ service: 'harbour' }] }],
    ['/api/v1/segments', { name: 'sailors', customers: 12, reach: { harbour: 1 } }],
    [
      '/api/v1/contracts',
      {
        name: 'moorings',
        customer: 'The harbour master',
        currency: 'GBP',
        monthlyFee: 100,
        sla: 0.99,
        services: ['harbour'],
        credits: [{ below: 0.99, credit: 0.1 }],
      },
    ],
    ['/api/v1/maintenance', { name: 'dredging', matcher: { services: ['harbour'] }, when: { every: { at: '03:00', for: '1h' } } }],
    [
      '/api/v1/maintenance',
      { name: 'refit', matcher: { checks: ['harbour-beat'] }, when: { once: { from: '2030-01-01T00:00Z', to: '2030-01-02T00:00Z' } } },
    ],
    ['/api/v1/status-pages', { name: 'quay', title: 'The quay', components: [{ service: 'harbour', title: 'Berths' }] }],
    ['/api/v1/silences', { matcher: { checks: ['harbour-beat'] }, lasts: '1h', reason: 'It is tried out' }],
    ['/api/v1/api-keys', { name: 'pipeline', scopes: ['read'] }],
    ['/api/v1/session/wall', { name: 'hall' }],
    ['/api/v1/schedules/watch/overrides', { person: 'sam@plimsoll.example', to: inADay() }],
  ]
  for (const [path, body] of made) {
    const { status, text } = await ask('POST', path, { body })
    expect(status, `${path}: ${text}`).toBe(201)
  }
}

const NAMES: Readonly<Record<string, string>> = {
  channels: 'told',
  teams: 'Rowers',
  contacts: 'ada@plimsoll.example by mailed',
  schedules: 'watch',
  policies: 'ladder',
  definitions: 'zebra',
  sources: 'prometheus',
  services: 'harbour',
  checks: 'nobody-there',
  streams: 'berths',
  opportunities: 'ferry',
  segments: 'sailors',
  contracts: 'moorings',
  maintenance: 'dredging',
  'status-pages': 'quay',
}

test('what is refused is a problem as the document of the API says', async ({ world: { ask } }) => {
  const checks = '/api/v1/checks'
  expect(await ask('GET', checks, { key: null })).toMatchObject({ status: 401 })
  expect(await ask('GET', `${checks}/gone`)).toMatchObject({ status: 404 })
  expect(await ask('GET', `${checks}?limit=no`)).toMatchObject({ status: 422, body: { issues: [{ path: 'limit' }] } })
  expect(await ask('POST', checks, { body: { name: 'No' } })).toMatchObject({ status: 422 })
  expect(await ask('DELETE', '/api/v1/services/admin')).toMatchObject({ status: 409 })
  expect(await ask('POST', '/api/v1/act', { key: null, body: { token: 'none' } })).toMatchObject({ status: 403 })
})

test('the document is served to every person and every key, and to nobody else', async ({ world }) => {
  expect((await world.ask('GET', '/api/v1/openapi.json')).body).toEqual(API)
  const cookie = await world.cookieOf('Looker', 'viewer')
  expect((await world.ask('GET', '/api/v1/openapi.json', { cookie })).status).toBe(200)
  expect((await world.ask('GET', '/api/v1/openapi.json', { key: null })).status).toBe(401)
})

// The last one: what it declares fails for good.
test('every address that can be read answers as the document of the API says, for a key and for a person', async ({ world }) => {
  await declareOneOfEach(world)
  const { api, ask } = world
  expect((await api.POST('/api/v1/channels/{id}/test', { params: { path: { id: 'told' } }, body: {} })).data?.notice.kind).toBe('test')
  const openOnes = async () => (await api.GET('/api/v1/incidents', { params: { query: { service: 'harbour' } } })).data?.incidents ?? []
  await expect.poll(async () => (await openOnes()).length).toBe(1)
  const [incident] = await openOnes()
  await expect.poll(async () => (await api.GET('/api/v1/notices')).data?.notices.length).toBeGreaterThan(0)
  const notices = (await api.GET('/api/v1/notices')).data?.notices ?? []
  const person = await world.person('Ada')
  const ids: Readonly<Record<string, string | undefined>> = {
    ...NAMES,
    incidents: incident?.id,
    notices: notices[0]?.id,
    people: person.id,
  }
  const query: Readonly<Record<string, string>> = {
    '/api/v1/rehearsal': '?service=harbour',
    '/api/v1/search': '?q=harbour',
  }

  const cookie = await world.cookieOf('Reader', 'admin')
  for (const template of READ) {
    const path = template.replace(/(\w[\w-]*)\/\{id\}/, (_, kind: string) => `${kind}/${encodeURIComponent(ids[kind] ?? '')}`)
    expect(path, template).not.toMatch(/[{}]|\/$/)
    // An answer that is not as documented is thrown as an error.
    const byKey = await ask('GET', `${path}${query[template] ?? ''}`)
    expect(byKey.status, path).toBe(OF_A_PERSON.includes(template) ? 403 : 200)
    const byPerson = await ask('GET', `${path}${query[template] ?? ''}`, { cookie })
    expect(byPerson.status, path).toBe(200)
  }
})
