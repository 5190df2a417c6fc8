import { POLICY } from '@/server/declare/routing'
import { one } from '@/server/web/declaring'

export const { GET, PUT, DELETE } = one(POLICY, { reads: 'read', writes: 'change-settings' })
