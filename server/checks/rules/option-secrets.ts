/** A JSON schema as zod writes it, as far as it matters where secrets lie. */
type Schema = {
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | boolean
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly secret?: boolean
  readonly secretIn?: string
}

/** How a field may hold a secret: it is one, or it is an address, headers or a body that may contain one. */
export type SecretKind = 'secret' | 'url' | 'headers' | 'body' | 'json'

/**
 * The options with every value that is, or may hold, a secret replaced.
 *
 * @param schema the JSON schema of the type's options, with `secret` and `secretIn` beside the fields
 */
export function mapSecrets(schema: unknown, value: unknown, replace: (value: unknown, kind: SecretKind, path: string) => unknown): unknown {
  return walk(schema as Schema, value, replace, '')
}

function walk(schema: Schema, value: unknown, replace: (value: unknown, kind: SecretKind, path: string) => unknown, path: string): unknown {
  if (value === undefined) return undefined
  const kind = kindOf(schema)
  if (kind) return replace(value, kind, path)
  const branches = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]
  // A value is laid through every branch: what one of them calls secret is secret.
  const laid = branches.reduce<unknown>((held, branch) => walk(branch, held, replace, path), value)
  if (Array.isArray(laid) && schema.items) return laid.map((item, i) => walk(schema.items ?? {}, item, replace, `${path}[${i}]`))
  if (typeof laid !== 'object' || laid === null || Array.isArray(laid)) return laid
  const more = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined
  return Object.fromEntries(
    Object.entries(laid).map(([key, item]) => {
      const inner = schema.properties?.[key] ?? more
      return [key, inner ? walk(inner, item, replace, path ? `${path}.${key}` : key) : item]
    }),
  )
}

function kindOf({ secret, secretIn }: Schema): SecretKind | undefined {
  if (secret) return 'secret'
  return secretIn === 'url' || secretIn === 'headers' || secretIn === 'body' || secretIn === 'json' ? secretIn : undefined
}

/** How a secret stands in an answer, and what leaves it as it is when it comes back in an edit. */
export const HIDDEN = { $secret: true } as const
export const isHidden = (value: unknown): boolean => typeof value === 'object' && value !== null && '$secret' in value
