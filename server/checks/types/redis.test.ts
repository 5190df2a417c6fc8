import { createServer } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { authority, closeAll, closedPort, listening, probes } from './http/testing'
import { allRunning, programOf, type Running, redisServer } from './testing/servers'

const probe = probes()
const program = programOf('redis-server') ?? programOf('valkey-server')

describe.skipIf(!program)('redis against a real server', () => {
  const { ca, issue } = authority()
  let primary: Running
  let replica: Running
  let lonely: Running
  let secure: Running
  let url: string
  const acl = ['user monitor on >geheim/s3cret +ping +info +select ~*', 'requirepass haupt+s3cret', 'masterauth haupt+s3cret']
  beforeAll(async () => {
    ;[primary, lonely, secure] = await allRunning([
      redisServer(program ?? '', [...acl, 'maxmemory 100mb']),
      redisServer(program ?? '', [`replicaof 127.0.0.1 ${await closedPort()}`]),
      redisServer(program ?? '', acl, issue('cache.test')),
    ])
    replica = await redisServer(program ?? '', [...acl, `replicaof 127.0.0.1 ${primary.port}`])
    url = `redis://monitor:geheim%2Fs3cret@127.0.0.1:${primary.port}`
  })
  afterAll(() => {
    for (const server of [primary, replica, lonely, secure]) server?.stop()
  })

  test('a replica that has come is counted', async () => {
    const outcome = async () => (await probe('redis', { url, expect: { replicas: { atLeast: 1 }, lagAtMost: 5 } })).outcome
    await expect.poll(outcome).toBe('pass')
  })
  test.each([
    ['', {}, 'answered a PING'],
    ['/3', {}, 'answered a PING'],
    ['', { role: 'primary', replicas: { atLeast: 1, atMost: 1 }, lagAtMost: 20 }, 'answered a PING as primary'],
    ['', { memoryAtMost: 99, memoryPercentAtMost: 90 }, 'answered a PING as primary'],
  ])('%s with %j passes', async (path, wish, says) =>
    expect(await probe('redis', { url: url + path, expect: wish })).toMatchObject({ outcome: 'pass', says }),
  )
  test('a replica passes as one, and the password of requirepass needs no user', async () => {
    const asDefault = `redis://:haupt+s3cret@127.0.0.1:${replica.port}`
    const wish = { role: 'replica', lagAtMost: 20 }
    expect(await probe('redis', { url: asDefault, expect: wish })).toMatchObject({ outcome: 'pass', says: 'answered a PING as replica' })
  })

  test.each([
    [{ role: 'replica' }, 'expected a replica, got a primary'],
    [{ replicas: { atLeast: 2 } }, 'expected a number of replicas of at least 2, got 1'],
    [{ memoryPercentAtMost: 0 }, /^expected memory in % of maxmemory of at most 0, got \d+$/],
  ])('%j fails with a sentence', async (wish, says) => {
    const result = await probe('redis', { url, expect: wish })
    expect(result).toMatchObject({
      outcome: 'fail',
      says: expect.stringMatching(says),
      evidence: { assertions: expect.arrayContaining([expect.objectContaining({ holds: false })]) },
    })
    expect(JSON.stringify(result)).not.toContain('geheim')
  })
  test('a replica without its primary is told, and a server without a limit or replicas has none to compare', async () => {
    const alone = `redis://127.0.0.1:${lonely.port}`
    expect((await probe('redis', { url: alone, expect: { lagAtMost: 20 } })).says).toBe('expected a link to the primary, got down')
    expect((await probe('redis', { url: alone, expect: { memoryPercentAtMost: 50 } })).says).toContain('got no maxmemory')
    const asDefault = `redis://:haupt+s3cret@127.0.0.1:${replica.port}`
    expect((await probe('redis', { url: asDefault, expect: { role: 'primary' } })).says).toBe('expected a primary, got a replica')
  })
  test.each([
    ['monitor:guessed@', '', {}, /said: WRONGPASS /],
    ['', '', {}, /said: NOAUTH Authentication required/],
    ['monitor:geheim%2Fs3cret@', '/99', {}, /said: ERR DB index is out of range$/],
  ])('signing in as %s%s is refused in its own words', async (who, path, wish, says) => {
    const result = await probe('redis', { url: `redis://${who}127.0.0.1:${primary.port}${path}`, expect: wish })
    expect(result).toMatchObject({ outcome: 'fail', says: expect.stringMatching(says) })
  })
  test('TLS is agreed on, and a certificate that is not trusted is a failure before the password is sent', async () => {
    const secured = `rediss://monitor:geheim%2Fs3cret@127.0.0.1:${secure.port}`
    const tls = { ca, serverName: 'cache.test' }
    const result = await probe('redis', { url: secured, tls, expect: { role: 'primary' } })
    expect(result).toMatchObject({ outcome: 'pass' })
    expect(result.phases?.tlsMs).toBeGreaterThan(0)
    expect((await probe('redis', { url: secured, tls: { ca } })).says).toContain('is not for 127.0.0.1')
    expect((await probe('redis', { url: secured })).says).toContain('the certificate of 127.0.0.1')
    expect((await probe('redis', { url: url.replace('redis:', 'rediss:'), tls })).outcome).toBe('fail')
  })
})

