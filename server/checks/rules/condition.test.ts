import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { atLeastOf, type Condition, evaluate, namesIn, parseCondition } from './condition'

/** Names that begin with u hold, those with d do not, others are not known. */
const byName = (name: string) => (name.startsWith('u') ? true : name.startsWith('d') ? false : undefined)
const decide = (text: string) => evaluate(parseCondition(text), byName)

describe('a condition', () => {
  test.each([
    ['u', true],
    ['d', false],
    ['x', undefined],
    ['not d', true],
    ['not x', undefined],
    ['NOT not u', true],
    ['u and d', false],
    ['d and x', false],
    ['u and x', undefined],
    ['u or x', true],
    ['d OR x', undefined],
    ['d and d or u', true],
    ['d and (d or u)', false],
    ['not d and d', false],
    ['not (d and d)', true],
    ['(u1 or d2) and not d3', true],
    ['( ( u ) )', true],
    ['u-1\n and u-2', true],
  ])('%s is %s', (text, expected) => expect(decide(text)).toBe(expected))

  test.each([
    ['', 'has the end where the name of a check must stand'],
    ['a and', 'has the end where the name of a check must stand'],
    ['a and or b', 'has "or" where the name of a check must stand'],
    ['(a or b', 'has the end where a ) must close what was opened'],
    ['a b', 'has "b" where "and" or "or" must stand, or nothing'],
    ['a)', 'has ")" where "and" or "or" must stand, or nothing'],
    ['a & b', 'has "&" where "and" or "or" must stand, or nothing'],
    ['Shop', 'has "Shop", which is no name of a check; write it like (a or b) and not c'],
    ['('.repeat(60), 'nests more than 50 times; write it with fewer parentheses'],
    ['not '.repeat(60), 'nests more than 50 times; write it with fewer parentheses'],
  ])('%j is refused', (text, message) => expect(() => parseCondition(text)).toThrow(message))

  test('names each check once', () => {
    expect(namesIn(parseCondition('(a or b) and not (a and c)'))).toEqual(['a', 'b', 'c'])
    expect(namesIn(atLeastOf(1, ['a', 'b']))).toEqual(['a', 'b'])
  })

  test.each([
    [2, ['u1', 'u2', 'd'], true],
    [2, ['u', 'd', 'x'], undefined],
    [2, ['u', 'd1', 'd2'], false],
    [1, ['x', 'u'], true],
    [2, ['d', 'x'], false],
  ])('at least %i of %j is %s', (count, names, expected) => expect(evaluate(atLeastOf(count, names), byName)).toBe(expected))
})

const names = fc.constantFrom('a', 'b', 'c')
const conditions = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small' },
    names.map((name): Condition => ({ is: 'check', name })),
    tie('condition').map((of): Condition => ({ is: 'not', of })),
    fc
      .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(tie('condition'), { minLength: 2, maxLength: 3 }))
      .map(([is, of]): Condition => ({ is, of })),
  ),
})).condition

const written = (condition: Condition): string => {
  if (condition.is === 'check') return condition.name
  if (condition.is === 'not') return `not ${written(condition.of)}`
  return `(${condition.of.map(written).join(` ${condition.is} `)})`
}

test('what is written is read as it was meant, and what is sure stays so however the unknown turns out', () =>
  fc.assert(
    fc.property(
      conditions,
      fc.record({ a: fc.option(fc.boolean()), b: fc.option(fc.boolean()), c: fc.option(fc.boolean()) }),
      (meant, known) => {
        const at = (values: Readonly<Record<string, boolean | null>>) => (name: string) => values[name] ?? undefined
        const read = evaluate(parseCondition(written(meant)), at(known))
        expect(read).toBe(evaluate(meant, at(known)))
        if (read === undefined) return
        for (const guess of [true, false]) {
          const turned = Object.fromEntries(Object.entries(known).map(([name, value]) => [name, value ?? guess]))
          expect(evaluate(meant, at(turned))).toBe(read)
        }
      },
    ),
  ))
