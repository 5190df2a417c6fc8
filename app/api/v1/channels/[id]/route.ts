import { CHANNEL } from '@/server/declare/routing'
import { one } from '@/server/web/declaring'

export const { GET, PUT, DELETE } = one(CHANNEL, { reads: 'read', writes: 'change-settings' })
