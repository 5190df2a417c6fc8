import { createServer as createHttp2Server, type Http2Server, type ServerHttp2Stream } from 'node:http2'
import { createServer } from 'node:net'
import { Metadata, Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData, status } from '@grpc/grpc-js'
import { afterEach, describe, expect, test } from 'vitest'
import { authority, closeAll, closedPort, listening, probes, saying, whenOver } from './http/testing'

afterEach(closeAll)
const probe = probes()
const { ca, issue } = authority()

type Request = { readonly service: string }
/** Written with protobuf's own rules, so that what is written by hand is read by others: field 1, a text; field 1, a number. */
const CHECK = {
  path: '/grpc.health.v1.Health/Check',
  requestStream: false,
  responseStream: false,
  requestSerialize: ({ service }: Request) => Buffer.from(service),
  requestDeserialize: (bytes: Buffer): Request => ({ service: bytes.subarray(bytes.length > 129 ? 3 : 2).toString('utf8') }),
  responseSerialize: (health: number) => (health === 0 ? Buffer.alloc(0) : Buffer.from([0x08, health])),
  responseDeserialize: (bytes: Buffer) => bytes[1] ?? 0,
} as const

type Heard = { readonly service: string; readonly metadata: Readonly<Record<string, unknown>> }

/** A real server that knows the health of some services. */
async function serving(health: Readonly<Record<string, number>>, certificate?: { readonly key: string; readonly cert: string }) {
  const heard: Heard[] = []
  const server = new Server()
  server.addService(
    { Check: CHECK },
    {
      Check({ request: { service }, metadata }: ServerUnaryCall<Request, number>, answer: sendUnaryData<number>) {
        heard.push({ service, metadata: metadata.getMap() })
        const found = health[service]
        if (found === undefined) answer({ code: status.NOT_FOUND, details: 'unknown service', metadata: new Metadata() })
        else answer(null, found)
      },
    },
  )
  const credentials = certificate
    ? ServerCredentials.createSsl(null, [{ private_key: Buffer.from(certificate.key), cert_chain: Buffer.from(certificate.cert) }])
    : ServerCredentials.createInsecure()
  const port = await new Promise<number>((done, fail) =>
    server.bindAsync('127.0.0.1:0', credentials, (cause, bound) => (cause ? fail(cause) : done(bound))),
  )
  whenOver(() => server.forceShutdown())
  return { url: `grpc://127.0.0.1:${port}`, heard }
}
const long = `shop.v1.${'Checkout'.repeat(20)}`

describe('grpc against a real server', () => {
  test.each([[''], ['shop.v1.Checkout'], [long]])('the health of "%s" is asked for and passes', async (service) => {
    const { url, heard } = await serving({ [service]: 1 })
    expect(await probe('grpc', { url, service })).toMatchObject({ outcome: 'pass', says: 'SERVING', code: 0 })
    expect(heard).toMatchObject([{ service }])
  })
  test.each([
    [0, 'expected SERVING, got UNKNOWN'],
    [2, 'expected SERVING, got NOT_SERVING'],
    [3, 'expected SERVING, got SERVICE_UNKNOWN'],
    [9, 'expected SERVING, got a message that cannot be read'],
  ])('health %i fails with a sentence', async (health, says) => {
    const { url } = await serving({ '': health })
    expect(await probe('grpc', { url })).toMatchObject({
      outcome: 'fail',
      says,
      evidence: { assertions: expect.arrayContaining([expect.objectContaining({ holds: false })]) },
    })
  })
  test('a service that is not known, and a server without the protocol', async () => {
    const { url } = await serving({})
    expect(await probe('grpc', { url, service: 'a.B' })).toMatchObject({
      outcome: 'fail',
      code: 5,
      says: 'expected gRPC OK, got NOT_FOUND, which is how a server answers that knows no service "a.B": unknown service',
    })
    const bare = new Server()
    const port = await new Promise<number>((done) =>
      bare.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (_cause, bound) => done(bound)),
    )
    whenOver(() => bare.forceShutdown())
    expect((await probe('grpc', { url: `grpc://127.0.0.1:${port}` })).says).toMatch(
      /^expected gRPC OK, got UNIMPLEMENTED, which is how a server answers that has no health service/,
    )
  })
  test('metadata is sent along, and is shown nowhere', async () => {
    const { url, heard } = await serving({ '': 2 })
    const result = await probe('grpc', { url, metadata: { Authorization: 'Bearer tok-tok-tok', 'x-tenant': 'shop' } })
    expect(heard).toMatchObject([{ metadata: { authorization: 'Bearer tok-tok-tok', 'x-tenant': 'shop' } }])
    expect(JSON.stringify(result)).not.toContain('tok-tok')
  })
  test('TLS is agreed on with the certificate that is expected', async () => {
    const { url } = await serving({ '': 1 }, issue('api.test'))
    const secured = url.replace('grpc:', 'grpcs:')
    const result = await probe('grpc', { url: secured, tls: { ca, serverName: 'api.test' } })
    expect(result).toMatchObject({ outcome: 'pass' })
    expect(result.phases?.tlsMs).toBeGreaterThan(0)
    expect((await probe('grpc', { url: secured, tls: { ca } })).says).toContain('is not for 127.0.0.1')
    expect((await probe('grpc', { url: secured })).says).toContain('the certificate of 127.0.0.1')
    expect((await probe('grpc', { url })).outcome).toBe('fail')
  })
})

