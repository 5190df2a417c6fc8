import { DEFINITION } from '@/server/declare/routing'
import { collection } from '@/server/web/declaring'

export const { GET, POST } = collection(DEFINITION, { reads: 'read', writes: 'change-settings' })
