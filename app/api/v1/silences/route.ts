import { z } from 'zod'
import { SilenceInput } from '@/server/alerts/model'
import { silence } from '@/server/alerts/verbs/silence'
import { handle } from '@/server/web/handle'
import { readSilences } from '@/server/web/paging-verbs'

export const GET = handle({ right: 'read', input: z.strictObject({}), verb: readSilences })
export const POST = handle({ right: 'silence-alerts', input: SilenceInput, verb: silence, status: 201 })
