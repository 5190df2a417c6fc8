import { execFile } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { io } from 'socket.io-client'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { systemClock } from '@/server/runtime/clock'
import { projectRoot } from '@/server/runtime/root'
import { variables } from '@/server/settings/environment'
import { expectPace, startReference, startTarget } from './target'
import { startWorld, until } from './world'

const WATCH_MS = inject('form') === 'long' ? 120_000 : 12_000
/** With the hostile ones below the rate that one host is asked at most. */
const CALM = 10
const MEBIBYTE = 1_048_576

const check = (name: string, url: string, more: object = {}) => ({
  name,
  service: 'bakery',
  type: 'http',
  interval: '1s',
  timeout: '1s',
  options: { url, ...more },
})
/** Everything that a hostile or broken target may do, each with its address. */
async function startHostile() {
  const target = await startTarget()
  const running = new Set<{ cancel(): void }>()
  const forEver = (response: ServerResponse, everyMs: number, write: () => void) => {
    const timer = systemClock.every(everyMs, write)
    running.add(timer)
    response.on('close', () => timer.cancel())
  }
  target.answer('/redos', (_, response) => response.end(`${'a'.repeat(30)}!`))
  target.answer('/endless', (_, response) => forEver(response, 100, () => response.write('x')))
  target.answer('/headers', (_, response) => forEver(response, 100, () => response.writeProcessing()))
  const piece = Buffer.alloc(MEBIBYTE)
  target.answer('/ten-gigabytes', (_, response) => {
    response.writeHead(200, { 'content-length': String(10 * 1024 * MEBIBYTE) })
    const more = () => {
      while (response.write(piece));
    }
    response.on('drain', more)
    more()
  })
  target.answer('/round-and-round', (_, response) => response.writeHead(302, { location: '/round-and-round' }).end())
  const silent = createServer(() => {})
  silent.listen(0, '127.0.0.1')
  await once(silent, 'listening')
  return {
    target,
    checks: [
      check('redos', `${target.url}/redos`, { expect: { bodyMatches: ['(a+)+$'] } }),
      check('endless', `${target.url}/endless`),
      check('headers', `${target.url}/headers`),
      check('ten-gigabytes', `${target.url}/ten-gigabytes`),
      check('round-and-round', `${target.url}/round-and-round`),
      check('silent', `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`),
      ...Array.from({ length: 10 }, (_, i) => check(`nameless-${i}`, `http://nobody-${i}.example/`)),
    ],
    async stop() {
      for (const timer of running) timer.cancel()
      silent.close()
      await target.stop()
    },
  }
}

