import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SEVERITIES } from '../../checks/model'
import { HOUR, MINUTE, SECOND } from '../../kernel/duration'
import { gathered, isUrgent, type Waiting } from './bundle'
import { BUDGETS, BUNDLE_MAX, release } from './throttle'

const KINDS = ['page', 'news', 'reminder', 'acknowledged', 'resolved', 'briefing'] as const
const notice = (id: string, kind: Waiting['kind'], incidentId: string | null, more: Partial<Waiting> = {}): Waiting => ({
  id,
  kind,
  incidentId,
  lossPerMinute: 0,
  severity: 'high',
  at: new Date(0),
  ...more,
})

describe('what waits of one incident is told at once', () => {
  test.each([
    ['page', 'page'],
    ['page news', 'page'],
    ['page briefing', 'page'],
    ['news news', 'news'],
    ['page resolved', 'resolved'],
    ['page acknowledged', 'acknowledged'],
    ['page acknowledged news', 'acknowledged'],
    ['page resolved page', 'page'],
    ['news page', 'page'],
    ['briefing news', 'news'],
    ['page acknowledged resolved', 'resolved'],
    ['acknowledged reminder', 'reminder'],
  ])('%s is a %s', (kinds, expected) => {
    const waiting = kinds.split(' ').map((kind, index) => notice(String(index), kind as Waiting['kind'], 'i'))
    expect(gathered(waiting)).toMatchObject([{ kind: expected, covers: waiting.map(({ id }) => id) }])
  })
  test('by what is true now: the newest severity and loss', () => {
    const waiting = [
      notice('a', 'page', 'i', { lossPerMinute: 1 }),
      notice('b', 'news', 'i', { lossPerMinute: 9, severity: 'critical', at: new Date(5) }),
    ]
    expect(gathered(waiting)).toEqual([
      { id: 'a', kind: 'page', lossPerMinute: 9, severity: 'critical', at: new Date(0), covers: ['a', 'b'] },
    ])
  })
  test('what is of no incident is told by itself', () =>
    expect(gathered([notice('a', 'briefing', null), notice('b', 'briefing', null)])).toHaveLength(2))
})

const NOW = new Date('2026-11-23T00:00:00Z')
const before = (...seconds: number[]) => seconds.map((second) => new Date(NOW.getTime() - second * SECOND))
const items = (kind: Waiting['kind'], count: number, from = 0) =>
  gathered(
    Array.from({ length: count }, (_, index) => notice(`${kind}${from + index}`, kind, `${kind}${from + index}`, { at: new Date(index) })),
  )
/** `1 1 3`: how many items each message holds; then in how many seconds to ask again. */
const sizes = (sent: Date[], waiting: ReturnType<typeof items>, now = NOW) => {
  const { messages, nextAt } = release(sent, waiting, now)
  return [messages.map((message) => message.length).join(' '), nextAt === null ? null : (nextAt.getTime() - now.getTime()) / SECOND]
}

test.each<[string, Date[], ReturnType<typeof items>, string, number | null]>([
  ['nothing waits', [], [], '', null],
  ['the first goes at once', [], items('page', 1), '1', null],
  ['as long as there is a message for each it goes alone', [], items('page', 3), '1 1 1', null],
  ['when there is not, one takes all', [], items('page', 4), '4', null],
  ['the last message of the moment takes all that waits', before(1, 2), items('page', 5), '5', null],
  ['also the news', before(1, 2), [...items('news', 2), ...items('page', 1)], '3', null],
  ['after three at once it gathers', before(1, 1, 1), items('page', 9), '', 4],
  ['after four, for longer', before(1, 6, 7, 8), items('page', 9), '', 12],
  ['five a minute', before(1, 21, 22, 23, 24), items('page', 9), '', 36],
  ['twelve in a quarter of an hour', before(...Array.from({ length: 12 }, (_, index) => 61 + index * 30)), items('page', 1), '', 900 - 391],
  ['thirty an hour', before(...Array.from({ length: 30 }, (_, index) => 100 + index * 90)), items('page', 1), '', 3_600 - 2_710],
  ['news leaves the last message to pages', before(1, 1), items('news', 1), '', 4],
  ['a page does not wait for news', before(1, 1), items('page', 1), '1', null],
  [
    'what was sent in the future, before the clock jumped back, does not count',
    before(-600, -601, -602, -603, -604),
    items('page', 1),
    '1',
    null,
  ],
])('%s', (_claim, sent, waiting, expected, next) => expect(sizes(sent, waiting)).toEqual([expected, next]))

test('pages come before news, and what loses most comes first', () => {
  const waiting = gathered([
    notice('news', 'news', 'a', { lossPerMinute: 99, severity: 'emergency' }),
    notice('small', 'page', 'b', { lossPerMinute: 1 }),
    notice('large', 'page', 'c', { lossPerMinute: 50 }),
    notice('grave', 'page', 'd', { lossPerMinute: 1, severity: 'critical' }),
  ])
  expect(
    release(before(1, 2), waiting, NOW)
      .messages.flat()
      .map(({ id }) => id),
  ).toEqual(['large', 'grave', 'small', 'news'])
})

