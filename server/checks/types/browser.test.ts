import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { createServer as createPlain } from 'node:net'
import { tmpdir } from 'node:os'
import { afterEach, describe, expect, test } from 'vitest'
import { findChromium } from './browser/find'
import { openProxy } from './browser/proxy'
import { closeAll, closedPort, listening, probes } from './http/testing'

afterEach(closeAll)
const probe = probes()
const SECRET = 'geheim-7f3a91'

const SIGN_IN = `<!doctype html><title>Shop</title><form method="post" action="/orders">
  <label>E-mail <input name="email"></label> <label>Password <input name="password" type="password"></label>
  <button>Sign in</button></form><button disabled>Closed</button><p hidden id="hidden">Unseen</p><i class="many">1</i><i class="many">2</i>`
const ORDERS = (said: string) =>
  `<!doctype html><title>Orders</title><h1>Your orders</h1><p id="echo">${said}</p><button onclick="this.remove();document.body.append('Shipped')">Ship</button>`

async function shop(seen: IncomingMessage[] = []): Promise<string> {
  const server = createServer((request, response) => {
    seen.push(request)
    let body = ''
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => {
      const { pathname } = new URL(request.url ?? '', 'http://shop')
      if (pathname === '/broken') return response.writeHead(503).end('out of order')
      if (pathname === '/away') return response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end()
      if (pathname === '/hangs') return
      const html = pathname === '/orders' ? ORDERS(decodeURIComponent(body.replaceAll('+', ' '))) : SIGN_IN
      return response.writeHead(200, { 'content-type': 'text/html' }).end(html)
    })
  })
  return `http://127.0.0.1:${await listening(server)}`
}

/** Of this process: others may run browsers of theirs. */
const OWN = `plimsoll-browser-${process.pid}-`
const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith(OWN))
const browsers = () =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(OWN)
      } catch {
        return false
      }
    })
const long = { timeoutMs: 30_000 }

describe.skipIf(!findChromium())('browser in a real Chromium', () => {
  test('goes its way, and leaves nothing behind', async () => {
    const seen: IncomingMessage[] = []
    const base = await shop(seen)
    const result = await probe(
      'browser',
      {
        base,
        steps: [
          { goto: '/' },
          { fill: 'label=E-mail', value: 'ada@shop.example' },
          { fill: 'input[name=password]', value: SECRET },
          { click: 'role=button[name="Sign in"]' },
          { expectUrl: '/orders' },
          { expectText: 'Your orders' },
          { name: 'Ship it', click: 'text=Ship' },
          { expectText: 'Shipped' },
          { expectVisible: 'h1' },
          { press: 'Escape' },
          { screenshot: true },
        ],
      },
      { ...long, wantsEvidence: true },
    )
    expect(result.says).toBe('11 steps passed')
    expect(result).toMatchObject({ outcome: 'pass', code: 200 })
    expect(result.evidence?.steps?.map(({ name }) => name)[6]).toBe('Ship it')
    expect(seen[0]?.headers['user-agent']).toMatch(/Chrome\/.*Plimsoll\/test/)
    expect(JSON.stringify(result)).not.toContain(SECRET)
    const picture = Buffer.from(result.evidence?.screenshot ?? '', 'base64')
    expect(picture.subarray(0, 2).toString('hex')).toBe('ffd8')
    expect(picture.length).toBeLessThan(97 * 1024)
    await expect.poll(folders).toEqual([])
    await expect.poll(browsers).toEqual([])
  })

  test('a failure shows the step, the page and a picture of it, and no secret', async () => {
    const result = await probe(
      'browser',
      {
        base: await shop(),
        steps: [
          { goto: '/' },
          { fill: 'label=E-mail', value: SECRET },
          { click: 'text=Sign in' },
          { expectText: 'Welcome' },
          { click: '#next' },
        ],
      },
      { timeoutMs: 8_000 },
    )
    expect(result.says).toBe('found no text "Welcome" (step 4 of 5, expect the text "Welcome")')
    expect(result.outcome).toBe('fail')
    expect(result.evidence?.steps?.map(({ holds, says }) => [holds, says]).slice(2)).toEqual([
      [true, 'done'],
      [false, 'found no text "Welcome"'],
      [false, 'not reached'],
    ])
    expect(result.evidence?.body).toContain('email=[redacted]')
    expect(result.evidence?.status).toMatch(/^200 http:.*\/orders$/)
    expect(result.evidence?.screenshot).toBeDefined()
    expect(JSON.stringify(result)).not.toContain(SECRET)
  })

  test.each([
    [[{ goto: '/broken' }], 'answered 503 (step 1 of 1, open /broken)'],
    [[{ goto: '/' }, { click: '#nowhere' }], 'found no #nowhere (step 2 of 2, click #nowhere)'],
    [[{ goto: '/' }, { click: 'text=Closed' }], 'found text=Closed, but it is disabled (step 2 of 2, click text=Closed)'],
    [[{ goto: '/' }, { click: 'p[' }], 'cannot read the selector p[ (step 2 of 2, click p[)'],
  ])('%j fails with a sentence', async (steps, says) => {
    const result = await probe('browser', { base: await shop(), steps }, { timeoutMs: 5_000 })
    expect(result.outcome).toBe('fail')
    expect(result.says).toEqual(typeof says === 'string' ? says : expect.stringMatching(says))
  })

  test('the guard holds for what is opened, for redirects, and for a port of our own', async () => {
    const base = await shop()
    expect((await probe('browser', { base, steps: [{ goto: '/away' }] }, long)).says).toMatch(
      /^169\.254\.169\.254 is refused: link-local.* \(step 1 of 1, open \/away\)$/,
    )
    const { port } = new URL(base)
    const own = await probes([`127.0.0.1:${port}`])('browser', { base: `http://localhost:${port}`, steps: [{ goto: '/' }] }, long)
    expect(own.says).toContain('Plimsoll itself listens there')
  })
  test('a port that refuses is said as everywhere', async () => {
    const port = await closedPort()
    expect((await probe('browser', { steps: [{ goto: `https://127.0.0.1:${port}/` }] }, long)).says).toMatch(
      new RegExp(`^127\\.0\\.0\\.1:${port} refused the connection`),
    )
  })
  test('one runs at a time; who waits in vain could not see, and a page that never comes leaves nothing behind', async () => {
    const base = await shop()
    const slow = probe('browser', { base, steps: [{ goto: '/hangs' }] }, { timeoutMs: 3_000 })
    const [waited, after] = await Promise.all([
      probe('browser', { base, steps: [{ goto: '/' }] }, { timeoutMs: 500 }),
      probe('browser', { base, steps: [{ goto: '/' }] }, long),
    ])
    expect(waited).toMatchObject({ outcome: 'blind', says: expect.stringContaining('another check had the browser all the time') })
    expect(await slow).toMatchObject({ outcome: 'fail', says: expect.stringMatching(/^(did not load in time|timed out after 3 s)/) })
    expect(after.outcome).toBe('pass')
    await expect.poll(folders).toEqual([])
    await expect.poll(browsers).toEqual([])
  })
})

