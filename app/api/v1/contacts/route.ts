import { CONTACT } from '@/server/declare/routing'
import { collection } from '@/server/web/declaring'

export const { GET, POST } = collection(CONTACT, { reads: 'change-settings', writes: 'change-settings' })
