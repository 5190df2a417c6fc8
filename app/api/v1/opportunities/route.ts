import { OPPORTUNITY } from '@/server/declare/kinds'
import { collection } from '@/server/web/declaring'

export const { GET, POST } = collection(OPPORTUNITY, { reads: 'read-money', writes: 'edit-impact' })
