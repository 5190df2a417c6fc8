import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { sealKey } from '../../access/seal'
import { CheckInput } from '../../checks/input'
import { HIDDEN } from '../../checks/rules/option-secrets'
import { checkTypes } from '../../checks/types/registry'
import { loadCatalogue } from '../../pipeline/load'
import { systemClock } from '../../runtime/clock'
import { systemIds } from '../../runtime/ids'
import { personAs } from '../../web/testing'
import { applyDocument } from '../apply-document'
import type { Stored } from '../difference'
import { readDocument } from '../document'
import type { DeclareCtx } from '../editing'
import { CHECK, OPPORTUNITY, SEGMENT, SERVICE, STREAM } from '../kinds'
import { confirmOwnContact, insertOwnContact } from '../own-contacts'
import { CHANNEL, POLICY } from '../routing'
import { ROUTING_LISTS, type RoutingList } from '../shapes'
import { type Inventory, readInventory, type Wanted } from '../store'
import { create } from './create'
import { edit } from './edit'
import { setPaused } from './pause'
import { remove } from './remove'

const { sql, stop } = await testDatabase()
afterAll(stop)

const key = sealKey('a secret of the test that is long enough')
const as = (name: string): DeclareCtx => ({
  sql,
  clock: systemClock,
  ids: systemIds,
  actor: { ...personAs('engineer'), name } as DeclareCtx['actor'],
  address: '198.51.100.7',
  key,
})
const ada = as('Ada')
const grace = as('Grace')

const FILE = `
currencies: { base: GBP, rates: { USD: 0.79 } }
services: [{ name: admin, tier: 1 }, { name: spare }]
checks:
  - { name: admin-area, service: admin, type: tcp, options: { host: admin.example, port: 443 } }
  - { name: always-paused, service: admin, type: tcp, paused: true, options: { host: admin.example, port: 80 } }
`
const apply = () => applyDocument({ sql, ids: systemIds, key, now: new Date() }, readDocument(FILE, {}), { prune: false })
beforeAll(apply)

const secret = 'tr0ub4dor-and-3'
const check = (more: object = {}) =>
  CheckInput.parse({
    name: `check-${systemIds.next().slice(-12)}`,
    service: 'admin',
    type: 'http',
    options: { url: 'https://shop.example/admin', auth: { bearer: secret }, headers: { 'x-pin': secret, accept: 'text/html' } },
    ...more,
  })
const service = (name: string, dependsOn: string[] = []) => SERVICE.input.parse({ name, dependsOn })
const revision = async () => (await sql`select value from declarations where key = 'revision'`)[0]?.value
const auditOf = async (id: string) => await sql`select * from audit_log where subject_id = ${id} order by id`

