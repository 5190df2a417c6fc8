import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSecure } from 'node:https'
import { createServer as createPlain } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { authority, closeAll, closedPort, listening, probes, whenOver } from './http/testing'

afterEach(closeAll)
const probe = probes()

type State = Record<string, unknown>
const container = (name: string, state: State = {}, restarts = 0) => ({
  Id: name.padEnd(64, '0'),
  Name: `/${name}`,
  RestartCount: restarts,
  Config: { Env: ['PASSWORD=geheim'], Labels: { app: 'shop' } },
  State: { Status: 'running', Running: true, OOMKilled: false, ExitCode: 0, Error: '', ...state },
})

/** Answers as https://docs.docker.com/reference/api/engine/ says for listing and inspecting, and refuses all else. */
const engineOf =
  (containers: readonly ReturnType<typeof container>[], asked: string[] = []): RequestListener =>
  ({ url = '', method }, response) => {
    asked.push(`${method} ${decodeURIComponent(url)}`)
    const { pathname, searchParams } = new URL(url, 'http://docker')
    const say = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    const [, name] = /^\/containers\/([^/]+)\/json$/.exec(pathname) ?? []
    if (pathname === '/containers/json') {
      const { label = [] } = JSON.parse(searchParams.get('filters') ?? '{}') as { label?: string[] }
      return say(
        200,
        containers.filter(() => label.every((one) => one.startsWith('app=shop') || one === 'app')).map(({ Id }) => ({ Id })),
      )
    }
    const one = containers.find(({ Id, Name }) => Name === `/${name}` || Id === name)
    if (one) say(200, one)
    else say(404, { message: `No such container: ${name}` })
  }

