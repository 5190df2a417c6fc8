import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY, MINUTE, SECOND } from '../../kernel/duration'
import { ceilingMs, retryAt } from './backoff'
import { type Breaker, closed, counted, isBroken, passage, probing } from './breaker'

const NOW = new Date('2026-11-23T00:00:00Z')
const later = (ms: number) => new Date(NOW.getTime() + ms)

test.each([
  [1, 5],
  [2, 10],
  [3, 20],
  [6, 160],
  [7, 300],
  [1_000, 300],
])('after %d failures it waits at most %d s', (failed, seconds) => expect(ceilingMs(failed)).toBe(seconds * SECOND))

const wait = (failed: number, random: number, retryAfterMs?: number) => {
  const retry = retryAt({ failed, firstAt: NOW, retryAfterMs }, random, DAY, NOW)
  return retry.kind === 'retry' ? retry.at.getTime() - NOW.getTime() : retry.says
}
test.each([
  ['the whole of it at most', 3, 1, undefined, 20_000],
  ['any part of it', 3, 0.5, undefined, 10_000],
  ['never less than a second', 3, 0, undefined, 1_000],
  ['not before the time that was asked for', 1, 0.5, 42_000, 42_000],
  ['nor earlier than its own', 7, 1, 42_000, 300_000],
  ['what asks for longer than it is tried is dead', 1, 0.5, DAY + 1, 'the other side asked to wait for longer than it is tried'],
])('%s', (_claim, failed, random, retryAfterMs, expected) => expect(wait(failed, random, retryAfterMs)).toBe(expected))

test('it gives up after a day, but not for a clock that jumped a day ahead', () => {
  const at = (failed: number) => retryAt({ failed, firstAt: NOW }, 1, DAY, later(DAY)).kind
  expect([1, 4, 5, 300].map(at)).toEqual(['retry', 'retry', 'dead', 'dead'])
})

test('for every draw it lies between a second and the ceiling, ends within the limit, and honours what was asked', () =>
  fc.assert(
    fc.property(
      fc.integer({ min: 5, max: 500 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat(DAY),
      fc.nat(2 * DAY),
      (failed, random, asked, ageMs) => {
        const now = later(ageMs)
        const retry = retryAt({ failed, firstAt: NOW, retryAfterMs: asked }, random, DAY, now)
        if (retry.kind === 'dead') {
          expect(ageMs + Math.max(ceilingMs(failed), asked)).toBeGreaterThan(DAY)
          return
        }
        const waitMs = retry.at.getTime() - now.getTime()
        expect(waitMs).toBeGreaterThanOrEqual(Math.max(SECOND, asked))
        expect(waitMs).toBeLessThanOrEqual(Math.max(ceilingMs(failed), asked))
        expect(retry.at.getTime()).toBeLessThanOrEqual(later(DAY).getTime())
      },
    ),
  ))

describe('the breaker', () => {
  const ran = (outcomes: string, breaker: Breaker = closed, now = NOW) =>
    [...outcomes].reduce(
      (state, letter) => counted(state, letter === 'x' ? 'retry' : letter === 'r' ? 'refused' : 'delivered', now),
      breaker,
    )

  test.each([
    ['four failures do not open it', 'xxxx', false],
    ['five in a row do', 'xxxxx', true],
    ['they must be in a row', 'xxxx.x', false],
    ['whoever refuses is alive', 'xxxxrx', false],
    ['what is delivered late closes it', 'xxxxx.', false],
  ])('%s', (_claim, outcomes, open) => expect(isBroken(ran(outcomes))).toBe(open))

  test('lets one probe pass after 30 s, and waits twice as long after each that fails, up to 5 min', () => {
    let breaker = ran('xxxxx')
    let at = NOW
    const waits: number[] = []
    for (let probe = 0; probe < 6; probe++) {
      const asked = passage(breaker, at)
      if (asked.kind !== 'wait') throw new Error('It should wait.')
      waits.push((asked.until.getTime() - at.getTime()) / SECOND)
      at = asked.until
      expect(passage(breaker, new Date(at.getTime() - 1)).kind).toBe('wait')
      expect(passage(breaker, at)).toEqual({ kind: 'probe' })
      breaker = probing(breaker, at)
      expect(passage(breaker, at).kind).toBe('wait')
      breaker = counted(breaker, 'retry', at)
    }
    expect(waits).toEqual([30, 60, 120, 240, 300, 300])
    expect(passage(counted(probing(breaker, at), 'delivered', at), at)).toEqual({ kind: 'go' })
  })
  test('a probe that never comes back is sent again', () =>
    expect(passage(probing(ran('xxxxx'), later(30 * SECOND)), later(30 * SECOND + 5 * MINUTE))).toEqual({ kind: 'probe' }))
  test('what left before it opened and fails late lengthens nothing', () =>
    expect(ran('xxx', ran('xxxxx'), later(20_000))).toEqual(ran('xxxxx')))
  test('a clock that jumped back costs a probe, not an hour', () =>
    expect(passage(ran('xxxxx'), later(-60 * MINUTE))).toEqual({ kind: 'probe' }))
  test('it opens exactly after the last five were failures, for every history', () => {
    const anyOutcomes = fc.array(fc.constantFrom('x', 'x', 'x', '.', 'r'), { maxLength: 30 }).map((letters) => letters.join(''))
    fc.assert(
      fc.property(anyOutcomes, (outcomes) => {
        const sinceAlive = outcomes.slice(Math.max(outcomes.lastIndexOf('.'), outcomes.lastIndexOf('r')) + 1)
        expect(isBroken(ran(outcomes))).toBe(sinceAlive.length >= 5)
      }),
    )
  })
})
