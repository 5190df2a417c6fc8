import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HOUR, MINUTE } from '../../kernel/duration'
import { aDeal, aFelt, aLoss, anIncident, aRisk, aStream, STORY_NOW, theStory } from '../testing'
import { arithmeticOf, OPENABLE } from './arithmetic'
import { headline, PARTS } from './headline'
import { levelsOf, loadsOf } from './load'
import { workingsOf } from './workings'

const later = (ms: number) => new Date(STORY_NOW.getTime() + ms)
const started = Date.parse('2026-11-17T14:02:00.000Z')

describe('revenue at risk (IMP-7)', () => {
  const told = headline(theStory(), STORY_NOW)

  test('is what was lost, what is expected, credits, and the deals at risk in full', () => {
    expect(told.mood).toBe('risk')
    expect(told.parts.lost.exactMinor).toBeCloseTo(39_990 + 1_618.9, 0)
    expect(told.parts.lost.shownMinor).toBe(41_600)
    // Admin sign-in to 14:43 (2,088 s at £3,870/h), renewals to 14:35:04 (1,612 s at £310/h).
    expect(told.parts.further.exactMinor).toBeCloseTo(224_460 + 13_881, 0)
    expect(told.parts.opportunities.shownMinor).toBe(92_500_000)
    expect(told.parts.credits.shownMinor).toBe(0)
    expect(told.figureMinor).toBe(92_780_000)
  })
  test('losing per hour is a caption, the weighted value stands beside', () => {
    expect(told.perHourMinor).toBeCloseTo(418_000, 6)
    expect(told.weightedMinor).toBeCloseTo(64_750_000, 3)
  })
  test('says it in the words of the business', () =>
    expect(told.sentence).toBe('Admin sign-in is failing. The Zebra Associates deal depends on it.'))
  test('names who is on it, since when, and when the last of it is likely to end', () => {
    expect([told.onIt, told.sinceMs]).toEqual(['Priya Nair', started])
    expect(told.likelyEnd?.endsAtMs).toBeCloseTo(started + 41 * MINUTE, -1)
    expect(told.overdue).toBe(false)
  })
  test('what else is open follows, with its cost and that nobody is on it', () =>
    expect(told.also).toMatchObject([{ number: 2418, title: 'Renewal payments is slow', owner: null, slow: true }]))
  test('the range runs from the earliest to the latest end', () => {
    expect(told.range.lowMinor).toBeLessThan(told.figureMinor)
    expect(told.range.highMinor).toBeGreaterThan(told.figureMinor)
  })
  test('a part of a segment is affected', () => expect(told.customers).toBe(420))

  test('the headline does not tick while the outlook holds; only lost so far does', () => {
    const next = headline(theStory(), later(5 * MINUTE))
    expect(next.figureMinor).toBe(told.figureMinor)
    expect(next.parts.lost.exactMinor - told.parts.lost.exactMinor).toBeCloseTo(418_000 / 12, 6)
  })
  test('past the likely end it says so', () => expect(headline(theStory(), later(40 * MINUTE)).overdue).toBe(true))
})

describe('what is not seen', () => {
  test('time without sight is expected, not lost, and the figure holds (IMP-13)', () => {
    const blindAt = STORY_NOW.getTime()
    const risk = aRisk({
      incidents: [anIncident()],
      streams: [
        aStream({ felt: [aFelt({ blind: true })], losses: [aLoss({ toMs: blindAt }), aLoss({ fromMs: blindAt, certainty: 'blind' })] }),
      ],
    })
    const [now, then] = [headline(risk, STORY_NOW), headline(risk, later(10 * MINUTE))]
    expect(then.parts.lost.exactMinor).toBe(now.parts.lost.exactMinor)
    expect(then.figureMinor).toBe(now.figureMinor)
    expect(then.parts.further.range?.lowMinor).toBe(0)
  })
  test('what may have been lost before the first failure widens the range', () => {
    const risk = aRisk({ incidents: [anIncident({ blindFromAtMs: started - MINUTE })], streams: [aStream()] })
    const { parts } = headline(risk, STORY_NOW)
    expect((parts.lost.range?.highMinor ?? 0) - parts.lost.exactMinor).toBeCloseTo(6_000, 6)
  })
  test('a service that cannot be seen is not "nothing at risk"', () => {
    const mail = { id: 'mail', title: 'Mail', tier: 2 as const, status: 'unknown' as const, sinceMs: started }
    const told = headline(aRisk({ services: { tiers: { 1: 0, 2: 1, 3: 0 }, notUp: [mail], others: [] } }), STORY_NOW)
    expect([told.mood, told.sentence]).toEqual(['unseen', 'Nothing is known to fail. Mail cannot be seen.'])
  })
  test('of many that cannot be seen two are named, and how many more there are', () => {
    const unseen = (id: string) => ({ id, title: id, tier: 2 as const, status: 'unknown' as const, sinceMs: started })
    const others = [
      { tier: 2, status: 'unknown', count: 4_000 },
      { tier: 3, status: 'paused', count: 7 },
    ] as const
    const services = { tiers: { 1: 0, 2: 5_000, 3: 7 }, notUp: ['Mail', 'Search', 'Login'].map(unseen), others }
    expect(headline(aRisk({ services }), STORY_NOW).sentence).toBe('Nothing is known to fail. Mail, Search and 4001 more cannot be seen.')
  })
})

