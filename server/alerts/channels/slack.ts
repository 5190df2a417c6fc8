import { z } from 'zod'
import { ABOUT_INCIDENTS } from '../model'
import { readByStatus } from '../rules/answers'
import { slackBlocks, slackText } from '../rules/slack-blocks'
import { defineChannelType } from './channel'
import { hostOf, SendTo, SigningSecret } from './options'

/** Source: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors */
const WORDS: Readonly<Record<string, string>> = {
  invalid_payload: 'it could not read the message',
  invalid_blocks: 'it could not read the message',
  invalid_token: 'the address is not valid any more; make a new webhook',
  no_service: 'the webhook was removed or switched off; make a new one',
  no_team: 'the workspace is gone or not active',
  channel_not_found: 'the channel is gone; make a new webhook',
  channel_is_archived: 'the channel is archived',
  action_prohibited: 'the workspace does not allow this webhook to post there',
  posting_to_general_channel_denied: 'the workspace does not allow apps to post to its general channel',
}

/** One message into one Slack channel. An incoming webhook can neither change what it wrote nor answer in a thread. */
export const slack = defineChannelType({
  kind: 'slack',
  label: 'Slack webhook',
  about: 'Writes into one Slack channel by an incoming webhook.',
  options: z.strictObject({
    url: SendTo.meta({ title: 'Webhook address', description: 'From the app’s page Incoming Webhooks.', secret: true }),
    signingSecret: SigningSecret,
  }),
  example: { url: 'https://hooks.slack.com/services/T00000000/B00000000/aW5jb21pbmc' },
  reaches: 'room',
  takes: ABOUT_INCIDENTS,
  hasButtons: ({ signingSecret }) => signingSecret !== undefined,
  target: ({ url }) => hostOf(url),

  request: ({ url, signingSecret }, message, now) => ({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({
      text: slackText(message, now),
      blocks: slackBlocks(message, now, signingSecret === undefined ? 'links' : 'buttons'),
      unfurl_links: false,
      unfurl_media: false,
    }),
  }),

  read: (answer) => readByStatus(answer, 'Slack', WORDS[answer.body.trim()]),
})
