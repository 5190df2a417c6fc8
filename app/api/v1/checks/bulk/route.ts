import { BulkChecks, BulkChecksAnswer } from '@/server/checks/deeds'
import { MINUTE } from '@/server/kernel/duration'
import { bulkChecks } from '@/server/web/bulk-checks'
import { handle } from '@/server/web/handle'

export const POST = handle({
  about:
    'Does one thing to several checks. In one transaction; what is refused for one, by its name, keeps nothing from the others. With `try` it says what would come of it.',
  right: 'pause-checks',
  input: BulkChecks,
  output: BulkChecksAnswer,
  verb: bulkChecks,
  withinMs: MINUTE,
})
