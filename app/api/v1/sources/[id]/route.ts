import { SOURCE } from '@/server/declare/routing'
import { one } from '@/server/web/declaring'

export const { GET, PUT, DELETE } = one(SOURCE, { reads: 'read', writes: 'change-settings' })
