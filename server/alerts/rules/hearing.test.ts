import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Hearing, hearing, LATE_MS } from './hearing'

const at = (seconds: number) => new Date(1_000_000_000_000 + seconds * 1_000)
const firing = (startedAt: Date | null, heardAt: Date) => ({ state: 'firing', startedAt, endedAt: null, heardAt }) as const
const resolved = (endedAt: Date | null, heardAt: Date) => ({ state: 'resolved', startedAt: null, endedAt, heardAt }) as const
const end = (seconds: number, heard: number, said = true) => ({ endedMs: at(seconds).getTime(), heardMs: at(heard).getTime(), said })
const open = (seconds: number) => ({ beganMs: at(seconds).getTime() })

describe('what a signal says beyond what is known', () => {
  test.each<[string, Hearing['kind'], Hearing]>([
    ['a first beginning opens', 'opens', hearing(firing(at(0), at(5)), undefined)],
    ['a beginning without an instant opens', 'opens', hearing(firing(null, at(5)), undefined)],
    ['what is open holds', 'holds', hearing(firing(at(0), at(300)), open(0))],
    ['an end ends it', 'ends', hearing(resolved(at(200), at(300)), open(0))],
    ['an end without an instant ends it now', 'ends', hearing(resolved(null, at(300)), open(0))],
    ['the end of an earlier time ends nothing', 'late', hearing(resolved(at(90), at(300)), open(100))],
    ['the end of what is not open is remembered', 'over', hearing(resolved(at(90), at(300)), undefined)],
    ['a beginning that is heard after its end is late', 'late', hearing(firing(at(0), at(30)), undefined, end(10, 20))],
    ['one that is heard a minute later holds after all', 'opens', hearing(firing(at(0), at(81)), undefined, end(10, 20))],
    ['a later beginning opens at once', 'opens', hearing(firing(at(11), at(21)), undefined, end(10, 20))],
    ['one that only fell silent opens at once', 'opens', hearing(firing(at(0), at(21)), undefined, end(0, 20, false))],
  ])('%s', (_says, kind, heard) => expect(heard.kind).toBe(kind))

  test('a source whose clock goes after ours ends what it began again', () => {
    const again = hearing(firing(at(0), at(500)), undefined, end(10, 20))
    expect(again).toEqual({ kind: 'opens', beganMs: at(10).getTime() + 1, again: true })
    expect(hearing(resolved(at(100), at(510)), { beganMs: at(10).getTime() + 1 }).kind).toBe('ends')
  })
})

/** Plays what is heard in an order, all within the time in which a beginning may come late. */
function play(signals: readonly ReturnType<typeof firing | typeof resolved>[]) {
  let known: { readonly beganMs: number } | undefined
  let last: { endedMs: number; heardMs: number; said: boolean } | undefined
  const remember = (endedMs: number, heardMs: number) => {
    if (!last || last.endedMs <= endedMs) last = { endedMs, heardMs, said: true }
  }
  for (const signal of signals) {
    const heard = hearing(signal, known, last)
    if (heard.kind === 'opens' || heard.kind === 'holds') known = { beganMs: heard.beganMs }
    if (heard.kind === 'ends' || heard.kind === 'over') remember(heard.endedMs, signal.heardAt.getTime())
    if (heard.kind === 'ends') known = undefined
  }
  return known !== undefined
}

test('any order and repetition of the same beginnings and ends comes to the same state', () => {
  const episodes = fc.array(fc.tuple(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 1, max: 1_000 })), {
    minLength: 1,
    maxLength: 4,
  })
  const story = fc.tuple(episodes, fc.boolean()).chain(([lengths, over]) => {
    let clock = 0
    const said = lengths.flatMap(([pause, lasts], i) => {
      const [from, to] = [clock + pause, clock + pause + lasts]
      clock = to
      const isLast = i === lengths.length - 1
      return [{ kind: 'firing' as const, seconds: from }, ...(isLast && !over ? [] : [{ kind: 'resolved' as const, seconds: to }])]
    })
    const once = fc.shuffledSubarray(said, { minLength: said.length })
    return fc.tuple(once, fc.array(fc.constantFrom(...said), { maxLength: 6 }), fc.constant(over))
  })
  fc.assert(
    fc.property(story, ([once, again, over]) => {
      const heardAt = (i: number) => new Date(at(10_000).getTime() + (i * LATE_MS) / 20)
      const signals = [...once, ...again].map(({ kind, seconds }, i) =>
        kind === 'firing' ? firing(at(seconds), heardAt(i)) : resolved(at(seconds), heardAt(i)),
      )
      expect(play(signals)).toBe(!over)
    }),
    { numRuns: 2_000 },
  )
})
