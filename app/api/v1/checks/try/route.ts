import { z } from 'zod'
import { TrialAnswer } from '@/server/checks/answers'
import { CheckInput } from '@/server/checks/input'
import { MINUTE } from '@/server/kernel/duration'
import { tryCheck } from '@/server/web/check-verbs'
import { inWords } from '@/server/web/declaring'
import { handle } from '@/server/web/handle'

/** `of` is the check that is being edited, whose hidden secrets are used. */
const Try = z.strictObject({ of: z.string().max(63).optional(), input: inWords(CheckInput) })

export const POST = handle({
  about: 'Executes a check once. With evidence also of success; nothing of it is kept.',
  right: 'edit-checks',
  input: Try,
  output: TrialAnswer,
  verb: tryCheck,
  withinMs: 2 * MINUTE + 10_000,
})
