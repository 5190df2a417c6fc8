import { ChangePassword } from '@/server/access/model'
import { changePassword } from '@/server/access/verbs/change-password'
import { addressOf, handle } from '@/server/web/handle'

export const POST = handle({
  right: 'signed-in',
  input: ChangePassword,
  async verb(ctx, input) {
    const { app, request, identity } = ctx.web
    const attempt = app.gate.attempt(`password of ${ctx.actor.id}`, addressOf(request))
    try {
      await changePassword(ctx, input, identity.id ?? undefined)
      attempt.succeeded()
    } finally {
      attempt.done()
    }
  },
  changesAccess: true,
})