describe('browser', () => {
  test('without a Chromium nothing can be seen, and the way to one is said', async () => {
    process.env.CHROMIUM_PATH = '/nowhere/chromium'
    try {
      const result = await probe('browser', { steps: [{ goto: 'http://127.0.0.1:9/' }] }, long)
      expect(result).toMatchObject({ outcome: 'blind', says: expect.stringMatching(/^there is no Chromium on this machine: install one/) })
    } finally {
      delete process.env.CHROMIUM_PATH
    }
  })
  test('a program that is no browser is not seen with', async () => {
    process.env.CHROMIUM_PATH = '/bin/true'
    try {
      const result = await probe('browser', { steps: [{ goto: 'http://127.0.0.1:9/' }] }, long)
      expect(result).toMatchObject({ outcome: 'blind', says: expect.stringMatching(/^Chromium did not start: /) })
    } finally {
      delete process.env.CHROMIUM_PATH
    }
  })

  describe('its proxy', () => {
    /** What a client that speaks to the proxy is told. */
    const ask = async (port: number, text: string): Promise<string> => {
      const { connect } = await import('node:net')
      return await new Promise((done) => {
        const socket = connect(port, '127.0.0.1', () => socket.write(text))
        let said = ''
        socket.on('data', (bytes) => {
          said += bytes
        })
        socket.on('error', () => {})
        socket.on('close', () => done(said))
      })
    }
    test.each([
      'CONNECT 169.254.169.254:80',
      'CONNECT [fe80::1]:443',
      'GET http://169.254.169.254/',
      'GET http://[::ffff:169.254.169.254]/',
      'GET /live',
      'GET file:///etc/passwd',
    ])('refuses %s', async (line) => {
      const proxy = await openProxy(probe.tools)
      expect(await ask(proxy.port, `${line} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 (403|400)/)
      proxy.close()
    })
    test('ends all it carries when it closes', async () => {
      const ended: boolean[] = []
      const port = await listening(createPlain((socket) => socket.on('close', () => ended.push(true))))
      const proxy = await openProxy(probe.tools)
      const asked = ask(proxy.port, `CONNECT 127.0.0.1:${port} HTTP/1.1\r\nhost: a\r\n\r\n`)
      await expect.poll(async () => (ended.length === 0 ? proxy.port > 0 : false)).toBe(true)
      proxy.close()
      await asked
    })
  })
})
