import { createServer } from 'node:net'
import { connect } from 'amqplib'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { authority, closeAll, closedPort, listening, probes } from './http/testing'
import { programOf, type Running, rabbitmqServer } from './testing/servers'

const probe = probes()
const program = programOf('rabbitmq-server')

describe.skipIf(!program)('rabbitmq against a real RabbitMQ', () => {
  let server: Running
  let url: string
  beforeAll(async () => {
    server = await rabbitmqServer(program ?? '', { user: 'monitor', password: 'geheim/s3cret' })
    url = `amqp://monitor:geheim%2Fs3cret@127.0.0.1:${server.port}`
    const connection = await connect(url)
    const channel = await connection.createConfirmChannel()
    await channel.assertQueue('orders')
    for (let count = 0; count < 3; count++) channel.sendToQueue('orders', Buffer.from('geheim/s3cret'))
    await channel.waitForConfirms()
    await channel.assertQueue('idle')
    await connection.close()
  })
  afterAll(() => server?.stop())

  test.each([
    [{}, 'let us in'],
    [{ queues: [{ name: 'idle' }] }, 'let us in, and the queue is as expected'],
    [
      {
        queues: [
          { name: 'orders', messages: { atLeast: 3, atMost: 3 }, consumers: { atMost: 0 } },
          { name: 'idle', messages: { atMost: 0 } },
        ],
      },
      'let us in, and 2 queues are as expected',
    ],
  ])('%j passes', async (options, says) => expect(await probe('rabbitmq', { url, ...options })).toMatchObject({ outcome: 'pass', says }))

  test.each([
    [{ queues: [{ name: 'orders', messages: { atMost: 2 } }] }, 'expected a number of messages in orders of at most 2, got 3'],
    [{ queues: [{ name: 'orders', consumers: { atLeast: 1 } }] }, 'expected a number of consumers of orders of at least 1, got 0'],
    [{ queues: [{ name: 'missing' }, { name: 'idle' }] }, "expected the queue missing, got NOT_FOUND - no queue 'missing' in vhost '/'"],
  ])('%j fails with a sentence', async (options, says) => {
    const result = await probe('rabbitmq', { url, ...options })
    expect(result).toMatchObject({ outcome: 'fail', says })
    expect(result.evidence?.assertions.some(({ holds }) => !holds)).toBe(true)
    expect(JSON.stringify(result)).not.toContain('geheim')
  })

  test('a wrong password and a virtual host that is not there are said by the broker', async () => {
    expect((await probe('rabbitmq', { url: url.replace('geheim%2Fs3cret', 'guessed') })).says).toMatch(
      /said: ACCESS_REFUSED - Login was refused/,
    )
    expect((await probe('rabbitmq', { url: `${url}/nowhere` })).says).toMatch(
      /does not open the virtual host nowhere: there is none, or this user may not enter it$/,
    )
  })
  test('looking neither reads nor makes anything', async () => {
    await probe('rabbitmq', { url, queues: [{ name: 'missing' }] })
    const result = await probe('rabbitmq', { url, queues: [{ name: 'orders', messages: { atLeast: 3 } }, { name: 'missing' }] })
    expect(result.says).toContain('NOT_FOUND')
  })
})

describe('rabbitmq', () => {
  afterEach(closeAll)

  test('a port that refuses, and an address that nobody may look at', async () => {
    const port = await closedPort()
    expect(await probe('rabbitmq', { url: `amqp://127.0.0.1:${port}` })).toMatchObject({
      outcome: 'fail',
      says: `127.0.0.1:${port} refused the connection`,
    })
    expect((await probe('rabbitmq', { url: 'amqp://169.254.169.254' })).says).toContain('169.254.169.254 is refused')
    expect((await probe('rabbitmq', { url: 'amqp://nowhere.invalid' }, { timeoutMs: 5_000 })).outcome).not.toBe('pass')
  })
  test('a port of our own is refused by its name too', async () => {
    const port = await closedPort()
    const guarded = probes([`127.0.0.1:${port}`])
    for (const host of ['127.0.0.1', 'localhost'])
      expect((await guarded('rabbitmq', { url: `amqp://${host}:${port}` })).says).toContain('Plimsoll itself listens there')
  })
  test('a broker that says nothing ends at the timeout, and its connection is closed', async () => {
    const ended: boolean[] = []
    const port = await listening(createServer((socket) => socket.resume().on('close', () => ended.push(true))))
    expect(await probe('rabbitmq', { url: `amqp://127.0.0.1:${port}` }, { timeoutMs: 150 })).toMatchObject({
      outcome: 'fail',
      says: `timed out after 150 ms, talking to 127.0.0.1:${port}`,
    })
    await expect.poll(() => ended).toEqual([true])
  })
  test('what answers may be no broker, and may close', async () => {
    const web = await listening(
      createServer((socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'))),
    )
    expect(await probe('rabbitmq', { url: `amqp://127.0.0.1:${web}` })).toMatchObject({ outcome: 'fail' })
    const closing = await listening(createServer((socket) => socket.once('data', () => socket.end())))
    expect((await probe('rabbitmq', { url: `amqp://127.0.0.1:${closing}` })).says).toBe(
      `127.0.0.1:${closing} closed the connection before it answered`,
    )
  })
  test('a connection that is reset in the middle breaks nothing but the check', async () => {
    for (const begin of ['', '\x01\x00\x00\x00\x00\x00\x20\x00\x0a\x00\x0a\x00\x09']) {
      const port = await listening(
        createServer((socket) =>
          socket.once('data', () => {
            socket.write(begin, 'latin1')
            setImmediate(() => socket.resetAndDestroy())
          }),
        ),
      )
      expect(await probe('rabbitmq', { url: `amqp://127.0.0.1:${port}` })).toMatchObject({ outcome: 'fail' })
    }
  })
  test('a certificate that is not trusted is a failure with its sentence', async () => {
    const { createServer: createSecure } = await import('node:tls')
    const { ca, issue } = authority()
    const port = await listening(createSecure(issue('broker.test'), (socket) => socket.on('error', () => {})))
    const url = `amqps://127.0.0.1:${port}`
    expect((await probe('rabbitmq', { url })).says).toContain('the certificate of 127.0.0.1')
    expect((await probe('rabbitmq', { url, tls: { ca } })).says).toContain('is not for 127.0.0.1')
    expect((await probe('rabbitmq', { url, tls: { ca, serverName: 'broker.test' } }, { timeoutMs: 200 })).says).toContain('timed out')
  })
})
