import type { Answer } from '../../kernel/answers'
import { Refusal } from '../../kernel/errors'
import { loadRouting } from '../../pipeline/load'
import type { RemovedAnswer } from '../answers'
import { type DeclareCtx, declared, editing, find, refuseDeclared, refuseStale } from '../editing'
import { warningsAfter } from '../findings'
import { type Kind, stillUsed } from '../kinds'
import { ROUTING_LISTS } from '../shapes'
import { removeRow } from '../store'

/** Only when something goes wrong with whom to tell that did not before; undefined otherwise. */
export type Removed = Answer<typeof RemovedAnswer>

/** Takes a thing out of use; its history stays. Refused while others refer to it. Says whom that leaves unreachable. */
export function remove<Input extends { readonly name: string }, Shape extends { readonly name: string }>(
  ctx: DeclareCtx,
  kind: Kind<Input, Shape>,
  { id: idOrName, version }: { readonly id: string; readonly version?: number | undefined },
): Promise<Removed> {
  return editing(ctx, async (desk) => {
    const { tx, now, inventory, changed } = desk
    const held = find(kind, inventory, idOrName)
    const { name } = held.shape
    refuseDeclared(held)
    await refuseStale(desk, held, version)
    const users = kind.users(inventory, name)
    if (users.length > 0)
      throw new Refusal('conflict', `${stillUsed(name, users)}; change or remove ${users.length > 1 ? 'those' : 'that'} first.`, { users })
    const isRouting = ROUTING_LISTS.some((one) => one === kind.list)
    const before = isRouting ? await loadRouting(tx) : undefined
    await removeRow(tx, kind.list, held.id, now)
    const warnings = before ? warningsAfter({ noun: kind.noun, name }, before, await loadRouting(tx), now) : []
    await changed({ action: `${kind.noun}.remove`, subject: { id: held.id, name }, before: declared(kind, held).definition })
    return warnings.length > 0 ? { warnings } : undefined
  })
}
