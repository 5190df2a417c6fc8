import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createHttpServer, type HttpServer } from './http-server'
import { createStaticFiles } from './static-files'
import { apiOf, bareApp, gateByRole } from './testing'

const SCRIPT = 'console.log("a script of some length");'.repeat(100)
const folder = mkdtempSync(join(tmpdir(), 'plimsoll-test-'))
mkdirSync(join(folder, 'chunks'))
writeFileSync(join(folder, 'chunks/a.js'), SCRIPT)
writeFileSync(join(folder, 'chunks/a.js.br'), brotliCompressSync(SCRIPT))
writeFileSync(join(folder, 'chunks/b.js'), 'b')
writeFileSync(join(folder, '../beside.js'), 'secret')

let web: HttpServer
let base: string
beforeAll(async () => {
  web = createHttpServer({
    app: bareApp({ gate: gateByRole({ needsSetup: true }) }),
    intake: [],
    files: createStaticFiles(folder),
    api: apiOf({}),
    screens: async (_request, response) => void response.writeHead(404).end('a screen'),
  })
  base = `http://127.0.0.1:${await web.listen(0, '127.0.0.1')}`
})
afterAll(async () => {
  await web.stop(0)
  rmSync(folder, { recursive: true })
  rmSync(join(folder, '../beside.js'))
})

const ask = async (path: string, accepts = 'gzip, br', method = 'GET') => {
  const answer = await fetch(`${base}/_next/static/${path}`, { method, headers: { 'accept-encoding': accepts } })
  const { headers, status } = answer
  return {
    status,
    text: await answer.text(),
    length: Number(headers.get('content-length')),
    encoding: headers.get('content-encoding'),
    headers,
  }
}

test('a script comes squeezed, may be kept for a year, and is what it was; also before anybody administers Plimsoll', async () => {
  const { text, length, encoding, headers } = await ask('chunks/a.js')
  expect([encoding, text]).toEqual(['br', SCRIPT])
  expect(length).toBeLessThan(SCRIPT.length / 5)
  expect([headers.get('content-type'), headers.get('cache-control'), headers.get('vary'), headers.get('x-content-type-options')]).toEqual([
    'text/javascript; charset=utf-8',
    'public, max-age=31536000, immutable',
    'accept-encoding',
    'nosniff',
  ])
})

describe('it comes as it is', () => {
  test.each([
    ['to whoever takes nothing else', 'chunks/a.js', 'gzip, br;q=0', SCRIPT],
    ['when the build did not squeeze it', 'chunks/b.js', 'br', 'b'],
  ])('%s', async (_when, path, accepts, expected) => {
    const { encoding, text } = await ask(path, accepts)
    expect([encoding, text]).toEqual([null, expected])
  })
})

test('HEAD says how long it is', async () => {
  const { status, text, length } = await ask('chunks/b.js', 'identity', 'HEAD')
  expect([status, text, length]).toEqual([200, '', 1])
})

test.each(['chunks/c.js', 'chunks', '..%2fbeside.js', '%2e%2e/beside.js', 'chunks/a.js.br', 'chunks/a.js/'])(
  '%s is no file of the build',
  async (path) => expect(await ask(path)).toMatchObject({ status: 404 }),
)
