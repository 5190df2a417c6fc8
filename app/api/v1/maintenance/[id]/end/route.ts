import { Ref } from '@/server/web/declaring'
import { handle } from '@/server/web/handle'
import { endMaintenance } from '@/server/web/maintenance'

export const POST = handle({ right: 'plan-maintenance', input: Ref, verb: endMaintenance })