/** A DNS server that takes every question and never answers, for processes that are told to ask it. */
async function startSilentDns() {
  const socket = createSocket('udp4')
  let questions = 0
  socket.on('message', () => questions++)
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const preload = `import{Resolver}from'node:dns/promises';for(const how of['resolve4','resolve6']){const real=Resolver.prototype[how];Resolver.prototype[how]=function(...a){try{this.setServers(['127.0.0.1:${socket.address().port}'])}catch{};return real.apply(this,a)}}`
  return {
    questions: () => questions,
    variables: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(preload)}` },
    stop: () => socket.close(),
  }
}

const calm = await startTarget()
const reference = startReference()
const hostile = await startHostile()
const dns = await startSilentDns()
const names = Array.from({ length: CALM }, (_, i) => `calm-${i}`)
const document = {
  services: [{ name: 'bakery' }],
  checks: [...names.map((name) => check(name, `${calm.url}/${name}`)), ...hostile.checks],
}
const world = await startWorld({ role: 'all', document, variables: dns.variables })
afterAll(async () => {
  reference.stop()
  await world.remove()
  await hostile.stop()
  await calm.stop()
  dns.stop()
})

describe('what ran before goes on at its pace', () => {
  const asksOf = (name: string) => calm.of(`/${name}`).map(({ atMs }) => atMs)
  const isSettled = () => names.every((name) => asksOf(name).length >= 3) || undefined
  /** The worst deviation of a calm check from its interval while something is done. */
  async function paceDuring(work: () => Promise<void>): Promise<number> {
    await until(isSettled, 20_000)
    const fromMs = systemClock.now().getTime()
    await work()
    await until(() => systemClock.now().getTime() - fromMs >= WATCH_MS || undefined, WATCH_MS + 10_000)
    const starts = names.map((name) => {
      const at = asksOf(name).filter((ms) => ms >= fromMs)
      expect(at.length, name).toBeGreaterThanOrEqual(WATCH_MS / 1_000 - 1)
      return { intervalMs: 1_000, at }
    })
    return expectPace(starts, { fromMs, toMs: systemClock.now().getTime(), usualMs: reference.usualSince(fromMs) })
  }

  test('beside targets that never end, send ten gigabytes, turn in circles or say nothing, and a DNS server that never answers (REL-3)', async () => {
    const worst = await paceDuring(async () => {})
    const residentBytes = Number(readFileSync(`/proc/${world.pidOf('engine')}/statm`, 'utf8').split(' ')[1]) * 4096
    console.info(`bad input: hostile targets, worst deviation ${worst} ms, engine ${Math.round(residentBytes / MEBIBYTE)} MiB`)
    expect(residentBytes).toBeLessThan(400 * MEBIBYTE)
    expect(dns.questions()).toBeGreaterThan(0)
    const outcomes = await world.sql<{ name: string; outcome: number; n: number; slowest: number }[]>`
      select c.name, r.outcome, count(*)::int as n, max(r.total_ms) as slowest from results r join checks c on c.no = r.check_no where not c.name like 'calm-%' group by 1, 2 order by 1`
    const of = (name: string) => outcomes.filter((row) => row.name === name)
    for (const { name } of hostile.checks) expect(of(name).length, name).toBeGreaterThan(0)
    // Of ten gigabytes the first are read, and they are answered with 200. Everything else fails, and in time.
    for (const { name } of hostile.checks.filter((one) => one.name !== 'ten-gigabytes'))
      expect(
        of(name).map(({ outcome }) => outcome),
        name,
      ).not.toContain(0)
    for (const { name, slowest } of outcomes) expect(slowest, name).toBeLessThan(1_500)
  })

  test('while the API is sent a hundred megabytes in chunks, and sockets nonsense (REL-4)', async () => {
    const said: string[] = []
    const processes = [world.pidOf('engine'), world.pidOf('web')]
    const worst = await paceDuring(async () => {
      const args = [join(import.meta.dirname, 'hostile-client.mjs'), world.url, world.key]
      const { stdout } = await promisify(execFile)(process.execPath, args)
      said.push(stdout)
    })
    const { body, cut } = JSON.parse(said[0] ?? '')
    console.info(`bad input: hostile clients, worst deviation ${worst} ms`)
    expect(body).toMatchObject({ status: 413, type: expect.stringContaining('application/problem+json') })
    expect(JSON.parse(body.text).title).toBe('The body is larger than 256 KiB, which is the most that is taken here.')
    // What is no frame, what is too large and what is too much cost the connection; one word without meaning does not.
    expect(cut).toEqual([true, true, false, true, true])
    const live = await fetch(`${world.url}/live`)
    expect(live.status).toBe(200)
    const client = io(world.url, { path: '/socket', transports: ['websocket'], extraHeaders: { authorization: `Bearer ${world.key}` } })
    const beats: unknown[] = []
    client.on('beat', (beat) => beats.push(beat))
    await until(() => beats[0], 5_000, 'a beat for a socket that behaves')
    client.disconnect()
    expect([world.pidOf('engine'), world.pidOf('web')], 'neither was started again').toEqual(processes)
  })

  test('when a bad file is applied to it: refused with a sentence, and nothing changed (REL-4)', async () => {
    const file = join(world.folder, 'bad.yaml')
    writeFileSync(
      file,
      'services: [{ name: bakery }]\nchecks: [{ name: calm-0, service: bakery, type: http, interval: 0s, options: { url: "http://elsewhere.example/" } }]',
    )
    const before = await world.sql`select name, version, options from checks order by name`
    const refused: { code?: number; stderr?: string }[] = []
    await paceDuring(async () => {
      const env = { NODE_ENV: 'production' as const, PATH: variables().PATH, PLIMSOLL_DATA_DIR: world.folder }
      await promisify(execFile)(process.execPath, [join(projectRoot(), 'dist', 'plimsoll.js'), 'apply', file], {
        env,
      }).catch((cause) => refused.push(cause))
    })
    expect(refused[0]?.code).toBe(2)
    expect(refused[0]?.stderr).toMatch(/checks\[0\]\.interval must be at least 1 s/)
    expect(await world.sql`select name, version, options from checks order by name`).toEqual(before)
  })
})
