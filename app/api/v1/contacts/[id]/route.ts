import { CONTACT } from '@/server/declare/routing'
import { one } from '@/server/web/declaring'

export const { GET, PUT, DELETE } = one(CONTACT, { reads: 'change-settings', writes: 'change-settings' })
