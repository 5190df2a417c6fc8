import { DEFINITION } from '@/server/declare/routing'
import { one } from '@/server/web/declaring'

export const { GET, PUT, DELETE } = one(DEFINITION, { reads: 'read', writes: 'change-settings' })
