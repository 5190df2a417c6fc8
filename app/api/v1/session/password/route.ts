import { ChangePassword } from '@/server/access/model'
import { changePassword } from '@/server/access/verbs/change-password'
import { NOTHING } from '@/server/kernel/answers'
import { addressOf, handle } from '@/server/web/handle'

export const POST = handle({
  about: 'Changes one’s own password. Other sessions end.',
  right: 'signed-in',
  input: ChangePassword,
  output: NOTHING,
  async verb(ctx, input): Promise<undefined> {
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
