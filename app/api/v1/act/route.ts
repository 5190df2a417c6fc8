import { Act, act, pagePathOf } from '@/server/web/act'
import { ActedAnswer } from '@/server/web/answers'
import { handle, seeOther } from '@/server/web/handle'

export const POST = handle({
  about:
    'Does what a link of a message offers. Once, as the person whom the message was sent to. 403 when the token was altered, has ended, or the person may not; 409 when it was used or somebody was faster.',
  right: 'anyone',
  bringsProof: true,
  input: Act,
  output: ActedAnswer,
  verb: async (ctx, input) => {
    const acted = await act(ctx, input)
    return ctx.web.body === 'form' ? seeOther(pagePathOf(input.token)) : acted
  },
  formRefused: (problem, { token }) => pagePathOf(token, problem),
})
