import { STREAM } from '@/server/declare/kinds'
import { collection } from '@/server/web/declaring'

export const { GET, POST } = collection(STREAM, { reads: 'read-money', writes: 'edit-impact' })
