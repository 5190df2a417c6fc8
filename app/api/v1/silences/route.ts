import { z } from 'zod'
import { SilenceAnswer, SilenceListAnswer } from '@/server/alerts/answers'
import { SilenceInput } from '@/server/alerts/model'
import { silence } from '@/server/alerts/verbs/silence'
import { handle } from '@/server/web/handle'
import { readSilences } from '@/server/web/paging-verbs'

export const GET = handle({
  about: 'Lists silences. Those that hold or will, newest first.',
  right: 'read',
  input: z.strictObject({}),
  output: SilenceListAnswer,
  verb: readSilences,
})
export const POST = handle({
  about: 'Silences alerts. One that takes in every alert needs `"everything": true`.',
  right: 'silence-alerts',
  input: SilenceInput,
  output: SilenceAnswer,
  verb: silence,
  status: 201,
})
