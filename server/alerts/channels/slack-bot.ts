import { z } from 'zod'
import type { Delivered } from '../model'
import { ABOUT_INCIDENTS } from '../model'
import { answered, fieldOf, readByStatus } from '../rules/answers'
import { slackBlocks, slackText } from '../rules/slack-blocks'
import { defineChannelType, type HttpAnswer, type Message } from './channel'
import { hostOf, SecretToken, SendTo, SigningSecret, under } from './options'

/** Errors of Slack's own making, or that pass. Source: https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const PASSING = new Set([
  'ratelimited',
  'rate_limited',
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
])

/** What is to be done about the others that people meet. */
const WORDS: Readonly<Record<string, string>> = {
  channel_not_found: 'there is no such channel, or the app may not see it; invite the app',
  not_in_channel: 'the app is not in the channel; invite it',
  is_archived: 'the channel is archived',
  invalid_auth: 'it does not know the token',
  not_authed: 'it did not get a token',
  token_revoked: 'the token was revoked',
  token_expired: 'the token has expired',
  account_inactive: 'the app was removed from the workspace',
  missing_scope: 'the app lacks the scope chat:write',
  no_permission: 'the app lacks the scope chat:write',
  restricted_action: 'the workspace does not allow the app to post there',
  message_not_found: 'the first message is gone',
  cant_update_message: 'the first message is not the app’s own',
  edit_window_closed: 'the workspace does not allow a message that old to be changed',
  invalid_blocks: 'it could not read the message',
  msg_blocks_too_long: 'the message is too long',
  msg_too_long: 'the message is too long',
}

/** A bot that keeps one message for each incident, with buttons, and the news in its thread. */
export const slackBot = defineChannelType({
  kind: 'slack-bot',
  label: 'Slack bot',
  about: 'Writes into one Slack channel as an app: with buttons, news in a thread, and a first message that says how it stands.',
  options: z.strictObject({
    token: SecretToken.meta({ title: 'Bot token', description: 'Begins with xoxb-; its app needs the scope chat:write.', secret: true }),
    channel: z
      .string()
      .regex(/^(?:[A-Z][A-Z0-9]{2,20}|#[^\s#,]{1,79})$/, 'must be the id of a channel like C024BE91L, or its name like #incidents')
      .meta({ title: 'Channel' }),
    signingSecret: SigningSecret,
    server: SendTo.default('https://slack.com/api').meta({ title: 'Server', description: 'Another than Slack’s own.', secretIn: 'url' }),
  }),
  example: { token: 'xoxb-0000', channel: 'C024BE91L' },
  reaches: 'room',
  takes: ABOUT_INCIDENTS,
  hasButtons: ({ signingSecret }) => signingSecret !== undefined,
  target: ({ channel, server }) => `${channel} at ${hostOf(server)}`,

  request({ token, channel, server, signingSecret }, message, now) {
    const { method, place } = placeOf(channel, message)
    return {
      method: 'POST',
      url: under(server, `/${method}`),
      headers: { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${token}` },
      body: JSON.stringify({
        ...place,
        text: slackText(message, now),
        blocks: slackBlocks(message, now, signingSecret === undefined ? 'links' : 'buttons'),
        unfurl_links: false,
        unfurl_media: false,
      }),
    }
  },

  read: (answer) =>
    answer.status === 200 ? readVerdict(answer) : readByStatus(answer, 'Slack', wordsOfError(fieldOf(answer.body, 'error'))),
})

/** A change of the first message where it says how the incident stands; else a reply to it; else a message of its own. */
function placeOf(channel: string, { kind, ref }: Message): { readonly method: string; readonly place: Readonly<Record<string, unknown>> } {
  const [, where, ts] = /^([A-Z0-9]+):([\d.]+)$/.exec(ref ?? '') ?? []
  if (!where || !ts) return { method: 'chat.postMessage', place: { channel } }
  if (kind === 'acknowledged' || kind === 'resolved') return { method: 'chat.update', place: { channel: where, ts } }
  // What asks again, or speaks to others, must not stay hidden in a thread.
  return { method: 'chat.postMessage', place: { channel: where, thread_ts: ts, reply_broadcast: kind !== 'news' } }
}

function readVerdict({ body }: HttpAnswer): Delivered {
  const error = fieldOf(body, 'error')
  if (fieldOf(body, 'ok') === true) {
    const [channel, ts] = [fieldOf(body, 'channel'), rootOf(fieldOf(body, 'message')) ?? fieldOf(body, 'ts')]
    const says = 'Slack took it'
    return typeof channel === 'string' && typeof ts === 'string'
      ? { kind: 'delivered', says, ref: `${channel}:${ts}` }
      : { kind: 'delivered', says }
  }
  if (typeof error !== 'string') return { kind: 'retry', says: answered('Slack', 200, body) }
  return PASSING.has(error)
    ? { kind: 'retry', says: `Slack says ${error}` }
    : { kind: 'refused', says: `Slack refused it: ${wordsOfError(error)}` }
}

/** A reply belongs to the first message of its thread. */
function rootOf(message: unknown): unknown {
  return typeof message === 'object' && message !== null && 'thread_ts' in message ? message.thread_ts : undefined
}

const wordsOfError = (error: unknown): string | undefined =>
  typeof error === 'string' ? (WORDS[error] ? `${WORDS[error]} (${error})` : error) : undefined
