import { z } from 'zod'
import { SaidAnswer } from '@/server/web/answers'
import { handle } from '@/server/web/handle'
import { pagerDutyEvent } from '@/server/web/inbound/pagerduty'

export const POST = handle({
  about:
    'Takes webhooks (v3) of PagerDuty. `incident.acknowledged`, `incident.escalated` and `incident.resolved` are done here too. Its signature is the proof.',
  right: 'anyone',
  bringsProof: true,
  raw: true,
  input: z.strictObject({}),
  output: SaidAnswer,
  verb: pagerDutyEvent,
})
