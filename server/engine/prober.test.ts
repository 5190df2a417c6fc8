import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Probed } from '../checks/model'
import type { CheckType, ProbeTools } from '../checks/types/type'
import type { Clock } from '../runtime/clock'
import { silentLog } from '../runtime/log'
import { createProber } from './prober'
import { createTools } from './tools'

/** A clock that stands still until it is moved; what is due then is called in order. */
function handClock() {
  let elapsedMs = 0
  const waiting = new Set<{ atMs: number; call: () => void }>()
  const after = (ms: number, call: () => void) => {
    const one = { atMs: elapsedMs + ms, call }
    waiting.add(one)
    return { cancel: () => void waiting.delete(one) }
  }
  const clock: Clock = {
    now: () => new Date(1_000_000 + elapsedMs),
    elapsedMs: () => elapsedMs,
    sleep: (ms) => new Promise((done) => after(ms, done)),
    after,
    every: () => ({ cancel: () => {} }),
  }
  async function advance(ms: number): Promise<void> {
    const untilMs = elapsedMs + ms
    for (;;) {
      const next = [...waiting].sort((a, b) => a.atMs - b.atMs).find(({ atMs }) => atMs <= untilMs)
      if (!next) break
      waiting.delete(next)
      elapsedMs = next.atMs
      next.call()
      await Promise.resolve()
    }
    elapsedMs = untilMs
    await Promise.resolve()
  }
  return { clock, advance, waiting }
}

function world(probe: (tools: ProbeTools) => Promise<Probed>, { slowAfterMs = null as number | null, wantsEvidence = false } = {}) {
  const { clock, advance, waiting } = handClock()
  const errors: string[] = []
  const log = { ...silentLog, error: (sentence: string) => void errors.push(sentence) }
  const prober = createProber({ clock, log, tools: createTools({ clock, userAgent: 'Plimsoll/test' }) })
  const type: CheckType = {
    kind: 'fake',
    label: '',
    about: '',
    options: z.unknown(),
    example: {},
    target: () => ({ says: 'shop', host: 'shop.example' }),
    probe: (_options, tools) => probe(tools),
  }
  const check = { no: 3, name: 'fake', intervalMs: 60_000, timeoutMs: 2_000, slowAfterMs }
  return { prober, advance, waiting, errors, result: prober.probe({ check, type, options: {} }, { wantsEvidence }) }
}

const passing = (more: Partial<Probed> = {}): Probed => ({ outcome: 'pass', latencyMs: 12, says: 'fine', ...more })

describe('the prober', () => {
  test('makes a result of an answer, dated at its start, and leaves no timer behind', async () => {
    const { prober, result, waiting } = world(async () => passing({ code: 200, retryAfterMs: 5 }))
    expect(await result).toEqual({
      checkNo: 3,
      at: new Date(1_000_000),
      outcome: 'pass',
      latencyMs: 12,
      says: 'fine',
      code: 200,
      retryAfterMs: 5,
    })
    expect([waiting.size, prober.underWay]).toEqual([0, 0])
  })

  test.each([
    [12, null, 'pass'],
    [12, 12, 'pass'],
    [12.1, 12, 'slow'],
  ] as const)('a pass in %d ms with a limit of %j is a %s', async (latencyMs, slowAfterMs, outcome) =>
    expect((await world(async () => passing({ latencyMs }), { slowAfterMs }).result).outcome).toBe(outcome),
  )

  test('a failure is never merely slow', async () =>
    expect((await world(async () => passing({ outcome: 'fail', latencyMs: 99 }), { slowAfterMs: 1 }).result).outcome).toBe('fail'))

  test('a probe that listens to the signal says itself what it waited for', async () => {
    const { result, advance } = world(
      ({ signal }) =>
        new Promise((done) =>
          signal.addEventListener('abort', () => done(passing({ outcome: 'fail', says: `${signal.reason}, waiting` }))),
        ),
    )
    await advance(2_000)
    expect(await result).toMatchObject({ outcome: 'fail', says: 'timed out after 2 s, waiting' })
  })

  test('a probe that ignores the signal is answered for, and its late answer is dropped (CHK-4)', async () => {
    let answer: (probed: Probed) => void = () => {}
    const { prober, result, advance, waiting } = world(() => new Promise((done) => (answer = done)))
    await advance(2_099)
    expect(prober.underWay).toBe(1)
    await advance(1)
    expect(await result).toMatchObject({ outcome: 'fail', latencyMs: 2_100, says: 'timed out after 2 s' })
    answer(passing())
    await advance(10_000)
    expect([waiting.size, prober.underWay]).toEqual([0, 0])
  })

  test('an exception of the network is a failure of the target, in words', async () => {
    const { result, errors } = world(() => Promise.reject(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })))
    expect(await result).toMatchObject({ outcome: 'fail', says: 'shop.example refused the connection' })
    expect(errors).toEqual([])
  })

  test('our own limits say nothing about the target (CHK-8)', async () =>
    expect(await world(() => Promise.reject(Object.assign(new Error('open'), { code: 'EMFILE' }))).result).toMatchObject({
      outcome: 'blind',
      says: expect.stringContaining('no free file descriptor'),
    }))

  test.each([
    [
      'thrown',
      () => {
        throw new TypeError('x is not a function')
      },
    ],
    ['rejected', () => Promise.reject(new TypeError('x is not a function'))],
  ])('a mistake of ours, %s, is blind and logged', async (_how, probe) => {
    const { result, errors, waiting } = world(probe)
    expect(await result).toMatchObject({ outcome: 'blind', says: 'Plimsoll could not execute this check: x is not a function' })
    expect([errors.length, waiting.size]).toEqual([1, 0])
  })

  test.each([
    ['two\nlines\tand\0more', 'two lines and more'],
    ['x'.repeat(400), `${'x'.repeat(299)}…`],
    ['ü'.repeat(400), `${'ü'.repeat(299)}…`],
    ['half \ud800 a character', 'half \ufffd a character'],
  ])('says one storable line: %j', async (says, line) => expect((await world(async () => passing({ says })).result).says).toBe(line))

  test.each([
    [undefined, 0],
    [40_000, 32_767],
    [-40_000, -32_768],
    [Number.NaN, 0],
    [1.6, 2],
  ])('the code %s is stored as %i', async (code, stored) =>
    expect((await world(async () => passing(code === undefined ? {} : { code })).result).code).toBe(stored),
  )

  test('asks for evidence of a pass when somebody tries the check', async () => {
    const { result } = world(async ({ wantsEvidence }) => passing(wantsEvidence ? { evidence: { assertions: [] } } : {}), {
      wantsEvidence: true,
    })
    expect((await result).evidence).toEqual({ assertions: [] })
  })
})
