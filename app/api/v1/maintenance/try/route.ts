import { inWords } from '@/server/web/declaring'
import { handle } from '@/server/web/handle'
import { MaintenanceTrial, tryMaintenance } from '@/server/web/maintenance'

export const POST = handle({ right: 'plan-maintenance', input: inWords(MaintenanceTrial), verb: tryMaintenance })
