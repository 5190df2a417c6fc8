import { Act, act, pagePathOf } from '@/server/web/act'
import { handle, seeOther } from '@/server/web/handle'

export const POST = handle({
  right: 'anyone',
  bringsProof: true,
  input: Act,
  verb: async (ctx, input) => {
    const acted = await act(ctx, input)
    return ctx.web.body === 'form' ? seeOther(pagePathOf(input.token)) : acted
  },
  formRefused: (problem, { token }) => pagePathOf(token, problem),
})
