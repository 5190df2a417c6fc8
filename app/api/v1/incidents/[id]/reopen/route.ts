import { IncidentAnswer } from '@/server/incidents/answers'
import { Reopen } from '@/server/incidents/model'
import { reopen } from '@/server/incidents/verbs/reopen'
import { handle, type WebCtx } from '@/server/web/handle'
import { byRef } from '@/server/web/incident-ref'

export const POST = handle({
  about: 'Reopens an incident.',
  right: 'work-incidents',
  input: Reopen,
  output: IncidentAnswer,
  verb: byRef((ctx: WebCtx, input: Reopen) => reopen(ctx, input, ctx.web.app.mirror.world.rules.reopenWindowMs)),
})
