/** The kinds of things that are declared, in the order in which they refer to each other. */
export const NOUNS = [
  'service',
  'check',
  'stream',
  'opportunity',
  'segment',
  'contract',
  'channel',
  'team',
  'contact',
  'schedule',
  'policy',
  'definition',
  'source',
  'window',
  'status page',
] as const
export type Noun = (typeof NOUNS)[number]

/** One thing as it is now. */
export type Stored<Shape> = { readonly id: string; readonly source: 'file' | 'api'; readonly version: number; readonly shape: Shape }

/** What applying a file does to one thing. */
export type Step = {
  readonly noun: Noun
  readonly name: string
  /**
   * `adopt` takes over what was made through the API; `remove` is only done with `--prune`, otherwise it is `undeclared`: it stays as it is.
   */
  readonly does: 'create' | 'change' | 'adopt' | 'remove' | 'undeclared'
  readonly fields: readonly Field[]
}

/** A field that differs, in the words and units of the file. Its values are only told where they are short and plain: never options, which may hold secrets. */
export type Field = { readonly name: string; readonly before?: string; readonly after?: string }

/** How a kind of thing is told in the words of the file. */
export type Telling<Shape> = {
  readonly noun: Noun
  /** The field of the file for each field of the shape that is called otherwise. */
  readonly words: Partial<Record<keyof Shape, string>>
  /** The words in which it was, or could have been, declared. Secrets are hidden. */
  definition(shape: Shape): Definition
}
export type Definition = Readonly<Record<string, unknown>> & { readonly name: string }

/** What would change. What is as declared is not in it. */
export function difference<Shape extends { readonly name: string }>(
  kind: Telling<Shape>,
  wanted: readonly Shape[],
  stored: readonly Stored<Shape>[],
  prune: boolean,
): readonly Step[] {
  const { noun } = kind
  const byName = new Map(stored.map((item) => [item.shape.name, item]))
  const names = new Set(wanted.map(({ name }) => name))
  const steps = wanted.flatMap((shape): Step[] => {
    const held = byName.get(shape.name)
    if (!held) return [{ noun, name: shape.name, does: 'create', fields: [] }]
    const fields = differingFields(kind, held.shape, shape)
    if (held.source === 'api') return [{ noun, name: shape.name, does: 'adopt', fields }]
    return fields.length > 0 ? [{ noun, name: shape.name, does: 'change', fields }] : []
  })
  const gone = stored.filter(({ source, shape }) => source === 'file' && !names.has(shape.name))
  return [...steps, ...gone.map(({ shape }): Step => ({ noun, name: shape.name, does: prune ? 'remove' : 'undeclared', fields: [] }))]
}

/** What differs between two of a kind, as the file says it: `slowAfter` 2s, not `slowAfterMs` 2000. */
export function differingFields<Shape extends object>({ words, definition }: Telling<Shape>, a: Shape, b: Shape): readonly Field[] {
  const keys = (Object.keys({ ...a, ...b }) as (keyof Shape & string)[]).filter((key) => canonical(a[key]) !== canonical(b[key]))
  if (keys.length === 0) return []
  const [before, after] = [definition(a), definition(b)]
  return [...new Set(keys.map((key) => words[key] ?? key))].map((name) => {
    const [was, is] = [before[name], after[name]]
    if (!isPlain(was) || !isPlain(is)) return { name }
    return { name, ...(was !== undefined && { before: String(was) }), ...(is !== undefined && { after: String(is) }) }
  })
}

/** Longer texts are better read in the file. */
const SHORT = 40

const isPlain = (value: unknown): boolean =>
  value === undefined || typeof value === 'number' || typeof value === 'boolean' || (typeof value === 'string' && value.length <= SHORT)

/** JSON with the keys of objects in order. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null)
  return `{${Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([x], [y]) => (x < y ? -1 : 1))
    .map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`)
    .join()}}`
}
