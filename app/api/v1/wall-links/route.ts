import { z } from 'zod'
import { ApiKeyAnswer } from '@/server/access/answers'
import { listLiveKeys } from '@/server/access/queries'
import { handle } from '@/server/web/handle'

/** The links that open the wall screen at the moment (VIEW-9), without what opens it. */
export const GET = handle({
  about: 'Lists the links to the wall screen that are in use. Without what opens it.',
  right: 'open-wall',
  input: z.strictObject({}),
  output: z.array(ApiKeyAnswer),
  verb: ({ db, clock }) => listLiveKeys(db, ['wall'], clock.now()),
})
