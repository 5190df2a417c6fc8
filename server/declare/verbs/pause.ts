import { type DeclareCtx, type Declared, declared, editing, find } from '../editing'
import { CHECK } from '../kinds'

/**
 * Pauses a check, or lets it run again. It is an act of operation, so it is also taken for what the file declares, and holds until somebody
 * resumes the check; only a file that says `paused: true` pauses it anew. Doing it twice changes nothing.
 */
export function setPaused(ctx: DeclareCtx, { id: idOrName, paused }: { readonly id: string; readonly paused: boolean }): Promise<Declared> {
  return editing(ctx, async ({ tx, inventory, changed }) => {
    const held = find(CHECK, inventory, idOrName)
    if (held.shape.paused === paused) return declared(CHECK, held)
    await tx`update checks set paused = ${paused}, version = version + 1 where id = ${held.id}`
    await changed({
      action: paused ? 'check.pause' : 'check.resume',
      subject: { id: held.id, name: held.shape.name },
      before: { paused: !paused },
      after: { paused },
    })
    return declared(CHECK, { ...held, version: held.version + 1, shape: { ...held.shape, paused } })
  })
}
