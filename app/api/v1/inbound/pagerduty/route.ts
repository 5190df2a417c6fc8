import { z } from 'zod'
import { handle } from '@/server/web/handle'
import { pagerDutyEvent } from '@/server/web/inbound/pagerduty'

export const POST = handle({ right: 'anyone', bringsProof: true, raw: true, input: z.strictObject({}), verb: pagerDutyEvent })
