import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Severity } from '../../checks/model'
import { ABOUT_INCIDENTS, type Delivered } from '../model'
import { answered, fieldOf, heeding, readByStatus } from '../rules/answers'
import { clip } from '../rules/clip'
import { plainTextOf, wordsOf } from '../rules/message'
import { type ChannelTools, defineChannelType, type HttpAnswer, type Message } from './channel'
import { hostOf, SendTo, under } from './options'

/** From -2 (no sign at all) to 2 (until it is acknowledged there). Source: https://pushover.net/api#priority */
const PRIORITY = { emergency: 2, critical: 2, high: 1, medium: 0, low: -1 } as const satisfies Record<Severity, number>
const UNTIL_ANSWERED = 2
/** How often such a message sounds, and for how long, in seconds; Pushover takes at least 30 and at most 10,800. */
const AGAIN_AFTER_S = 60
const GIVE_UP_AFTER_S = 3_600

/** Source: https://pushover.net/api#limits */
const MOST_MESSAGE = 1_024
const MOST_TITLE = 250
const MOST_URL = 512
const MOST_URL_TITLE = 100

const USER_KEY = /^[A-Za-z0-9]{30}$/

const Options = z.strictObject({
  token: z
    .string()
    .regex(/^[A-Za-z0-9]{30}$/, 'must be the 30 letters and digits that Pushover shows as API token of an application')
    .meta({ title: 'API token', description: 'Of an application that you made at pushover.net.', secret: true }),
  server: SendTo.default('https://api.pushover.net').meta({
    title: 'Server',
    description: 'Another than Pushover’s own.',
    secretIn: 'url',
  }),
})
type Options = z.infer<typeof Options>

/** A notification on each person's phone, which goes on until it is answered when it is grave. */
export const pushover = defineChannelType<Options>({
  kind: 'pushover',
  label: 'Pushover',
  about: 'Notifies each person’s phone by Pushover, again and again while it is grave and nobody has answered.',
  options: Options,
  example: { token: 'azGDORePK8gMaC0QOYAMyEEuzJnyUi' },
  reaches: 'people',
  takes: ABOUT_INCIDENTS,
  target: ({ server }) => hostOf(server),
  addressIssue: (address) => (USER_KEY.test(address) ? undefined : 'is not a user key of Pushover, which has 30 letters and digits'),
  secretsOfAddress: (address) => [address],

  async send(options, message, tools) {
    const user = message.recipient.address
    if (user === null || !USER_KEY.test(user)) return { kind: 'refused', says: 'There is no user key to send it to' }
    const silenced = isAnswered(message) ? await silence(options, message, tools) : undefined
    if (silenced?.kind === 'retry') return silenced
    const answer = await post(options, '/1/messages.json', fieldsOf(user, message, tools.now()), tools)
    return heeding(verdictOf(answer), answer, tools.now())
  },
})

/** Source: https://pushover.net/api#messages */
function fieldsOf(user: string, message: Message, now: Date): Readonly<Record<string, string>> {
  const words = wordsOf(message, now)
  const priority = priorityOf(message)
  const link = [...message.actions, ...words.links].find(({ url }) => url.length <= MOST_URL)
  return {
    user,
    title: clip(words.subject, MOST_TITLE),
    message: clip(plainTextOf(words, []), MOST_MESSAGE),
    priority: String(priority),
    timestamp: String(Math.floor(message.at.getTime() / 1_000)),
    ...(link ? { url: link.url, url_title: clip(link.label, MOST_URL_TITLE) } : {}),
    ...(priority === UNTIL_ANSWERED ? { retry: String(AGAIN_AFTER_S), expire: String(GIVE_UP_AFTER_S), tags: tagOf(message.thread) } : {}),
  }
}

/** Good news wakes nobody, and a briefing does not insist. */
function priorityOf({ kind, facts }: Message): number {
  if (kind === 'canary') return -2
  if (kind === 'resolved' || kind === 'acknowledged') return -1
  return kind === 'test' || kind === 'briefing' ? 0 : PRIORITY[facts.severity]
}

const isAnswered = ({ kind }: Message): boolean => kind === 'acknowledged' || kind === 'resolved'

/**
 * Ends the sounding of what was sent of this incident. A refusal of that keeps nobody from hearing that it is over. Source:
 * https://pushover.net/api/receipts#cancel_by_tag
 */
async function silence(options: Options, { thread }: Message, tools: ChannelTools): Promise<Delivered> {
  const answer = await post(options, `/1/receipts/cancel_by_tag/${tagOf(thread)}.json`, {}, tools)
  return heeding(verdictOf(answer), answer, tools.now())
}

const post = ({ token, server }: Options, path: string, fields: Readonly<Record<string, string>>, tools: ChannelTools) =>
  tools.fetch({
    method: 'POST',
    url: under(server, path),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ token, ...fields }).toString(),
  })

/** The same for all that one person is sent of one incident. */
const tagOf = (thread: string): string => createHash('sha256').update(thread).digest('hex').slice(0, 32)

/** `{ "status": 1, "request": "…" }`, or `{ "status": 0, "errors": ["user identifier is invalid"] }`. Source: https://pushover.net/api#friendly */
function verdictOf(answer: HttpAnswer): Delivered {
  const { status, body } = answer
  if (status === 200 && fieldOf(body, 'status') !== 1) return { kind: 'retry', says: answered('Pushover', status, body) }
  const errors = fieldOf(body, 'errors')
  return readByStatus(answer, 'Pushover', Array.isArray(errors) && errors.length > 0 ? errors.map(String).join('; ') : body)
}
