import { z } from 'zod'
import { NewWallLinkAnswer } from '@/server/access/answers'
import { WallLinkInput } from '@/server/access/model'
import { createApiKey } from '@/server/access/verbs/create-api-key'
import { NOTHING } from '@/server/kernel/answers'
import { handle } from '@/server/web/handle'
import { openWall } from '@/server/web/open-wall'

/** Makes a link that opens the wall screen without signing in (VIEW-9). It ends like any key: by its day, or when it is revoked. */
export const POST = handle({
  about: 'Makes a link that opens the wall screen.',
  right: 'open-wall',
  input: WallLinkInput,
  output: NewWallLinkAnswer,
  async verb(ctx, { name, expiresInDays }) {
    const { key, ...made } = await createApiKey(ctx, { name, expiresInDays, scopes: ['read', 'read-money'] }, 'wall')
    return { ...made, url: `${ctx.web.app.settings.url}/api/v1/session/wall?key=${key}` }
  },
  status: 201,
})

export const GET = handle({
  about: 'Opens the wall screen. What the link leads to: sets a cookie and goes on to the screen.',
  right: 'anyone',
  input: z.strictObject({ key: z.string().max(200) }),
  output: NOTHING,
  status: 303,
  verb: openWall,
})
