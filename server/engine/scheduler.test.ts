import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type FakeClock, fakeClock } from '../runtime/testing'
import { mayStart, started } from './rules/fair-share'
import { nextStart, phaseOf } from './rules/next-start'
import { createScheduler, type Outlook, type Plan } from './scheduler'

const aPlan = (id: string, over: Partial<Plan> = {}): Plan => ({ id, host: 'a', intervalMs: 30_000, confirmIntervalMs: 5_000, ...over })

/** A scheduler whose checks take `takesMs`, each or all, and answer what `outlook` says. */
function watch({
  takesMs = 100,
  outlook = () => ({ confirming: false }),
  ...limits
}: {
  takesMs?: number | ((id: string) => number)
  outlook?: (id: string) => Outlook
  concurrent?: number
  perSecond?: number
  total?: number
} = {}) {
  const clock: FakeClock = fakeClock()
  const starts: { id: string; atMs: number }[] = []
  const missed: string[] = []
  let most = 0
  let running = 0
  const scheduler = createScheduler<Plan>({
    clock,
    limits: () => ({ concurrent: 4, perSecond: 20, total: 500, confirmForMs: 600_000, missedAfterMs: 15_000, ...limits }),
    async run({ id }) {
      starts.push({ id, atMs: clock.elapsedMs() })
      most = Math.max(most, ++running)
      await clock.sleep(typeof takesMs === 'number' ? takesMs : takesMs(id))
      running -= 1
      return outlook(id)
    },
    onMissed: (items) => missed.push(...items.map(({ id }) => id)),
  })
  return {
    clock,
    starts,
    missed,
    scheduler,
    most: () => most,
    of: (id: string) => starts.filter((start) => start.id === id).map(({ atMs }) => atMs),
  }
}

describe('a check', () => {
  test('runs at once when it is new, then at its own place in every interval, without drift', async () => {
    const { clock, scheduler, of } = watch({ takesMs: 731 })
    scheduler.plan([aPlan('one')])
    await clock.advance(10 * 30_000)
    const [first, second = 0, ...rest] = of('one')
    expect(first).toBe(0)
    expect((clock.now().getTime() - clock.elapsedMs() + second) % 30_000).toBe(phaseOf('one', 30_000))
    rest.forEach((at, i) => {
      expect(at).toBe(second + (i + 1) * 30_000)
    })
  })
  test('keeps its place after a restart', async () => {
    const places = await Promise.all(
      [0, 12_345].map(async (delay) => {
        const { clock, scheduler, of } = watch()
        await clock.advance(delay)
        scheduler.plan([aPlan('one')])
        await clock.advance(90_000)
        return (of('one')[2] ?? 0) % 30_000
      }),
    )
    expect(places[0]).toBe(places[1])
  })
  test('is repeated at its confirm interval while something is undecided, for ten minutes, then at its interval', async () => {
    const { clock, scheduler, of } = watch({ outlook: () => ({ confirming: true }) })
    scheduler.plan([aPlan('one')])
    await clock.advance(600_000)
    expect(of('one').slice(0, 4)).toEqual([0, 5_000, 10_000, 15_000])
    const confirmed = of('one').length
    await clock.advance(300_000)
    expect(of('one').length - confirmed).toBeLessThanOrEqual(11)
  })
  test('never overlaps itself, however long it takes', async () => {
    const { clock, scheduler, of, most } = watch({ takesMs: 12_000, outlook: () => ({ confirming: true }) })
    scheduler.plan([aPlan('one', { intervalMs: 10_000 })])
    await clock.advance(120_000)
    expect(most()).toBe(1)
    expect(of('one').length).toBe(11)
  })
  test('leaves a target alone that asked for it', async () => {
    const { clock, scheduler, of } = watch({ outlook: () => ({ confirming: true, retryAfterMs: 120_000 }) })
    scheduler.plan([aPlan('one')])
    await clock.advance(119_000)
    expect(of('one')).toEqual([0])
  })
  test('is not left alone for longer than five minutes or its interval, whatever the target asks', async () => {
    const { clock, scheduler, of } = watch({ outlook: () => ({ confirming: true, retryAfterMs: 86_400_000 }) })
    scheduler.plan([aPlan('one')])
    await clock.advance(299_000)
    expect(of('one')).toHaveLength(1)
    await clock.advance(2_000)
    expect(of('one')).toHaveLength(2)
  })
  test('that was edited runs at once; one that was not keeps its time', async () => {
    const { clock, scheduler, of } = watch()
    const [one, two] = [aPlan('one'), aPlan('two')]
    scheduler.plan([one, two])
    await clock.advance(1_000)
    scheduler.plan([{ ...one }, two])
    await clock.advance(200)
    expect(of('one')).toEqual([0, 1_000])
    expect(of('two')).toEqual([0])
  })
  test('that was removed does not run again', async () => {
    const { clock, scheduler, of } = watch()
    scheduler.plan([aPlan('one')])
    await clock.advance(1_000)
    scheduler.plan([])
    await clock.advance(120_000)
    expect(of('one')).toEqual([0])
  })
  test('is not moved by somebody who sets the clock', async () => {
    const { clock, scheduler, of } = watch()
    scheduler.plan([aPlan('one')])
    await clock.advance(61_000)
    const before = of('one').length
    clock.jump(-3_600_000)
    await clock.advance(60_000)
    clock.jump(7_200_000)
    await clock.advance(60_000)
    expect(of('one').length - before).toBe(4)
  })
})

