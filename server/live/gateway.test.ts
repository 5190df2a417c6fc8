import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { io, type Socket } from 'socket.io-client'
import { afterEach, expect, test, vi } from 'vitest'
import { createHub } from '@/components/live/hub'
import { createTopicStore } from '@/components/live/topic-store'
import type { Entry } from '../incidents/model'
import type { Change } from '../pipeline/model'
import { type Clock, systemClock } from '../runtime/clock'
import { systemIds } from '../runtime/ids'
import { silentLog } from '../runtime/log'
import type { Ended, Identity } from '../web/gate'
import { gateByRole, personAs } from '../web/testing'
import { createGateway, type Gateway } from './gateway'
import { createMirror, type Mirror } from './mirror'
import type { ClientEvents, Delta, ServerEvents, Snapshot } from './model'
import type { CheckRow } from './rows'
import { aPulse, aWorld, NOON } from './testing'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

type Client = Socket<ServerEvents, ClientEvents>
type House = {
  mirror: Mirror
  gateway: Gateway
  url: string
  end(who: string, why: Ended): void
  tick(): void
  come(options?: Record<string, string>): Client
}

/** A web with a real HTTP server whose timers are turned by hand. */
async function house({
  behindBytes,
  entries = [],
  checks = 2,
}: {
  behindBytes?: number
  entries?: readonly Entry[]
  checks?: number
} = {}): Promise<House> {
  const ticks: (() => void)[] = []
  const clock: Clock = {
    ...systemClock,
    every: (_ms, call) => {
      ticks.push(call)
      return { cancel() {} }
    },
  }
  const watchers = new Map<string, (why: Ended) => void>()
  const gate = {
    ...gateByRole(),
    watch: ({ id }: Identity, ended: (why: Ended) => void) => {
      watchers.set(id ?? '', ended)
      return () => {}
    },
  }
  const mirror = createMirror({
    clock,
    ids: systemIds,
    world: aWorld(checks),
    sources: { entriesOf: async () => entries, sendingsOf: async () => [] },
  })
  const server = createServer((_request, response) => response.end('page'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const gateway = createGateway({
    server,
    mirror,
    gate,
    origins: [url],
    addressOf: () => '127.0.0.1',
    clock,
    log: silentLog,
    ...(behindBytes && { behindBytes }),
  })
  ends.push(async () => {
    await gateway.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return {
    mirror,
    gateway,
    url,
    end: (who, why) => watchers.get(who)?.(why),
    tick: () => {
      for (const call of ticks) call()
    },
    come(headers = { origin: url, cookie: 'as=viewer' }) {
      const client: Client = io(url, {
        path: '/socket',
        transports: ['websocket'],
        extraHeaders: headers,
        reconnectionDelay: 10,
        reconnectionDelayMax: 20,
        forceNew: true,
      })
      ends.push(() => client.close())
      return client
    },
  }
}

const snapshotOf = (client: Client, topic: string) =>
  new Promise<Snapshot<{ id: string }>>((resolve) => {
    const take = (name: string, snapshot: Snapshot<{ id: string }>) => {
      if (name !== topic) return
      client.off('snapshot', take)
      resolve(snapshot)
    }
    client.on('snapshot', take)
  })
const refusalOf = (client: Client) =>
  new Promise<string>((resolve) => client.once('refused', (topic, says) => resolve(`${topic}: ${says}`)))
const errorOf = (client: Client) => new Promise<string>((resolve) => client.once('connect_error', ({ message }) => resolve(message)))
const deltasOf = (client: Client) => {
  const seen: Delta<{ id: string }>[] = []
  client.on('deltas', (deltas) => seen.push(...deltas.map(([, delta]) => delta)))
  return seen
}
const news = (mirror: Mirror, changes: readonly Change[], seconds: readonly number[] = []) =>
  mirror.news({ at: NOON, pulses: seconds.map((second) => aPulse(1, second)), changes })

const INCIDENT = '01a2037e-b014-7d0a-8545-eca0d6032081'

test('a page of another site gets no connection, cookie or not', async () => {
  const { come, gateway } = await house()
  await expect(errorOf(come({ origin: 'https://evil.example', cookie: 'as=admin' }))).resolves.toBe('websocket error')
  expect(gateway.sockets()).toBe(0)
})

test('a cookie without an origin is not taken, a key is', async () => {
  const { come } = await house()
  await expect(errorOf(come({ cookie: 'as=admin' }))).resolves.toBe('websocket error')
  const client = come({ authorization: 'Bearer plk_all' })
  client.emit('watch', 'checks', null)
  await expect(snapshotOf(client, 'checks')).resolves.toMatchObject({ items: [{ id: 'check-1' }, { id: 'check-2' }] })
})

test('nobody is told to sign in, and does not try again and again', async () => {
  const { come, url } = await house()
  const client = come({ origin: url })
  await expect(errorOf(client)).resolves.toBe('You are signed out. Sign in again.')
  expect(client.active).toBe(false)
})

test('requests of pages are not touched', async () => {
  const { url } = await house()
  await expect(fetch(`${url}/live`).then((answer) => answer.text())).resolves.toBe('page')
})

test('a topic needs its right', async () => {
  const { come, url } = await house()
  const viewer = come()
  viewer.emit('watch', 'incident-money:i1', null)
  await expect(refusalOf(viewer)).resolves.toBe('incident-money:i1: This is for executive, responder, engineer, admin.')
  const executive = come({ origin: url, cookie: 'as=executive' })
  executive.emit('watch', 'incident-money:i1', null)
  await expect(snapshotOf(executive, 'incident-money:i1')).resolves.toMatchObject({ items: [] })
})

test('what is watched arrives whole, and then as numbered deltas', async () => {
  const { come, mirror } = await house()
  const client = come()
  const deltas = deltasOf(client)
  client.emit('watch', 'checks', null)
  const { epoch, seq } = await snapshotOf(client, 'checks')
  news(mirror, [], [1])
  news(mirror, [], [2])
  await vi.waitFor(() => expect(deltas).toHaveLength(1))
  expect(deltas).toMatchObject([{ epoch, seq: seq + 1, upsert: [{ id: 'check-1', last: { atMs: NOON.getTime() + 2_000 } }] }])
  expect(deltas[0]?.upsert?.[0]).not.toHaveProperty('recent')
})

test('who missed nothing gets nothing, who missed a little gets that, and who missed more a snapshot', async () => {
  const { come, mirror } = await house()
  const [keeper, client] = [come(), come()]
  keeper.emit('watch', 'checks', null)
  const { epoch, seq } = await snapshotOf(keeper, 'checks')
  news(mirror, [], [1])
  await vi.waitFor(() => expect(mirror.snapshot('checks', personAs('viewer')).seq).toBe(seq + 1))
  const deltas = deltasOf(client)
  const whole = vi.fn()
  client.on('snapshot', whole)
  client.emit('watch', 'checks', { epoch, seq: seq + 1 })
  client.emit('watch', 'checks', { epoch, seq })
  await vi.waitFor(() => expect(deltas.map((delta) => delta.seq)).toEqual([seq + 1]))
  expect(whole).not.toHaveBeenCalled()
  client.emit('watch', 'checks', { epoch: 'another', seq })
  await vi.waitFor(() => expect(whole).toHaveBeenCalledTimes(1))
})

test('a timeline is read, and what happens afterwards follows', async () => {
  const entry: Entry = {
    id: 'e1',
    incidentId: INCIDENT,
    at: NOON,
    kind: 'note',
    says: 'looked at it',
    detail: null,
    money: '£12',
    actor: 'Ada',
    checkId: null,
  }
  const { come, mirror } = await house({ entries: [entry] })
  const client = come()
  const deltas = deltasOf(client)
  client.emit('watch', `incident:${INCIDENT}`, null)
  await expect(snapshotOf(client, `incident:${INCIDENT}`)).resolves.toMatchObject({
    items: [{ id: 'e1', says: 'looked at it', actor: 'Ada' }],
  })
  news(mirror, [
    { kind: 'entry', entry: { ...entry, id: 'e2' } },
    { kind: 'entry', entry: { ...entry, id: 'x', incidentId: 'i2' } },
  ])
  await vi.waitFor(() => expect(deltas).toHaveLength(1))
  expect(deltas[0]?.upsert?.map(({ id }) => id)).toEqual(['e2'])
  expect(JSON.stringify(deltas)).not.toContain('£')
})

test('nonsense of any kind neither answers nor breaks anything', async () => {
  const { come } = await house()
  const client = come()
  const say = client.emit.bind(client) as unknown as (event: string, ...args: unknown[]) => void
  for (const args of [
    [],
    [null],
    [{}, {}],
    ['checks', 7],
    ['checks', { epoch: 'e', seq: -1 }],
    ['__proto__', null],
    ['checks:../x', null],
    ['x'.repeat(500), null],
    ['checks', null, () => {}],
    ['checks', null, 'zipped'],
  ])
    say('watch', ...args)
  say('unwatch', 7)
  say('unwatch', 'never watched')
  client.emit('watch', 'incidents', null)
  await expect(snapshotOf(client, 'incidents')).resolves.toMatchObject({ items: [] })
  client.emit('watch', 'nothing', null)
  await expect(refusalOf(client)).resolves.toBe('nothing: There is no topic nothing.')
})

test('who asks without end is cut off, and the others are not', async () => {
  const { come } = await house()
  const [calm, wild] = [come(), come()]
  calm.emit('watch', 'services', null)
  await snapshotOf(calm, 'services')
  const gone = new Promise((resolve) => wild.once('disconnect', resolve))
  for (let times = 0; times < 200; times++) wild.emit('unwatch', 'x')
  await gone
  expect(calm.connected).toBe(true)
})

test('a frame beyond 64 kB ends the connection', async () => {
  const { come } = await house()
  const client = come()
  await new Promise<void>((resolve) => client.once('connect', resolve))
  const gone = new Promise((resolve) => client.once('disconnect', resolve))
  client.emit('unwatch', 'x'.repeat(70_000))
  await gone
})

test('one page watches a bounded number of topics', async () => {
  const { come } = await house()
  const client = come()
  for (let number = 0; number < 33; number++) client.emit('watch', `incident:i${number}`, null)
  await expect(refusalOf(client)).resolves.toContain('One page may watch 32 topics')
})

test('a session that ends takes its sockets with it, at once, and they come back as whoever they are', async () => {
  const { come, end, mirror } = await house()
  const client = come()
  client.emit('watch', 'checks', null)
  await snapshotOf(client, 'checks')
  const deltas = deltasOf(client)
  const gone = new Promise((resolve) => client.once('disconnect', resolve))
  const back = new Promise<void>((resolve) => client.once('connect', resolve))
  end('viewer', 'role-changed')
  news(mirror, [], [1])
  await gone
  await back
  expect(deltas).toEqual([])
})

test('a web that ends sends its screens away so that they come back by themselves, to whichever web answers then', async () => {
  const { come, gateway } = await house()
  const client = come()
  await new Promise<void>((resolve) => client.once('connect', resolve))
  const left = new Promise<string>((resolve) => client.once('disconnect', resolve))
  await gateway.close()
  expect(await left).not.toBe('io server disconnect')
  expect(client.active).toBe(true)
})

test('one person can be cut off everywhere', async () => {
  const { come, gateway, url } = await house()
  const [viewer, admin] = [come(), come({ origin: url, cookie: 'as=admin' })]
  for (const client of [viewer, admin]) await new Promise<void>((resolve) => client.once('connect', resolve))
  const gone = new Promise((resolve) => viewer.once('disconnect', resolve))
  gateway.disconnectActor('the-viewer')
  await gone
  expect(admin.connected).toBe(true)
})

test('another world reaches every screen as a snapshot of another epoch', async () => {
  const { come, mirror } = await house()
  const client = come()
  client.emit('watch', 'checks', null)
  const before = await snapshotOf(client, 'checks')
  mirror.replace(aWorld(3), true)
  const after = await snapshotOf(client, 'checks')
  expect(after.epoch).not.toBe(before.epoch)
  expect(after.items).toHaveLength(3)
})

test('a client that does not read is dropped to snapshots, and is right once it reads again', async () => {
  const { come, mirror, tick, gateway } = await house({ behindBytes: 64 * 1024 })
  const client = come()
  const hub = createHub(() => client, { now: () => NOON.getTime(), setServerTime() {} })
  const store = createTopicStore<CheckRow>(() => hub, 'checks', mirror.snapshot('checks', personAs('viewer')), { partial: true })
  ends.push(store.subscribe(() => {}))
  await snapshotOf(client, 'checks')
  const deltas = deltasOf(client)
  const wire = (client.io.engine.transport as unknown as { ws: { pause(): void; resume(): void } }).ws
  wire.pause()
  const SENT = 300
  for (let second = 1; second <= SENT; second++) {
    mirror.news({ at: NOON, pulses: [{ ...aPulse(1, second), says: 'x'.repeat(100_000) }], changes: [] })
    await Promise.resolve()
    if (second % 10 === 0) {
      // The kernel takes what it can between two looks.
      await new Promise((resolve) => setImmediate(resolve))
      tick()
    }
  }
  wire.resume()
  await vi.waitFor(() => {
    tick()
    expect(store.items()[0]?.last?.atMs).toBe(NOON.getTime() + SENT * 1_000)
  })
  expect(deltas.length).toBeLessThan(SENT)
  expect(gateway.sockets()).toBe(1)
}, 30_000)

test('a snapshot that takes a while to be read is sent once, and not again for less than it', async () => {
  const { come, mirror, tick } = await house({ behindBytes: 1_024, checks: 2_000 })
  const { snapshot } = mirror.publisher
  let sent = 0
  vi.spyOn(mirror.publisher, 'snapshot').mockImplementation((named) => {
    sent += 1
    // A look comes while it is on its way.
    queueMicrotask(tick)
    return snapshot(named)
  })
  const client = come()
  client.emit('watch', 'checks', null)
  expect((await snapshotOf(client, 'checks')).items).toHaveLength(2_000)
  const beat = new Promise((resolve) => client.once('beat', resolve))
  tick()
  await beat
  expect(sent).toBe(1)
  // Nor is it sent again for deltas that are less than it.
  const deltas = deltasOf(client)
  mirror.news({ at: NOON, pulses: [{ ...aPulse(1, 1), says: 'x'.repeat(20_000) }], changes: [] })
  await Promise.resolve()
  tick()
  await vi.waitFor(() => expect(deltas).toHaveLength(1))
  tick()
  expect(sent).toBe(1)
  mirror.replace(aWorld(2_000), true)
  await snapshotOf(client, 'checks')
  tick()
  expect(sent).toBe(2)
})

test('a beat is not lost for a snapshot that is under way', async () => {
  const { come, mirror, tick } = await house({ checks: 2_000 })
  const { snapshot } = mirror.publisher
  vi.spyOn(mirror.publisher, 'snapshot').mockImplementation((named) => {
    queueMicrotask(tick)
    return snapshot(named)
  })
  const client = come()
  let beats = 0
  client.on('beat', () => (beats += 1))
  await vi.waitFor(() => expect(beats).toBe(1))
  client.emit('watch', 'checks', null)
  await snapshotOf(client, 'checks')
  await vi.waitFor(() => expect(beats).toBe(2))
})

test('many rows travel packed to who can unpack, arrive as they are, and go on from deltas', async () => {
  const { come, mirror } = await house({ checks: 150 })
  news(mirror, [], [1])
  const [browser, program] = [come(), come()]
  program.emit('watch', 'checks', null)
  const plain = await snapshotOf(program, 'checks')
  const forms: string[] = []
  browser.on('snapshot', (_topic, snapshot) => void forms.push(...Object.keys(snapshot)))
  const hub = createHub(() => browser, { now: () => NOON.getTime(), setServerTime() {} })
  const store = createTopicStore<CheckRow>(() => hub, 'checks', { epoch: '', seq: 0, items: [] }, { partial: true })
  ends.push(store.subscribe(() => {}))
  await vi.waitFor(() => expect(store.items()).toEqual(plain.items))
  expect(forms).toEqual(['epoch', 'seq', 'packed'])
  news(mirror, [], [2])
  await vi.waitFor(() => expect(store.items().find(({ id }) => id === 'check-1')?.last?.atMs).toBe(NOON.getTime() + 2_000))
  mirror.replace(aWorld(120), true)
  await vi.waitFor(() => expect(store.items()).toHaveLength(120))
})

test('screens that come a moment apart get one packing, and what has happened since', async () => {
  const { come, mirror } = await house({ checks: 150 })
  const packings: Uint8Array[] = []
  const open = () => {
    const client = come()
    client.on('snapshot', (_topic, snapshot) => 'packed' in snapshot && packings.push(new Uint8Array(snapshot.packed)))
    const hub = createHub(() => client, { now: () => NOON.getTime(), setServerTime() {} })
    const store = createTopicStore<CheckRow>(() => hub, 'checks', { epoch: '', seq: 0, items: [] }, { partial: true })
    ends.push(store.subscribe(() => {}))
    return store
  }
  const first = open()
  await vi.waitFor(() => expect(first.items()).toHaveLength(150))
  news(mirror, [], [7])
  const second = open()
  await vi.waitFor(() => expect(second.items().find(({ id }) => id === 'check-1')?.last?.atMs).toBe(NOON.getTime() + 7_000))
  expect(packings).toHaveLength(2)
  expect(packings[1]).toEqual(packings[0])
})

test('every look says what time it is and what the engine sees', async () => {
  const { come, mirror, tick } = await house()
  const client = come()
  await new Promise<void>((resolve) => client.once('beat', () => resolve()))
  mirror.heard(NOON)
  const beat = new Promise((resolve) => client.once('beat', resolve))
  tick()
  await expect(beat).resolves.toMatchObject({ engineAtMs: NOON.getTime(), blindSinceMs: null })
})

test('a screen that was away is right again without a reload, whatever happened meanwhile', async () => {
  const { come, mirror, end } = await house()
  const client = come()
  const hub = createHub(() => client, { now: () => NOON.getTime(), setServerTime() {} })
  const store = createTopicStore<CheckRow>(() => hub, 'checks', mirror.snapshot('checks', personAs('viewer')))
  ends.push(store.subscribe(() => {}))
  news(mirror, [], [1])
  await vi.waitFor(() => expect(store.items().find(({ id }) => id === 'check-1')?.last?.atMs).toBe(NOON.getTime() + 1_000))
  end('viewer', 'unconfirmed')
  news(mirror, [], [2])
  await vi.waitFor(() => expect(store.items().find(({ id }) => id === 'check-1')?.last?.atMs).toBe(NOON.getTime() + 2_000))
  mirror.replace(aWorld(4), true)
  await vi.waitFor(() => expect(store.items()).toHaveLength(4))
  expect(hub.connection()).toMatchObject({ connected: true, refusal: null })
})
