import { hideSecrets } from '@/server/checks/rules/hidden-options'
import { isHidden } from '@/server/checks/rules/option-secrets'

type Definition = Readonly<Record<string, unknown>>

export type FileText = {
  /** What plimsoll.yaml holds. */
  readonly document: Readonly<Record<string, readonly Definition[]>>
  /** What the environment has to hold for it: a secret stands in no file. */
  readonly variables: readonly string[]
}

/**
 * Something as the file declares it, with the service that is made with it. Every secret of its options, whose schema says what is one,
 * becomes a variable of the environment that is named after where it stands.
 */
export function fileText(
  list: string,
  definition: Definition,
  { options: schema, service }: { readonly options?: unknown; readonly service?: Definition | undefined } = {},
): FileText {
  const variables: string[] = []
  const { options, ...rest } = definition
  const named = (path: string): string => {
    const plain = `${String(definition.name)}_${path.split('.').at(-1) ?? ''}`.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')
    const base = /^[A-Z]/.test(plain) ? plain : `SECRET_${plain}`
    const taken = variables.filter((one) => one === base || one.startsWith(`${base}_`)).length
    const name = taken === 0 ? base : `${base}_${taken + 1}`
    variables.push(name)
    return `\${${name}}`
  }
  const held = options === undefined ? undefined : written(hideSecrets(schema ?? {}, options as Definition), '', named)
  return {
    document: {
      ...(service && { services: [literal(service) as Definition] }),
      [list]: [{ ...(literal(rest) as Definition), ...(held !== undefined && { options: held }) }],
    },
    variables,
  }
}

function written(value: unknown, path: string, named: (path: string) => string): unknown {
  if (isHidden(value)) return named(path)
  if (Array.isArray(value)) return value.map((one, place) => written(one, `${path}.${place}`, named))
  if (typeof value !== 'object' || value === null) return literal(value)
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, written(one, `${path}.${key}`, named)]))
}

/** The file fills in `${NAME}` from the environment; what only looks so has to stay as it is. */
function literal(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(/\$(?=\{[A-Za-z_])/g, () => '${DOLLAR:-$}')
  if (Array.isArray(value)) return value.map(literal)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, literal(one)]))
}