describe('a target is never hurt (CHK-11)', () => {
  test('no more checks at a time than it bears, and all of them in the end', async () => {
    const { clock, scheduler, starts, most } = watch({ takesMs: 200 })
    scheduler.plan(Array.from({ length: 40 }, (_, i) => aPlan(`c${i}`)))
    await clock.advance(60_000)
    expect(most()).toBe(4)
    expect(new Set(starts.map(({ id }) => id)).size).toBe(40)
  })
  test('no more starts in a second than it bears, after a burst of one second', async () => {
    const { clock, scheduler, starts } = watch({ takesMs: 1, concurrent: 1_000, perSecond: 20 })
    scheduler.plan(Array.from({ length: 200 }, (_, i) => aPlan(`c${i}`, { intervalMs: 3_600_000 })))
    await clock.advance(5_000)
    expect(starts.length).toBeGreaterThanOrEqual(100)
    expect(starts.length).toBeLessThanOrEqual(121)
  })
  test('a slow host makes only its own checks wait', async () => {
    const { clock, scheduler, of } = watch({ takesMs: 9_000 })
    scheduler.plan([
      ...Array.from({ length: 50 }, (_, i) => aPlan(`slow${i}`)),
      aPlan('other', { host: 'b' }),
      aPlan('nobody', { host: null }),
    ])
    await clock.advance(100)
    expect(of('other')).toEqual([0])
    expect(of('nobody')).toEqual([0])
  })
  test('one that waits for its rate starts on time, whatever else is put off meanwhile', async () => {
    const { clock, scheduler, of } = watch({
      takesMs: (id) => (id === 'busy' ? 700 : 500),
      perSecond: 1,
      outlook: (id) => ({ confirming: id === 'busy' }),
    })
    const seldom = { host: 'rated', intervalMs: 3_600_000 }
    scheduler.plan([aPlan('busy'), ...['r0', 'r1', 'r2', 'r3'].map((id) => aPlan(id, seldom))])
    await clock.advance(4_000)
    const rated = ['r0', 'r1', 'r2', 'r3'].map((id) => of(id)[0]).toSorted((a = 0, b = 0) => a - b)
    expect(rated).toEqual([0, 1_000, 2_000, 3_000])
  })
  test('what hangs leaves a place for what answers, on the same host and in all (CHK-4)', async () => {
    const { clock, scheduler, of, most } = watch({ takesMs: (id) => (id.startsWith('hangs') ? 9_999 : 5), total: 12 })
    const quick = { intervalMs: 1_000, confirmIntervalMs: 1_000 }
    const hanging = (host: string) => Array.from({ length: 8 }, (_, i) => aPlan(`hangs-${host}-${i}`, { host, intervalMs: 10_000 }))
    scheduler.plan([...'abcde'].flatMap((host) => [...hanging(host), aPlan(`answers-${host}`, { host, ...quick })]))
    await clock.advance(60_000)
    const before = [...'abcde'].map((host) => of(`answers-${host}`).length)
    await clock.advance(60_000)
    for (const [i, host] of [...'abcde'].entries()) {
      const starts = of(`answers-${host}`)
      expect(starts.length - (before[i] ?? 0), host).toBe(60)
      for (const [j, at] of starts.slice(-59).entries()) expect(at - (starts.at(-60 + j) ?? 0), host).toBe(1_000)
    }
    expect(most()).toBeLessThanOrEqual(12)
  })
  test('what waits too long is told as missed, once', async () => {
    const { clock, scheduler, missed } = watch({ takesMs: 100_000, concurrent: 1 })
    scheduler.plan([aPlan('one'), aPlan('two')])
    await clock.advance(44_000)
    expect(missed, 'what begins together may wait for an interval').toEqual([])
    await clock.advance(20_000)
    expect(missed).toEqual(['two'])
  })
  test('the rate holds over any second, whatever arrives when', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 300 }), fc.integer({ min: 1, max: 30 }), (gaps, perSecond) => {
        const load = { running: 0, nextMs: 0 }
        const limits = { concurrent: 1_000_000, perSecond }
        const starts: number[] = []
        let now = 10_000
        for (const gap of gaps) {
          now += gap
          if (mayStart(load, limits, now) !== 'now') continue
          started(load, limits, now)
          starts.push(now)
        }
        for (const at of starts)
          expect(starts.filter((other) => other >= at && other < at + 1_000).length).toBeLessThanOrEqual(2 * perSecond)
        const span = (starts.at(-1) ?? 0) - (starts[0] ?? 0)
        expect(starts.length).toBeLessThanOrEqual(perSecond * (span / 1_000 + 1) + 1)
      }),
    )
  })
})

