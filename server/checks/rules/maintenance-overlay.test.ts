import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Span, Status } from '../model'
import { felt, overPlanned, type Planned, plannedIn, replanned } from './maintenance-overlay'
import { heldSince, merged, replaceTail, sameSpans, statusAt } from './spans'

const WORDS = { u: 'up', g: 'degraded', d: 'down', '?': 'unknown', m: 'maintenance', p: 'paused' } as const
type Letter = keyof typeof WORDS
const letterOf = (status: Status): string => Object.entries(WORDS).find(([, word]) => word === status)?.[0] ?? '-'

/** `uudd`: a status for each second. Upper case is maintenance that hides what the letter says. */
const read = (text: string): readonly Span[] =>
  merged(
    [...text].map((letter, i): Span => {
      const fromAt = new Date(i * 1_000)
      const status = WORDS[letter.toLowerCase() as Letter]
      return letter === letter.toLowerCase() ? { status, fromAt } : { status: 'maintenance', fromAt, hides: status }
    }),
  )
const write = (spans: readonly Span[], seconds: number): string =>
  Array.from({ length: seconds }, (_, i) => {
    const span = spans.findLast(({ fromAt }) => fromAt.getTime() <= i * 1_000)
    if (!span) return '-'
    return span.hides ? letterOf(span.hides).toUpperCase() : letterOf(span.status)
  }).join('')
const from = (first: number, to: number, lossFree = false): Planned => ({ fromMs: first * 1_000, toMs: to * 1_000, lossFree })

describe('maintenance over what was seen (CHK-5)', () => {
  test.each<[string, string, Planned[], string]>([
    ['hides what fails, and keeps it', 'uudduu', [from(1, 5)], 'uUDDUu'],
    ['does not even count it where it is free of loss', 'uudduu', [from(1, 5, true)], 'ummmmu'],
    ['what still fails at its end shows from its end on', 'uudddd', [from(1, 4)], 'uUDDdd'],
    ['what fails before it begins shows until then', 'uddddd', [from(3, 9)], 'uddDDD'],
    ['a pause stays a pause: nothing is measured', 'uuppuu', [from(1, 5)], 'uUppUu'],
    ['of two that overlap one that counts is enough', 'dddddd', [from(1, 4, true), from(3, 5)], 'dmmDDd'],
    ['two that touch are one', 'uuuuuu', [from(1, 3), from(3, 5)], 'uUUUUu'],
    ['what could not be seen is hidden like the rest', 'uu??uu', [from(1, 5)], 'uU??Uu'],
  ])('%s', (_claim, seen, planned, expected) => {
    const laid = overPlanned(read(seen), planned)
    expect(write(laid, seen.length)).toBe(expected)
    for (const { fromMs, toMs } of planned)
      for (let ms = fromMs; ms < Math.min(toMs, seen.length * 1_000); ms += 1_000)
        expect(statusAt(laid, ms)).toBe(seen[ms / 1_000] === 'p' ? 'paused' : 'maintenance')
  })

  test('what it is in since when is told whatever it hides', () => {
    expect(heldSince(overPlanned(read('uudduu'), [from(1, Number.POSITIVE_INFINITY)]))).toEqual(new Date(1_000))
    expect(heldSince(read('uudd'))).toEqual(new Date(2_000))
    expect(heldSince([])).toBeUndefined()
  })
})

describe('a history that is planned anew', () => {
  test.each<[string, string, Planned[], number, Status, string]>([
    ['begins', 'uuuu', [from(2, 9)], 2, 'up', 'uuUU'],
    ['ends', 'uUUU', [from(1, 3)], 3, 'up', 'uUUu'],
    ['ends, and what it hid shows', 'uUDD', [from(1, 3)], 3, 'down', 'uUDd'],
    ['ends, and where it was free of loss what is seen now shows', 'ummm', [from(1, 3, true)], 3, 'down', 'ummd'],
    ['is taken back from now on, and what was stays', 'uUUU', [], 2, 'up', 'uUuu'],
    ['was over before anybody looked', 'uuuuuu', [from(2, 4)], 1, 'up', 'uuUUuu'],
    ['is as it was', 'uUUu', [from(1, 3)], 0, 'up', 'uUUu'],
    ['turns into one that is free of loss', 'UUUU', [from(0, 9, true)], 2, 'up', 'UUmm'],
  ])('%s', (_claim, held, planned, since, now, expected) => {
    const spans = read(held)
    const found = replanned(spans, planned, since * 1_000, now)
    const laid = found ? replaceTail(spans, found.tail) : spans
    expect(write(laid, held.length)).toBe(expected)
    expect(found === undefined).toBe(held === expected)
  })
})

// ── Laws ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

const anySeen = fc
  .array(fc.constantFrom<Letter>('u', 'g', 'd', '?', 'p'), { minLength: 1, maxLength: 12 })
  .map((letters) => read(letters.join('')))
const anyPlanned = fc.array(
  fc
    .record({ first: fc.nat(11), lasts: fc.integer({ min: 1, max: 8 }), lossFree: fc.boolean() })
    .map(({ first, lasts, lossFree }) => from(first, first + lasts, lossFree)),
  { maxLength: 3 },
)
const everySecond = Array.from({ length: 20 }, (_, i) => i * 1_000)
const covers = (planned: readonly Planned[], ms: number) => planned.filter(({ fromMs, toMs }) => fromMs <= ms && ms < toMs)

describe('for every history and every plan', () => {
  test('it is maintenance exactly where something is planned, and what counts is what was seen', () =>
    fc.assert(
      fc.property(anySeen, anyPlanned, (seen, planned) => {
        const laid = overPlanned(seen, planned)
        for (const ms of everySecond) {
          const [was, holding] = [statusAt(seen, ms), covers(planned, ms)]
          const isHidden = holding.length > 0 && was !== 'paused'
          expect(statusAt(laid, ms)).toBe(isHidden ? 'maintenance' : was)
          const isFree = isHidden && holding.every(({ lossFree }) => lossFree)
          expect(statusAt(felt(laid), ms)).toBe(isFree ? 'maintenance' : was)
        }
      }),
    ))

  test('laid over what it was laid over it changes nothing', () =>
    fc.assert(
      fc.property(anySeen, anyPlanned, (seen, planned) => {
        const laid = overPlanned(seen, planned)
        expect(sameSpans(overPlanned(felt(laid), plannedIn(laid)), laid)).toBe(true)
      }),
    ))

  test('planning anew what is planned changes nothing, from whenever on', () =>
    fc.assert(
      fc.property(anySeen, anyPlanned, fc.nat(15), (seen, planned, since) => {
        const counting = planned.map((one) => ({ ...one, lossFree: false }))
        expect(replanned(overPlanned(seen, counting), counting, since * 1_000, 'up')).toBeUndefined()
      }),
    ))

  test('planned second by second it is as if it had been planned at once', () =>
    fc.assert(
      fc.property(anySeen, anyPlanned, (seen, planned) => {
        const counting = planned.map((one) => ({ ...one, lossFree: false }))
        let laid = seen
        for (const ms of everySecond) {
          const begun = counting.filter(({ fromMs }) => fromMs <= ms)
          const found = replanned(laid, begun, ms - 1_000, statusAt(felt(laid), ms))
          if (found) laid = replaceTail(laid, found.tail)
        }
        const whole = overPlanned(seen, counting)
        for (const ms of everySecond) expect(statusAt(laid, ms)).toBe(statusAt(whole, ms))
      }),
    ))
})
