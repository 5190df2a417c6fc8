import { HeartbeatAnswer } from '@/server/web/answers'
import { heartbeatUrl } from '@/server/web/check-verbs'
import { Ref } from '@/server/web/declaring'
import { handle } from '@/server/web/handle'

export const POST = handle({
  about: 'Tells the address that the service of a heartbeat check must call. Written to the audit log.',
  right: 'edit-checks',
  input: Ref,
  output: HeartbeatAnswer,
  verb: async (ctx, ref) => ({ url: await heartbeatUrl(ctx, ref) }),
})
