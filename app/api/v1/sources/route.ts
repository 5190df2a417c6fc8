import { SOURCE } from '@/server/declare/routing'
import { collection } from '@/server/web/declaring'

export const { GET, POST } = collection(SOURCE, {
  reads: 'read',
  writes: 'change-settings',
  remarks: { create: 'Without `options.token` one is made.' },
})