describe('a check', () => {
  test('is made, with its secrets sealed and in no answer and no audit row (CHK-7)', async () => {
    const before = await revision()
    const made = await create(ada, CHECK, check())
    expect(made).toMatchObject({
      version: 1,
      source: 'api',
      definition: {
        interval: '1min',
        timeout: '10s',
        options: { auth: { bearer: HIDDEN }, headers: { 'x-pin': HIDDEN, accept: 'text/html' } },
      },
    })
    expect(await revision()).not.toBe(before)
    expect(await auditOf(made.id)).toMatchObject([{ action: 'check.create', actor_name: 'Ada', address: '198.51.100.7' }])
    const [stored] = await sql`select options::text as text from checks where id = ${made.id}`
    expect(`${stored?.text} ${JSON.stringify(made)} ${JSON.stringify(await auditOf(made.id))}`).not.toContain(secret)
    const held = (await readInventory(sql, key)).checks.find(({ id }) => id === made.id)
    expect(held?.shape.options).toMatchObject({ auth: { bearer: secret } })
  })

  test('that another looks at stays, keeps its name, and does not look back', async () => {
    const seen = await create(ada, CHECK, check({ name: 'seen' }))
    const all = await create(ada, CHECK, check({ name: 'all', type: 'composite', options: { when: 'seen and admin-area' } }))
    await expect(remove(ada, CHECK, { id: seen.id })).rejects.toThrow('seen is still used by the check all; change or remove that first.')
    const renamed = CheckInput.parse({ ...seen.definition, name: 'noticed' })
    await expect(edit(ada, CHECK, { id: seen.id, version: 1, input: renamed })).rejects.toThrow(
      'name cannot be "noticed": seen is still used by the check all by its name.',
    )
    const back = CheckInput.parse({ ...seen.definition, type: 'composite', options: { when: 'all' } })
    await expect(edit(ada, CHECK, { id: seen.id, version: 1, input: back })).rejects.toThrow(
      'options.when makes a circle: seen looks at all looks at seen; leave one of them out.',
    )
    await expect(create(ada, CHECK, check({ type: 'composite', options: { when: 'unseen' } }))).rejects.toThrow(
      'options.when names the check "unseen", which is not declared',
    )
    const kept = CheckInput.parse({ ...all.definition, name: 'everything' })
    expect(await edit(ada, CHECK, { id: all.id, version: 1, input: kept })).toMatchObject({ definition: { name: 'everything' } })
    await remove(ada, CHECK, { id: all.id })
    await remove(ada, CHECK, { id: seen.id })
  })

  test('that sends a password as JSON seals it too', async () => {
    const steps = [{ name: 'in', url: '/in', method: 'POST', json: { user: 'ada', password: secret } }]
    const made = await create(ada, CHECK, check({ type: 'scenario', options: { base: 'https://shop.example', steps } }))
    const [stored] = await sql`select options::text as text from checks where id = ${made.id}`
    expect(`${stored?.text} ${JSON.stringify(made)}`).not.toContain(secret)
    const held = (await readInventory(sql, key)).checks.find(({ id }) => id === made.id)
    expect(held?.shape.options).toMatchObject({ steps })
  })

  test('keeps in an edit the secrets that stay hidden, its number and its history', async () => {
    const made = await create(ada, CHECK, check())
    const [{ no } = { no: 0 }] = await sql`select no from checks where id = ${made.id}`
    const sent = CheckInput.parse({ ...made.definition, interval: '30s' })
    const edited = await edit(grace, CHECK, { id: made.id, version: 1, input: sent })
    expect(edited).toMatchObject({ id: made.id, version: 2, definition: { interval: '30s', options: { auth: { bearer: HIDDEN } } } })
    const held = (await readInventory(sql, key)).checks.find(({ id }) => id === made.id)
    expect(held?.shape).toMatchObject({ intervalMs: 30_000, options: { auth: { bearer: secret }, headers: { 'x-pin': secret } } })
    expect((await loadCatalogue(sql, new Date())).checks.find(({ id }) => id === made.id)?.no).toBe(no)
    expect((await auditOf(made.id))[1]).toMatchObject({
      action: 'check.edit',
      before: { interval: '1min' },
      after: { interval: '30s', fields: ['interval'] },
    })
  })

  test('is not changed by an edit that says what is so, and nobody is told to read again', async () => {
    const made = await create(ada, CHECK, check())
    const before = await revision()
    expect(await edit(ada, CHECK, { id: made.id, version: 1, input: CheckInput.parse(made.definition) })).toMatchObject({ version: 1 })
    expect(await revision()).toBe(before)
  })

  test('is refused to the second of two who edit the same version, who is told the first', async () => {
    const made = await create(ada, CHECK, check())
    const editAs = (ctx: DeclareCtx, title: string) =>
      edit(ctx, CHECK, { id: made.id, version: 1, input: CheckInput.parse({ ...made.definition, title }) })
    const [first, second] = await Promise.allSettled([editAs(ada, 'by Ada'), editAs(grace, 'by Grace')])
    const [won, lost] = first.status === 'fulfilled' ? [first, second] : [second, first]
    expect(won).toMatchObject({ status: 'fulfilled', value: { version: 2 } })
    const winner = won.status === 'fulfilled' ? String(won.value.definition.title).replace('by ', '') : ''
    expect(lost).toMatchObject({
      reason: { code: 'conflict', message: expect.stringContaining(`${winner} has changed ${made.definition.name} in the meantime`) },
    })
  })

  test.each([
    [
      'a service that is not there',
      { service: 'admn' },
      'service',
      'names the service "admn", which is not declared; did you mean "admin"?',
    ],
    ['a name that is taken', { name: 'admin-area' }, 'name', '"admin-area" is already the name of a check; names are unique'],
    [
      'an address that is none',
      { options: { url: 'shop' } },
      'options.url',
      '"shop" is not an address; write it like https://shop.example/health',
    ],
    [
      'a type that is not there',
      { type: 'htpp' },
      'type',
      `"htpp" is not a type of check; there are ${checkTypes.all.map(({ kind }) => kind).join(', ')}`,
    ],
    [
      'the words by which we know a secret',
      { options: { url: 'https://a.example', expect: { json: [{ path: '$.a', equals: { $sealed: 'v1.x' } }] } } },
      'options.expect.json[0].equals.$sealed',
      'is a word of Plimsoll itself, which marks a stored secret; enter the value instead',
    ],
    [
      'a secret that is hidden before there is one',
      { options: { url: 'https://a.example', auth: { bearer: HIDDEN } } },
      'options.auth.bearer',
      'is hidden, and nothing is stored there that could be kept; enter it',
    ],
  ])('is refused for %s, at the field', async (_why, more, path, message) => {
    const before = await revision()
    await expect(create(ada, CHECK, check(more))).rejects.toMatchObject({ code: 'invalid', detail: { issues: [{ path, message }] } })
    expect(await revision()).toBe(before)
  })

  test('that the file declares is read-only here, and says where it is not', async () => {
    const sentence = 'admin-area is declared in plimsoll.yaml and is read-only here; change the file and run `plimsoll apply`.'
    await expect(edit(ada, CHECK, { id: 'admin-area', version: 1, input: check({ name: 'admin-area' }) })).rejects.toMatchObject({
      code: 'conflict',
      message: sentence,
    })
    await expect(remove(ada, CHECK, { id: 'admin-area' })).rejects.toMatchObject({ code: 'conflict', message: sentence })
  })

  test('is paused and resumed, also when the file declares it, and applying the file again does not undo a pause (CHK-5)', async () => {
    expect(await setPaused(ada, { id: 'admin-area', paused: true })).toMatchObject({ source: 'file', definition: { paused: true } })
    const [{ id } = { id: '' }] = await sql`select id from checks where name = 'admin-area'`
    expect(await apply()).toEqual([])
    expect((await loadCatalogue(sql, new Date())).checks.find((one) => one.id === id)).toMatchObject({ paused: true, source: 'file' })
    await setPaused(grace, { id, paused: true })
    await setPaused(grace, { id, paused: false })
    expect((await auditOf(id)).map(({ action, actor_name }) => `${actor_name} ${action}`)).toEqual([
      'Ada check.pause',
      'Grace check.resume',
    ])
  })
  test('that the file pauses is paused again by the next apply', async () => {
    await setPaused(ada, { id: 'always-paused', paused: false })
    expect(await apply()).toMatchObject([
      { does: 'change', name: 'always-paused', fields: [{ name: 'paused', before: 'false', after: 'true' }] },
    ])
    expect((await loadCatalogue(sql, new Date())).checks.find(({ name }) => name === 'always-paused')?.paused).toBe(true)
  })

  test('is removed, its name is free again, and its history stays', async () => {
    const made = await create(ada, CHECK, check({ name: 'short-lived' }))
    await remove(ada, CHECK, { id: 'short-lived', version: 1 })
    expect((await loadCatalogue(sql, new Date())).checks.some(({ name }) => name === 'short-lived')).toBe(false)
    expect(await sql`select count(*)::int as n from checks where id = ${made.id}`).toEqual([{ n: 1 }])
    const again = await create(ada, CHECK, check({ name: 'short-lived' }))
    expect(again.id).not.toBe(made.id)
    await expect(remove(ada, CHECK, { id: made.id })).rejects.toMatchObject({ code: 'not-found' })
  })

  test('of type heartbeat keeps its token when an edit leaves it out', async () => {
    const token = 'a-token-of-more-than-twenty-letters'
    const made = await create(ada, CHECK, check({ type: 'heartbeat', options: { token } }))
    expect(made.definition.options).toEqual({ token: HIDDEN })
    await edit(ada, CHECK, { id: made.id, version: 1, input: CheckInput.parse({ ...made.definition, options: { grace: '1min' } }) })
    const held = (await readInventory(sql, key)).checks.find(({ id }) => id === made.id)
    expect(held?.shape.options).toEqual({ token, grace: '1min' })
  })
})

