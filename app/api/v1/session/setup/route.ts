import { LandingAnswer } from '@/server/access/answers'
import { SetUp } from '@/server/access/model'
import { setUp } from '@/server/access/verbs/set-up'
import { addressOf, handle } from '@/server/web/handle'
import { backTo, signIn } from '@/server/web/sign-in'

export const POST = handle({
  about: 'Makes the first administrator. With the token of the setup link; signs them in.',
  right: 'anyone',
  input: SetUp,
  output: LandingAnswer,
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
