import { derivedHeartbeatToken } from '../../checks/heartbeats'
import { Refusal } from '../../kernel/errors'
import { type DeclareCtx, editing, find } from '../editing'
import { CHECK } from '../kinds'

/** The path that a service calls, for a check whose token Plimsoll made. One that somebody entered is told to nobody. */
export function tellHeartbeat(ctx: DeclareCtx, { id: idOrName }: { readonly id: string }): Promise<{ readonly path: string }> {
  return editing(ctx, async ({ inventory, noted }) => {
    const { id, shape } = find(CHECK, inventory, idOrName)
    if (shape.type !== 'heartbeat')
      throw new Refusal('illegal-move', `${shape.name} is a check of type ${shape.type}; only a heartbeat is called by its service.`)
    if (shape.options.token !== undefined)
      throw new Refusal(
        'illegal-move',
        `The token of ${shape.name} was entered, so it is kept hidden; the service calls /heartbeat/ and that token.`,
      )
    await noted({ action: 'check.tell-heartbeat', subject: { id, name: shape.name } })
    return { path: `/heartbeat/${derivedHeartbeatToken(ctx.key, id)}` }
  })
}
