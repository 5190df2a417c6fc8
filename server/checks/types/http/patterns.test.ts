import { describe, expect, test } from 'vitest'
import { compileJsonPath, compilePattern } from './patterns'

const document = {
  user: { name: 'ada', roles: ['admin', 'user'] },
  items: [
    { id: 1, tag: 'red' },
    { id: 2, tag: 'blue' },
  ],
  none: null,
}

describe('JSONPath', () => {
  test.each([
    ['$.user.name', ['ada']],
    ['$.user.roles', [['admin', 'user']]],
    ['$.items[*].id', [1, 2]],
    ['$.items[?@.id > 1].tag', ['blue']],
    ['$..id', [1, 2]],
    ['$.items[-1].tag', ['blue']],
    ['$.none', [null]],
    ['$.missing', []],
    ["$.items[?match(@.tag, 'r.d')].id", [1]],
    ["$.items[?search(@.tag, 'lu')].id", [2]],
    ["$.items[?match(@.tag, 'lu')].id", []],
    ['$.items[?length(@.tag) == 3].id', [1]],
    ['$', [document]],
  ])('%s finds %j', (path, found) => expect(compileJsonPath(path).find(document)).toEqual(found))

  test.each(['user.name', '$.', '$[', '$.a[?(@.b=1)]', '$.items[?nonsense(@.a)]'])('%s is refused with the way to write one', (path) =>
    expect(() => compileJsonPath(path)).toThrow('write it like $.items[0].name'),
  )

  const wide = Array.from({ length: 60_000 }, () => [0, 0])
  test.each(['$..*', '$..*..*', '$[?@[0] == $[59999][0]]', '$[?count($[*]) == 1]', '$[*][*]'])(
    '%s over a large document is stopped, not endured',
    (path) => expect(() => compileJsonPath(path).find(wide)).toThrow('make it more exact'),
  )

  test('an exact path into a large document is answered', () => expect(compileJsonPath('$[59999][1]').find(wide)).toEqual([0]))

  test('a deep document does not overflow the stack', () => {
    const deep = JSON.parse('['.repeat(20_000) + ']'.repeat(20_000))
    expect(() => compileJsonPath('$..x').find(deep)).toThrow()
    expect(compileJsonPath('$[0][0]').find(deep)).toHaveLength(1)
  })

  test('a pattern of the document cannot run away', () => {
    const hostile = [{ text: `${'a'.repeat(50_000)}!`, pattern: '^(a+)+$' }]
    expect(compileJsonPath('$[?search(@.text, @.pattern)]').find(hostile)).toEqual([])
  })
})

describe('a pattern', () => {
  test.each([
    ['^ok$', 'ok', true],
    ['^ok$', 'not ok', false],
    ['(?i)Welcome', 'hello, welcome back', true],
    ['"status":\\s*"ok"', '{"status": "ok"}', true],
    ['(a+)+$', `${'a'.repeat(100_000)}!`, false],
  ])('%s on a text', (source, text, holds) => expect(compilePattern(source).test(text)).toBe(holds))

  test.each(['(', '(?=a)', '(a)\\1', '[z-a]', '*'])('%s is refused with the reason', (source) =>
    expect(() => compilePattern(source)).toThrow('is not a pattern that RE2 understands'),
  )
  test('one that unfolds to too much is refused', () => expect(() => compilePattern('(.{0,50}a.{0,50}b){5}')).toThrow('repeat less'))
  test('the larger a pattern, the less far it looks', () => {
    const [small, large] = [compilePattern('x'), compilePattern('[ab]*a[ab]{100}c')]
    expect(small.reach).toBeGreaterThan(1024 * 1024)
    expect(large.reach).toBeLessThan(small.reach)
    expect(large.test(`${' '.repeat(large.reach)}${'a'.repeat(120)}c`)).toBe(false)
  })
})
