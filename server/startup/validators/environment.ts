import type { Finding, Validator, ValidatorTerms } from '../validator'

export type Variable = {
  readonly name: string
  /** What it is for, in the report: "the key of the auth provider". */
  readonly purpose: string
  readonly required?: boolean
  readonly format?: 'url' | 'port' | 'integer'
  /** A secret needs at least this many bits of entropy, and must not look like a placeholder. Its value is never shown. */
  readonly secretBits?: number
}

/** Words of secrets that were never changed, as they stand in tutorials and sample files. */
const PLACEHOLDER =
  /change.?me|default|password|passw0rd|secret|example|placeholder|your[-_ ]|insert|todo|qwerty|letmein|admin|12345|^test|^x+$|<.*>/i

/** Every variable that is required is set, well-formed, and no secret is a default or easily guessed. */
export const environment = ({
  values,
  variables,
  name = 'environment',
  ...terms
}: ValidatorTerms & {
  readonly values: Readonly<Record<string, string | undefined>>
  readonly variables: readonly Variable[]
}): Validator => ({
  ...terms,
  name,
  check: () => variables.flatMap((variable) => inspect(variable, values[variable.name])),
})

function inspect(variable: Variable, value: string | undefined): readonly Finding[] {
  const { name, purpose, required = true, format, secretBits } = variable
  if (value === undefined || value.trim() === '')
    return required
      ? [{ subject: name, reason: `It is not set, and it is ${purpose}.`, wayOut: `Set ${name} in the environment and start again.` }]
      : []
  if (secretBits !== undefined)
    return weakness(value, secretBits).map((reason) => ({ subject: name, reason, wayOut: 'Set a random one: `openssl rand -base64 32`.' }))
  if (format === undefined || FORMATS[format].test(value)) return []
  return [
    {
      subject: name,
      reason: `Its value \`${shown(value)}\` is not ${FORMATS[format].is}.`,
      wayOut: `Set ${name} to ${FORMATS[format].is}, for example \`${FORMATS[format].example}\`.`,
    },
  ]
}

const FORMATS = {
  url: {
    is: 'an absolute URL',
    example: 'https://id.example.com',
    test: (value: string) => URL.canParse(value) && /^[a-z][a-z0-9+.-]*:\/\//i.test(value),
  },
  port: { is: 'a port from 0 to 65535', example: '8080', test: (value: string) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535 },
  integer: { is: 'a whole number', example: '10', test: (value: string) => /^-?\d{1,15}$/.test(value) },
}

function weakness(secret: string, neededBits: number): readonly string[] {
  // The look of a placeholder counts only in short values: a long random one may hold `todo` by chance.
  if (secret.length < 40 && PLACEHOLDER.test(secret)) return ['It looks like a default or a placeholder.']
  const bits = Math.floor(entropyBits(secret))
  return bits < neededBits ? [`It has about ${bits} bits of entropy; ${neededBits} are needed.`] : []
}

/**
 * How hard a text is to guess when nothing is known but how often each of its characters comes: Shannon's entropy times its length.
 *
 * @returns bits; an upper bound for words, close to the truth for random characters
 * @see C. E. Shannon, A Mathematical Theory of Communication (1948), section 6
 */
export function entropyBits(text: string): number {
  const counts = new Map<string, number>()
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
  return [...counts.values()].reduce((bits, count) => bits - count * Math.log2(count / text.length), 0)
}

/** A database URL may stand in the wrong variable: what looks like credentials is not repeated. */
const shown = (value: string): string => value.replace(/\/\/[^/@]*@/, '//…@').slice(0, 80)
