import { TEAM } from '@/server/declare/routing'
import { one } from '@/server/web/declaring'

export const { GET, PUT, DELETE } = one(TEAM, { reads: 'read', writes: 'change-settings' })
