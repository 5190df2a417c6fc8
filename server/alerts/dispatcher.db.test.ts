import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { parseAddress } from '@/db/address'
import { abandon, closeSql, connectSql, drizzleOver } from '@/db/client'
import { testDatabase } from '@/db/testing/database'
import { systemIds } from '../runtime/ids'
import { silentLog } from '../runtime/log'
import { fakeClock } from '../runtime/testing'
import { createDispatcher, type Dispatcher, type DispatcherParts } from './dispatcher'
import { openJournal } from './journal'
import type { Notice, Recipient } from './model'
import { aNotice, type Got, type Scripted, startReceiver } from './outbox/testing'
import type { Outcome } from './outbox/words'
import { listDeliveries, listNotices, resendDeadLetter } from './queries/log'
import { claim, insertNotices } from './queries/outbox'

const database = await testDatabase()
const { sql } = database
const drizzled = connectSql(database.url, { max: 1 })
const db = drizzleOver(drizzled)
const folder = mkdtempSync(join(tmpdir(), 'plimsoll-outbox-'))
const ROADS = [
  { name: 'mail', reaches: 'people', fallback: null },
  { name: 'phone', reaches: 'people', fallback: 'mail' },
  { name: 'room', reaches: 'room', fallback: null },
  { name: 'machine', reaches: 'machine', fallback: null },
] as const
const LIMITS = { atOnce: 16, atOncePerChannel: 4, machinePerSecond: 20 }

const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
  await sql`truncate notices cascade`
})
afterAll(async () => {
  await closeSql(drizzled)
  await database.stop()
  rmSync(folder, { recursive: true })
})

const clocked = () => {
  const clock = fakeClock(new Date('2026-11-17T14:00:00.000Z'))
  const steps = async (ms: number, step: number, between: () => Promise<unknown>) => {
    for (let left = ms; left > 0; left -= step) {
      await clock.advance(Math.min(step, left))
      await drizzled`select 1`
      await between()
    }
  }
  /** Lets time pass in steps in which Postgres and the receiver answer, however busy this machine is. */
  const pass = (dispatcher: Dispatcher, ms: number, step = 250) => steps(ms, step, () => idle(dispatcher))
  /** The same while Postgres or a receiver does not answer, so that nobody can tell when all is done that can be. */
  const passSilence = (dispatcher: Dispatcher, ms: number, step = 250) =>
    steps(ms, step, async () => {
      for (let rounds = 0; rounds < 100 && !dispatcher.idle; rounds++) await drizzled`select 1`
    })
  return { clock, pass, passSilence }
}

/** Lets time pass until all stands like that: Postgres may have much to catch up with. */
const passUntil = (dispatcher: Dispatcher, pass: ReturnType<typeof clocked>['passSilence'], states: readonly unknown[]) =>
  expect
    .poll(
      async () => {
        await pass(dispatcher, 1_000)
        return await statesOf()
      },
      { timeout: 60_000 },
    )
    .toEqual(states)

async function start(over: Partial<DispatcherParts> & { answer?: (got: Got) => Scripted; folder?: string }) {
  const { answer, folder: own = mkdtempSync(join(folder, 'journal-')), ...parts } = over
  const receiver = await startReceiver(answer)
  const journal = openJournal(own)
  const outcomes: Outcome[] = []
  const dispatcher = createDispatcher({
    sql,
    clock: clocked().clock,
    ids: systemIds,
    log: silentLog,
    random: () => 1,
    journal,
    deliver: receiver.deliver,
    roads: () => ROADS,
    fallbackOf: ({ channel, person }) => (channel === 'phone' && person ? { channel: 'mail', address: person, person } : null),
    giveUpAfterMs: () => 86_400_000,
    isPlanned: () => true,
    limits: LIMITS,
    onOutcome: (outcome) => outcomes.push(outcome),
    onRecorded: () => {},
    ...parts,
  })
  cleanups.push(async () => {
    await dispatcher.stop(0)
    await receiver.stop()
    await idle(dispatcher)
    journal.close()
  })
  return { dispatcher, outcomes, ...receiver }
}

const put = async (dispatcher: Dispatcher, ...notices: readonly Notice[]) => {
  await insertNotices(sql, notices)
  dispatcher.kick()
}
const statesOf = async () =>
  (await sql<{ state: string; n: number }[]>`select state, count(*)::int as n from notices group by state order by state`).map(
    ({ state, n }) => `${n} ${state}`,
  )
