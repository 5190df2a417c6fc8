import { type DeclareCtx, type Declared, declared, editing, namesIn, refuseInconsistent, warned } from '../editing'
import type { Kind } from '../kinds'

/** Declares a thing from outside the file. */
export function create<Input extends { readonly name: string }, Shape extends { readonly name: string }>(
  ctx: DeclareCtx,
  kind: Kind<Input, Shape>,
  given: Input,
): Promise<Declared> {
  return editing(ctx, async (desk) => {
    const { inventory, writing, changed } = desk
    const input = kind.complete(given, undefined)
    refuseInconsistent(kind, input, inventory, undefined)
    const shape = kind.shape(input)
    const id = ctx.ids.next()
    await kind.write(writing, id, shape, namesIn(inventory, kind.noun, shape.name, id))
    const answer = declared(kind, { id, version: 1, source: 'api', shape })
    await changed({ action: `${kind.noun}.create`, subject: { id, name: shape.name }, after: answer.definition })
    return await warned(desk, kind, answer, ctx.key)
  })
}
