import { POLICY } from '@/server/declare/routing'
import { collection } from '@/server/web/declaring'

export const { GET, POST } = collection(POLICY, { reads: 'read', writes: 'change-settings' })
