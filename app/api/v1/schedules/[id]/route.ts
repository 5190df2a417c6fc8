import { SCHEDULE } from '@/server/declare/routing'
import { one } from '@/server/web/declaring'

export const { GET, PUT, DELETE } = one(SCHEDULE, { reads: 'read', writes: 'change-settings' })
