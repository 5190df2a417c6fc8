import { spawnSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { findPing, runPing } from './drivers/ping-program'
import { probes } from './http/testing'
import { filesOf } from './testing/servers'

const probe = probes()
const program = findPing()
const may = program !== undefined && spawnSync(program, ['-n', '-c', '1', '127.0.0.1'], { timeout: 5_000 }).status === 0

describe.skipIf(!may)('ping by the program of this machine', () => {
  test('counts what comes back, and takes the round trip for how long it took', async () => {
    const result = await probe('ping', { host: '127.0.0.1', count: 2 }, { wantsEvidence: true })
    expect(result).toMatchObject({ outcome: 'pass', says: expect.stringMatching(/^2 of 2 came back, in [\d.]+ ms$/), code: 0 })
    expect(result.latencyMs).toBeLessThan(150)
    expect(result.evidence?.assertions.at(-1)).toMatchObject({ expects: 'a loss of at most 50 %', got: '0 % (2 of 2 came back)' })
    expect(await probe('ping', { host: 'localhost', count: 1, size: 1_000, ipFamily: 4 })).toMatchObject({ outcome: 'pass' })
  })
  test('a round trip that is too long fails', async () =>
    expect(await probe('ping', { host: '127.0.0.1', count: 1, expect: { roundTripAtMost: 0.0001 } })).toMatchObject({
      outcome: 'fail',
      says: expect.stringMatching(/^expected a round trip of at most 0\.0001 ms, got [\d.]+ ms$/),
    }))
})

describe('ping', () => {
  const files = filesOf({
    silent: '#!/bin/sh\nexec sleep 60\n',
    half: '#!/bin/sh\necho "64 bytes from 10.0.0.1: icmp_seq=1 ttl=64 time=1 ms"\nsleep 60 &\nwait\n',
    endless: '#!/bin/sh\nexec yes\n',
    forbidden: '#!/bin/sh\necho "ping: socket: Operation not permitted" >&2\nexit 2\n',
  })
  afterAll(() => files.remove())
  const ran = async (name: string, timeoutMs = 5_000) => {
    const file = join(files.folder, name)
    chmodSync(file, 0o755)
    return await runPing(file, [], { onTimeUp: (listener) => listener && setImmediate(() => timeoutMs === 0 && listener('timed out')) })
  }

  test('an address that nobody may look at is refused (REL-5), and a name that is not there is said', async () => {
    expect((await probe('ping', { host: '169.254.169.254' })).says).toContain(
      program ? '169.254.169.254 is refused: link-local' : 'no ping',
    )
    expect((await probe('ping', { host: 'fe80::1' })).outcome).toBe(program ? 'fail' : 'blind')
  })
  test('a program that never ends is ended, and one that prints without end too', async () => {
    expect(await ran('silent', 0)).toMatchObject({ output: '', isLate: true })
    const { output } = await ran('endless')
    expect(output.length).toBeGreaterThan(60_000)
  })
  test('what it may not do, and a program that cannot be started, are told', async () => {
    expect(await ran('forbidden')).toMatchObject({ errors: 'ping: socket: Operation not permitted\n' })
    expect((await runPing(join(files.folder, 'missing'), [], { onTimeUp: () => {} })).errors).toContain('ENOENT')
  })
})