describe('grpc', () => {
  const answering = async (handle: (stream: ServerHttp2Stream) => void): Promise<string> => {
    const server: Http2Server = createHttp2Server()
    server.on('stream', (stream) => {
      stream.on('error', () => {})
      handle(stream)
    })
    return `grpc://127.0.0.1:${await listening(server)}`
  }
  const framed = (message: Buffer) => Buffer.concat([Buffer.from([0, 0, 0, 0, message.length]), message])

  test('what speaks HTTP/2 and no gRPC fails with a sentence', async () => {
    const page = await answering((stream) => {
      stream.respond({ ':status': 404 })
      stream.end('not here')
    })
    expect((await probe('grpc', { url: page })).says).toBe('expected an answer of gRPC, got HTTP 404 without grpc-status')
    const refused = await answering((stream) =>
      stream.respond({ ':status': 200, 'grpc-status': '16', 'grpc-message': 'no%20token' }, { endStream: true }),
    )
    expect((await probe('grpc', { url: refused })).says).toBe('expected gRPC OK, got UNAUTHENTICATED: no token')
    const empty = await answering((stream) => {
      stream.respond({ ':status': 200 }, { waitForTrailers: true })
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }))
      stream.end(framed(Buffer.from('not a message of health')))
    })
    expect((await probe('grpc', { url: empty })).says).toBe('expected SERVING, got a message that cannot be read')
  })
  test('what breaks off is said', async () => {
    const reset = await answering((stream) => stream.close(2))
    expect((await probe('grpc', { url: reset })).says).toMatch(/^127\.0\.0\.1:\d+ broke off: .*INTERNAL_ERROR/)
    const gone = await answering((stream) => stream.session?.goaway(11))
    expect((await probe('grpc', { url: gone }, { timeoutMs: 2_000 })).says).toMatch(/^127\.0\.0\.1:\d+ broke off: /)
  })
  test('what does not speak HTTP/2 is said', async () => {
    const web = (await saying('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n')).replace('http:', 'grpc:')
    expect(await probe('grpc', { url: web })).toMatchObject({
      outcome: 'fail',
      says: expect.stringMatching(/^127\.0\.0\.1:\d+ does not speak HTTP\/2, as gRPC does/),
    })
  })
  test('silence ends at the timeout, its connection is closed, and nobody there is said', async () => {
    const ended: boolean[] = []
    const silent = await listening(createServer((socket) => socket.resume().on('close', () => ended.push(true))))
    expect(await probe('grpc', { url: `grpc://127.0.0.1:${silent}` }, { timeoutMs: 150 })).toMatchObject({
      outcome: 'fail',
      says: 'timed out after 150 ms, waiting for the answer to the health check',
    })
    await expect.poll(() => ended).toEqual([true])
    const port = await closedPort()
    expect((await probe('grpc', { url: `grpc://127.0.0.1:${port}` })).says).toBe(`127.0.0.1:${port} refused the connection`)
    expect((await probe('grpc', { url: 'grpc://169.254.169.254:50051' })).says).toContain('169.254.169.254 is refused')
    const resetting = await listening(createServer((socket) => socket.once('data', () => socket.resetAndDestroy())))
    expect((await probe('grpc', { url: `grpc://127.0.0.1:${resetting}` })).says).toContain('reset the connection')
  })
  test('a server that sends without end is cut off', async () => {
    const url = await answering((stream) => {
      stream.respond({ ':status': 200 })
      const more = () => {
        while (!stream.destroyed && stream.write(Buffer.alloc(64 * 1024))) {}
      }
      stream.on('drain', more)
      more()
    })
    expect((await probe('grpc', { url })).says).toBe('the answer is larger than 4 MiB; ask for less')
  })
})