describe('redis', () => {
  afterEach(closeAll)
  const saying = async (answer: string) =>
    `redis://127.0.0.1:${await listening(createServer((socket) => socket.once('data', () => socket.write(answer))))}`

  test('a port that refuses, and an address that nobody may look at', async () => {
    const port = await closedPort()
    expect(await probe('redis', { url: `redis://127.0.0.1:${port}` })).toMatchObject({
      outcome: 'fail',
      says: `127.0.0.1:${port} refused the connection`,
    })
    expect((await probe('redis', { url: 'redis://[fe80::1]' })).says).toContain('[fe80::1] is refused')
  })
  test('a server that says nothing ends at the timeout, and its connection is closed', async () => {
    const ended: boolean[] = []
    const port = await listening(createServer((socket) => socket.resume().on('close', () => ended.push(true))))
    expect(await probe('redis', { url: `redis://127.0.0.1:${port}/2` }, { timeoutMs: 150 })).toMatchObject({
      outcome: 'fail',
      says: 'timed out after 150 ms, waiting for the answer to SELECT',
    })
    await expect.poll(() => ended).toEqual([true])
  })
  test.each([
    ['HTTP/1.1 400 Bad Request\r\n\r\n', /does not speak as Redis does: HTTP\/1\.1 400/],
    ['$nine\r\n', /does not speak as Redis does: \$nine/],
    ['+HELLO\r\n', /does not speak as Redis does: HELLO/],
    ['-LOADING Redis is loading the dataset in memory\r\n', /said: LOADING Redis is loading the dataset in memory$/],
    ['-MASTERDOWN Link with MASTER is down\r\n', /said: MASTERDOWN /],
  ])('%j fails with a sentence', async (answer, says) =>
    expect(await probe('redis', { url: await saying(answer) })).toMatchObject({ outcome: 'fail', says: expect.stringMatching(says) }),
  )
  test('a reply that comes in pieces is put together', async () => {
    const port = await listening(
      createServer((socket) => {
        const pieces = ['+PO', 'NG\r', '\n', '$13\r\nrole:ma', 'ster\r\n', '\r\n']
        socket.on('data', () => socket.write(pieces.shift() ?? '', () => setImmediate(rest)))
        const rest = () => {
          const piece = pieces.shift()
          if (piece !== undefined) socket.write(piece, () => setImmediate(rest))
        }
      }),
    )
    const url = `redis://127.0.0.1:${port}`
    expect(await probe('redis', { url, expect: { role: 'primary' } })).toMatchObject({ outcome: 'pass' })
  })
  test('a connection that is closed or reset is said', async () => {
    const closing = await listening(createServer((socket) => socket.once('data', () => socket.end())))
    expect((await probe('redis', { url: `redis://127.0.0.1:${closing}` })).says).toBe(
      `127.0.0.1:${closing} closed the connection before it answered`,
    )
    const resetting = await listening(createServer((socket) => socket.once('data', () => socket.resetAndDestroy())))
    expect((await probe('redis', { url: `redis://127.0.0.1:${resetting}` })).says).toBe(`127.0.0.1:${resetting} reset the connection`)
  })
  test('a server that sends without end is cut off', async () => {
    const url = await saying(`$999999999\r\n${'x'.repeat(6 * 1024 * 1024)}`)
    expect((await probe('redis', { url })).says).toBe('the answer is larger than 4 MiB; ask for less')
  })
})
