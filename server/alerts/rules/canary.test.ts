import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Canary,
  canaryArrived,
  canaryDueAt,
  canaryHeard,
  canaryJudged,
  canaryPlanOf,
  canaryResult,
  canarySent,
  unproven,
} from './canary'

const NOON = new Date('2026-11-17T12:00:00.000Z')
const later = (seconds: number) => new Date(NOON.getTime() + seconds * 1_000)
const NUMBERS = { everyMs: 3_600_000, everyForReadersMs: 86_400_000, withinMs: 20_000 }
const plan = { everyMs: 60_000, withinMs: 20_000, address: null, echo: false }
const sent = canarySent(unproven, 'canary/pager/1', NOON)

describe('the plan', () => {
  test.each([
    ['a system is proven every hour', undefined, { reaches: 'machine' }, { everyMs: 3_600_000, withinMs: 20_000 }],
    ['whoever reads is bothered once a day', undefined, { reaches: 'room' }, { everyMs: 86_400_000 }],
    ['its own words come first', { every: 30_000, echo: true }, { reaches: 'room' }, { everyMs: 30_000, withinMs: 15_000, echo: true }],
    ['one that is switched off has none', false, {}, { off: 'its canary is switched off' }],
    ['nor has one that would wake its reader', undefined, { takesCanaries: false }, { off: expect.stringContaining('disturbing') }],
    ['nor mail without an address', undefined, { reaches: 'people' }, { off: expect.stringContaining('canary.address') }],
    ['mail goes to its own mailbox', undefined, { reaches: 'people', ownAddress: 'p@example.com' }, { address: 'p@example.com' }],
    [
      'or where somebody said',
      { address: 'a@example.com', echo: false },
      { reaches: 'people', ownAddress: 'p@' },
      { address: 'a@example.com' },
    ],
  ] as const)('%s', (_claim, declared, kind, expected) => {
    expect(canaryPlanOf(declared, { reaches: 'machine', takesCanaries: true, ownAddress: null, ...kind }, NUMBERS)).toMatchObject(expected)
  })
})

describe('the rhythm', () => {
  const due = (canary: Canary, now: Date, seenAt = NOON) => canaryDueAt('pager', plan, canary, seenAt, now)

  test('declaring a channel sends nothing at once, and a restart nothing twice', () => {
    expect(due(unproven, NOON).getTime()).toBeGreaterThan(NOON.getTime())
    const first = due(unproven, NOON)
    expect(due({ ...unproven, sentAt: first }, later(600)).getTime()).toBe(first.getTime() + 40_000)
  })
  test('a channel that none has travelled through gets its first within two minutes, however seldom they are', () => {
    const daily = { ...plan, everyMs: 86_400_000 }
    for (const name of ['pager', 'ops', 'mail', 'chat', 'a', 'b']) {
      const afterMs = canaryDueAt(name, daily, unproven, NOON, NOON).getTime() - NOON.getTime()
      expect(afterMs).toBeGreaterThanOrEqual(60_000)
      expect(afterMs).toBeLessThan(120_000)
    }
  })
  test('what was missed is due at once', () => expect(due(sent, later(3_600)).getTime()).toBeLessThan(later(3_600).getTime()))
  test('a clock that was set back does not silence it', () =>
    expect(due({ ...unproven, sentAt: later(86_400) }, NOON).getTime()).toBeLessThanOrEqual(later(40).getTime()))

  test('whenever a channel breaks, it is known within the promise', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.integer({ min: 10_000, max: 86_400_000 }),
        fc.double({ min: 0.01, max: 0.5, noNaN: true }),
        (name, everyMs, share) => {
          const of = { ...plan, everyMs, withinMs: everyMs * share }
          const last = { ...unproven, sentAt: NOON }
          const next = canaryDueAt(name, of, last, NOON, NOON)
          expect(next.getTime() + of.withinMs - NOON.getTime()).toBeLessThanOrEqual(everyMs + 1)
          expect(next.getTime()).toBeGreaterThan(NOON.getTime())
        },
      ),
    )
  })
})

describe('the verdict', () => {
  test('one that arrives proves the channel', () => {
    const proven = canaryHeard(sent, plan, { state: 'delivered', says: 'took it', at: later(1) })
    expect(proven).toMatchObject({ out: null, provenAt: later(1), failingSince: null })
    expect(canaryResult(sent, proven, plan)).toEqual({ at: NOON, arrivedAt: later(1), inTime: true, says: 'took it' })
  })
  test('a failed attempt is no verdict, and its words explain the loss', () => {
    const tried = canaryHeard(sent, plan, { state: 'waiting', says: 'answered 503', at: later(1) })
    expect(canaryJudged(tried, plan, later(19))).toBe(tried)
    expect(canaryResult(sent, tried, plan)).toBeUndefined()
    const late = canaryJudged(tried, plan, later(20))
    expect(late).toMatchObject({ failingSince: NOON, says: 'answered 503', out: 'canary/pager/1' })
    expect(canaryResult(tried, late, plan)).toEqual({ at: NOON, arrivedAt: null, inTime: false, says: 'answered 503' })
    expect(canaryJudged(late, plan, later(30)), 'said once').toBe(late)
  })
  test('one that is refused is lost at once, and the next one may leave', () => {
    expect(canaryHeard(sent, plan, { state: 'dead', says: 'answered 403', at: later(1) })).toMatchObject({ failingSince: NOON, out: null })
  })
  test('silence is a loss', () => expect(canaryJudged(sent, plan, later(20)).says).toBe('Nothing was answered within 20 s'))
  test('it fails since the first of those that were lost, until one arrives, however late', () => {
    const first = canaryJudged(sent, plan, later(20))
    const second = canaryHeard(canarySent({ ...first, out: null }, '2', later(60)), plan, { state: 'dead', says: 'no', at: later(61) })
    expect(second.failingSince).toEqual(NOON)
    const late = canaryArrived(first, 'took it', later(50))
    expect(late.failingSince).toBeNull()
    expect(canaryResult(first, late, plan)).toMatchObject({ arrivedAt: later(50), inTime: false })
  })
  test('a channel that swallows is found where an echo is expected', () => {
    const taken = canaryHeard(sent, { echo: true }, { state: 'delivered', says: 'took it', at: later(1) })
    expect(taken).toMatchObject({ provenAt: null, out: 'canary/pager/1' })
    const late = canaryJudged(taken, plan, later(20))
    expect(late).toMatchObject({ failingSince: NOON, out: null, says: expect.stringContaining('echo address within 20 s') })
    expect(canaryArrived(taken, 'called back', later(2))).toMatchObject({ provenAt: later(2), failingSince: null })
  })
})