/** An engine on a socket in a folder, as `unix:` wants it. */
async function onSocket(server: {
  listen(path: string, done: () => void): unknown
  close(): unknown
  closeAllConnections?(): void
}): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-docker-'))
  const path = join(folder, 'docker.sock')
  await new Promise<void>((done) => server.listen(path, done))
  whenOver(() => {
    server.closeAllConnections?.()
    server.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return `unix://${path}`
}
const engine = (containers: readonly ReturnType<typeof container>[], asked?: string[]) =>
  onSocket(createServer(engineOf(containers, asked)))
const health = (status: string, output = '') => ({ Health: { Status: status, FailingStreak: 3, Log: [{ ExitCode: 1, Output: output }] } })

describe('docker', () => {
  test.each([
    ['running', container('shop'), {}, 'running'],
    ['healthy', container('shop', health('healthy')), { healthy: true }, 'running'],
    ['still starting', container('shop', health('starting')), {}, 'running'],
    ['ended well', container('shop', { Status: 'exited' }), { state: 'exited', exitCode: 0 }, 'exited'],
    ['restarted as often as allowed', container('shop', {}, 2), { restartsAtMost: 2 }, 'running'],
    ['killed for lack of memory, which is allowed', container('shop', { OOMKilled: true }), { outOfMemory: true }, 'running'],
  ])('a container that is %s passes', async (_what, one, expected, says) =>
    expect(await probe('docker', { engine: await engine([one]), container: 'shop', expect: expected })).toMatchObject({
      outcome: 'pass',
      says,
    }),
  )

  test.each([
    ['exited', container('shop', { Status: 'exited', ExitCode: 137 }), {}, 'expected shop running, got exited, with exit code 137', 137],
    [
      'restarting',
      container('shop', { Status: 'restarting', Error: 'port is taken' }),
      {},
      'expected shop running, got restarting: port is taken',
      0,
    ],
    [
      'unhealthy',
      container('shop', health('unhealthy', 'connect refused\n')),
      {},
      'expected shop not unhealthy, got unhealthy: connect refused',
      0,
    ],
    ['without a health check', container('shop'), { healthy: true }, 'expected shop healthy, got no health check', 0],
    ['killed', container('shop', { OOMKilled: true }), {}, 'expected shop not killed for lack of memory, got it was', 0],
    ['restarted too often', container('shop', {}, 3), { restartsAtMost: 2 }, 'expected shop restarted at most 2 times, got 3', 0],
    [
      'ended badly',
      container('shop', { Status: 'exited', ExitCode: 1 }),
      { state: 'exited', exitCode: 0 },
      'expected shop to end with 0, got 1',
      1,
    ],
  ])('a container that is %s fails with a sentence', async (_what, one, expected, says, code) => {
    const result = await probe('docker', { engine: await engine([one]), container: 'shop', expect: expected })
    expect(result).toMatchObject({
      outcome: 'fail',
      says,
      code,
      evidence: { assertions: expect.arrayContaining([expect.objectContaining({ holds: false })]) },
    })
    expect(JSON.stringify(result)).not.toContain('geheim')
  })

  test('by labels each is looked at, and they are counted', async () => {
    const asked: string[] = []
    const at = await engine([container('one'), container('two', {}, 9)], asked)
    expect(await probe('docker', { engine: at, labels: ['app=shop'], expect: { atLeast: 2 } })).toMatchObject({
      outcome: 'pass',
      says: 'running (2 containers)',
    })
    expect(asked[0]).toBe('GET /containers/json?all=true&filters={"label":["app=shop"]}')
    expect((await probe('docker', { engine: at, labels: ['app=shop'], expect: { atLeast: 3 } })).says).toBe(
      'expected a number of containers with app=shop of at least 3, got 2',
    )
    expect((await probe('docker', { engine: at, labels: ['app=shop'], expect: { restartsAtMost: 5 } })).says).toBe(
      'expected two restarted at most 5 times, got 9',
    )
    expect((await probe('docker', { engine: at, labels: ['app=other'] })).says).toBe(
      'expected a number of containers with app=other of at least 1, got 0',
    )
  })

  test('a container that is not there', async () =>
    expect(await probe('docker', { engine: await engine([]), container: 'shop' })).toMatchObject({
      outcome: 'fail',
      says: 'there is no container shop',
    }))
  test('an engine in trouble is quoted', async () => {
    const at = await onSocket(createServer((_request, response) => response.writeHead(500).end('{"message":"layer does not exist"}')))
    expect((await probe('docker', { engine: at, container: 'shop' })).says).toBe('the engine said 500: layer does not exist')
  })
  test.each(['<html>', '{}', '[{"Id":1}]'])('what answers %s is no engine', async (body) => {
    const at = await onSocket(createServer((_request, response) => response.end(body)))
    for (const options of [{ container: 'shop' }, { labels: ['app'] }])
      expect((await probe('docker', { engine: at, ...options })).says).toBe('what answers does not speak as the Docker API does')
  })
  test('an answer without end is cut off', async () => {
    const at = await onSocket(createServer((_request, response) => response.end(Buffer.alloc(2 * 1024 * 1024, ' '))))
    expect((await probe('docker', { engine: at, container: 'shop' })).says).toMatch(/^the engine’s answer is larger than 1 MiB/)
  })
  test('an engine that says nothing ends at the timeout, and its connection is closed', async () => {
    const ended: boolean[] = []
    const at = await onSocket(createPlain((socket) => socket.resume().on('close', () => ended.push(true))))
    expect((await probe('docker', { engine: at, container: 'shop' }, { timeoutMs: 150 })).says).toMatch(
      /^timed out after 150 ms, waiting for the engine at /,
    )
    await expect.poll(() => ended).toEqual([true])
  })
  test('without an engine nothing can be seen, and the way out is said', async () => {
    const at = `unix://${tmpdir()}/nothing-here/docker.sock`
    expect(await probe('docker', { engine: at, container: 'shop' })).toMatchObject({
      outcome: 'blind',
      says: expect.stringMatching(/^there is no .*docker\.sock: start the engine, or let Plimsoll see its socket/),
    })
  })
  test('an engine that has stopped left its socket behind', async () => {
    const server = createPlain()
    const at = await onSocket(server)
    const path = at.slice('unix://'.length)
    // A listener that was not closed properly leaves the file; closing it here would remove it.
    const { spawnSync } = await import('node:child_process')
    const script = `require('node:net').createServer().listen(${JSON.stringify(`${path}.docker.sock`)}, () => process.kill(process.pid, 'SIGKILL'))`
    spawnSync(process.execPath, ['-e', script])
    expect(await probe('docker', { engine: `${at}.docker.sock`, container: 'shop' })).toMatchObject({
      outcome: 'fail',
      says: expect.stringMatching(/^the engine at .* is not running$/),
    })
    chmodSync(path, 0o600)
  })

  test('an engine in the network, plain and by TLS with a client certificate', async () => {
    const listener = engineOf([container('shop')])
    const port = await listening(createServer(listener) as Server)
    expect(await probe('docker', { engine: `tcp://127.0.0.1:${port}`, container: 'shop' })).toMatchObject({ outcome: 'pass' })
    const { ca, issue } = authority()
    const secured = await listening(createSecure({ ...issue('localhost'), ca, requestCert: true, rejectUnauthorized: true }, listener))
    const tls = { ca, ...issue('monitor') }
    expect(await probe('docker', { engine: `tcp://localhost:${secured}`, tls, container: 'shop' })).toMatchObject({ outcome: 'pass' })
    expect((await probe('docker', { engine: `tcp://localhost:${secured}`, tls: { ca }, container: 'shop' })).outcome).toBe('fail')
    expect((await probe('docker', { engine: `tcp://127.0.0.1:${await closedPort()}`, container: 'shop' })).says).toContain(
      'refused the connection',
    )
    expect((await probe('docker', { engine: 'tcp://169.254.169.254:2375', container: 'shop' })).says).toContain('is refused')
  })
})
