import { SEGMENT } from '@/server/declare/kinds'
import { one } from '@/server/web/declaring'

export const { GET, PUT, DELETE } = one(SEGMENT, { reads: 'read', writes: 'edit-impact' })
