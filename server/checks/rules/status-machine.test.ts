import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Outcome } from '../model'
import { fresh, type Standing, spansOfStep, statusOf, step } from './status-machine'

const OUTCOME: Record<string, Outcome> = { '.': 'pass', s: 'slow', f: 'fail', b: 'blind' }
const LETTER = { up: 'u', degraded: 'g', down: 'D', unknown: '?' } as Record<string, string>
const thresholds = { openAfter: 2, closeAfter: 3 }

/** The status after each result of a history. */
function play(history: string): string {
  let standing = fresh
  return [...history]
    .map((letter, index) => {
      standing = step(standing, OUTCOME[letter] ?? 'pass', index, thresholds)
      return LETTER[statusOf(standing)]
    })
    .join('')
}

/** The definition, read literally: the last run of at least `n` decides. */
function byDefinition(history: string): string {
  const seen = [...history].filter((letter) => letter !== 'b')
  const failing = decided(seen.map((letter) => letter === 'f'))
  const slow = decided(seen.map((letter) => letter !== '.'))
  if (failing) return 'D'
  if (seen.every((letter) => letter === 'f')) return '?'
  return slow ? 'g' : 'u'
}
function decided(holds: boolean[]): boolean {
  for (let end = holds.length; end > 0; end--) {
    if (holds.slice(Math.max(0, end - 2), end).filter(Boolean).length === 2) {
      // Open at `end`; closed again when three in a row that do not hold follow.
      return !/xxx/.test(
        holds
          .slice(end)
          .map((hold) => (hold ? 'o' : 'x'))
          .join(''),
      )
    }
  }
  return false
}
function* everyHistory(longest: number): Generator<string> {
  let last = ['']
  for (let length = 1; length <= longest; length++) {
    last = last.flatMap((history) => [...'.sfb'].map((letter) => history + letter))
    yield* last
  }
}

describe('the status machine', () => {
  test.each([
    ['nothing is known before the first pass', 'f', '?'],
    ['one failure is not an outage', '.f.', 'uuu'],
    ['two failures in a row are', '.ff', 'uuD'],
    ['failures must be in a row', 'f.f.f', '?uuuu'],
    ['recovery takes three passes in a row', 'ff..f...', '?DDDDDDu'],
    ['one slow answer is not a degradation', '.s.', 'uuu'],
    ['two in a row are, and three good ones end it', '.ss...', 'uugggu'],
    ['slow counts towards recovery from down', 'ff.ss', '?DDDg'],
    ['what could not be seen changes nothing', '.fbf', 'uuuD'],
  ])('%s', (_claim, results, expected) => expect(play(results)).toBe(expected))

  test('agrees with the definition, read literally over the whole history, for every history of up to seven results', () => {
    for (const history of everyHistory(7)) expect(play(history).at(-1), history).toBe(byDefinition(history))
  })

  test('moves at thresholds of any size only when the last n results agree', () => {
    const letters = fc.array(fc.constantFrom<Outcome>('pass', 'fail'), { maxLength: 60 })
    fc.assert(
      fc.property(letters, fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }), (outcomes, openAfter, closeAfter) => {
        let standing = fresh
        outcomes.forEach((outcome, index) => {
          const next = step(standing, outcome, index, { openAfter, closeAfter })
          if (next.failing.open !== standing.failing.open) {
            const n = next.failing.open ? openAfter : closeAfter
            expect(outcomes.slice(index + 1 - n, index + 1).every((o) => o === outcome)).toBe(true)
            expect(next.failing.fromMs).toBe(index + 1 - n)
          }
          standing = next
        })
      }),
    )
  })
})

describe('when a status began', () => {
  const spans = (history: string) => {
    let standing: Standing = fresh
    return [...history].flatMap((letter, index) => {
      const before = standing
      standing = step(standing, OUTCOME[letter] ?? 'pass', index, thresholds)
      return spansOfStep(before, standing, index).map(({ status, fromAt }) => `${LETTER[status]}@${fromAt.getTime()}`)
    })
  }
  test('an outage begins with the first failed result of its streak', () => expect(spans('.ff')).toEqual(['u@0', 'D@1']))
  test('an outage ends with the first success of the streak that closed it', () => expect(spans('.ff.f...').at(-1)).toBe('u@5'))
  test('a degradation begins with the first slow result', () => expect(spans('..ss').at(-1)).toBe('g@2'))
  test('a recovery that was slow at first was degraded meanwhile', () => expect(spans('.ffs...').slice(-2)).toEqual(['g@3', 'u@4']))
})
