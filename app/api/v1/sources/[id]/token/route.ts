import { tellSource } from '@/server/declare/verbs/tell-source'
import { declareCtx, Ref } from '@/server/web/declaring'
import { handle } from '@/server/web/handle'

export const POST = handle({
  right: 'change-settings',
  input: Ref,
  verb: async (ctx, ref) => {
    const { path, token } = await tellSource(declareCtx(ctx), ref)
    return { url: `${ctx.web.app.settings.url}${path}`, token }
  },
})
