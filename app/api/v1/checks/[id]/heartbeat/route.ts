import { heartbeatUrl } from '@/server/web/check-verbs'
import { Ref } from '@/server/web/declaring'
import { handle } from '@/server/web/handle'

export const POST = handle({ right: 'edit-checks', input: Ref, verb: async (ctx, ref) => ({ url: await heartbeatUrl(ctx, ref) }) })
