import { OPPORTUNITY } from '@/server/declare/kinds'
import { one } from '@/server/web/declaring'

export const { GET, PUT, DELETE } = one(OPPORTUNITY, { reads: 'read-money', writes: 'edit-impact' })
