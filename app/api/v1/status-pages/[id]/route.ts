import { STATUS_PAGE } from '@/server/declare/kinds'
import { one } from '@/server/web/declaring'

export const { GET, PUT, DELETE } = one(STATUS_PAGE, { reads: 'read', writes: 'edit-services' })
