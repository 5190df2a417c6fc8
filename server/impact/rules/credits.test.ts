import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Span, Status } from '../../checks/model'
import { DAY, HOUR, MINUTE } from '../../kernel/duration'
import { type Counted, creditOf, madeDue, NO_TIME, nextStep, type Sums, sumsIn, turnsOf, uptimeOf } from './credits'
import { monthAt, monthsAround } from './months'

const EXCLUDED = { maintenance: 'excluded' } as const
const COUNTED = { maintenance: 'counted' } as const
const november = monthAt('UTC', Date.parse('2026-11-17T14:00:00Z'))
const span = (status: Status, fromMs: number, hides?: Status): Span => ({
  status,
  fromAt: new Date(fromMs),
  ...(hides !== undefined && { hides }),
})
const sums = (part: Partial<Sums>): Sums => ({ ...NO_TIME, ...part })
/** 99.9 % of the 30 days of November leave 43 min 12 s, 99 % leave 432 min, 95 % leave 36 h. */
const tiers = [
  { below: 0.999, credit: 0.1 },
  { below: 0.99, credit: 0.25 },
  { below: 0.95, credit: 1 },
]

describe('the month of a contract', () => {
  test.each([
    ['UTC', '2026-11-17T14:00:00Z', '2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z'],
    ['Europe/London', '2026-10-31T23:59:59Z', '2026-09-30T23:00:00Z', '2026-11-01T00:00:00Z'],
    ['America/New_York', '2026-11-01T03:00:00Z', '2026-10-01T04:00:00Z', '2026-11-01T04:00:00Z'],
    ['Pacific/Auckland', '2026-12-31T11:00:00Z', '2026-12-31T11:00:00Z', '2027-01-31T11:00:00Z'],
  ])('in %s around %s begins %s and ends %s', (zone, at, from, to) =>
    expect(monthAt(zone, Date.parse(at))).toEqual({ fromMs: Date.parse(from), toMs: Date.parse(to) }),
  )

  test('months follow each other without a gap, from that of the start to two ahead', () => {
    const months = monthsAround('Europe/London', Date.parse('2026-09-20T00:00:00Z'), Date.parse('2026-11-17T00:00:00Z'))
    expect(months).toHaveLength(5)
    for (const [i, month] of months.entries()) if (i > 0) expect(month.fromMs).toBe(months[i - 1]?.toMs)
  })
})

describe('what an instant counts as', () => {
  const of = (contract: typeof EXCLUDED | typeof COUNTED, ...spans: readonly Span[]): Counted | undefined =>
    turnsOf(
      contract,
      spans.map((one) => [one]),
    ).at(-1)?.is
  test.each<[string, Counted | undefined, Counted | undefined]>([
    ['up', of(EXCLUDED, span('up', 0)), 'up'],
    ['slow still answers', of(EXCLUDED, span('degraded', 0)), 'up'],
    ['down', of(EXCLUDED, span('down', 0)), 'down'],
    ['nobody could see', of(EXCLUDED, span('unknown', 0)), 'blind'],
    ['nobody looked', of(EXCLUDED, span('paused', 0)), 'blind'],
    ['excluded maintenance is left out', of(EXCLUDED, span('maintenance', 0, 'down')), 'off'],
    ['counted maintenance is what it hides', of(COUNTED, span('maintenance', 0, 'down')), 'down'],
    ['counted maintenance that hides nothing bad', of(COUNTED, span('maintenance', 0, 'up')), 'up'],
    ['counted maintenance of which nothing was kept', of(COUNTED, span('maintenance', 0)), 'blind'],
    ['one of two is down', of(EXCLUDED, span('up', 0), span('down', 0)), 'down'],
    ['down beats blind', of(EXCLUDED, span('unknown', 0), span('down', 0)), 'down'],
    ['blind beats up', of(EXCLUDED, span('unknown', 0), span('up', 0)), 'blind'],
    ['one of two in maintenance', of(EXCLUDED, span('maintenance', 0), span('up', 0)), 'up'],
    ['both in maintenance', of(EXCLUDED, span('maintenance', 0), span('maintenance', 0)), 'off'],
    ['nothing was ever watched', of(EXCLUDED), undefined],
  ])('%s', (_claim, is, expected) => expect(is).toBe(expected))

  test('two outages of two services that overlap are one', () => {
    const turns = turnsOf(EXCLUDED, [
      [span('up', 0), span('down', 10), span('up', 30)],
      [span('up', 0), span('down', 20), span('up', 40)],
    ])
    expect(sumsIn(turns, 0, 100)).toEqual({ downMs: 30, blindMs: 0, offMs: 0 })
  })
})

