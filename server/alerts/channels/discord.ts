import { z } from 'zod'
import { ABOUT_INCIDENTS, type Delivered } from '../model'
import { fieldOf, readByStatus, textIn, waiting } from '../rules/answers'
import { clip } from '../rules/clip'
import { colourOf } from '../rules/colour'
import { escapeMarkdown, markdownOf } from '../rules/markdown'
import { wordsOf } from '../rules/message'
import { defineChannelType, type HttpAnswer } from './channel'
import { hostOf, SendTo, withQuery } from './options'

/** Source: https://docs.discord.com/developers/resources/webhook#execute-webhook and …/resources/message#embed-object-embed-limits */
const MOST_CONTENT = 2_000
const MOST_DESCRIPTION = 4_096

/** Source: https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
const WORDS: Readonly<Record<number, string>> = {
  10003: 'the channel is gone; make a new webhook',
  10015: 'the webhook was deleted; make a new one',
  50027: 'the address is not right; copy it from Discord again',
  220001: 'it leads to a forum; put ?thread_id= and the id of a thread behind the address',
}

/** One message into one Discord channel. */
export const discord = defineChannelType({
  kind: 'discord',
  label: 'Discord',
  about: 'Writes into one Discord channel by a webhook.',
  options: z.strictObject({
    url: SendTo.meta({
      title: 'Webhook address',
      description: 'From the channel’s settings, Integrations. With ?thread_id=… behind it, it writes into that thread.',
      secret: true,
    }),
  }),
  example: { url: 'https://discord.com/api/webhooks/1100000000000000000/ZXhhbXBsZS10b2tlbg' },
  reaches: 'room',
  takes: ABOUT_INCIDENTS,
  target: ({ url }) => hostOf(url),

  request({ url }, message, now) {
    const { kind, facts, actions, at } = message
    const words = wordsOf(message, now)
    return {
      method: 'POST',
      // Without it Discord says nothing of a message that it did not keep.
      url: withQuery(url, { wait: 'true' }),
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        content: clip(escapeMarkdown(words.subject), MOST_CONTENT),
        embeds: [
          {
            description: markdownOf(words, actions, MOST_DESCRIPTION),
            color: Number.parseInt(colourOf(kind, facts.severity).slice(1), 16),
            timestamp: at.toISOString(),
            footer: { text: `${words.reference ? `${words.reference} · ` : ''}Plimsoll` },
          },
        ],
        allowed_mentions: { parse: [] },
      }),
    }
  },

  read: (answer) => waiting(verdictOf(answer), fieldOf(answer.body, 'retry_after')),
})

/** `{ "message": "Unknown Webhook", "code": 10015 }`; what was delivered is the message itself, with its id. */
function verdictOf(answer: HttpAnswer): Delivered {
  const { body } = answer
  const verdict = readByStatus(answer, 'Discord', WORDS[Number(fieldOf(body, 'code'))] ?? textIn(body, 'message') ?? body)
  const id = textIn(body, 'id')
  return verdict.kind === 'delivered' && id ? { ...verdict, ref: id } : verdict
}
