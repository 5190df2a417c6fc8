import { tellSource } from '@/server/declare/verbs/tell-source'
import { SourceTokenAnswer } from '@/server/web/answers'
import { declareCtx, Ref } from '@/server/web/declaring'
import { handle } from '@/server/web/handle'

export const POST = handle({
  about: 'Tells the address and the token of a source. For a token that Plimsoll made; written to the audit log.',
  right: 'change-settings',
  input: Ref,
  output: SourceTokenAnswer,
  verb: async (ctx, ref) => {
    const { path, token } = await tellSource(declareCtx(ctx), ref)
    return { url: `${ctx.web.app.settings.url}${path}`, token }
  },
})
