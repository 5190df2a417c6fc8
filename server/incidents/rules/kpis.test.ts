import { describe, expect, test } from 'vitest'
import { kpisOf, type Measured, trend } from './kpis'

const at = (seconds: number) => new Date(1_000_000_000_000 + seconds * 1_000)
const incident = (more: Partial<Measured> = {}): Measured => ({
  startedAt: at(0),
  openedAt: at(5),
  acknowledgedAt: null,
  endedAt: null,
  proven: true,
  openedBy: null,
  ...more,
})

describe('KPIs (INC-6)', () => {
  test('no figure where there is no data', () =>
    expect(kpisOf([])).toEqual({
      detect: { meanMs: null, incidents: 0 },
      acknowledge: { meanMs: null, incidents: 0 },
      repair: { meanMs: null, incidents: 0 },
    }))
  test('means of what each incident has', () => {
    const { detect, acknowledge, repair } = kpisOf([
      incident({ acknowledgedAt: at(65), endedAt: at(600) }),
      incident({ openedAt: at(15), endedAt: at(1_200) }),
    ])
    expect(detect).toEqual({ meanMs: 10_000, incidents: 2 })
    expect(acknowledge).toEqual({ meanMs: 60_000, incidents: 1 })
    expect(repair).toEqual({ meanMs: 900_000, incidents: 2 })
  })
  test('what was closed without proof is left out of recovery (INC-4)', () =>
    expect(kpisOf([incident({ endedAt: at(60), proven: false })]).repair.incidents).toBe(0))
  test('what a person opened was not detected by us', () => expect(kpisOf([incident({ openedBy: 'Ada' })]).detect.incidents).toBe(0))
  test('a trend needs both periods', () => {
    const some = { meanMs: 20_000, incidents: 3 }
    expect(trend(some, { meanMs: 29_000, incidents: 4 })).toBe(-9_000)
    expect(trend(some, { meanMs: null, incidents: 0 })).toBeNull()
  })
})
