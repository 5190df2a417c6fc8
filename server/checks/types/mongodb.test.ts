import { createServer } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { authority, closeAll, closedPort, listening, probes } from './http/testing'
import { type MongoWish, mongoServer } from './testing/mongo'
import { programOf, type Running, running } from './testing/servers'

const probe = probes()
const program = programOf('mongod')

describe.skipIf(!program)('mongodb against a real mongod', () => {
  let server: Running
  beforeAll(async () => {
    server = await running({
      program: program ?? '',
      args: (folder, port) => ['--dbpath', folder, '--port', String(port), '--bind_ip', '127.0.0.1', '--nounixsocket'],
    })
  })
  afterAll(() => server?.stop())

  test('it answers, and counts', async () => {
    const url = `mongodb://127.0.0.1:${server.port}/shop`
    expect(await probe('mongodb', { url })).toMatchObject({ outcome: 'pass', says: 'answers' })
    expect(await probe('mongodb', { url, count: { collection: 'orders', atMost: 0 } })).toMatchObject({ outcome: 'pass' })
    expect((await probe('mongodb', { url, member: {} })).says).toBe('expected a primary or secondary, got no member of a replica set')
  })
})

const member = (name: string, state: number, secondsBehind: number, more: object = {}) => ({
  name,
  health: state === 8 ? 0 : 1,
  state,
  optimeDate: new Date(1_800_000_000_000 - secondsBehind * 1000),
  ...more,
})

describe('mongodb against a server that speaks its protocol', () => {
  afterEach(closeAll)
  const at = async (more: Partial<MongoWish> = {}, password = 'geheim/s3cret') => {
    const port = await listening(mongoServer({ user: 'monitor', password: 'geheim/s3cret', ...more }))
    return `mongodb://monitor:${encodeURIComponent(password)}@127.0.0.1:${port}/shop?authSource=admin`
  }
  const cursor = (...firstBatch: object[]) => ({ ok: 1, cursor: { id: 0n, ns: 'shop.orders', firstBatch } })
  const replica = (role: 'primary' | 'secondary' | 'other') => ({
    hello: {
      setName: 'rs0',
      hosts: ['10.255.255.1:27017', '10.255.255.2:27017'],
      me: '10.255.255.1:27017',
      ismaster: role === 'primary',
      isWritablePrimary: role === 'primary',
      secondary: role === 'secondary',
    },
  })

  test('signing in and a ping pass', async () =>
    expect(await probe('mongodb', { url: await at() })).toMatchObject({ outcome: 'pass', says: 'answers' }))
  test('a wrong password is said by the server, and no secret is shown', async () => {
    const result = await probe('mongodb', { url: await at({}, 'geheim guessed') })
    expect(result).toMatchObject({ outcome: 'fail', says: expect.stringMatching(/said: Authentication failed\.$/) })
    expect(JSON.stringify(result)).not.toContain('geheim')
  })
  test('TLS is agreed on, and a certificate that is not trusted is a failure', async () => {
    const { ca, issue } = authority()
    const url = await at({ tls: issue('db.test') })
    expect(await probe('mongodb', { url, tls: { ca, serverName: 'db.test' } })).toMatchObject({ outcome: 'pass' })
    expect((await probe('mongodb', { url: `${url}&tls=true` })).says).toContain('the certificate of 127.0.0.1')
    expect((await probe('mongodb', { url, tls: { ca } })).says).toContain('is not for 127.0.0.1')
  })

  test.each([
    ['primary', { role: 'primary' }, 'answers as primary'],
    ['secondary', {}, 'answers as secondary'],
    ['secondary', { role: 'secondary', healthy: { atLeast: 2 }, lagAtMost: 5 }, 'answers as secondary'],
  ] as const)('a member that is %s passes %j, and the others are not connected to', async (role, wish, says) => {
    const replSetGetStatus = () => ({ ok: 1, members: [member('a', 1, 0), member('b', 2, 3, { self: true }), member('c', 8, 900)] })
    const url = await at({ ...replica(role), answers: { replSetGetStatus } })
    expect(await probe('mongodb', { url, member: wish })).toMatchObject({ outcome: 'pass', says })
  })
  test.each([
    ['secondary', { role: 'primary' }, 'expected a primary, got secondary'],
    ['other', {}, 'expected a primary or secondary, got neither primary nor secondary'],
    ['secondary', { healthy: { atLeast: 3 } }, 'expected a number of healthy members of at least 3, got 2'],
    ['secondary', { lagAtMost: 2 }, 'expected a lag in seconds of at most 2, got 3'],
  ] as const)('a member that is %s fails %j with a sentence', async (role, wish, says) => {
    const replSetGetStatus = () => ({ ok: 1, members: [member('a', 1, 0), member('b', 2, 3, { self: true }), member('c', 8, 900)] })
    const url = await at({ ...replica(role), answers: { replSetGetStatus } })
    expect(await probe('mongodb', { url, member: wish })).toMatchObject({ outcome: 'fail', says })
  })
  test('a server of its own is no member', async () =>
    expect((await probe('mongodb', { url: await at(), member: {} })).says).toBe(
      'expected a primary or secondary, got no member of a replica set',
    ))

  test('documents are counted by a filter in extended JSON', async () => {
    const seen: unknown[] = []
    const aggregate = ({ aggregate: collection, pipeline }: Record<string, unknown>) => {
      seen.push(collection, pipeline)
      return cursor({ n: 12 })
    }
    const url = await at({ answers: { aggregate } })
    const filter = { at: { $gt: { $date: '2026-01-01T00:00:00Z' } } }
    expect(await probe('mongodb', { url, count: { collection: 'orders', filter, atLeast: 12 } })).toMatchObject({ outcome: 'pass' })
    expect(seen[1]).toMatchObject([{ $match: { at: { $gt: new Date('2026-01-01T00:00:00Z') } } }, {}])
    expect((await probe('mongodb', { url, count: { collection: 'orders', atMost: 10 } })).says).toBe(
      'expected a number of documents in orders of at most 10, got 12',
    )
  })
  test('a field of the first document is compared', async () => {
    const found = (document: object) => ({ answers: { find: () => cursor(document) } })
    const find = { collection: 'jobs', field: 'state.name' }
    const ok = await at(found({ state: { name: 'done' } }))
    expect(await probe('mongodb', { url: ok, find: { ...find, equals: 'done' } })).toMatchObject({ outcome: 'pass' })
    expect((await probe('mongodb', { url: ok, find: { ...find, equals: 'new' } })).says).toBe('expected state.name "new", got done')
    expect((await probe('mongodb', { url: await at(found({ state: { name: 7 } })), find: { ...find, atMost: 6 } })).says).toBe(
      'expected state.name of at most 6, got 7',
    )
    expect((await probe('mongodb', { url: await at(found({ state: {} })), find })).says).toBe(
      'expected a document with state.name in jobs, got no such field',
    )
    expect((await probe('mongodb', { url: await at({ answers: { find: () => cursor() } }), find })).says).toBe(
      'expected a document with state.name in jobs, got no document',
    )
  })
  test('a command that is refused is said by the server', async () =>
    expect((await probe('mongodb', { url: await at(), member: { lagAtMost: 1 } })).says).toMatch(
      /said: no such command: 'replSetGetStatus'$/,
    ))
})