describe('a service', () => {
  test('may depend on others, but not in a circle', async () => {
    await create(ada, SERVICE, service('one'))
    await create(ada, SERVICE, service('two', ['one']))
    await create(ada, SERVICE, service('three', ['two']))
    await expect(edit(ada, SERVICE, { id: 'one', version: 1, input: service('one', ['three']) })).rejects.toMatchObject({
      code: 'invalid',
      detail: { issues: [{ path: 'dependsOn', message: 'makes a circle: one needs three needs two needs one; leave one of them out' }] },
    })
    await expect(create(ada, SERVICE, service('self', ['self']))).rejects.toMatchObject({ code: 'invalid' })
  })
  test('keeps those that depend on it when it is renamed', async () => {
    const base = await create(ada, SERVICE, service('old-name'))
    const user = await create(ada, SERVICE, service('user', ['old-name']))
    await edit(ada, SERVICE, { id: base.id, version: 1, input: service('new-name') })
    const { services } = await loadCatalogue(sql, new Date())
    expect(services.find(({ id }) => id === user.id)?.dependsOn).toEqual([base.id])
  })
  test('that others use is not removed, and they are named', async () => {
    await create(ada, SERVICE, service('used'))
    await create(ada, CHECK, check({ name: 'its-check', service: 'used' }))
    await create(ada, SEGMENT, SEGMENT.input.parse({ name: 'its-people', customers: 1, reach: { used: 1 } }))
    await expect(remove(ada, SERVICE, { id: 'used' })).rejects.toMatchObject({
      code: 'conflict',
      message: 'used is still used by the check its-check and the segment its-people; change or remove those first.',
    })
    await remove(ada, CHECK, { id: 'its-check' })
    await remove(ada, SEGMENT, { id: 'its-people' })
    await remove(ada, SERVICE, { id: 'used' })
    expect((await loadCatalogue(sql, new Date())).services.some(({ name }) => name === 'used')).toBe(false)
  })
})

