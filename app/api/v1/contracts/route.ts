import { CONTRACT } from '@/server/declare/kinds'
import { collection } from '@/server/web/declaring'

export const { GET, POST } = collection(CONTRACT, { reads: 'read-money', writes: 'edit-impact' })
