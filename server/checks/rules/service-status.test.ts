import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Span, Status } from '../model'
import { holdsSince, type Part, serviceSpans, spansAfterOne } from './service-status'
import { merged, replaceTail, statusAt } from './spans'

const SECONDS = 12
const at = (second: number) => new Date(second * 1_000)

const history = fc
  .uniqueArray(
    fc.record({
      second: fc.integer({ min: 1, max: SECONDS }),
      span: fc.constantFrom<Pick<Span, 'status' | 'hides'>>(
        { status: 'up' },
        { status: 'up' },
        { status: 'down' },
        { status: 'down' },
        { status: 'degraded' },
        { status: 'unknown' },
        { status: 'paused' },
        { status: 'maintenance' },
        { status: 'maintenance', hides: 'down' },
        { status: 'maintenance', hides: 'up' },
      ),
    }),
    { selector: ({ second }) => second, maxLength: 4 },
  )
  .map((turns): readonly Span[] =>
    merged([
      { status: 'unknown', fromAt: at(0) },
      ...turns.toSorted((a, b) => a.second - b.second).map(({ second, span }) => ({ ...span, fromAt: at(second) })),
    ]),
  )
const part = fc.record({
  spans: history,
  critical: fc.boolean(),
  joinedMs: fc.option(
    fc.integer({ min: 0, max: SECONDS }).map((second) => second * 1_000),
    { nil: undefined, freq: 4 },
  ),
})
const scene = fc.record({
  one: part,
  others: fc.array(part, { maxLength: 4 }),
  tail: history,
  fromSecond: fc.integer({ min: 0, max: SECONDS }),
})

/** What all of them make of the service, before and after one of them turned out to have been something else from an instant on. */
function turned({ one, others, tail, fromSecond }: { one: Part; others: readonly Part[]; tail: readonly Span[]; fromSecond: number }) {
  const fromMs = fromSecond * 1_000
  const first: Span = { status: statusAt(tail, fromMs), fromAt: at(fromSecond) }
  const next = { ...one, spans: replaceTail(one.spans, [first, ...tail.filter(({ fromAt }) => fromAt.getTime() > fromMs)]) }
  return { fromMs, next, before: serviceSpans([one, ...others], 0), after: serviceSpans([next, ...others], fromMs) }
}

const nobody = () => false

test.each([
  ['nobody else', () => nobody],
  [
    'another that still does',
    ({ others, fromMs }: { others: readonly Part[]; fromMs: number }) =>
      (status: Status) =>
        others.some((other) => holdsSince(other, status, fromMs)),
  ],
] as const)(
  'what a service is after one of its checks turned is what all of them make it, wherever it can be said with %s',
  (_who, holder) => {
    let said = 0
    fc.assert(
      fc.property(scene, (given) => {
        const { fromMs, next, before, after } = turned(given)
        const found = spansAfterOne(before, given.one.spans, next, fromMs, holder({ others: given.others, fromMs }))
        if (found) expect(replaceTail(before, found)).toEqual(replaceTail(before, after))
        if (found) said += 1
      }),
      { numRuns: 3_000 },
    )
    expect(said).toBeGreaterThan(1_000)
  },
)

const known = (status: Span['status'], critical = true): Part => ({ spans: [{ status, fromAt: at(0) }], critical })

test.each([
  ['fails while all else works', 'up', 'down', true, 'down'],
  ['fails like others before it', 'down', 'down', true, 'down'],
  ['fails, but is not critical', 'up', 'down', false, 'degraded'],
  ['is seen for the first time while others work', 'up', 'up', true, 'up'],
] as const)('nobody else is asked when one %s', (_what, service, status, critical, expected) => {
  const was: readonly Span[] = [{ status: 'unknown', fromAt: at(0) }]
  const next = { spans: [...was, { status, fromAt: at(3) }], critical }
  expect(spansAfterOne(known(service).spans, was, next, 3_000, nobody)).toEqual([{ status: expected, fromAt: at(3) }])
})

test('the last that failed cannot say alone what the service is without it', () => {
  const next = { spans: [...known('down').spans, { status: 'up' as const, fromAt: at(3) }], critical: true }
  expect(spansAfterOne(known('down').spans, known('down').spans, next, 3_000, nobody)).toBeUndefined()
})