describe('what money hangs on', () => {
  const week = { sat: Array.from({ length: 24 }, (_, hour) => hour / 10) }
  const inputs = {
    stream: STREAM.input.parse({
      name: 'orders',
      currency: 'USD',
      perHour: 3600.5,
      profile: { timeZone: 'Europe/London', week },
      dependsOn: { admin: 0.5 },
    }),
    opportunity: OPPORTUNITY.input.parse({
      name: 'zebra',
      currency: 'GBP',
      value: 925000,
      closesOn: '2026-12-18',
      journeys: [{ check: 'admin-area' }, { service: 'admin' }],
      target: 1,
    }),
    segment: SEGMENT.input.parse({ name: 'tenants', customers: 4200, reach: { admin: 1 } }),
  }
  test('is made, and its definition may be sent back as it is', async () => {
    const stream = await create(ada, STREAM, inputs.stream)
    const opportunity = await create(ada, OPPORTUNITY, inputs.opportunity)
    const segment = await create(ada, SEGMENT, inputs.segment)
    expect(stream.definition).toEqual({ ...inputs.stream, title: 'Orders' })
    expect(opportunity.definition).toMatchObject(inputs.opportunity)
    const again = [
      await edit(ada, STREAM, { id: stream.id, version: 1, input: STREAM.input.parse(stream.definition) }),
      await edit(ada, OPPORTUNITY, {
        id: opportunity.id,
        version: 1,
        input: OPPORTUNITY.input.parse(JSON.parse(JSON.stringify(opportunity.definition))),
      }),
      await edit(ada, SEGMENT, { id: segment.id, version: 1, input: SEGMENT.input.parse(segment.definition) }),
    ]
    expect(again.map(({ version }) => version)).toEqual([1, 1, 1])
    const { streams, opportunities } = await loadCatalogue(sql, new Date())
    expect(streams).toMatchObject([{ baselinePerHourMinor: 360_050, source: 'api' }])
    expect(opportunities).toMatchObject([{ valueMinor: 92_500_000, target: 1 }])
  })
  test('needs a rate for its currency', async () => {
    await expect(create(ada, STREAM, { ...inputs.stream, name: 'francs', currency: 'CHF' })).rejects.toMatchObject({
      detail: { issues: [{ path: 'currency', message: expect.stringContaining('is CHF, for which currencies.rates has no rate') }] },
    })
  })
})

describe('what is read of a part', () => {
  const stored = (inventory: Inventory, list: Wanted['list']): readonly Stored<{ readonly name: string }>[] =>
    list in inventory.routing ? inventory.routing[list as RoutingList] : inventory[list as 'services']
  test.each([...ROUTING_LISTS, 'services', 'checks', 'streams', 'opportunities', 'segments'] as const)(
    'is what stands of it in the whole: %s, all of them and each by id and name',
    async (list) => {
      if (list === 'channels')
        await create(
          ada,
          CHANNEL,
          CHANNEL.input.parse({ name: 'page', kind: 'email', options: { from: 'ops@example.com', host: 'mail.example' } }),
        )
      const whole = stored(await readInventory(sql, key), list)
      expect(stored(await readInventory(sql, key, { list }), list)).toEqual(whole)
      for (const one of whole)
        for (const by of [one.id, one.shape.name]) expect(stored(await readInventory(sql, key, { list, one: by }), list)).toEqual([one])
      if (['services', 'checks', 'streams', 'opportunities', 'segments', 'channels'].includes(list)) expect(whole.length).toBeGreaterThan(0)
    },
  )
  test('does not read what it does not need', async () => {
    const { checks, services, routing } = await readInventory(sql, key, { list: 'streams' })
    expect([checks, services, routing.channels]).toEqual([[], [], []])
  })
})

