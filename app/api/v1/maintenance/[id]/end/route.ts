import { declaredAnswer } from '@/server/declare/answers'
import { WINDOW } from '@/server/declare/routing'
import { Ref } from '@/server/web/declaring'
import { handle } from '@/server/web/handle'
import { endMaintenance } from '@/server/web/maintenance'

export const POST = handle({
  about: 'Ends maintenance that holds. Also of the file; one that comes again holds at its next time.',
  right: 'plan-maintenance',
  input: Ref,
  output: declaredAnswer(WINDOW),
  verb: endMaintenance,
})
