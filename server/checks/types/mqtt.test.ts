import { connect, createServer } from 'node:net'
import { MqttClient } from 'mqtt'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { authority, closeAll, closedPort, listening, probes } from './http/testing'
import { allRunning, mosquitto, programOf, type Running } from './testing/servers'

const probe = probes()
const program = programOf('mosquitto')

describe.skipIf(!program)('mqtt against a real Mosquitto', () => {
  const { ca, issue } = authority()
  let plain: Running
  let secure: Running
  let url: string
  beforeAll(async () => {
    const user = { user: 'monitor', password: 'geheim/s3cret' }
    ;[plain, secure] = await allRunning([mosquitto(program ?? '', user), mosquitto(program ?? '', { ...user, tls: issue('broker.test') })])
    url = `mqtt://monitor:geheim%2Fs3cret@127.0.0.1:${plain.port}`
    const { port } = plain
    const client = new MqttClient(() => connect(port, '127.0.0.1'), { username: 'monitor', password: 'geheim/s3cret', reconnectPeriod: 0 })
    await client.publishAsync('kept/state', 'running', { retain: true, qos: 1 })
    await client.publishAsync('kept/level', '41.5', { retain: true, qos: 1 })
    await client.publishAsync('kept/secret', 'geheim/s3cret', { retain: true, qos: 1 })
    await client.endAsync()
  })
  afterAll(() => {
    plain?.stop()
    secure?.stop()
  })

  test.each([
    [{}, 'let us in'],
    [{ version: '5' }, 'let us in'],
    [{ clientId: 'plimsoll-test' }, 'let us in'],
    [{ echo: { topic: 'open/echo' } }, 'let us in, and the message came back'],
    [{ echo: { topic: 'open/echo', qos: 0 }, version: '5' }, 'let us in, and the message came back'],
    [{ echo: { topic: 'open/echo', qos: 2 } }, 'let us in, and the message came back'],
    [
      {
        retained: [
          { topic: 'kept/state', equals: 'running' },
          { topic: 'kept/level', atLeast: 40, atMost: 42 },
          { topic: 'kept/state', matches: '^run' },
        ],
      },
      'let us in',
    ],
  ])('%j passes', async (options, says) => expect(await probe('mqtt', { url, ...options })).toMatchObject({ outcome: 'pass', says }))

  test.each([
    [{ retained: [{ topic: 'kept/state', equals: 'stopped' }] }, 'expected "stopped" on kept/state, got "running"'],
    [{ retained: [{ topic: 'kept/state', matches: '^stop' }] }, 'expected a text that matches ^stop on kept/state, got "running"'],
    [{ retained: [{ topic: 'kept/level', atLeast: 42 }] }, 'expected a number on kept/level of at least 42, got 41.5'],
    [{ retained: [{ topic: 'kept/state', atMost: 42 }] }, 'expected a number on kept/state of at most 42, got "running"'],
    [{ retained: [{ topic: 'kept/secret', equals: 'open' }] }, 'expected "open" on kept/secret, got "[redacted]"'],
  ])('%j fails with a sentence', async (options, says) => {
    const result = await probe('mqtt', { url, ...options })
    expect(result).toMatchObject({
      outcome: 'fail',
      says,
      evidence: { assertions: expect.arrayContaining([expect.objectContaining({ holds: false })]) },
    })
    expect(JSON.stringify(result)).not.toContain('geheim')
  })

  test('a message that nobody retained, and one that may not be read, are said when time is up', async () => {
    expect((await probe('mqtt', { url, retained: [{ topic: 'kept/nothing' }] }, { timeoutMs: 300 })).says).toBe(
      'timed out after 300 ms, waiting for a retained message on kept/nothing',
    )
    expect((await probe('mqtt', { url, echo: { topic: 'closed/echo' } }, { timeoutMs: 300 })).says).toBe(
      'timed out after 300 ms, waiting for the message to come back on closed/echo',
    )
    expect((await probe('mqtt', { url, version: '5', echo: { topic: 'closed/echo' } })).says).toMatch(
      / refused to take the message on closed\/echo$/,
    )
  })
  test.each(['3.1.1', '5'])('a wrong password is said in version %s', async (version) =>
    expect(await probe('mqtt', { url: url.replace('geheim%2Fs3cret', 'guessed'), version })).toMatchObject({
      outcome: 'fail',
      says: expect.stringMatching(/^127\.0\.0\.1:\d+ refused (the user name or password|to let this user in)$/),
    }),
  )
  test('TLS is agreed on, and a certificate that is not trusted is a failure before the password is sent', async () => {
    const secured = `mqtts://monitor:geheim%2Fs3cret@127.0.0.1:${secure.port}`
    const tls = { ca, serverName: 'broker.test' }
    const result = await probe('mqtt', { url: secured, tls, echo: { topic: 'open/echo' } })
    expect(result).toMatchObject({ outcome: 'pass' })
    expect(result.phases?.tlsMs).toBeGreaterThan(0)
    expect((await probe('mqtt', { url: secured, tls: { ca } })).says).toContain('is not for 127.0.0.1')
    expect((await probe('mqtt', { url: secured })).says).toContain('the certificate of 127.0.0.1')
    expect((await probe('mqtt', { url: url.replace('mqtt:', 'mqtts:'), tls })).outcome).toBe('fail')
  })
})

describe('mqtt', () => {
  afterEach(closeAll)

  test('a port that refuses, and an address that nobody may look at', async () => {
    const port = await closedPort()
    expect(await probe('mqtt', { url: `mqtt://127.0.0.1:${port}` })).toMatchObject({
      outcome: 'fail',
      says: `127.0.0.1:${port} refused the connection`,
    })
    expect((await probe('mqtt', { url: 'mqtt://[fe80::1]' })).says).toContain('[fe80::1] is refused')
  })
  test('a server that says nothing ends at the timeout, and its connection is closed', async () => {
    const ended: boolean[] = []
    const port = await listening(createServer((socket) => socket.resume().on('close', () => ended.push(true))))
    expect(await probe('mqtt', { url: `mqtt://127.0.0.1:${port}` }, { timeoutMs: 150 })).toMatchObject({
      outcome: 'fail',
      says: 'timed out after 150 ms, waiting for the broker to let us in',
    })
    await expect.poll(() => ended).toEqual([true])
  })
  test('what answers may be no broker, and may close', async () => {
    const web = await listening(
      createServer((socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'))),
    )
    expect(await probe('mqtt', { url: `mqtt://127.0.0.1:${web}` }, { timeoutMs: 1_000 })).toMatchObject({ outcome: 'fail' })
    const closing = await listening(createServer((socket) => socket.once('data', () => socket.end())))
    expect((await probe('mqtt', { url: `mqtt://127.0.0.1:${closing}` })).says).toBe(
      `127.0.0.1:${closing} closed the connection before it answered`,
    )
  })
  test('a broker that sends without end is cut off', async () => {
    const retained = Buffer.concat([Buffer.from([0x31, 0x80, 0x80, 0x80, 0x04, 0, 1, 0x61]), Buffer.alloc(8 * 1024 * 1024)])
    const port = await listening(
      createServer((socket) => {
        socket.once('data', () => socket.write(Buffer.concat([Buffer.from([0x20, 2, 0, 0]), retained])))
      }),
    )
    expect((await probe('mqtt', { url: `mqtt://127.0.0.1:${port}`, retained: [{ topic: 'a' }] })).says).toBe(
      'the answer is larger than 4 MiB; ask for less',
    )
  })
})