test('edits at the same time wait for each other, so that the whole always holds together', async () => {
  await create(ada, SERVICE, service('left'))
  await create(ada, SERVICE, service('right'))
  const answers = await Promise.allSettled([
    edit(ada, SERVICE, { id: 'left', version: 1, input: service('left', ['right']) }),
    edit(grace, SERVICE, { id: 'right', version: 1, input: service('right', ['left']) }),
  ])
  expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

describe('pruning what the file no longer declares', () => {
  const declaring = (more: string) =>
    applyDocument({ sql, ids: systemIds, key, now: new Date() }, readDocument(FILE.replace('{ name: spare }', more), {}), { prune: true })
  const held = async () => (await loadCatalogue(sql, new Date())).services.map(({ name, title }) => `${name}: ${title}`)

  test('is refused while something made through the API refers to it, and nothing at all is changed', async () => {
    await declaring('{ name: spare }, { name: kept, title: As it was }')
    await create(ada, CHECK, check({ name: 'on-spare', service: 'spare' }))
    await create(ada, STREAM, STREAM.input.parse({ name: 'from-spare', currency: 'GBP', perHour: 1, dependsOn: { spare: 1 } }))
    const [before, told] = [await held(), await revision()]
    await expect(declaring('{ name: kept, title: Changed }, { name: new-one }')).rejects.toMatchObject({
      code: 'conflict',
      message:
        'The service spare is still used by the check on-spare and the stream from-spare; declare the service in the file again, or change or remove what uses it first. Nothing was changed.',
    })
    expect([await held(), await revision()]).toEqual([before, told])
  })

  test('is refused for a check that an opportunity needs', async () => {
    const journeys = [{ check: 'always-paused' }]
    await create(ada, OPPORTUNITY, OPPORTUNITY.input.parse({ name: 'deal', currency: 'GBP', value: 1, journeys }))
    const without = FILE.replace(/.*always-paused.*\n/, '')
    await expect(
      applyDocument({ sql, ids: systemIds, key, now: new Date() }, readDocument(without, {}), { prune: true }),
    ).rejects.toMatchObject({
      message: expect.stringContaining('The check always-paused is still used by the opportunity deal; declare the check'),
    })
  })

  test('is done once nothing refers to it', async () => {
    await remove(ada, CHECK, { id: 'on-spare' })
    await remove(ada, STREAM, { id: 'from-spare' })
    expect(await declaring('{ name: kept }')).toMatchObject([
      { does: 'change', name: 'kept' },
      { does: 'remove', noun: 'service', name: 'spare' },
    ])
    expect((await loadCatalogue(sql, new Date())).services.some(({ name }) => name === 'spare')).toBe(false)
  })
})

describe('a channel', () => {
  test('that is removed says whom that leaves unreachable, by ways of their own too; one that nobody needs says nothing (ALR-12)', async () => {
    const options = { from: 'ops@example.com', host: 'mail.example' }
    const mail = await create(ada, CHANNEL, CHANNEL.input.parse({ name: 'mail', kind: 'email', options }))
    const spare = await create(ada, CHANNEL, CHANNEL.input.parse({ name: 'spare', kind: 'email', options }))
    const steps = [{ tell: [{ person: 'bo@example.com' }] }]
    await create(ada, POLICY, POLICY.input.parse({ name: 'night', steps }))
    const [id, now] = [systemIds.next(), systemClock.now()]
    const own = { id, person: 'bo@example.com', channel: 'mail', address: 'bo@home.example', label: null, replaces: null, addedAt: now }
    await sql.begin(async (tx) => {
      await insertOwnContact(tx, own, '123456')
      await confirmOwnContact(tx, own.person, id, '123456', now)
    })
    expect(await remove(grace, CHANNEL, { id: spare.id })).toBeUndefined()
    expect(await remove(grace, CHANNEL, { id: mail.id })).toEqual({
      warnings: [
        {
          noun: 'channel',
          name: 'mail',
          path: 'people',
          message: expect.stringContaining('no way to be reached any more: bo@example.com'),
        },
        { noun: 'policy', name: 'night', path: 'steps[0].tell', message: expect.stringContaining('reaches nobody now') },
      ],
    })
    expect(await auditOf(mail.id)).toMatchObject([{}, { action: 'channel.remove' }])
  })
})
