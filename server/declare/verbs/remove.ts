import { Refusal } from '../../kernel/errors'
import { type DeclareCtx, declared, editing, find, refuseDeclared, refuseStale } from '../editing'
import { type Kind, stillUsed } from '../kinds'
import { removeRow } from '../store'

/** Takes a thing out of use; its history stays. Refused while others refer to it. */
export function remove<Input extends { readonly name: string }, Shape extends { readonly name: string }>(
  ctx: DeclareCtx,
  kind: Kind<Input, Shape>,
  { id: idOrName, version }: { readonly id: string; readonly version?: number | undefined },
): Promise<void> {
  return editing(ctx, async (desk) => {
    const { tx, now, inventory, changed } = desk
    const held = find(kind, inventory, idOrName)
    const { name } = held.shape
    refuseDeclared(held)
    await refuseStale(desk, held, version)
    const users = kind.users(inventory, name)
    if (users.length > 0)
      throw new Refusal('conflict', `${stillUsed(name, users)}; change or remove ${users.length > 1 ? 'those' : 'that'} first.`, { users })
    await removeRow(tx, kind.list, held.id, now)
    await changed({ action: `${kind.noun}.remove`, subject: { id: held.id, name }, before: declared(kind, held).definition })
  })
}
