import { SCHEDULE } from '@/server/declare/routing'
import { collection } from '@/server/web/declaring'

export const { GET, POST } = collection(SCHEDULE, { reads: 'read', writes: 'change-settings' })