describe('moods', () => {
  test('nothing open and everything seen is calm', () =>
    expect(headline(aRisk(), STORY_NOW)).toMatchObject({ mood: 'calm', figureMinor: 0, sentence: 'Nothing is at risk.' }))
  test('nothing declared is said as such', () => expect(headline(aRisk({ checks: 0 }), STORY_NOW).mood).toBe('nothing-watched'))
  test('a failure that costs nothing is failing, without money', () => {
    const told = headline(aRisk({ incidents: [anIncident()] }), STORY_NOW)
    expect([told.mood, told.figureMinor, told.sentence]).toEqual(['failing', 0, 'Admin sign-in is failing.'])
  })
  test('a deal outweighs a larger loss per hour', () => {
    const risk = aRisk({
      incidents: [anIncident({ id: 'search', title: 'Search is failing' }), anIncident()],
      streams: [aStream({ felt: [aFelt({ serviceId: 'search', incidentIds: ['search'] })], losses: [aLoss({ incidentId: 'search' })] })],
      opportunities: [aDeal()],
    })
    expect(headline(risk, STORY_NOW).sentence).toBe('Admin sign-in is failing. The Zebra Associates deal depends on it.')
  })
  test('many deals are counted, the largest named', () => {
    const deals = ['A', 'B', 'C'].map((title, i) => aDeal({ id: title, title, valueMinor: (i + 1) * 100 }))
    expect(headline(aRisk({ incidents: [anIncident()], opportunities: deals }), STORY_NOW).sentence).toBe(
      'Admin sign-in is failing. 3 deals depend on it, C the largest.',
    )
  })
})

describe('laws', () => {
  const losses = fc.array(fc.record({ fraction: fc.double({ min: 0, max: 1, noNaN: true }), baselinePerHourMinor: fc.nat(1e9) }), {
    maxLength: 5,
  })
  const riskWith = (list: readonly { fraction: number; baselinePerHourMinor: number }[], valueMinor: number) =>
    aRisk({
      incidents: [anIncident()],
      streams: list.map(({ fraction, baselinePerHourMinor }, i) =>
        aStream({
          id: `s${i}`,
          baselinePerHourMinor,
          felt: [aFelt({ dependence: fraction })],
          losses: [aLoss({ fraction, baselinePerHourMinor })],
        }),
      ),
      opportunities: [aDeal({ valueMinor })],
    })
  test('the four amounts add up to the figure, exactly as shown', () => {
    fc.assert(
      fc.property(losses, fc.nat(1e11), fc.nat(10 * HOUR), (list, value, ms) => {
        const { parts, figureMinor } = headline(riskWith(list, value), later(ms))
        expect(PARTS.reduce((sum, key) => sum + parts[key].shownMinor, 0)).toBe(figureMinor)
        expect(figureMinor % 100).toBe(0)
        expect(Math.abs(figureMinor - PARTS.reduce((sum, key) => sum + parts[key].exactMinor, 0))).toBeLessThanOrEqual(50.01)
      }),
    )
  })
  test('lost and further change places until the likely end', () => {
    fc.assert(
      fc.property(losses, fc.double({ min: 0, max: 0.99, noNaN: true }), (list, part) => {
        const risk = riskWith(list, 0)
        const now = headline(risk, STORY_NOW)
        const then = headline(risk, later(((now.likelyEnd?.endsAtMs ?? 0) - STORY_NOW.getTime()) * part))
        expect(then.parts.lost.exactMinor + then.parts.further.exactMinor).toBeCloseTo(
          now.parts.lost.exactMinor + now.parts.further.exactMinor,
          1,
        )
      }),
    )
  })
})

