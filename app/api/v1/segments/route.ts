import { SEGMENT } from '@/server/declare/kinds'
import { collection } from '@/server/web/declaring'

export const { GET, POST } = collection(SEGMENT, { reads: 'read', writes: 'edit-impact' })