describe('what is owed', () => {
  test.each([
    ['nothing while it is kept', sums({}), 0],
    ['nothing at the very bound', sums({ downMs: 43.2 * MINUTE }), 0],
    ['the first step a second after', sums({ downMs: 43.2 * MINUTE + 1_000 }), 0.1],
    ['the second step, not both', sums({ downMs: 433 * MINUTE }), 0.25],
    ['all of the fee', sums({ downMs: 2 * DAY }), 1],
    ['nothing for what nobody saw', sums({ blindMs: 2 * DAY }), 0],
    ['sooner when part of the month is left out', sums({ downMs: 43 * MINUTE, offMs: DAY }), 0.1],
    ['nothing when all of it is left out', sums({ offMs: 30 * DAY }), 0],
  ])('%s', (_claim, given, credit) => expect(creditOf({ tiers }, november, given)).toBe(credit))

  test('what nobody saw may have been down', () => {
    expect(creditOf({ tiers }, november, sums({ blindMs: HOUR }), 'down')).toBe(0.1)
    expect(uptimeOf(november, sums({ blindMs: 72 * HOUR }), 'down')).toBe(0.9)
  })

  test('the next step is as far away as the month still allows', () => {
    expect(nextStep({ tiers }, november, sums({ downMs: 3.2 * MINUTE }))).toMatchObject({ below: 0.999, credit: 0.1 })
    expect(nextStep({ tiers }, november, sums({ downMs: 3.2 * MINUTE }))?.inMs).toBeCloseTo(40 * MINUTE, 3)
    expect(nextStep({ tiers }, november, sums({ downMs: HOUR }))?.below).toBe(0.99)
    expect(nextStep({ tiers }, november, sums({ downMs: 2 * DAY }))).toBeUndefined()
  })
})

describe('what a stretch of time has made due', () => {
  const turns = turnsOf(EXCLUDED, [
    [
      span('up', november.fromMs),
      span('down', november.fromMs + DAY),
      span('up', november.fromMs + DAY + 40 * MINUTE),
      span('down', november.toMs - HOUR),
      span('up', november.toMs + HOUR),
    ],
  ])
  const months = monthsAround('UTC', november.fromMs, november.fromMs)
  test('is what it added: forty minutes cost nothing, the hour after them costs the first step', () => {
    expect(madeDue({ tiers }, turns, months, november.fromMs + DAY, november.fromMs + DAY + HOUR)).toBe(0)
    expect(madeDue({ tiers }, turns, months, november.toMs - HOUR, november.toMs)).toBe(0.1)
  })
  test('over the end of a month counts in both', () =>
    expect(madeDue({ tiers }, turns, months, november.toMs - HOUR, november.toMs + HOUR)).toBe(0.2))
})

describe('laws', () => {
  const statuses = fc.constantFrom<Status>('up', 'degraded', 'down', 'unknown', 'paused', 'maintenance')
  const history = fc.array(fc.tuple(statuses, fc.integer({ min: 1, max: 5 * DAY })), { minLength: 1, maxLength: 12 }).map((pieces) => {
    let atMs = november.fromMs - DAY
    return pieces.map(([status, lastsMs]) => {
      const one = span(status, atMs)
      atMs += lastsMs
      return one
    })
  })
  const histories = fc.array(history, { minLength: 1, maxLength: 3 })
  const instant = fc.integer({ min: november.fromMs, max: november.toMs })

  test('a history that is split at any instant adds up to the same', () =>
    fc.assert(
      fc.property(histories, instant, (spans, at) => {
        const turns = turnsOf(EXCLUDED, spans)
        const whole = sumsIn(turns, november.fromMs, november.toMs)
        const [first, second] = [sumsIn(turns, november.fromMs, at), sumsIn(turns, at, november.toMs)]
        expect(first.downMs + second.downMs).toBe(whole.downMs)
        expect(first.blindMs + second.blindMs).toBe(whole.blindMs)
        expect(first.offMs + second.offMs).toBe(whole.offMs)
      }),
    ))

  test('more that is down never owes less', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 15 * DAY }), fc.integer({ min: 0, max: 15 * DAY }), (downMs, moreMs) => {
        const owed = creditOf({ tiers }, november, sums({ downMs }))
        expect(creditOf({ tiers }, november, sums({ downMs: downMs + moreMs }))).toBeGreaterThanOrEqual(owed)
      }),
    ))

  test('one more measured service never makes it better', () =>
    fc.assert(
      fc.property(histories, history, (spans, another) => {
        const before = sumsIn(turnsOf(COUNTED, spans), november.fromMs, november.toMs)
        const after = sumsIn(turnsOf(COUNTED, [...spans, another]), november.fromMs, november.toMs)
        expect(after.downMs).toBeGreaterThanOrEqual(before.downMs)
      }),
    ))

  test('just past the next step, and not before, more is owed', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 * DAY }), fc.integer({ min: 0, max: 5 * DAY }), (downMs, offMs) => {
        const given = sums({ downMs, offMs })
        const step = nextStep({ tiers }, november, given)
        fc.pre(step !== undefined)
        if (!step) return
        expect(creditOf({ tiers }, november, sums({ downMs: downMs + step.inMs + 1, offMs }))).toBe(step.credit)
        expect(creditOf({ tiers }, november, sums({ downMs: Math.max(downMs, downMs + step.inMs - 1), offMs }))).toBeLessThan(step.credit)
      }),
    ))
})
