import { SERVICE } from '@/server/declare/kinds'
import { one } from '@/server/web/declaring'

export const { GET } = one(SERVICE, { reads: 'read', writes: 'edit-services' })
