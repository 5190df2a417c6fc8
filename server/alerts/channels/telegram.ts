import { z } from 'zod'
import { ABOUT_INCIDENTS, type Delivered } from '../model'
import { answered, fieldOf, memberOf, readByStatus, textIn, waiting } from '../rules/answers'
import { whole } from '../rules/clip'
import { type Words, wordsOf } from '../rules/message'
import { escapeHtml } from '../rules/message-html'
import { defineChannelType, type HttpAnswer, type Message } from './channel'
import { hostOf, SendTo, under } from './options'

/** Telegram counts without markup, so this is less than it takes. Source: https://core.telegram.org/bots/api#sendmessage */
const MOST_TEXT = 4_096

/** One message into one chat, by a bot. */
export const telegram = defineChannelType({
  kind: 'telegram',
  label: 'Telegram',
  about: 'Writes into one Telegram chat, group or channel as a bot.',
  options: z.strictObject({
    token: z
      .string()
      .regex(/^\d{1,20}:[\w-]{10,100}$/, 'must be a token from @BotFather like 110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw')
      .meta({ title: 'Bot token', description: 'From @BotFather.', secret: true }),
    chat: z.coerce
      .string()
      .regex(
        /^(?:-?\d{1,20}|@[A-Za-z]\w{3,31})$/,
        'must be the id of a chat like -1001234567890, or the name of a public one like @incidents',
      )
      .meta({ title: 'Chat', description: 'The bot must be in it, and allowed to write.' }),
    topic: z.coerce
      .string()
      .regex(/^\d{1,15}$/, 'must be the number of a topic')
      .optional()
      .meta({ title: 'Topic', description: 'Of a group that has topics: the number behind the group’s in a link to it.' }),
    server: SendTo.default('https://api.telegram.org').meta({
      title: 'Server',
      description: 'Another than Telegram’s own.',
      secretIn: 'url',
    }),
  }),
  example: { token: '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw', chat: '-1001234567890' },
  reaches: 'room',
  takes: ABOUT_INCIDENTS,
  target: ({ chat, server }) => `${chat} at ${hostOf(server)}`,

  request({ token, chat, topic, server }, message, now) {
    const first = firstOf(message)
    return {
      method: 'POST',
      url: under(server, `/bot${token}/sendMessage`),
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        chat_id: chat,
        ...(topic === undefined ? {} : { message_thread_id: Number(topic) }),
        text: textOf(wordsOf(message, now), message),
        parse_mode: 'HTML',
        link_preview_options: { is_disabled: true },
        disable_notification: isQuiet(message),
        ...(first === undefined ? {} : { reply_parameters: { message_id: first, allow_sending_without_reply: true } }),
      }),
    }
  },

  read: (answer) => waiting(verdictOf(answer), memberOf(fieldOf(answer.body, 'parameters'), 'retry_after')),
})

/** Links stand in the text: a button whose address Telegram does not like, as of a name in a network of one's own, would be refused with the message. */
function textOf(words: Words, { actions }: Message): string {
  const { subject, reference, lead, lines, bundle } = words
  const links = whole(
    [...actions, ...words.links].map(({ label, url }) => `<a href="${escapeHtml(url)}">${escapeHtml(label)}</a>`),
    Math.floor(MOST_TEXT / 2),
    ' · ',
  )
  const facts = [
    `<b>${escapeHtml(subject)}</b>${reference ? ` · ${reference}` : ''}`,
    ...(lead ? [escapeHtml(lead)] : []),
    ...lines.map(({ label, text }) => `<b>${label}:</b> ${escapeHtml(text)}`),
    ...(bundle ? ['', escapeHtml(bundle.says), ...bundle.gravest.map((one) => `• ${escapeHtml(one)}`)] : []),
  ]
  return [whole(facts, MOST_TEXT - links.length - 2), links].filter((part) => part !== '').join('\n\n')
}

/** Good news and canaries make no sound. */
const isQuiet = ({ kind }: Message): boolean => kind === 'canary' || kind === 'acknowledged' || kind === 'resolved'

/** The first message of the incident, which the others answer. */
function firstOf({ ref }: Message): number | undefined {
  const [, id] = /^telegram:(\d{1,15})$/.exec(ref ?? '') ?? []
  return id === undefined ? undefined : Number(id)
}

/** Source: https://core.telegram.org/bots/api#making-requests and …#responseparameters */
function verdictOf(answer: HttpAnswer): Delivered {
  const { status, body } = answer
  if (status === 200 && fieldOf(body, 'ok') !== true) return { kind: 'retry', says: answered('Telegram', status, body) }
  const verdict = readByStatus(answer, 'Telegram', refusalIn(answer))
  const id = memberOf(fieldOf(body, 'result'), 'message_id')
  return verdict.kind === 'delivered' && typeof id === 'number' ? { ...verdict, ref: `telegram:${id}` } : verdict
}

function refusalIn({ status, body }: HttpAnswer): string {
  const moved = memberOf(fieldOf(body, 'parameters'), 'migrate_to_chat_id')
  if (typeof moved === 'number') return `the group has become a supergroup; put ${moved} into the channel as its chat`
  const description = textIn(body, 'description')
  if (description === undefined) return body
  if (status === 401 || status === 404) return 'it does not know the token'
  return /chat not found/i.test(description) ? 'there is no such chat, or the bot is not in it; add the bot' : description
}