/** Sends as a dispatcher would, whenever it is told to ask again, until all is told. */
function drain(arrivals: readonly { readonly afterMs: number; readonly notices: readonly Waiting[] }[]) {
  const sent: { readonly at: Date; readonly covers: readonly string[]; readonly items: number; readonly urgent: boolean }[] = []
  let waiting: readonly Waiting[] = []
  let nowMs = NOW.getTime()
  const run = (untilMs: number) => {
    for (;;) {
      const now = new Date(nowMs)
      const { messages, nextAt } = release(
        sent.map(({ at }) => at),
        gathered(waiting),
        now,
      )
      for (const message of messages)
        sent.push({ at: now, covers: message.flatMap(({ covers }) => covers), items: message.length, urgent: message.some(isUrgent) })
      const told = new Set(messages.flat().flatMap(({ covers }) => covers))
      waiting = waiting.filter(({ id }) => !told.has(id))
      if (nextAt === null || nextAt.getTime() > untilMs) return
      nowMs = nextAt.getTime()
    }
  }
  for (const { afterMs, notices } of arrivals) {
    run(nowMs + afterMs)
    nowMs = Math.max(nowMs, NOW.getTime()) + afterMs
    waiting = [...waiting, ...notices]
  }
  run(Number.POSITIVE_INFINITY)
  return sent
}

describe('a storm of 10,000 pages for one person (ALR-12)', () => {
  const pages = Array.from({ length: 10_000 }, (_, index) => notice(`n${index}`, 'page', `i${index}`))
  test('at one moment: the first is out at once, all are told by five messages within the minute', () => {
    const sent = drain([{ afterMs: 0, notices: pages }])
    expect(sent[0]?.at).toEqual(NOW)
    expect(sent.length).toBeLessThanOrEqual(5)
    expect((sent.at(-1)?.at.getTime() ?? 0) - NOW.getTime()).toBeLessThan(MINUTE)
    expect(new Set(sent.flatMap(({ covers }) => covers)).size).toBe(10_000)
  })
  test('over ten seconds: five messages in the first minute tell all of it', () => {
    const sent = drain(Array.from({ length: 100 }, (_, index) => ({ afterMs: 100, notices: pages.slice(index * 100, (index + 1) * 100) })))
    expect(sent.filter(({ at }) => at.getTime() - NOW.getTime() < MINUTE).length).toBeLessThanOrEqual(5)
    expect((sent.at(-1)?.at.getTime() ?? 0) - NOW.getTime()).toBeLessThan(2 * MINUTE)
    expect(new Set(sent.flatMap(({ covers }) => covers)).size).toBe(10_000)
  })
})

const anyArrivals = fc
  .array(
    fc.record({
      afterMs: fc.oneof(fc.nat(3 * SECOND), fc.nat(10 * MINUTE)),
      kinds: fc.array(
        fc.record({ kind: fc.constantFrom(...KINDS), incident: fc.nat(12), loss: fc.nat(5), severity: fc.constantFrom(...SEVERITIES) }),
        { maxLength: 12 },
      ),
    }),
    { maxLength: 30 },
  )
  .map((arrivals) =>
    arrivals.map(({ afterMs, kinds }, group) => ({
      afterMs,
      notices: kinds.map(({ kind, incident, loss, severity }, index) =>
        notice(`${group}/${index}`, kind, `i${incident}`, { lossPerMinute: loss, severity }),
      ),
    })),
  )

test('no notice is lost or told twice, no budget is exceeded, no message is too large, whatever comes when', () =>
  fc.assert(
    fc.property(anyArrivals, (arrivals) => {
      const sent = drain(arrivals)
      const told = sent.flatMap(({ covers }) => covers)
      expect(told.toSorted()).toEqual(arrivals.flatMap(({ notices }) => notices.map(({ id }) => id)).toSorted())
      for (const { items: size } of sent) expect(size).toBeLessThanOrEqual(BUNDLE_MAX)
      for (const { messages, withinMs } of BUDGETS)
        for (const { at } of sent) {
          const within = sent.filter((other) => other.at <= at && at.getTime() - other.at.getTime() < withinMs)
          expect(within.length).toBeLessThanOrEqual(messages)
        }
    }),
    { numRuns: 200 },
  ))

test('however much news was sent, a page that comes goes at once', () => {
  const newsOnly = anyArrivals.map((arrivals) =>
    arrivals.map(({ afterMs, notices }) => ({ afterMs, notices: notices.filter((one) => !isUrgent(one)) })),
  )
  fc.assert(
    fc.property(newsOnly, fc.nat(HOUR), (arrivals, laterMs) => {
      const sent = drain(arrivals).map(({ at }) => at)
      const now = new Date(Math.max(NOW.getTime(), ...sent.map((at) => at.getTime())) + laterMs)
      expect(release(sent, [...items('news', 5), ...items('page', 1)], now).messages[0]?.[0]?.kind).toBe('page')
    }),
    { numRuns: 200 },
  )
})
