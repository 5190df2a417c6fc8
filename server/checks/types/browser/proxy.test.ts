import { once } from 'node:events'
import { get } from 'node:http'
import { createServer, type Server } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { type GuardedProxy, openProxy } from './proxy'

const opened: { close(): void }[] = []
afterEach(() => {
  for (const one of opened.splice(0)) one.close()
})

const lookup = (_name: string, _options: object, callback: (cause: Error | null, found: never) => void) =>
  callback(Object.assign(new Error('not there'), { code: 'ENOTFOUND' }), [] as never)

async function proxy(): Promise<GuardedProxy> {
  const made = await openProxy({ lookup: lookup as never, refuses: () => undefined })
  opened.push(made)
  return made
}

async function answering(raw: string): Promise<string> {
  const server: Server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => socket.end(raw))
  }).listen(0, '127.0.0.1')
  opened.push(server)
  await once(server, 'listening')
  const address = server.address()
  return `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
}

const asked = (port: number, address: string): Promise<number | string> =>
  new Promise((done) => {
    get({ host: '127.0.0.1', port, path: `http://${address}/`, headers: { host: address } }, (answer) => {
      answer.resume()
      answer.on('error', () => {})
      answer.on('close', () => done(answer.statusCode ?? 0))
    }).on('error', (cause: NodeJS.ErrnoException) => done(cause.code ?? ''))
  })

test('an answer that cannot be said again ends its own connection, and not the engine', async () => {
  const [through, place] = [await proxy(), await answering('HTTP/1.1 099 What\r\ncontent-length: 0\r\n\r\n')]
  expect(await asked(through.port, place)).toBe('ECONNRESET')
  expect(through.troubles.get(place)?.says).toContain(`${place} does not answer as HTTP does`)
})

test('an answer that announces trailers is passed on without them', async () => {
  const [through, place] = [await proxy(), await answering('HTTP/1.1 200 OK\r\ntrailer: x-sum\r\ncontent-length: 0\r\n\r\n')]
  expect(await asked(through.port, place)).toBe(200)
})

test('a page that makes up names fills no memory', async () => {
  const through = await proxy()
  for (let round = 0; round < 6; round++)
    await Promise.all(Array.from({ length: 50 }, (_, no) => asked(through.port, `made-up-${round}-${no}.example`)))
  expect(through.troubles.size).toBe(200)
})
