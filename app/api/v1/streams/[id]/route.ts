import { STREAM } from '@/server/declare/kinds'
import { one } from '@/server/web/declaring'

export const { GET, PUT, DELETE } = one(STREAM, { reads: 'read-money', writes: 'edit-impact' })