describe('arithmetic in words', () => {
  test('each line is a product, and the lines add up to the sum', () => {
    const { groups } = arithmeticOf(theStory(), STORY_NOW, 'lost')
    expect(groups.map(({ heading }) => heading)).toEqual([
      'Admin sign-in has been failing for 6 min 12 s',
      'Renewal payments has been slow for 3 min 8 s',
    ])
    expect(groups.flatMap(({ lines }) => lines.map(({ product, result }) => `${product} = ${result}`))).toEqual([
      '£3,600/h × 1.00 × 372 s = £372.00',
      '£6,750/h × 0.04 × 372 s = £27.90',
      '£2,480/h × 0.50 × 0.25 × 188 s = £16.19',
    ])
    expect(groups.flatMap(({ lines }) => lines.map(({ sentence }) => sentence))).toEqual([
      'Managed orders: usually £3,600 in this hour of the week. All of it needs Admin sign-in.',
      'Self-serve checkout: usually £6,750 in this hour of the week. 4\u00a0% of it needs Admin sign-in.',
      'Plan renewals: usually £2,480 in this hour of the week. 50\u00a0% of it needs Renewal payments, and slow counts as 0.25 of down.',
    ])
    expect(groups.at(-1)?.sum).toEqual({ product: '372.00 + 27.90 + 16.19', result: '£416.09' })
  })
  test.each([
    ['GBP', '372.00 + 27.90 + 16.19', '£416.09'],
    ['JPY', '37,200 + 2,790 + 1,619', '¥41,609'],
    ['KWD', '37.200 + 2.790 + 1.619', 'KWD\u00a041.609'],
  ])('sums are as exact as %s is: no decimals that the currency does not have', (currency, product, result) => {
    const story = theStory()
    const risk = { ...story, base: currency, streams: story.streams.map((stream) => ({ ...stream, currency })) }
    for (const what of ['lost', 'rate', 'further'] as const)
      for (const { sum } of arithmeticOf(risk, STORY_NOW, what).groups) {
        const decimals = sum?.product.split(' + ').map((summand) => summand.split('.')[1]?.length ?? 0) ?? []
        for (const length of decimals) expect(length, `${what}: ${sum?.product}`).toBe(sum?.result.split('.')[1]?.length ?? 0)
      }
    expect(arithmeticOf(risk, STORY_NOW, 'lost').groups.at(-1)?.sum).toEqual({ product, result })
  })
  test('the likely end says where it comes from', () => {
    const { notes } = arithmeticOf(theStory(), STORY_NOW, 'further')
    expect(notes[0]).toMatch(/^The likely end comes from the last 5 repairs of Admin sign-in/)
    expect(notes[1]).toBe(
      'Fewer than five repairs of Renewal payments are known, so an assumption is used: half of all repairs take at most 30 min, eight in ten between 5 min and 4 h 00.',
    )
  })
  test('without contracts no credit is claimed', () =>
    expect(arithmeticOf(theStory(), STORY_NOW, 'credits').notes).toEqual(['No contracts are declared, so no credits can fall due.']))
  test('another currency shows its rate', () => {
    const risk = aRisk({ incidents: [anIncident()], streams: [aStream({ currency: 'USD', basePerMinor: 0.79 })] })
    expect(arithmeticOf(risk, STORY_NOW, 'lost').groups[0]?.lines[0]).toMatchObject({
      product: '$3,600/h × 1.00 × 372 s × 0.79',
      result: '£293.88',
    })
  })
  test.each(OPENABLE)('%s opens in every mood', (what) => {
    for (const risk of [aRisk(), theStory(), aRisk({ incidents: [anIncident()] })])
      expect(arithmeticOf(risk, STORY_NOW, what).notes.length + arithmeticOf(risk, STORY_NOW, what).groups.length).toBeGreaterThan(0)
  })
})

describe('the load on the gauge', () => {
  test('its area is the money', () => {
    const from = STORY_NOW.getTime() - HOUR
    const levels = levelsOf(loadsOf(theStory(), from, STORY_NOW.getTime()), from)
    const area = levels.reduce((sum, { atMs, value }, i) => sum + value * (((levels[i + 1]?.atMs ?? STORY_NOW.getTime()) - atMs) / HOUR), 0)
    expect(area).toBeCloseTo(headline(theStory(), STORY_NOW).parts.lost.exactMinor, 6)
  })
  test('what began before the picture stands from its edge on, and what ends comes back to nothing', () => {
    const load = (fromMs: number, perHourMinor: number) => ({ incidentId: 'a', fromMs, toMs: 50, perHourMinor })
    expect(levelsOf([load(0, 0.1), load(20, 0.2), load(30, 0.3)], 10)).toEqual([
      { atMs: 10, value: 0.1 },
      { atMs: 20, value: 0.3 },
      { atMs: 30, value: 0.6 },
      { atMs: 50, value: 0 },
    ])
  })
  test('what is expected comes down step by step', () => {
    const { aheadLoads, nowMs } = workingsOf(theStory(), STORY_NOW.getTime())
    expect(levelsOf(aheadLoads, nowMs).map(({ value }) => Math.round(value))).toEqual([418_000, 387_000, 0])
  })
})
