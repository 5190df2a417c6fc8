import { createServer as createHttpServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { createServer } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { authority, closeAll, closedPort, listening, probes, saying } from './http/testing'

afterEach(closeAll)
const probe = probes()
const { ca, issue } = authority()

type Seen = { readonly url: string; readonly headers: NodeJS.Dict<string | string[]> }

/** A real server of websockets; each one is handled, or answers what it hears. */
async function serving(handle: (socket: WebSocket, seen: Seen) => void = echo, certificate?: { key: string; cert: string }) {
  const server = certificate ? createHttpsServer(certificate) : createHttpServer()
  const seen: Seen[] = []
  const sockets = new WebSocketServer({ server, handleProtocols: (offered) => (offered.has('chat') ? 'chat' : false) })
  sockets.on('connection', (socket, { url = '', headers }) => {
    seen.push({ url, headers })
    socket.on('error', () => {})
    handle(socket, { url, headers })
  })
  const port = await listening(server)
  return { url: `ws://127.0.0.1:${port}`, port, seen }
}
const echo = (socket: WebSocket) => void socket.on('message', (data) => socket.send(data.toString()))

describe('a websocket', () => {
  test.each([
    [{}, 'opened'],
    [{ send: ['hello'] }, 'opened'],
    [{ send: ['hello'], expect: { contains: 'ell' } }, 'answered as expected'],
    [{ send: ['hello'], expect: { contains: 'h', matches: '^h.*o$' } }, 'answered as expected'],
    [{ send: ['one', '{"type":"pong","n":3}'], expect: { json: [{ path: '$.type', equals: 'pong' }] } }, 'answered as expected'],
    [{ subprotocols: ['chat', 'other'] }, 'opened, by chat'],
  ])('%j passes', async (options, says) => {
    const { url } = await serving()
    expect(await probe('websocket', { url, ...options })).toMatchObject({ outcome: 'pass', says })
  })

  test.each([
    [{ contains: 'bye' }, 'a text that contains "bye"; the only one had "hello"'],
    [{ matches: '^b' }, 'a text that matches ^b; the only one had "hello"'],
    [{ json: [{ path: '$.a', exists: true }] }, '$.a exists; the only one had no JSON: "hello"'],
  ])('%j is waited for until time is up, and what came instead is said', async (wish, says) => {
    const { url } = await serving()
    const result = await probe('websocket', { url, send: ['hello'], expect: wish }, { timeoutMs: 200 })
    expect(result).toMatchObject({
      outcome: 'fail',
      says: `timed out after 200 ms, waiting for a message with ${says}`,
      evidence: { assertions: [{ holds: false }] },
    })
  })
  test('the server hears who asks, and in what name, and that we leave', async () => {
    const left: number[] = []
    const { url, seen } = await serving((socket) => void socket.on('close', (code) => left.push(code)))
    const signed = `${url.replace('//', '//ada:p%20w@')}/live?room=1`
    await probe('websocket', { url: signed, headers: { 'X-Tenant': 'shop', Origin: 'https://shop.example' } })
    expect(seen).toMatchObject([
      {
        url: '/live?room=1',
        headers: {
          'x-tenant': 'shop',
          origin: 'https://shop.example',
          'user-agent': 'Plimsoll/test',
          authorization: `Basic ${Buffer.from('ada:p w').toString('base64')}`,
        },
      },
    ])
    await expect.poll(() => left).toEqual([1000])
  })
  test('TLS is agreed on with the certificate that is expected', async () => {
    const { port } = await serving(echo, issue('live.test'))
    const url = `wss://127.0.0.1:${port}`
    const result = await probe('websocket', { url, tls: { ca, serverName: 'live.test' }, send: ['a'], expect: { contains: 'a' } })
    expect(result).toMatchObject({ outcome: 'pass' })
    expect(result.phases?.tlsMs).toBeGreaterThan(0)
    expect((await probe('websocket', { url, tls: { ca } })).says).toContain('is not for 127.0.0.1')
    expect((await probe('websocket', { url })).says).toContain('the certificate of 127.0.0.1')
    expect((await probe('websocket', { url: url.replace('wss:', 'ws:') })).outcome).toBe('fail')
  })
})

describe('a server that does not', () => {
  test.each([
    ['HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n', / answered 404 Not Found, expected 101 Switching Protocols$/],
    ['HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok', / answered 200 OK, expected 101 Switching Protocols$/],
    ['HTTP/1.1 302 Found\r\nlocation: http://169.254.169.254/\r\ncontent-length: 0\r\n\r\n', / answered 302 Found, expected 101/],
    [
      'HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-accept: guessed\r\n\r\n',
      / does not speak as a websocket does: Invalid Sec-WebSocket-Accept header$/,
    ],
    ['SSH-2.0-OpenSSH_9.2\r\n', / does not speak as a websocket does: Parse Error/],
  ])('%j fails with a sentence', async (answer, says) => {
    const url = (await saying(answer)).replace('http:', 'ws:')
    expect(await probe('websocket', { url })).toMatchObject({ outcome: 'fail', says: expect.stringMatching(says) })
  })
  test('choose a subprotocol fails', async () => {
    const { url } = await serving()
    expect((await probe('websocket', { url, subprotocols: ['other'] })).says).toContain('Server sent no subprotocol')
  })
  test('keep it open is heard with its reason', async () => {
    const { url } = await serving((socket) => {
      socket.send('{"a":1}')
      socket.close(1008, 'no token')
    })
    expect((await probe('websocket', { url, expect: { contains: 'hello' } })).says).toMatch(
      / closed the websocket \(1008: no token\), after 1 other message$/,
    )
  })
  test('answer, break off or end is said, and its connection is closed', async () => {
    const ended: boolean[] = []
    const silent = await listening(createServer((socket) => socket.resume().on('close', () => ended.push(true))))
    expect(await probe('websocket', { url: `ws://127.0.0.1:${silent}` }, { timeoutMs: 150 })).toMatchObject({
      outcome: 'fail',
      says: 'timed out after 150 ms, waiting for the websocket to open',
    })
    await expect.poll(() => ended).toEqual([true])
    const closing = await listening(createServer((socket) => socket.once('data', () => socket.end())))
    expect((await probe('websocket', { url: `ws://127.0.0.1:${closing}` })).says).toContain('closed the connection before it answered')
    const resetting = await listening(createServer((socket) => socket.once('data', () => socket.resetAndDestroy())))
    expect((await probe('websocket', { url: `ws://127.0.0.1:${resetting}` })).says).toContain('reset the connection')
    const port = await closedPort()
    expect((await probe('websocket', { url: `ws://127.0.0.1:${port}` })).says).toBe(`127.0.0.1:${port} refused the connection`)
    expect((await probe('websocket', { url: 'ws://169.254.169.254' })).says).toContain('169.254.169.254 is refused')
  })
  test('stop is cut off: by messages, and by bytes', async () => {
    const many = await serving((socket) => {
      for (let i = 0; i < 1_500; i++) socket.send('tick')
    })
    expect((await probe('websocket', { url: many.url, expect: { contains: 'tock' } })).says).toMatch(
      / sent 1000 messages, and none was as expected$/,
    )
    const large = await serving((socket) => socket.send('x'.repeat(6 * 1024 * 1024)))
    expect((await probe('websocket', { url: large.url, expect: { contains: 'y' } })).outcome).toBe('fail')
  })
  test('keep a secret is no way for it to be shown', async () => {
    const { url } = await serving((socket) => socket.send('you said tok-tok-tok'))
    const result = await probe(
      'websocket',
      { url, headers: { authorization: 'Bearer tok-tok-tok' }, expect: { contains: 'welcome' } },
      { timeoutMs: 200 },
    )
    expect(JSON.stringify(result)).not.toContain('tok-tok')
  })
})
