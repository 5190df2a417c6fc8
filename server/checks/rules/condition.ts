/** What must hold of checks, by their names: `(a or b) and not c`, or so many of some. */
export type Condition =
  | { readonly is: 'check'; readonly name: string }
  | { readonly is: 'not'; readonly of: Condition }
  | { readonly is: 'and' | 'or'; readonly of: readonly Condition[] }
  | { readonly is: 'atLeast'; readonly count: number; readonly of: readonly Condition[] }

/** As deep as anybody nests; deeper would only cost. */
const DEEPEST = 50
const TOKEN = /\s*([()]|[^\s()]+)/y
const NAME = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/
const WORDS: ReadonlySet<string> = new Set(['and', 'or', 'not', '(', ')'])

/** Reads `(a or b) and not c`: `not` binds closest, then `and`, then `or`. Throws with a sentence when it is none. */
export function parseCondition(text: string): Condition {
  const tokens = tokensOf(text)
  let at = 0
  const peek = () => tokens[at]
  const found = () => (at < tokens.length ? `"${tokens[at]}"` : 'the end')

  const all = (word: 'and' | 'or', next: (depth: number) => Condition, depth: number): Condition => {
    const parts = [next(depth)]
    while (peek() === word) {
      at++
      parts.push(next(depth))
    }
    const [only] = parts
    return parts.length === 1 && only ? only : { is: word, of: parts }
  }
  const either = (depth: number): Condition => all('or', both, depth)
  const both = (depth: number): Condition => all('and', one, depth)
  const one = (depth: number): Condition => {
    if (depth > DEEPEST) throw new Error(`nests more than ${DEEPEST} times; write it with fewer parentheses`)
    const token = peek()
    if (token === 'not') {
      at++
      return { is: 'not', of: one(depth + 1) }
    }
    if (token === '(') {
      at++
      const inner = either(depth + 1)
      if (peek() !== ')') throw new Error(`has ${found()} where a ) must close what was opened`)
      at++
      return inner
    }
    if (token === undefined || WORDS.has(token)) throw new Error(`has ${found()} where the name of a check must stand`)
    if (!NAME.test(token)) throw new Error(`has "${token}", which is no name of a check; write it like (a or b) and not c`)
    at++
    return { is: 'check', name: token }
  }

  const condition = either(0)
  if (at < tokens.length) throw new Error(`has ${found()} where "and" or "or" must stand, or nothing`)
  return condition
}

/** The words in lower case, as far as they are words of the condition itself. */
function tokensOf(text: string): readonly string[] {
  return [...text.matchAll(new RegExp(TOKEN, 'g'))].map(([, token = '']) => (WORDS.has(token.toLowerCase()) ? token.toLowerCase() : token))
}

/** So many of these must hold. */
export const atLeastOf = (count: number, names: readonly string[]): Condition => ({
  is: 'atLeast',
  count,
  of: names.map((name) => ({ is: 'check', name })),
})

/** The checks that it names, each once, in the order in which they stand. */
export function namesIn(condition: Condition): readonly string[] {
  if (condition.is === 'check') return [condition.name]
  return [...new Set(condition.is === 'not' ? namesIn(condition.of) : condition.of.flatMap(namesIn))]
}

/**
 * Whether it holds. What is not known of a check makes the whole unknown only where it matters: `a or b` holds when `a` does, whatever `b` is.
 *
 * @param holds of one check; undefined when that is not known
 */
export function evaluate(condition: Condition, holds: (name: string) => boolean | undefined): boolean | undefined {
  switch (condition.is) {
    case 'check':
      return holds(condition.name)
    case 'not': {
      const inner = evaluate(condition.of, holds)
      return inner === undefined ? undefined : !inner
    }
    default: {
      const parts = condition.of.map((part) => evaluate(part, holds))
      const needed = condition.is === 'atLeast' ? condition.count : condition.is === 'and' ? parts.length : 1
      const sure = parts.filter((part) => part === true).length
      const possible = parts.filter((part) => part !== false).length
      return sure >= needed ? true : possible < needed ? false : undefined
    }
  }
}
