import { z } from 'zod'
import { settingsView } from '@/server/views/settings'
import { handle } from '@/server/web/handle'

export const GET = handle({ right: 'read', input: z.strictObject({}), verb: ({ actor, web: { app } }) => settingsView(app, actor) })