const idle = (dispatcher: Dispatcher) => expect.poll(() => dispatcher.idle, { timeout: 20_000 }).toBe(true)
/** An attempt has failed, and the next one waits for its time. */
const triedAgain = async (dispatcher: Dispatcher) => {
  await expect.poll(() => sql`select state from notices where attempts > 0`, { timeout: 20_000 }).toEqual([{ state: 'waiting' }])
  await idle(dispatcher)
}
const settled = (...states: readonly string[]) => expect.poll(statesOf, { timeout: 20_000 }).toEqual(states)

describe('a notice', () => {
  test('goes out as soon as it is committed, once, and what was answered is kept', async () => {
    const { clock } = clocked()
    const { dispatcher, got, outcomes } = await start({ clock, answer: () => ({ status: 200, ref: 'm1' }) })
    const notice = aNotice(clock.now())
    await put(dispatcher, notice, notice)
    await insertNotices(sql, [{ ...notice, id: systemIds.next() }])
    dispatcher.kick()
    await settled('1 delivered')
    expect(got).toMatchObject([{ to: 'mail ada@example.com', key: notice.key, kind: 'page', title: 'Sign-in is failing', bundle: [] }])
    expect(outcomes).toMatchObject([{ state: 'delivered', load: { head: { notice, attempt: 1 } } }])
    expect(await listDeliveries(db, notice.id, 10)).toMatchObject([
      { outcome: 'delivered', says: 'answered 200', status: 200, channel: 'mail' },
    ])
    expect(dispatcher.latencies.total()).toMatchObject([{ channel: 'mail', kind: 'page', arrived: 1, lost: 0 }])
  })

  test('that is not due yet waits, without anybody asking for it', async () => {
    const { clock, pass } = clocked()
    const { dispatcher, got } = await start({ clock })
    await put(dispatcher, aNotice(clock.now(), { dueAt: new Date(clock.now().getTime() + 30_000) }))
    await pass(dispatcher, 29_750)
    expect(got).toEqual([])
    await pass(dispatcher, 500)
    await settled('1 delivered')
  })

  test('that met a failure is tried again after a while, and each attempt is kept', async () => {
    const { clock, pass } = clocked()
    const answers = [503, 503, 200]
    const { dispatcher, got } = await start({ clock, answer: () => ({ status: answers.shift() ?? 500 }) })
    const notice = aNotice(clock.now())
    await put(dispatcher, notice)
    await expect.poll(() => got.length).toBe(1)
    await triedAgain(dispatcher)
    await pass(dispatcher, 4_000)
    expect(got).toHaveLength(1)
    await pass(dispatcher, 20_000)
    await settled('1 delivered')
    expect((await listDeliveries(db, notice.id, 10)).map(({ outcome }) => outcome)).toEqual(['retry', 'retry', 'delivered'])
  })

  test('that was answered with Retry-After goes again at that second, and nothing else to that channel before', async () => {
    const { clock, pass } = clocked()
    const answers: Scripted[] = [{ status: 429, retryAfter: '7' }]
    const { dispatcher, got } = await start({ clock, answer: () => answers.shift() ?? { status: 200 } })
    await put(dispatcher, aNotice(clock.now(), { recipient: { channel: 'room', address: null, person: null } }))
    await expect.poll(() => got.length).toBe(1)
    await triedAgain(dispatcher)
    await put(dispatcher, aNotice(clock.now(), { recipient: { channel: 'room', address: null, person: null } }))
    await pass(dispatcher, 6_750)
    expect(got).toHaveLength(1)
    await pass(dispatcher, 500)
    await settled('2 delivered')
  })

  test('that nobody answers is given up after ten seconds and tried again', async () => {
    const { clock, passSilence } = clocked()
    const answers: Scripted[] = ['never']
    const { dispatcher, got } = await start({ clock, answer: () => answers.shift() ?? { status: 200 } })
    const notice = aNotice(clock.now())
    await put(dispatcher, notice)
    await expect.poll(() => got.length).toBe(1)
    await passSilence(dispatcher, 10_000)
    await triedAgain(dispatcher)
    await passSilence(dispatcher, 6_000)
    await settled('1 delivered')
    expect(await listDeliveries(db, notice.id, 10)).toMatchObject([
      { outcome: 'retry', tookMs: 10_000, status: null },
      { outcome: 'delivered' },
    ])
  })

  test('that is refused is a dead letter, which can be sent again', async () => {
    const { clock } = clocked()
    let status = 400
    const { dispatcher, got } = await start({ clock, answer: () => ({ status }) })
    const notice = aNotice(clock.now())
    await put(dispatcher, notice)
    await settled('1 dead')
    expect(await listNotices(db, { states: ['dead'], limit: 10 })).toMatchObject([
      { id: notice.id, says: 'answered 400', title: 'Sign-in is failing' },
    ])
    status = 200
    expect(await resendDeadLetter(db, notice.id, clock.now())).toMatchObject({ id: notice.id, state: 'waiting' })
    dispatcher.kick()
    await settled('1 delivered')
    expect(got).toHaveLength(2)
    expect(await resendDeadLetter(db, notice.id, clock.now())).toBeUndefined()
  })

  test('whose channel is gone is a dead letter that says so, after some seconds in which it may be declared', async () => {
    const { clock, pass } = clocked()
    const { dispatcher, outcomes } = await start({ clock })
    await put(dispatcher, aNotice(clock.now(), { recipient: { channel: 'pigeon' } }))
    await expect.poll(() => outcomes.length).toBe(1)
    await idle(dispatcher)
    await pass(dispatcher, 8_500)
    expect(await statesOf()).toEqual(['1 waiting'])
    await pass(dispatcher, 1_500)
    await settled('1 dead')
    expect(await listNotices(db, { limit: 1 })).toMatchObject([{ says: 'There is no channel called pigeon any more.' }])
  })

  test('that was made before its channel was known goes out when it is', async () => {
    const { clock, pass } = clocked()
    const roads: { name: string; reaches: 'people'; fallback: null }[] = []
    const { dispatcher, got, outcomes } = await start({ clock, roads: () => roads })
    await put(dispatcher, aNotice(clock.now()))
    await expect.poll(() => outcomes.length).toBe(1)
    await idle(dispatcher)
    roads.push({ name: 'mail', reaches: 'people', fallback: null })
    await pass(dispatcher, 1_000)
    await settled('1 delivered')
    expect(got).toHaveLength(1)
  })

  test('is not touched before it is known which channels there are', async () => {
    const { clock, pass } = clocked()
    let isPlanned = false
    const { dispatcher, got } = await start({ clock, isPlanned: () => isPlanned, roads: () => (isPlanned ? ROADS : []) })
    await put(dispatcher, aNotice(clock.now()))
    await pass(dispatcher, 60_000, 10_000)
    expect(await statesOf()).toEqual(['1 waiting'])
    isPlanned = true
    dispatcher.kick()
    await settled('1 delivered')
    expect(got).toHaveLength(1)
  })
})

