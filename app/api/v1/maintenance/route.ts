import { z } from 'zod'
import { MaintenanceInput } from '@/server/alerts/model'
import { declaredAnswer } from '@/server/declare/answers'
import { WINDOW } from '@/server/declare/routing'
import { MaintenanceListAnswer } from '@/server/web/answers'
import { inWords } from '@/server/web/declaring'
import { handle } from '@/server/web/handle'
import { planMaintenance, readMaintenance } from '@/server/web/maintenance'

export const GET = handle({
  about: 'Lists maintenance windows. Each with when it holds next.',
  right: 'read',
  input: z.strictObject({}),
  output: MaintenanceListAnswer,
  verb: readMaintenance,
})
export const POST = handle({
  about:
    'Plans maintenance. In the words of the file; one that lies in the past is refused, one that takes in every check needs `"everything": true`.',
  right: 'plan-maintenance',
  input: inWords(MaintenanceInput),
  output: declaredAnswer(WINDOW),
  verb: planMaintenance,
  status: 201,
})
