import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { SUBSCRIBER_WEBHOOK } from '../alerts/channels/subscriber-webhook'
import { fakePushService, someFacts } from '../alerts/channels/testing'
import { applicationServerKeyOf } from '../alerts/channels/web-push'
import type { Notice } from '../alerts/model'
import { insertNotices } from '../alerts/queries/outbox'
import { insertOwnContact } from '../declare/own-contacts'
import { systemClock } from '../runtime/clock'
import { systemIds } from '../runtime/ids'
import { engineOn } from './testing'

const { sql, url, stop } = await testDatabase()
afterAll(stop)

const KEY = 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw'
const fileWith = (address: string, more = '') => `
channels: [{ name: browsers, kind: web-push, options: { privateKey: ${KEY}, subject: "mailto:ops@zebra.example"${more} } }]
contacts: [{ person: ada@zebra.example, channel: browsers, address: ${JSON.stringify(address)} }]
`
const noticeTo = (person: string, address: string): Notice => ({
  id: systemIds.next(),
  key: `test/${person}`,
  kind: 'test',
  recipient: { channel: 'browsers', address, person },
  at: systemClock.now(),
  dueAt: systemClock.now(),
  facts: someFacts({ incidentId: null }),
})

test('only what an operator declares leads to this machine; what a person adds there is refused, and nothing is asked (REL-5)', async () => {
  const [server, { start, remove }] = [await fakePushService(), engineOn(url)]
  const [declared, own] = [server.subscribe(applicationServerKeyOf(KEY)), server.subscribe(applicationServerKeyOf(KEY))]
  await sql.begin((tx) =>
    insertOwnContact(
      tx,
      {
        id: systemIds.next(),
        person: 'eve@zebra.example',
        channel: 'browsers',
        address: own.address,
        label: null,
        replaces: null,
        addedAt: systemClock.now(),
      },
      '123456',
    ),
  )
  await sql.begin((tx) => insertNotices(tx, [noticeTo('ada@zebra.example', declared.address), noticeTo('eve@zebra.example', own.address)]))
  const first = await start(fileWith(declared.address))
  await expect
    .poll(() => sql`select person, state, says from notices order by person`, { timeout: 20_000 })
    .toMatchObject([
      { person: 'ada@zebra.example', state: 'delivered' },
      { person: 'eve@zebra.example', state: 'dead', says: expect.stringContaining('a way that you add yourself needs https') },
    ])
  expect([declared.messages.length, own.messages.length]).toEqual([1, 0])
  await first.stop()

  await sql`update notices set state = 'waiting', due_at = ${systemClock.now().toISOString()} where person = 'eve@zebra.example'`
  const second = await start(fileWith(declared.address, `, pushServices: ["${server.url}"]`))
  await expect.poll(() => own.messages.length, { timeout: 20_000 }).toBe(1)
  await second.stop()
  await Promise.all([server.close(), remove()])
})

test('a webhook that a stranger subscribed with reaches nothing around this machine, by address or by name', async () => {
  const { start, remove } = engineOn(url)
  const letter = {
    about: 'post' as const,
    page: 'Zebra',
    address: 'https://status.zebra.example',
    title: 'Problem',
    state: 'Investigating',
    text: 'Something fails',
    components: [],
    confirm: null,
    unsubscribe: 'https://status.zebra.example/unsubscribe/key',
  }
  const to = (address: string): Notice => ({
    ...noticeTo('nobody', address),
    key: `status/${address}`,
    kind: 'status',
    recipient: { channel: SUBSCRIBER_WEBHOOK, address, person: null },
    facts: someFacts({ incidentId: null, letter }),
  })
  await sql.begin((tx) => insertNotices(tx, [to('https://127.0.0.1:9/hook'), to('https://localhost:9/hook')]))
  const engine = await start('services: [{ name: zebra, tier: 3 }]')
  const said = () =>
    sql<
      { says: string | null }[]
    >`select says from notices where kind = 'status' and attempts > 0 and state <> 'delivered' order by address`
  await expect
    .poll(said, { timeout: 20_000 })
    .toEqual([{ says: expect.stringContaining('not found at a public address') }, { says: expect.stringMatching(/not public|refused/) }])
  await engine.stop()
  await remove()
})