test('the next start is never before the run ended, and within one interval unless the target asked otherwise', () => {
  const ms = fc.integer({ min: 0, max: 10_000_000 })
  fc.assert(
    fc.property(
      ms,
      fc.integer({ min: 0, max: 100_000 }),
      fc.integer({ min: 1_000, max: 3_600_000 }),
      fc.string(),
      fc.boolean(),
      (startedMs, took, intervalMs, id, confirming) => {
        const pace = { intervalMs, confirmIntervalMs: 5_000, phaseMs: phaseOf(id, intervalMs), confirmForMs: 600_000 }
        const finishedMs = startedMs + took
        const next = nextStart(pace, { startedMs, finishedMs, confirmingSinceMs: confirming ? startedMs : null, notBeforeMs: 0 })
        expect(next).toBeGreaterThanOrEqual(finishedMs)
        expect(next).toBeLessThanOrEqual(finishedMs + intervalMs)
        if (confirming) expect(next).toBeLessThanOrEqual(Math.max(finishedMs, startedMs + 5_000))
      },
    ),
  )
})
test('places are spread over the interval', () => {
  const places = Array.from({ length: 2_000 }, (_, i) => phaseOf(`0193a${i}-7b1c`, 20_000))
  const perSecond = Array.from({ length: 20 }, (_, second) => places.filter((at) => Math.floor(at / 1_000) === second).length)
  expect(Math.min(...perSecond)).toBeGreaterThan(60)
  expect(Math.max(...perSecond)).toBeLessThan(145)
})
