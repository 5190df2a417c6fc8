import { describe, expect, test } from 'vitest'
import { HOUR } from '../../kernel/duration'
import { DefinitionInput, MatcherInput, type Silence } from '../model'
import { definitionOf, type Labels, lasts, matches, matchesEverything, silenced } from './matching'

const LABELS: Labels = {
  service: 'admin-sign-in',
  check: 'sign-in-page',
  team: 'Payments',
  tags: ['eu', 'pci'],
  severity: 'critical',
  condition: 'down',
}
const nothing: Labels = { ...LABELS, service: null, check: null, team: null, tags: [] }

describe('a matcher', () => {
  test.each([
    ['without any field fits everything', {}, true],
    ['a name fits itself', { services: ['admin-sign-in'] }, true],
    ['and no beginning of it', { services: ['admin'] }, false],
    ['unless it ends in a star', { services: ['admin*'] }, true],
    ['a star alone is any name', { checks: ['*'] }, true],
    ['a star elsewhere is a star', { checks: ['*page'] }, false],
    ['letters are what they are', { teams: ['payments'] }, false],
    ['one of several is enough', { teams: ['Search', 'Payments'] }, true],
    ['one tag of the alert is enough', { tags: ['pci'] }, true],
    ['no tag that it does not have', { tags: ['us'] }, false],
    ['severities are named', { severities: ['critical', 'high'] }, true],
    ['or not', { severities: ['low'] }, false],
    ['so are conditions', { conditions: ['degraded'] }, false],
    ['all that is given must fit', { services: ['admin*'], severities: ['low'] }, false],
    ['an empty list fits nothing', { services: [] }, false],
  ])('%s', (_claim, matcher, expected) => expect(matches(MatcherInput.parse(matcher), LABELS)).toBe(expected))

  test.each(['services', 'checks', 'teams', 'tags'])('that names %s does not fit what has none', (field) =>
    expect(matches({ [field]: ['*'] }, nothing)).toBe(false),
  )

  test.each([
    [{}, true],
    [{ services: ['*'] }, true],
    [{ services: ['a*', '*'], checks: ['*'], teams: ['*'], tags: ['*'] }, true],
    [{ severities: ['emergency', 'critical', 'high', 'medium', 'low'], conditions: ['down', 'degraded', 'reported'] }, true],
    [{ services: ['a*'] }, false],
    [{ tags: [] }, false],
    [{ severities: ['emergency', 'critical', 'high', 'medium'] }, false],
    [{ conditions: ['down'] }, false],
    [{ services: ['*'], conditions: ['down'] }, false],
  ])('%j: takes in everything is %s', (matcher, expected) => expect(matchesEverything(MatcherInput.parse(matcher))).toBe(expected))
})

test('the first line of the matrix that matches holds (ALR-2)', () => {
  const lines = [
    { name: 'slow', when: { conditions: ['degraded'] } },
    { name: 'sign-in', when: { services: ['admin-*'] }, says: 'GBP 925,000 opportunity at risk' },
    { name: 'rest', when: {} },
  ].map((line) => DefinitionInput.parse(line))
  expect(definitionOf(lines, LABELS)?.name).toBe('sign-in')
  expect(definitionOf(lines, { ...LABELS, condition: 'degraded' })?.name).toBe('slow')
  expect(definitionOf(lines, nothing)?.name).toBe('rest')
  expect(definitionOf(lines.slice(0, 2), nothing)).toBeUndefined()
})

describe('silences', () => {
  const hour = (count: number) => new Date(count * HOUR)
  const silence = (id: string, from: number, to: number, matcher: Silence['matcher']): Silence => ({
    id,
    matcher,
    fromAt: hour(from),
    toAt: hour(to),
    reason: 'a move',
    by: 'Ada',
  })
  const all = silence('all', 1, 9, {})
  const ofService = silence('service', 0, 5, { services: ['admin-sign-in'] })
  const others = silence('others', 0, 3, { services: ['search'] })
  const search = { ...LABELS, service: 'search' }

  test.each([
    [0.99, false],
    [1, true],
    [8.99, true],
    [9, false],
  ])('at hour %d one from 1 to 9 lasts: %s', (at, expected) => expect(lasts(all, hour(at))).toBe(expected))

  test.each<[string, Silence[], Labels[], number, string[]]>([
    ['what is matched is quiet', [ofService], [LABELS], 2, ['service']],
    ['of several all are named', [all, ofService], [LABELS], 2, ['all', 'service']],
    ['what does not match says nothing', [all, others], [LABELS], 2, ['all']],
    ['one alert that nobody silenced is enough to tell', [ofService], [LABELS, search], 2, []],
    ['each may be silenced by another', [ofService, others], [LABELS, search], 2, ['service', 'others']],
    ['what is over says nothing', [ofService], [LABELS], 5, []],
    ['what has not begun says nothing', [all], [LABELS], 0, []],
    ['what nobody asked about is not quiet', [all], [], 2, []],
  ])('%s', (_claim, silences, alerts, at, expected) => {
    expect(silenced(silences, alerts, hour(at)).map(({ id }) => id)).toEqual(expected)
  })
})
