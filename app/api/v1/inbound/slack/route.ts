import { z } from 'zod'
import { handle } from '@/server/web/handle'
import { slackPress } from '@/server/web/inbound/slack'

export const POST = handle({ right: 'anyone', bringsProof: true, raw: true, input: z.strictObject({}), verb: slackPress })
