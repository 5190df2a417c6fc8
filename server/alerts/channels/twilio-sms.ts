import { z } from 'zod'
import { ABOUT_INCIDENTS } from '../model'
import { fieldOf, heeding, readByStatus, textIn } from '../rules/answers'
import { clip, whole } from '../rules/clip'
import { wordsOf } from '../rules/message'
import { defineChannelType, type HttpRequest, type Message } from './channel'
import { hostOf, SecretToken, SendTo, under } from './options'

/** A country's code and at most 15 digits in all. Source: https://www.twilio.com/docs/glossary/what-e164 */
const E164 = /^\+[1-9]\d{6,14}$/
/** A number, a short code, a name, or a messaging service. Source: https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource */
const SENDER = /^(?:\+[1-9]\d{6,14}|\d{3,8}|MG[0-9a-fA-F]{32}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/
/** Source: https://www.twilio.com/docs/errors/21617 */
const MOST_BODY = 1_600
/** What is said, before the links: two parts of 153 letters together with the links that most have. */
const MOST_SAID = 200

/** What is to be done about the errors that people meet. Source: https://www.twilio.com/docs/api/errors */
const WORDS: Readonly<Record<number, string>> = {
  20003: 'it does not know the account with this token',
  21211: 'there is no such number',
  21408: 'the account may not send to that country; allow it in its geographic permissions',
  21606: 'the sender may not send text messages there',
  21608: 'a trial account sends only to numbers that are verified in it',
  21610: 'the recipient has refused messages by STOP; they take them back with START',
  21614: 'the number takes no text messages',
}

const Options = z.strictObject({
  account: z
    .string()
    .regex(/^AC[0-9a-fA-F]{32}$/, 'must be an account SID: AC and 32 digits from 0 to f')
    .meta({ title: 'Account SID' }),
  authToken: SecretToken.meta({ title: 'Auth token', description: 'Of the account, or the secret of the API key.', secret: true }),
  apiKeySid: z
    .string()
    .regex(/^SK[0-9a-fA-F]{32}$/, 'must be the SID of an API key: SK and 32 digits from 0 to f')
    .optional()
    .meta({ title: 'API key SID', description: 'Where the token is the secret of an API key.' }),
  from: z
    .string()
    .regex(SENDER, 'must be a number like +447700900000, a short code, a name of at most 11 letters, or a messaging service (MG…)')
    .meta({ title: 'From', description: 'A number of yours, or a messaging service.' }),
  server: SendTo.default('https://api.twilio.com').meta({ title: 'Server', description: 'Another than Twilio’s own.', secretIn: 'url' }),
})
type Options = z.infer<typeof Options>

/** A text message to one person: what, how grave, what it costs, and where to act. It has no canary, which would ring and be billed. */
export const twilioSms = defineChannelType<Options>({
  kind: 'twilio-sms',
  label: 'Text message (Twilio)',
  about: 'Sends a short text message to each person’s telephone by Twilio.',
  options: Options,
  example: { account: 'AC00000000000000000000000000000000', authToken: '0123456789abcdef', from: '+15017122661' },
  reaches: 'people',
  takes: ABOUT_INCIDENTS.filter((kind) => kind !== 'canary'),
  target: ({ from, server }) => `${from} by ${hostOf(server)}`,
  addressIssue: (address) => (E164.test(address) ? undefined : 'is not a telephone number with its country’s code, like +447700900123'),

  async send(options, message, tools) {
    const to = message.recipient.address
    if (to === null || !E164.test(to)) return { kind: 'refused', says: 'There is no telephone number to send it to' }
    const answer = await tools.fetch(requestOf(options, to, textOf(message, tools.now())))
    const says = WORDS[Number(fieldOf(answer.body, 'code'))] ?? textIn(answer.body, 'message') ?? answer.body
    return heeding(readByStatus(answer, 'Twilio', says), answer, tools.now())
  },
})

function requestOf({ account, authToken, apiKeySid, from, server }: Options, to: string, text: string): HttpRequest {
  const sender: Readonly<Record<string, string>> =
    from.startsWith('MG') && from.length === 34 ? { MessagingServiceSid: from } : { From: from }
  return {
    method: 'POST',
    url: under(server, `/2010-04-01/Accounts/${account}/Messages.json`),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${Buffer.from(`${apiKeySid ?? account}:${authToken}`).toString('base64')}`,
    },
    body: new URLSearchParams({ To: to, ...sender, Body: text }).toString(),
  }
}

/** `[CRITICAL] GBP 925,000 at risk: Admin sign-in is failing - INC-2417`, and each link in a line of its own. */
function textOf(message: Message, now: Date): string {
  const { subject, reference, links } = wordsOf(message, now)
  const said = plainly(`${clip(subject, MOST_SAID)}${reference ? ` - ${reference}` : ''}`)
  const acknowledge = message.actions.filter(({ verb }) => verb === 'acknowledge')
  return whole([said, ...[...acknowledge, ...links.slice(0, 1)].map(({ label, url }) => `${label}: ${url}`)], MOST_BODY)
}

/**
 * In the letters of GSM where ours have one: a single dash of another alphabet would make a part 67 letters long instead of 153. Source:
 * https://www.twilio.com/docs/glossary/what-is-gsm-7-character-encoding
 */
const plainly = (text: string): string =>
  text
    .replace(/[\u2010-\u2015]/g, '-')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .replaceAll('…', '...')
    .replaceAll('·', '-')
