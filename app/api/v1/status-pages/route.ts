import { STATUS_PAGE } from '@/server/declare/kinds'
import { collection } from '@/server/web/declaring'

export const { GET, POST } = collection(STATUS_PAGE, { reads: 'read', writes: 'edit-services' })
