import { FunctionExpressionType, JSONPathEnvironment } from 'json-p3'
import { RE2JS } from 're2js'
import { z } from 'zod'
import { sentenceOf } from '@/server/kernel/errors'
import type { Pattern } from '../type'

/** A compiled pattern is at most this many steps: more would make one search slow, however linear. */
const LARGEST_PROGRAM = 300
/** Steps × characters of one search; about 0.3 s at worst, microseconds as a rule. */
const LARGEST_SEARCH = 2 ** 24
const LONGEST_PATTERN = 1_000

/** A pattern that says how far it looks. */
export type BoundedPattern = Pattern & { /** Characters it searches; what follows is not looked at. */ readonly reach: number }

/** Compiles a user's pattern on RE2, which cannot be made to run away. Throws with a sentence when it is not one. */
export function compilePattern(source: string): BoundedPattern {
  if (source.length > LONGEST_PATTERN) throw new Error(`a pattern has at most ${LONGEST_PATTERN} characters, this one ${source.length}`)
  const compiled = compileRe2(source)
  const size = compiled.programSize()
  if (size > LARGEST_PROGRAM) throw new Error(`the pattern unfolds to ${size} steps, and ${LARGEST_PROGRAM} are allowed; repeat less`)
  const reach = Math.floor(LARGEST_SEARCH / Math.max(size, 1))
  return { reach, test: (text) => compiled.test(text.length > reach ? text.slice(0, reach) : text) }
}

function compileRe2(source: string): RE2JS {
  try {
    return RE2JS.compile(source)
  } catch (cause) {
    throw new Error(
      `"${source}" is not a pattern that RE2 understands (${sentenceOf(cause)}); look-around and back-references do not exist there`,
    )
  }
}

/** A compiled JSONPath (RFC 9535). */
export type JsonPath = {
  /** The values found. Throws with a sentence when it would have to look at too many. */
  find(document: unknown): unknown[]
}

/** Values that one search may look at. Bounds the time of `$..*` over a large document to some 50 ms. */
const MOST_LOOKED_AT = 100_000

/** `match` and `search` on RE2, because the patterns of a path may even come from the document. */
class GuardedEnvironment extends JSONPathEnvironment {
  protected override setupFilterFunctions(): void {
    super.setupFilterFunctions()
    const { ValueType, LogicalType } = FunctionExpressionType
    const matcher = (whole: boolean) => ({
      argTypes: [ValueType, ValueType],
      returnType: LogicalType,
      call: (text: unknown, pattern: unknown) =>
        typeof text === 'string' && typeof pattern === 'string' && matches(whole ? `^(?:${pattern})$` : pattern, text),
    })
    this.functionRegister.set('match', matcher(true))
    this.functionRegister.set('search', matcher(false))
  }
}

const MOST_REMEMBERED = 100
const remembered = new Map<string, BoundedPattern | undefined>()

function matches(source: string, text: string): boolean {
  if (!remembered.has(source)) {
    if (remembered.size >= MOST_REMEMBERED) remembered.clear()
    remembered.set(
      source,
      orUndefined(() => compilePattern(source)),
    )
  }
  return remembered.get(source)?.test(text) ?? false
}

function orUndefined<T>(make: () => T): T | undefined {
  try {
    return make()
  } catch {
    return undefined
  }
}

const environment = new GuardedEnvironment()

/** Compiles a JSONPath. Throws with a sentence when it is not one. */
export function compileJsonPath(source: string): JsonPath {
  const query = parseQuery(source)
  return {
    find(document) {
      const budget = { left: MOST_LOOKED_AT }
      try {
        return query
          .query(counted(document, budget) as Parameters<typeof query.query>[0])
          .values()
          .map(uncounted)
      } catch (cause) {
        if (budget.left < 0 || cause instanceof RangeError)
          throw new Error(`${source} looks at more than ${MOST_LOOKED_AT} values; make it more exact`)
        throw new Error(`${source} could not be followed: ${sentenceOf(cause)}`)
      }
    },
  }
}

function parseQuery(source: string): ReturnType<JSONPathEnvironment['compile']> {
  try {
    return environment.compile(source)
  } catch (cause) {
    throw new Error(`"${source}" is not a JSONPath (${sentenceOf(cause)}); write it like $.items[0].name`)
  }
}

/** What stands behind a counted value. */
const BEHIND = Symbol('behind')
type Counted = { readonly [BEHIND]?: unknown }

/**
 * A document that counts how often it is looked at, and refuses once the budget is used up. A path is data of a user and may
 * visit a document many times over; counting at the document bounds it whatever its shape.
 */
function counted(value: unknown, budget: { left: number }): unknown {
  if (typeof value !== 'object' || value === null) return value
  return new Proxy(value, {
    get(target, key) {
      if (key === BEHIND) return target
      if (--budget.left < 0) throw new Error('too many values')
      return counted(Reflect.get(target, key), budget)
    },
    ownKeys(target) {
      const keys = Reflect.ownKeys(target)
      budget.left -= keys.length
      if (budget.left < 0) throw new Error('too many values')
      return keys
    },
  })
}

const uncounted = (value: unknown): unknown => (typeof value === 'object' && value !== null ? ((value as Counted)[BEHIND] ?? value) : value)

const issueOf = (compile: (source: string) => unknown) => (source: string, ctx: z.RefinementCtx<string>) => {
  try {
    compile(source)
  } catch (cause) {
    ctx.addIssue({ code: 'custom', message: sentenceOf(cause) })
  }
}

/** A pattern in the options of a check; a bad one is refused when the options are parsed. */
export const PatternInput = z.string().min(1).superRefine(issueOf(compilePattern))
/** A JSONPath in the options of a check; a bad one is refused when the options are parsed. */
export const JsonPathInput = z.string().min(1).superRefine(issueOf(compileJsonPath))
