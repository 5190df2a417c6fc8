import { holdsNext } from '../../alerts/rules/maintenance'
import { Refusal } from '../../kernel/errors'
import { type DeclareCtx, type Declared, declared, editing, find } from '../editing'
import { WINDOW } from '../routing'

/**
 * Ends maintenance before its time: what still fails is paged. It is an act of operation, so it is also taken for what the file declares;
 * one that comes again holds again at its next time.
 */
export function endWindow(ctx: DeclareCtx, { id: idOrName }: { readonly id: string }): Promise<Declared> {
  return editing(ctx, async ({ tx, now, inventory, changed }) => {
    const held = find(WINDOW, inventory, idOrName)
    const { name, when } = held.shape
    const [row] = await tx<
      { created_at: Date; ended_at: Date | null }[]
    >`select created_at, ended_at from routing_items where id = ${held.id}`
    const next = row && holdsNext({ when, createdAt: row.created_at, endedAt: row.ended_at }, now)
    if (!next || next.fromAt > now)
      throw new Refusal('illegal-move', `${name} does not hold now, so it can not be ended; remove it, or change when it holds.`)
    await tx`update routing_items set ended_at = ${now.toISOString()}, version = version + 1 where id = ${held.id}`
    await changed({ action: 'window.end', subject: { id: held.id, name }, before: { toAt: next.toAt }, after: { toAt: now } })
    return declared(WINDOW, { ...held, version: held.version + 1 })
  })
}
