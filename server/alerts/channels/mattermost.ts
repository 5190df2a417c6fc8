import { z } from 'zod'
import { ABOUT_INCIDENTS } from '../model'
import { readByStatus, textIn } from '../rules/answers'
import { colourOf } from '../rules/colour'
import { escapeMarkdown, markdownOf } from '../rules/markdown'
import { linkOf, wordsOf } from '../rules/message'
import { defineChannelType } from './channel'
import { Authority, hostOf, SendTo } from './options'

/** Far below the 16,383 characters of a post. Source: https://developers.mattermost.com/integrate/webhooks/incoming/ */
const MOST_TEXT = 6_000

/** Mattermost reads mentions in attachments too, behind a backslash as well; after a mark without width nothing is one. */
const escaped = (text: string): string => escapeMarkdown(text).replaceAll('@', '@\u200b')

/** One message into one Mattermost channel. Source: https://developers.mattermost.com/integrate/reference/message-attachments/ */
export const mattermost = defineChannelType({
  kind: 'mattermost',
  label: 'Mattermost',
  about: 'Writes into one Mattermost channel by an incoming webhook.',
  options: z.strictObject({
    url: SendTo.meta({ title: 'Webhook address', description: 'From Integrations, Incoming Webhooks.', secret: true }),
    ca: Authority.optional(),
  }),
  example: { url: 'https://chat.zebra.example/hooks/xxxgeneratedkeyxxx0000000' },
  reaches: 'room',
  takes: ABOUT_INCIDENTS,
  target: ({ url }) => hostOf(url),

  request({ url, ca }, message, now) {
    const { kind, facts, actions } = message
    const words = wordsOf(message, now)
    const link = linkOf(facts.link)
    return {
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        attachments: [
          {
            fallback: escaped(words.subject),
            color: colourOf(kind, facts.severity),
            title: escaped(words.subject),
            ...(link ? { title_link: link } : {}),
            text: markdownOf(words, actions, MOST_TEXT, escaped),
            footer: `${words.reference ? `${words.reference} · ` : ''}Plimsoll`,
          },
        ],
      }),
      ca,
    }
  },

  /** `{ "id": "web.incoming_webhook.invalid.app_error", "message": "Invalid webhook.", "status_code": 400 }` */
  read: (answer) => readByStatus(answer, 'Mattermost', textIn(answer.body, 'message') ?? answer.body),
})
