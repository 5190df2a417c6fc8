import { describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../kernel/duration'
import { dayHealths, dayLoadsOf, daysBack, lostMinutes, monthsBack, monthsOf, type StakeSpan } from './history'

const now = new Date('2026-11-17T14:00:00.000Z')
const gbp = { base: 'GBP', rates: { USD: 0.5 } }
const span = (status: StakeSpan['status'], from: string, to: string | null): StakeSpan => ({
  id: 'zebra',
  createdAt: new Date('2026-10-20T00:00:00.000Z'),
  status,
  fromAt: new Date(from),
  toAt: to ? new Date(to) : null,
})

describe('months', () => {
  test('twelve of them end with the current one', () => {
    const months = monthsBack(now, 12)
    expect([months[0]?.toISOString(), months.at(-1)?.toISOString()]).toEqual(['2025-12-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z'])
  })
  test('currencies convert, blind loss stands apart, and a month without loss is zero', () => {
    const months = monthsBack(now, 2)
    const fromAt = months[1] ?? now
    const rows = [
      { fromAt, currency: 'GBP', certainty: 'seen' as const, minor: 100 },
      { fromAt, currency: 'USD', certainty: 'seen' as const, minor: 100 },
      { fromAt, currency: 'GBP', certainty: 'blind' as const, minor: 7 },
    ]
    expect(monthsOf(rows, months, gbp).map(({ lostMinor, blindMinor }) => [lostMinor, blindMinor])).toEqual([
      [0, 0],
      [150, 7],
    ])
  })
})

describe('the highest load of a day', () => {
  test('is that of all that ran at once, on each day that it touched', () => {
    const days = daysBack(now, 3)
    const today = days[2] ?? 0
    const load = (from: number, to: number | null, perHourMinor: number, currency = 'GBP') => ({
      fromAt: new Date(from),
      toAt: to === null ? null : new Date(to),
      currency,
      perHourMinor,
    })
    const loads = dayLoadsOf(
      [load(today - HOUR, today + HOUR, 100), load(today - 30 * MINUTE, today - 10 * MINUTE, 50, 'USD'), load(today + 13 * HOUR, null, 10)],
      days,
      now,
      gbp,
    )
    expect(loads.map(({ peakMinor }) => peakMinor)).toEqual([0, 125, 100])
    expect(loads.map(({ lastedMs }) => lastedMs)).toEqual([0, HOUR, 2 * HOUR])
  })
})

describe('a deal', () => {
  const spans = [
    span('down', '2026-11-15T10:00:00.000Z', '2026-11-15T10:12:00.000Z'),
    span('up', '2026-11-15T10:12:00.000Z', '2026-11-17T13:30:00.000Z'),
    span('down', '2026-11-17T13:30:00.000Z', null),
  ]
  test('shows the worst of each day, and nothing before it was declared', () => {
    expect(dayHealths(spans, daysBack(now, 4), now)).toEqual(['up', 'down', 'up', 'down'])
    expect(dayHealths(spans, [now.getTime() - 60 * DAY], now)).toEqual(['unknown'])
  })
  test('was not under strain for the seconds in which its checks began to look', () =>
    expect(dayHealths([span('degraded', '2026-11-17T10:00:00.000Z', '2026-11-17T10:00:20.000Z')], daysBack(now, 1), now)).toEqual(['up']))
  test('that never changed was safe', () =>
    expect(dayHealths([{ ...span(null, '2026-11-01', null), fromAt: null }], daysBack(now, 2), now)).toEqual(['up', 'up']))
  test('lost minutes add up by month, to now', () =>
    expect(lostMinutes(spans, monthsBack(now, 3), now).map(({ lostMs, declared }) => [lostMs / MINUTE, declared])).toEqual([
      [0, false],
      [0, true],
      [42, true],
    ]))
})