test('a channel that stays down is left alone, and its messages go by the fallback, which is said', async () => {
  const { clock, pass } = clocked()
  const { dispatcher, got } = await start({ clock, answer: ({ to }) => ({ status: to.startsWith('phone') ? 503 : 200 }) })
  const notice = aNotice(clock.now(), { recipient: { channel: 'phone', address: '+44 1' } })
  await put(dispatcher, notice)
  await pass(dispatcher, 100_000)
  await settled('1 delivered')
  expect(got.map(({ to }) => to)).toEqual([...Array.from({ length: 5 }, () => 'phone +44 1'), 'mail ada@example.com'])
  expect((await listDeliveries(db, notice.id, 10)).at(-1)).toMatchObject({ channel: 'mail', says: 'Sent by mail instead: answered 200' })
  expect(dispatcher.breakers().get('phone')?.openAt).toBeInstanceOf(Date)
})

test('a channel that works again is found by one message, while the others still go by the fallback', async () => {
  const { clock, pass } = clocked()
  let isDown = true
  const { dispatcher, got } = await start({ clock, answer: ({ to }) => ({ status: isDown && to.startsWith('phone') ? 503 : 200 }) })
  const page = () => aNotice(clock.now(), { recipient: { channel: 'phone', address: '+44 1' } })
  await put(dispatcher, page())
  await pass(dispatcher, 76_000)
  await settled('1 delivered')
  isDown = false
  await pass(dispatcher, 30_000)
  await put(dispatcher, page())
  await settled('2 delivered')
  expect(got.at(-1)?.to).toBe('phone +44 1')
  expect(dispatcher.breakers().get('phone')?.openAt).toBeNull()
})

