import { TEAM } from '@/server/declare/routing'
import { collection } from '@/server/web/declaring'

export const { GET, POST } = collection(TEAM, { reads: 'read', writes: 'change-settings' })
