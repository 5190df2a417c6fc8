import { z } from 'zod'
import { NOTHING } from '@/server/kernel/answers'
import { handle } from '@/server/web/handle'
import { slackPress } from '@/server/web/inbound/slack'

export const POST = handle({
  about:
    'Takes presses of buttons in Slack. The Interactivity Request URL of the app; Slack’s signature, at most five minutes old, is the proof.',
  right: 'anyone',
  bringsProof: true,
  raw: true,
  input: z.strictObject({}),
  output: NOTHING,
  verb: slackPress,
  // Slack takes nothing else for heard.
  status: 200,
})
