import { z } from 'zod'
import { listLiveKeys } from '@/server/access/queries'
import { handle } from '@/server/web/handle'

/** The links that open the wall screen at the moment (VIEW-9), without what opens it. */
export const GET = handle({
  right: 'open-wall',
  input: z.strictObject({}),
  verb: ({ db, clock }) => listLiveKeys(db, ['wall'], clock.now()),
})
