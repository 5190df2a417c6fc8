import type { Finding, Validator, ValidatorTerms } from '../validator'

/** The database's shape is the one that this release was written for: the same migrations, all of them. */
export const migrations = ({
  expected,
  applied,
  name = 'migrations',
  ...terms
}: ValidatorTerms & {
  readonly expected: readonly string[]
  readonly applied: (signal: AbortSignal) => Promise<readonly string[]>
}): Validator => ({
  ...terms,
  name,
  check: async (signal) => difference(expected, await applied(signal)),
})

function difference(expected: readonly string[], applied: readonly string[]): readonly Finding[] {
  const missing = expected.filter((migration) => !applied.includes(migration))
  const unknown = applied.filter((migration) => !expected.includes(migration))
  return [
    ...missing.map((migration) => ({
      subject: migration,
      reason: 'It has not been applied to the database.',
      wayOut: 'Apply the migrations, then start again.',
    })),
    ...unknown.map((migration) => ({
      subject: migration,
      reason: 'The database holds it, and this release does not know it.',
      wayOut: 'Start the release that brought it, or a newer one; an older one may misread the data.',
    })),
  ]
}
