import { formatDuration, parseDuration, writeDuration } from '../../kernel/duration'
import { type Issue, invalid } from '../../kernel/errors'
import type { Definition, Effective, Profile } from '../model'

/** The values that hold, each with where it comes from (SET-2). */
export type Settings<Key extends string = string> = {
  get(key: Key): number
  /** The same for a setting that may be left unset. */
  find(key: Key): number | null
  readonly all: readonly Effective[]
}

/**
 * Settles every setting: default, then profile, then the file.
 *
 * @param declared as the file has it: numbers, or durations like `30s`
 * @throws Refusal `invalid` with one issue for each unknown key, bad value or contradiction
 */
export function settle<Key extends string>(
  definitions: readonly (Definition & { readonly key: Key })[],
  profile: Profile,
  declared: Readonly<Record<string, unknown>>,
): Settings<Key> {
  const issues: Issue[] = []
  const known = new Set<string>(definitions.map(({ key }) => key))
  for (const key of Object.keys(declared))
    if (!known.has(key)) issues.push({ path: `settings.${key}`, message: `is not a setting; did you mean ${nearest(key, [...known])}?` })

  const all = definitions.map((definition): Effective => {
    if (definition.key in declared) {
      const value = read(definition, declared[definition.key])
      if (typeof value === 'number') return { definition, value, origin: 'file' }
      issues.push({ path: `settings.${definition.key}`, message: value.says })
    }
    const ofProfile = definition.profiles?.[profile]
    return ofProfile === undefined
      ? { definition, value: definition.default, origin: 'default' }
      : { definition, value: ofProfile, origin: 'profile' }
  })
  const byKey = new Map<string, number | null>(all.map(({ definition, value }) => [definition.key, value]))
  issues.push(...contradictions(byKey))
  if (issues.length > 0) throw invalid('The settings cannot be used.', issues)

  const find = (key: Key) => byKey.get(key) ?? null
  return {
    all,
    find,
    get(key) {
      const value = find(key)
      if (value === null) throw new Error(`The setting ${key} has no value; ask with find().`)
      return value
    },
  }
}

/** Settings that only make sense together. */
function contradictions(byKey: ReadonlyMap<string, number | null>): readonly Issue[] {
  const [low, median, high] = ['Low', 'Median', 'High'].map((name) => byKey.get(`impact.repairPrior${name}`) ?? 0)
  if (low === undefined || median === undefined || high === undefined || (low < median && median < high)) return []
  return [
    {
      path: 'settings.impact.repairPriorMedian',
      message: `must lie between impact.repairPriorLow (${formatDuration(low)}) and impact.repairPriorHigh (${formatDuration(high)})`,
    },
  ]
}

function read({ unit, min, max }: Definition, raw: unknown): number | { readonly says: string } {
  const value =
    unit === 'duration' && typeof raw === 'string'
      ? parseDuration(raw)
      : unit === 'duration' && typeof raw === 'number'
        ? parseDuration(raw)
        : raw
  const written = (n: number) => (unit === 'duration' ? writeDuration(n) : String(n))
  if (typeof value !== 'number' || !Number.isFinite(value))
    return { says: `"${String(raw)}" is not ${unit === 'duration' ? 'a duration; write it like 30s, 5min or 1h' : 'a number'}` }
  if (value < min || value > max) return { says: `${String(raw)} is out of bounds; it must be between ${written(min)} and ${written(max)}` }
  return value
}

/** The known word that differs in the fewest letters. */
export function nearest(word: string, known: readonly string[]): string {
  const distances = known.map((candidate) => [candidate, distance(word.toLowerCase(), candidate.toLowerCase())] as const)
  return distances.reduce((best, next) => (next[1] < best[1] ? next : best), ['', Number.POSITIVE_INFINITY] as const)[0]
}

/** Levenshtein's distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1))
    row = next
  }
  return row[b.length] ?? 0
}
