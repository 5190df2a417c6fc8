import { differingFields } from '../difference'
import {
  type DeclareCtx,
  type Declared,
  declared,
  editing,
  find,
  namesIn,
  refuseDeclared,
  refuseInconsistent,
  refuseStale,
  warned,
} from '../editing'
import type { Kind } from '../kinds'

export type Edit<Input> = {
  /** The id of the thing, or its name. */
  readonly id: string
  /** The version that the edit was made of. */
  readonly version: number
  /** All of it as it is to be; secrets that stay are left hidden. */
  readonly input: Input
}

/** Changes a thing that was declared from outside the file. It keeps its id, and with it its history. Of two who edit the same version the second is refused. */
export function edit<Input extends { readonly name: string }, Shape extends { readonly name: string }>(
  ctx: DeclareCtx,
  kind: Kind<Input, Shape>,
  { id: idOrName, version, input: given }: Edit<Input>,
): Promise<Declared> {
  return editing(ctx, async (desk) => {
    const { inventory, writing, changed } = desk
    const held = find(kind, inventory, idOrName)
    refuseDeclared(held)
    await refuseStale(desk, held, version)
    const input = kind.complete(given, held.shape)
    refuseInconsistent(kind, input, inventory, held)
    const shape = kind.shape(input)
    const fields = differingFields(kind, held.shape, shape)
    if (fields.length === 0) return declared(kind, held)
    await kind.write(writing, held.id, shape, namesIn(inventory, kind.noun, shape.name, held.id))
    const [before, answer] = [declared(kind, held), declared(kind, { ...held, version: held.version + 1, shape })]
    await changed({
      action: `${kind.noun}.edit`,
      subject: { id: held.id, name: shape.name },
      before: differing(before, answer),
      after: { ...differing(answer, before), fields: fields.map(({ name: field }) => field) },
    })
    return await warned(desk, kind, answer, ctx.key)
  })
}

/** What of the one definition is not so in the other. */
const differing = ({ definition }: Declared, other: Declared): Record<string, unknown> =>
  Object.fromEntries(Object.entries(definition).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(other.definition[key])))
