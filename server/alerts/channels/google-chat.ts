import { createHash } from 'node:crypto'
import { z } from 'zod'
import { ABOUT_INCIDENTS, type Delivered } from '../model'
import { fieldOf, memberOf, readByStatus, textIn } from '../rules/answers'
import { clip, whole } from '../rules/clip'
import { type Words, wordsOf } from '../rules/message'
import { escapeHtml } from '../rules/message-html'
import { defineChannelType, type HttpAnswer, type Message } from './channel'
import { hostOf, SendTo, withQuery } from './options'

/**
 * A message may have 32,000 bytes, and a letter up to three. Source:
 * https://developers.google.com/workspace/chat/create-messages
 */
const MOST_FACTS = 5_000
const MOST_BUNDLE = 2_000
const MOST_TITLE = 200
const MOST_BUTTONS = 5
/** Source: https://developers.google.com/workspace/chat/api/reference/rest/v1/spaces.messages#thread */
const MOST_THREAD_KEY = 4_000

/** What is to be done about the answers that people meet. Source: https://cloud.google.com/apis/design/errors#handling_errors */
const WORDS: Readonly<Record<string, string>> = {
  UNAUTHENTICATED: 'the address is not right; copy it from the space again',
  PERMISSION_DENIED: 'the webhook was removed or the organisation does not allow it; make a new one',
  NOT_FOUND: 'the space or the webhook is gone; make a new one',
}

/** One card into one space; all messages of an incident stand in one thread, by a key of ours. */
export const googleChat = defineChannelType({
  kind: 'google-chat',
  label: 'Google Chat',
  about: 'Writes into one space of Google Chat by a webhook, with a thread for each incident.',
  options: z.strictObject({
    url: SendTo.meta({ title: 'Webhook address', description: 'From the space’s menu, Apps & integrations.', secret: true }),
  }),
  example: { url: 'https://chat.googleapis.com/v1/spaces/AAAA0000000/messages?key=AIzaExample&token=ZXhhbXBsZQ' },
  reaches: 'room',
  takes: ABOUT_INCIDENTS,
  target: ({ url }) => hostOf(url),

  request({ url }, message, now) {
    const words = wordsOf(message, now)
    return {
      method: 'POST',
      // Without it the thread's key is ignored. Source: https://developers.google.com/workspace/chat/quickstart/webhooks#start-reply-to-thread
      url: withQuery(url, { messageReplyOption: 'REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD' }),
      headers: { 'content-type': 'application/json; charset=UTF-8' },
      body: JSON.stringify({
        fallbackText: words.subject,
        cardsV2: [{ cardId: 'plimsoll', card: cardOf(words, message) }],
        thread: { threadKey: keyOf(message.thread) },
      }),
    }
  },

  read: verdictOf,
})

/** Source: https://developers.google.com/workspace/chat/api/reference/rest/v1/cards */
function cardOf(words: Words, { actions }: Message) {
  const { lead, lines, bundle, reference } = words
  const facts = [...(lead ? [escapeHtml(lead)] : []), ...lines.map(({ label, text }) => `<b>${label}:</b> ${escapeHtml(text)}`)]
  const others = bundle ? [bundle.says, ...bundle.gravest.map((one) => `• ${one}`)].map(escapeHtml) : []
  const buttons = [...actions, ...words.links].slice(0, MOST_BUTTONS).map(({ label, url }) => ({
    text: label,
    onClick: { openLink: { url } },
  }))
  const paragraphs = [whole(facts, MOST_FACTS, '<br>'), whole(others, MOST_BUNDLE, '<br>')].filter((text) => text !== '')
  return {
    header: { title: clip(words.subject, MOST_TITLE), subtitle: `${reference ? `${reference} · ` : ''}Plimsoll` },
    sections: [
      {
        widgets: [...paragraphs.map((text) => ({ textParagraph: { text } })), ...(buttons.length > 0 ? [{ buttonList: { buttons } }] : [])],
      },
    ],
  }
}

/** `{ "error": { "code": 404, "message": "…", "status": "NOT_FOUND" } }`; what was delivered has a name. */
function verdictOf(answer: HttpAnswer): Delivered {
  const error = fieldOf(answer.body, 'error')
  const [status, message] = [memberOf(error, 'status'), memberOf(error, 'message')]
  const says = (typeof status === 'string' ? WORDS[status] : undefined) ?? (typeof message === 'string' ? message : answer.body)
  const verdict = readByStatus(answer, 'Google Chat', says)
  const name = textIn(answer.body, 'name')
  return verdict.kind === 'delivered' && name ? { ...verdict, ref: name } : verdict
}

const keyOf = (thread: string): string => (thread.length <= MOST_THREAD_KEY ? thread : createHash('sha256').update(thread).digest('hex'))
