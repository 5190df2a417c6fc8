import { TriedAnswer } from '@/server/web/answers'
import { inWords } from '@/server/web/declaring'
import { handle } from '@/server/web/handle'
import { MaintenanceTrial, tryMaintenance } from '@/server/web/maintenance'

export const POST = handle({
  about: 'Says what a window would do. When it holds, how many checks it matches and what to know before; nothing is kept.',
  right: 'plan-maintenance',
  input: inWords(MaintenanceTrial),
  output: TriedAnswer,
  verb: tryMaintenance,
})