test('a machine is told each thing by itself, as fast as it bears', async () => {
  const { clock, pass } = clocked()
  const { dispatcher, got } = await start({ clock })
  const machine: Recipient = { channel: 'machine', address: null, person: null }
  await put(dispatcher, ...Array.from({ length: 70 }, () => aNotice(clock.now(), { recipient: machine })))
  await expect.poll(() => got.length).toBe(20)
  await pass(dispatcher, 1_000, 50)
  expect(got.length).toBeGreaterThanOrEqual(38)
  expect(got.length).toBeLessThanOrEqual(40)
  await passUntil(dispatcher, pass, ['70 delivered'])
  expect(got).toHaveLength(70)
})

test('a test reaches who has had all they can read, and takes nothing of that', async () => {
  const { clock } = clocked()
  const { dispatcher, got } = await start({ clock })
  await put(dispatcher, ...Array.from({ length: 8 }, () => aNotice(clock.now())))
  await expect.poll(statesOf, { timeout: 20_000 }).toContainEqual(expect.stringContaining('delivered'))
  await idle(dispatcher)
  await put(dispatcher, aNotice(clock.now(), { kind: 'test', facts: { incidentId: null } }))
  await expect.poll(() => got.some(({ kind }) => kind === 'test')).toBe(true)
})

describe('order', () => {
  test('a page goes before news, and the gravest page first', async () => {
    const { clock } = clocked()
    const { dispatcher, got } = await start({ clock, limits: { ...LIMITS, atOnce: 1 } })
    const of = (title: string, kind: Notice['kind'], severity: 'low' | 'critical') =>
      aNotice(clock.now(), { kind, recipient: { address: title, person: title }, facts: { title, severity } })
    await put(dispatcher, of('news', 'news', 'critical'), of('low', 'page', 'low'), of('critical', 'page', 'critical'))
    await settled('3 delivered')
    expect(got.map(({ title }) => title)).toEqual(['critical', 'low', 'news'])
  })

  test('a resolve never goes before its page, not even while that is tried again', async () => {
    const { clock, pass } = clocked()
    let status = 503
    const { dispatcher, got } = await start({ clock, answer: () => ({ status, ref: 'first' }) })
    const machine: Recipient = { channel: 'machine', address: null, person: null }
    const page = aNotice(clock.now(), { recipient: machine, facts: { severity: 'low' } })
    await put(dispatcher, page)
    await expect.poll(() => got.length).toBe(1)
    await triedAgain(dispatcher)
    status = 200
    await clock.advance(1)
    await put(dispatcher, aNotice(clock.now(), { kind: 'resolved', recipient: machine, facts: { ...page.facts, severity: 'critical' } }))
    await pass(dispatcher, 3_000)
    expect(got.map(({ kind }) => kind)).toEqual(['page'])
    await pass(dispatcher, 3_000)
    await settled('2 delivered')
    expect(got.map(({ kind, ref }) => [kind, ref])).toEqual([
      ['page', null],
      ['page', null],
      ['resolved', 'first'],
    ])
  })

  test('one person gets one message at a time', async () => {
    const { clock } = clocked()
    let open = 0
    let most = 0
    const { dispatcher, got, deliver } = await start({ clock, deliver: async () => ({ kind: 'delivered', says: '' }) })
    await dispatcher.stop(1_000)
    const counting: typeof deliver = async (message, signal) => {
      most = Math.max(most, ++open)
      return await deliver(message, signal).finally(() => open--)
    }
    const { dispatcher: second } = await start({ clock, deliver: counting })
    await put(second, ...Array.from({ length: 3 }, () => aNotice(clock.now())))
    await settled('3 delivered')
    expect([got.length, most]).toEqual([3, 1])
  })
})

