import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createPlain } from 'node:net'
import { tmpdir } from 'node:os'
import { afterEach, describe, expect, test } from 'vitest'
import { findChromium } from './browser/find'
import { startBrowser } from './browser/process'
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

const PAGES: Readonly<Record<string, string>> = {
  '/busy': '<h1>Busy</h1><script>for (;;) {}</script>',
  '/stalls': '<button onclick="for (;;) {}">Go</button>',
  '/asks': '<h1>Hello</h1><script>alert("Cookies?"); alert("Really?")</script>',
  '/nags': '<script>for (;;) alert("Again")</script>',
  '/hops': '<script>onload = () => { location = "/hops?" + Math.random() }</script>',
  '/links': '<a href="/orders" target="_blank">Orders</a> <a href="/file">File</a>',
  '/heap': '<script>const all = []; for (;;) all.push(new Array(1e6).fill(Math.random()))</script>',
  '/hungry': '<script>const all = []; setInterval(() => all.push(new Uint8Array(2e7).fill(7)), 20)</script>',
  '/sick': `<h1>Sick</h1><script>console.error("lost ${SECRET}"); fetch("/broken?token=abcdefgh"); fetch("http://169.254.169.254/"); boom()</script>`,
}

/** More than a check lets through, as fast as it is taken. */
function pour(response: ServerResponse): void {
  const block = Buffer.from(`<!-- ${'x'.repeat(1024 * 1024)} -->`)
  let left = 100
  const more = () => {
    while (left-- > 0) if (!response.write(block)) return
    response.end()
  }
  response.writeHead(200, { 'content-type': 'text/html' }).on('drain', more)
  more()
}

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
      if (pathname === '/round') return response.writeHead(302, { location: '/round' }).end()
      if (pathname === '/file') return response.writeHead(200, { 'content-disposition': 'attachment; filename=a.zip' }).end('PK')
      if (pathname === '/huge') return pour(response)
      if (pathname === '/half') return response.writeHead(200, { 'content-length': '9' }).write('half', () => response.destroy())
      const html = pathname === '/orders' ? ORDERS(decodeURIComponent(body.replaceAll('+', ' '))) : (PAGES[pathname] ?? SIGN_IN)
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

describe.skipIf(findChromium().missing !== undefined)('browser in a real Chromium', () => {
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

  test.each([
    [[{ goto: '/busy', within: 1 }], 'did not load in time'],
    [[{ goto: '/stalls' }, { click: 'text=Go', within: 1 }, { expectVisible: 'h1', within: 1 }], 'was too busy to answer'],
    [[{ goto: '/nags' }], 'shows one dialog after the other'],
    [[{ goto: '/round' }], 'redirects without end'],
    [[{ goto: '/hops' }, { expectText: 'There' }], 'goes from page to page without end'],
    [[{ goto: '/file' }], 'is a download, and no page'],
    [[{ goto: '/heap' }], 'crashed: the page took more memory than it may, or the browser has a fault'],
    [[{ goto: '/huge' }], 'loads more than 64 MiB, and was cut off there'],
    [[{ goto: '/half' }], 'broke off in the middle'],
    [[{ goto: '/links' }, { click: 'text=Nothing', within: 0.5 }], 'found no text=Nothing'],
  ])('of a bad page, %j, one sentence is said, and nothing is left', async (steps, says) => {
    const result = await probe('browser', { base: await shop(), steps }, long)
    expect(result.says).toMatch(says)
    expect(result.says).toContain(` of ${steps.length}, `)
    expect(result.outcome).toBe('fail')
    await expect.poll(browsers, { timeout: 10_000 }).toEqual([])
  })
  test('a page that takes the memory of the machine is ended', async () => {
    const proxy = await openProxy(probe.tools)
    const run = startBrowser({
      executable: findChromium().program ?? '',
      proxyPort: proxy.port,
      actions: [
        { kind: 'goto', url: `${await shop()}/hungry`, withinMs: 20_000 },
        { kind: 'expectText', text: 'There', withinMs: 20_000 },
      ],
      userAgent: 'Plimsoll/test',
      width: 800,
      height: 600,
      trustAnyCertificate: false,
      secrets: [],
      stepsMs: 25_000,
      pictureMs: 1_000,
      mostPictureBytes: 10_000,
      mostMemoryBytes: 400 * 1024 * 1024,
      wantsPicture: false,
    })
    const report = await run.report
    expect(report?.steps.map(({ says }) => says)).toEqual(['done', 'takes more memory than 400 MiB'])
    await run.end()
    proxy.close()
    await expect.poll(browsers, { timeout: 10_000 }).toEqual([])
  })
  test('dialogs, windows and downloads stop nobody, and are told with their step', async () => {
    const base = await shop()
    const steps = [{ goto: '/asks' }, { goto: '/links' }, { click: 'text=Orders' }, { click: 'text=File' }, { goto: '/' }]
    const result = await probe('browser', { base, steps }, { ...long, wantsEvidence: true })
    expect(result.says).toBe('5 steps passed')
    const said = result.evidence?.steps?.map(({ says }) => says).join('\n')
    expect(said).toContain('the dialog "Cookies?" was dismissed, and 1 more')
    expect(said).toContain('it opened another window, closed at once')
    expect(said).toContain('the download of a.zip was not taken')
  })
  test('what a page writes as errors and cannot load is kept, without secrets', async () => {
    const base = await shop()
    const steps = [{ goto: '/' }, { fill: 'label=E-mail', value: SECRET }, { goto: '/sick' }, { expectText: 'Well', within: 1 }]
    const { evidence } = await probe('browser', { base, steps }, long)
    expect(evidence?.errors).toEqual(expect.arrayContaining(['lost [redacted]', 'boom is not defined']))
    expect(evidence?.failedRequests).toContain(`GET ${base}/broken?token=[redacted]: 503`)
    expect(evidence?.failedRequests?.join('\n')).toMatch(/GET http:\/\/169\.254\.169\.254\/: .* is refused: link-local/)
    expect(JSON.stringify(evidence)).not.toMatch(/geheim|abcdefgh/)
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
      expect(result.outcome).toBe('blind')
      expect(result.says).toBe('CHROMIUM_PATH is "/nowhere/chromium", and there is no program: name that of a Chromium, or leave it out')
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
