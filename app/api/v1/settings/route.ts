import { z } from 'zod'
import { SettingsAnswer } from '@/server/views/answers'
import { settingsView } from '@/server/views/settings'
import { handle } from '@/server/web/handle'

export const GET = handle({
  about: 'Lists the settings. With the value that holds and where it comes from.',
  right: 'read',
  input: z.strictObject({}),
  output: SettingsAnswer,
  verb: ({ actor, web: { app } }) => settingsView(app, actor),
})
