import { SOURCE } from '@/server/declare/routing'
import { one } from '@/server/web/declaring'

export const { GET, PUT, DELETE } = one(SOURCE, {
  reads: 'read',
  writes: 'change-settings',
  remarks: { edit: 'Another `options.token` takes the place of the one before at once.', remove: 'What it reported ends, without proof.' },
})
