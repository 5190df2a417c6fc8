import { CONTRACT } from '@/server/declare/kinds'
import { one } from '@/server/web/declaring'

export const { GET, PUT, DELETE } = one(CONTRACT, { reads: 'read-money', writes: 'edit-impact' })
