import { WINDOW } from '@/server/declare/routing'
import { one } from '@/server/web/declaring'

export const { GET, PUT, DELETE } = one(WINDOW, {
  reads: 'read',
  writes: 'plan-maintenance',
  remarks: { edit: 'It holds from now on.', remove: 'One that holds ends.' },
})
