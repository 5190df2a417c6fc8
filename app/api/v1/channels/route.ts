import { CHANNEL } from '@/server/declare/routing'
import { collection } from '@/server/web/declaring'

export const { GET, POST } = collection(CHANNEL, { reads: 'read', writes: 'change-settings' })