describe('mongodb', () => {
  afterEach(closeAll)

  test('a port that refuses is said at once, not when time is up', async () => {
    const port = await closedPort()
    expect(await probe('mongodb', { url: `mongodb://127.0.0.1:${port}` }, { timeoutMs: 60_000 })).toMatchObject({
      outcome: 'fail',
      says: `127.0.0.1:${port} refused the connection`,
    })
  })
  test('an address that nobody may look at is refused, by its name too', async () => {
    expect((await probe('mongodb', { url: 'mongodb://169.254.169.254' })).says).toContain('169.254.169.254 is refused')
    const port = await closedPort()
    expect((await probes([`127.0.0.1:${port}`])('mongodb', { url: `mongodb://localhost:${port}` })).says).toContain(
      'Plimsoll itself listens there',
    )
  })
  test('a server that says nothing ends at the timeout, and its connections are closed', async () => {
    let open = 0
    const port = await listening(
      createServer((socket) => {
        open++
        socket.resume().on('close', () => open--)
      }),
    )
    expect(await probe('mongodb', { url: `mongodb://127.0.0.1:${port}` }, { timeoutMs: 200 })).toMatchObject({ outcome: 'fail' })
    await expect.poll(() => open).toBe(0)
  })
  test('what answers may be no database, may close, and may reset', async () => {
    const web = await listening(
      createServer((socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'))),
    )
    expect(await probe('mongodb', { url: `mongodb://127.0.0.1:${web}` })).toMatchObject({ outcome: 'fail' })
    const closing = await listening(createServer((socket) => socket.once('data', () => socket.end())))
    expect((await probe('mongodb', { url: `mongodb://127.0.0.1:${closing}` })).says).toBe(
      `127.0.0.1:${closing} closed the connection before it answered`,
    )
    const resetting = await listening(createServer((socket) => socket.once('data', () => socket.resetAndDestroy())))
    expect((await probe('mongodb', { url: `mongodb://127.0.0.1:${resetting}` })).says).toMatch(/reset the connection|closed the connection/)
  })
})
