import { expect, test } from 'vitest'
import { INCIDENT_STATES } from '../model'
import { MOVES, move, movesFrom } from './moves'

/** Every state by every move; `-` is a refusal. A new state or move fails here until someone decides. */
const EXPECTED = `
              acknowledge   mitigate   resolve   reopen
triggered     acknowledged  mitigated  resolved  -
acknowledged  -             mitigated  resolved  -
mitigated     -             -          resolved  triggered
resolved      -             -          -         triggered`

test('the whole table of moves', () => {
  const actual = INCIDENT_STATES.map((from) => [from, ...MOVES.map((by) => tryMove(from, by))])
  const [, ...expected] = EXPECTED.trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
  expect(actual).toEqual(expected)
})
test('a refusal says why', () => expect(() => move('resolved', 'resolve')).toThrow('This incident is resolved, so it cannot be resolved.'))
test('what is offered is what is allowed', () => expect(movesFrom('mitigated')).toEqual(['resolve', 'reopen']))

const tryMove = (...args: Parameters<typeof move>) => {
  try {
    return move(...args)
  } catch {
    return '-'
  }
}
