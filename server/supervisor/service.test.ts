import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isAlive, signal } from '@/server/postgres/processes'
import { systemClock } from '@/server/runtime/clock'
import type { Log } from '@/server/runtime/log'
import { keepRunning, pauseMs, type Service } from './service'

let folder: string
let service: Service | undefined
let said: string[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-test-'))
  said = []
})
afterEach(async () => {
  await service?.stop()
  service = undefined
  rmSync(folder, { recursive: true, force: true })
})

describe('a service', () => {
  test('is ready when it says so, with what it said', async () => {
    service = start(`${ALIVE} process.send({ kind: 'ready', url: 'http://here' })`)
    expect(await service.ready).toMatchObject({ url: 'http://here' })
  })

  test('that dies is started again at once, and that is said with its exit code', async () => {
    service = start(`${ALIVE} process.send({ kind: 'ready' }); setTimeout(() => process.exit(3), 50)`)
    await service.ready
    const first = service.pid
    await expect.poll(() => said).toContain('The engine ended with exit code 3 and is started again.')
    await expect.poll(() => service?.pid).not.toBe(first)
  })

  test('that is killed is started again, and the signal is said', async () => {
    service = start(`${ALIVE} process.send({ kind: 'ready' })`)
    await service.ready
    signal(service.pid ?? 0, 'SIGKILL')
    await expect.poll(() => said).toContain('The engine ended with signal SIGKILL and is started again.')
  })

  test('that falls silent is killed before its successor starts', async () => {
    const passing = {
      ...systemClock,
      elapsedMs: () => systemClock.elapsedMs() * 20,
      every: (ms: number, call: () => void) => systemClock.every(ms / 20, call),
    }
    service = start(`${LIVES} process.send({ kind: 'alive' }); process.send({ kind: 'ready' }); setInterval(() => {}, 1000)`, passing)
    await service.ready
    const frozen = service.pid ?? 0
    signal(frozen, 'SIGSTOP')
    await expect
      .poll(() => said[0], { timeout: 5_000 })
      .toMatch(/^The engine ended with signal SIGKILL, killed after \d+ s of silence and is started again\.$/)
    await expect.poll(() => lives()).toHaveLength(2)
    expect(isAlive(frozen)).toBe(false)
  })

  test('that is still starting may be silent for longer, because loading is no failure', async () => {
    let seconds = 0
    const passing = {
      ...systemClock,
      elapsedMs: () => seconds * 1_000,
      every: (_ms: number, call: () => void) =>
        systemClock.every(1, () => {
          if (seconds < 50 && lives().includes('told')) seconds++
          call()
        }),
    }
    service = start(`${LIVES} process.on('message', () => process.exit(0)); process.send({ kind: 'alive' }, () => note('told'))`, passing)
    await expect.poll(() => seconds, { timeout: 10_000 }).toBe(50)
    expect(said).toEqual([])
    expect(lives()).toEqual(['started', 'told'])
  })

  test('is not blamed for a silence in which the supervisor itself was away', async () => {
    let awayMs = 0
    let looks = 0
    const suspended = {
      ...systemClock,
      elapsedMs: () => systemClock.elapsedMs() + awayMs,
      every: (ms: number, call: () => void) =>
        systemClock.every(ms / 20, () => {
          looks++
          call()
        }),
    }
    service = start(`${ALIVE} process.send({ kind: 'alive' }); process.send({ kind: 'ready' })`, suspended)
    await service.ready
    awayMs = 30_000
    const before = looks
    await expect.poll(() => looks).toBeGreaterThan(before + 5)
    expect(said).toEqual([])
    expect(isAlive(service.pid ?? 0)).toBe(true)
  })

  test('that refuses its configuration is not started again, and its sentence is passed on', async () => {
    service = start(`${LIVES} process.send({ kind: 'refused', sentence: 'plimsoll.yaml: no.' }, () => process.exit(78))`)
    await expect(service.ready).rejects.toThrow('plimsoll.yaml: no.')
    expect(lives()).toHaveLength(1)
  })

  test('that never gets ready is given up', async () => {
    const hurried = { ...systemClock, sleep: () => Promise.resolve() }
    service = start(`${LIVES} process.exit(1)`, hurried)
    await expect(service.ready).rejects.toThrow('The engine ended 5 times before it was ready, last with exit code 1.')
    expect(lives()).toHaveLength(5)
  })

  test('is asked to stop, and nothing of it runs afterwards', async () => {
    service = start(`${STUBBORN} process.send({ kind: 'ready' }); process.on('message', () => { note('stopped'); process.exit(0) })`)
    await service.ready
    const pid = service.pid ?? 0
    await service.stop()
    expect(isAlive(pid)).toBe(false)
    expect(lives()).toEqual(['stopped'])
    expect(said).toEqual([])
  })

  test('that does not stop when asked is killed', async () => {
    const hurried = { ...systemClock, after: (ms: number, call: () => void) => systemClock.after(ms / 100, call) }
    service = start(`${STUBBORN} process.send({ kind: 'ready' })`, hurried)
    await service.ready
    await service.stop()
    expect(said).toEqual(['The engine did not stop within 12 s and is killed.'])
  })

  test('that is a guest need not tell that it is alive, and stops on SIGTERM', async () => {
    let seconds = 0
    const passing = {
      ...systemClock,
      elapsedMs: () => ++seconds * 1_000,
      every: (_ms: number, call: () => void) => systemClock.every(1, call),
    }
    service = start(`${LIVES} process.send({ kind: 'ready' }); setInterval(() => {}, 1000)`, passing, 'guest')
    await service.ready
    await expect.poll(() => seconds).toBeGreaterThan(120)
    expect(said).toEqual([])
    await service.stop()
    expect(lives()).toEqual(['started'])
  })
})

test('the pause before a start grows from none to five seconds', () => {
  expect([1, 2, 3, 4, 5, 6, 20].map(pauseMs)).toEqual([0, 500, 1_000, 2_000, 4_000, 5_000, 5_000])
})

const NOTE = `const note = (word) => require('node:fs').appendFileSync('lives', word + '\\n');`
/** Leaves a line each time it is started. */
const LIVES = `${NOTE} note('started');`
const STUBBORN = `${NOTE} setInterval(() => process.connected && process.send({ kind: 'alive' }), 100);`
const ALIVE = `${STUBBORN} process.on('message', () => process.exit(0));`

function start(code: string, clock = systemClock, manners: 'ours' | 'guest' = 'ours'): Service {
  const script = join(folder, 'child.cjs')
  writeFileSync(script, code)
  writeFileSync(join(folder, 'lives'), '')
  const output = openSync(join(folder, 'output'), 'a')
  return keepRunning(
    { name: 'The engine', script, environment: { PATH: '/usr/bin:/bin' }, folder, output, manners },
    { clock, log: listening },
  )
}

const lives = () => readFileSync(join(folder, 'lives'), 'utf8').trim().split('\n').filter(Boolean)
const listening: Log = { debug: () => {}, info: () => {}, warn: (line) => void said.push(line), error: (line) => void said.push(line) }