describe('while Postgres is away', () => {
  /** A client whose line to Postgres can be held up: what is asked meanwhile is answered once it is let go. */
  const freezing = async () => {
    const { host, port } = parseAddress(database.url)
    const lines = new Set<Socket>()
    let frozen = false
    const hold = (socket: Socket) => {
      lines.add(socket)
      socket.on('close', () => lines.delete(socket)).on('error', () => socket.destroy())
      if (frozen) socket.pause()
    }
    const server = createServer((client) => {
      const upstream = connect(join(host, `.s.PGSQL.${port}`))
      client.pipe(upstream).pipe(client)
      hold(client)
      hold(upstream)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = new URL(database.url)
    url.searchParams.delete('host')
    const client = connectSql(url.href.replace('postgres:///', `postgres://127.0.0.1:${(server.address() as AddressInfo).port}/`))
    const set = (to: boolean) => {
      frozen = to
      for (const line of lines) to ? line.pause() : line.resume()
    }
    cleanups.push(async () => {
      await abandon(client)
      server.close()
    })
    return { client, freeze: () => set(true), thaw: () => set(false) }
  }

  test('what is handed over goes at once, and never again when Postgres is back and has its row', async () => {
    const { clock, passSilence } = clocked()
    const { client, freeze, thaw } = await freezing()
    const { dispatcher, got } = await start({ clock, sql: client })
    await idle(dispatcher)
    freeze()
    dispatcher.kick()
    const page = aNotice(clock.now())
    expect(dispatcher.hand([page])).toBe(0)
    await expect.poll(() => got.length).toBe(1)
    await passSilence(dispatcher, 5_000)
    expect(dispatcher.unstored).toBe(1)
    await insertNotices(sql, [{ ...page, id: systemIds.next() }])
    thaw()
    await passSilence(dispatcher, 2_000)
    await settled('1 delivered')
    dispatcher.hand([page])
    await passSilence(dispatcher, 60_000)
    expect(got).toHaveLength(1)
    expect(dispatcher.unstored).toBe(0)
    expect(await listNotices(db, { limit: 10 })).toMatchObject([{ state: 'delivered', says: 'answered 200', attempts: 1 }])
  })

  test('nor when Plimsoll was killed meanwhile: what was told is in the journal', async () => {
    const { clock, passSilence } = clocked()
    const { client, freeze } = await freezing()
    const own = mkdtempSync(join(folder, 'killed-'))
    const first = await start({ clock, sql: client, folder: own })
    freeze()
    const page = aNotice(clock.now())
    first.dispatcher.hand([page])
    await expect.poll(() => first.outcomes.length).toBe(1)
    await first.dispatcher.stop(0)
    await insertNotices(sql, [page])
    const second = await start({ clock, folder: own })
    await passSilence(second.dispatcher, 30_000)
    await settled('1 delivered')
    expect([first.got.length, second.got.length]).toEqual([1, 0])
    expect(openJournal(own).read()).toEqual([])
  })

  test('what was refused or failed there is tried again from memory, and goes on in Postgres', async () => {
    const { clock, passSilence } = clocked()
    const { client, freeze, thaw } = await freezing()
    const answers = [503, 503]
    const { dispatcher, got } = await start({ clock, sql: client, answer: () => ({ status: answers.shift() ?? 200 }) })
    await idle(dispatcher)
    freeze()
    const page = aNotice(clock.now())
    dispatcher.hand([page])
    await expect.poll(() => got.length).toBe(1)
    await passSilence(dispatcher, 6_000)
    expect(got).toHaveLength(2)
    thaw()
    await passUntil(dispatcher, passSilence, ['1 delivered'])
    expect((await listDeliveries(db, page.id, 10)).map(({ outcome }) => outcome)).toEqual(['retry', 'retry', 'delivered'])
    expect(got).toHaveLength(3)
  })

  test('a message whose answer could not be recorded is not sent again when its lease has run out', async () => {
    const { clock, passSilence } = clocked()
    const { client, freeze, thaw } = await freezing()
    const { dispatcher, got } = await start({
      clock,
      sql: client,
      answer: () => {
        freeze()
        return { status: 200 }
      },
    })
    await put(dispatcher, aNotice(clock.now()))
    await expect.poll(() => got.length).toBe(1)
    await passSilence(dispatcher, 30_000)
    thaw()
    await passSilence(dispatcher, 20_000)
    await settled('1 delivered')
    expect(got).toHaveLength(1)
  })

  test('a storm is as readable as ever, and memory is bounded', async () => {
    const { clock, passSilence } = clocked()
    const { client, freeze, thaw } = await freezing()
    const { dispatcher, got } = await start({ clock, sql: client })
    await idle(dispatcher)
    freeze()
    const storm = Array.from({ length: 12_000 }, (_, i) => aNotice(clock.now(), { facts: { title: `Incident ${i}` } }))
    expect(dispatcher.hand(storm)).toBe(2_000)
    await expect.poll(() => got.length).toBeGreaterThan(0)
    await passSilence(dispatcher, 59_000, 1_000)
    expect(got.length).toBeLessThanOrEqual(5)
    expect(dispatcher.unstored).toBe(10_000)
    await insertNotices(sql, storm)
    thaw()
    await passUntil(dispatcher, passSilence, [expect.stringContaining('bundled'), expect.stringContaining('delivered')])
    expect(new Set(got.flatMap(({ title, bundle }) => [title, ...bundle])).size).toBe(12_000)
    expect(got.flatMap(({ title, bundle }) => [title, ...bundle])).toHaveLength(12_000)
  }, 120_000)
})

describe('however it ends', () => {
  test('two dispatchers never send the same notice', async () => {
    const { clock } = clocked()
    const [one, other] = await Promise.all([start({ clock }), start({ clock })])
    const many = Array.from({ length: 400 }, (_, i) => aNotice(clock.now(), { recipient: { address: `${i}`, person: `${i}` } }))
    await insertNotices(sql, many)
    one.dispatcher.kick()
    other.dispatcher.kick()
    await settled('400 delivered')
    const keys = [...one.got, ...other.got].map(({ key }) => key)
    expect(keys).toHaveLength(400)
    expect(new Set(keys)).toEqual(new Set(many.map(({ key }) => key)))
    expect(Math.min(one.got.length, other.got.length)).toBeGreaterThan(0)
  })

  test('what a killed one had taken and not sent is sent by the next, once', async () => {
    const { clock, pass } = clocked()
    const notice = aNotice(clock.now())
    await insertNotices(sql, [notice])
    await claim(sql, [notice.id], clock.now(), new Date(clock.now().getTime() + 12_500))
    const { dispatcher, got } = await start({ clock })
    await pass(dispatcher, 12_000)
    expect(got).toEqual([])
    await pass(dispatcher, 2_000)
    await settled('1 delivered')
    expect(got).toHaveLength(1)
  })

  test('what a killed one had sent and not recorded is sent twice, with the same key', async () => {
    const { clock, pass } = clocked()
    const first = await start({ clock: clocked().clock, answer: () => 'never' })
    await put(first.dispatcher, aNotice(clock.now()))
    await expect.poll(() => first.got.length).toBe(1)
    await first.dispatcher.stop(0)
    const second = await start({ clock })
    await pass(second.dispatcher, 16_000)
    await settled('1 delivered')
    expect(second.got.map(({ key }) => key)).toEqual(first.got.map(({ key }) => key))
  })
})

test('a storm of 10,000 notices for three people is at most five messages each in its first minute, and all are told in the end', async () => {
  const { clock, pass } = clocked()
  const { dispatcher, got } = await start({ clock })
  const people = ['ada@example.com', 'grace@example.com', 'joan@example.com']
  const storm = Array.from({ length: 10_000 }, (_, i) => {
    const person = people[i % 3] ?? ''
    return aNotice(clock.now(), { recipient: { address: person, person }, facts: { title: `Incident ${i}` } })
  })
  for (let i = 0; i < storm.length; i += 2_000) await put(dispatcher, ...storm.slice(i, i + 2_000))
  await expect.poll(() => got.length).toBeGreaterThanOrEqual(3)
  await idle(dispatcher)
  await pass(dispatcher, 59_000)
  await idle(dispatcher)
  for (const person of people) expect(got.filter(({ to }) => to === `mail ${person}`).length, person).toBeLessThanOrEqual(5)
  await pass(dispatcher, 120_000, 1_000)
  await expect
    .poll(async () => (await statesOf()).map((state) => state.split(' ')[1]), { timeout: 20_000 })
    .toEqual(['bundled', 'delivered'])
  expect(new Set(got.flatMap(({ title, bundle }) => [title, ...bundle])).size).toBe(10_000)
}, 120_000)
