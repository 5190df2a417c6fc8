/** The kinds of things that are declared, in the order in which they refer to each other. */
export const NOUNS = ['service', 'check', 'stream', 'opportunity', 'segment'] as const
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
  /** The fields that differ. */
  readonly fields: readonly string[]
}

/** What would change. What is as declared is not in it. */
export function difference<Shape extends { readonly name: string }>(
  noun: Noun,
  wanted: readonly Shape[],
  stored: readonly Stored<Shape>[],
  prune: boolean,
): readonly Step[] {
  const byName = new Map(stored.map((item) => [item.shape.name, item]))
  const names = new Set(wanted.map(({ name }) => name))
  const steps = wanted.flatMap((shape): Step[] => {
    const held = byName.get(shape.name)
    if (!held) return [{ noun, name: shape.name, does: 'create', fields: [] }]
    const fields = differingFields(held.shape, shape)
    if (held.source === 'api') return [{ noun, name: shape.name, does: 'adopt', fields }]
    return fields.length > 0 ? [{ noun, name: shape.name, does: 'change', fields }] : []
  })
  const gone = stored.filter(({ source, shape }) => source === 'file' && !names.has(shape.name))
  return [...steps, ...gone.map(({ shape }): Step => ({ noun, name: shape.name, does: prune ? 'remove' : 'undeclared', fields: [] }))]
}

export const differingFields = <Shape extends object>(a: Shape, b: Shape): readonly string[] =>
  Object.keys({ ...a, ...b }).filter((key) => canonical(a[key as keyof Shape]) !== canonical(b[key as keyof Shape]))

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
