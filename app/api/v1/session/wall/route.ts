import { z } from 'zod'
import { WallLinkInput } from '@/server/access/model'
import { createApiKey } from '@/server/access/verbs/create-api-key'
import { handle } from '@/server/web/handle'
import { openWall } from '@/server/web/open-wall'

/** Makes a link that opens the wall screen without signing in (VIEW-9). It ends like any key: by its day, or when it is revoked. */
export const POST = handle({
  right: 'open-wall',
  input: WallLinkInput,
  async verb(ctx, { name, expiresInDays }) {
    const { key, ...made } = await createApiKey(ctx, { name, expiresInDays, scopes: ['read', 'read-money'] }, 'wall')
    return { ...made, url: `${ctx.web.app.settings.url}/api/v1/session/wall?key=${key}` }
  },
  status: 201,
})

export const GET = handle({ right: 'anyone', input: z.strictObject({ key: z.string().max(200) }), verb: openWall })
