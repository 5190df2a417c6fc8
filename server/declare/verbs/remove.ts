import { Refusal } from '../../kernel/errors'
import { type DeclareCtx, declared, editing, find, refuseDeclared, refuseStale } from '../editing'
import type { Kind } from '../kinds'
import { removeRow } from '../store'

/** So many users are named in a refusal. */
const NAMED = 5

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
    if (users.length > 0) {
      const named = users.length > NAMED ? [...users.slice(0, NAMED), `${users.length - NAMED} more`] : users
      throw new Refusal(
        'conflict',
        `${name} is still used by ${listed(named)}; change or remove ${users.length > 1 ? 'those' : 'that'} first.`,
        {
          users,
        },
      )
    }
    await removeRow(tx, kind.list, held.id, now)
    await changed({ action: `${kind.noun}.remove`, subject: { id: held.id, name }, before: declared(kind, held).definition })
  })
}

const listed = (words: readonly string[]): string =>
  words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : (words[0] ?? '')
