import { SetUp } from '@/server/access/model'
import { setUp } from '@/server/access/verbs/set-up'
import { addressOf, handle } from '@/server/web/handle'
import { backTo, signIn } from '@/server/web/sign-in'

export const POST = handle({
  right: 'anyone',
  input: SetUp,
  async verb(ctx, input) {
    const attempt = ctx.web.app.gate.attempt('setup', addressOf(ctx.web.request))
    try {
      await setUp(ctx, input)
      attempt.succeeded()
    } finally {
      attempt.done()
    }
    return await signIn(ctx, input)
  },
  formRefused: (problem, fields) => backTo('/setup', problem, fields, ['token', 'name', 'email']),
})
