import { derivedSourceToken } from '../../alerts/sources/token'
import { Refusal } from '../../kernel/errors'
import { type DeclareCtx, editing, find } from '../editing'
import { SOURCE } from '../routing'

/** Where a tool outside posts its alerts, and with which token, for a source whose token Plimsoll made. One that somebody entered is told to nobody. */
export function tellSource(
  ctx: DeclareCtx,
  { id: idOrName }: { readonly id: string },
): Promise<{ readonly path: string; readonly token: string }> {
  return editing(ctx, async ({ inventory, noted }) => {
    const { id, shape } = find(SOURCE, inventory, idOrName)
    if (shape.options.token !== undefined)
      throw new Refusal('illegal-move', `The token of ${shape.name} was entered, so it is kept hidden; enter another if it is lost.`)
    await noted({ action: 'source.tell-token', subject: { id, name: shape.name } })
    return { path: `/api/v1/inbound/alerts/${shape.name}`, token: derivedSourceToken(ctx.key, id) }
  })
}
