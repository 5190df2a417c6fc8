import { z } from 'zod'
import { MaintenanceInput } from '@/server/alerts/model'
import { inWords } from '@/server/web/declaring'
import { handle } from '@/server/web/handle'
import { planMaintenance, readMaintenance } from '@/server/web/maintenance'

export const GET = handle({ right: 'read', input: z.strictObject({}), verb: readMaintenance })
export const POST = handle({ right: 'plan-maintenance', input: inWords(MaintenanceInput), verb: planMaintenance, status: 201 })
