import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Severity } from '../../checks/model'
import type { NoticeKind } from '../model'
import { fieldOf, readByStatus, textIn } from '../rules/answers'
import { clip } from '../rules/clip'
import { plainTextOf, type Words, wordsOf } from '../rules/message'
import { defineChannelType, type Message } from './channel'
import { hostOf, SecretToken, SendTo, under } from './options'

/** Source: https://docs.opsgenie.com/docs/alert-api#create-alert */
const PRIORITY = { emergency: 'P1', critical: 'P1', high: 'P2', medium: 'P3', low: 'P4' } as const satisfies Record<Severity, string>
const MOST_MESSAGE = 130
const MOST_ALIAS = 512
const MOST_DESCRIPTION = 15_000
const MOST_ENTITY = 512
/** Of all details together, with their names. */
const MOST_DETAIL = 600

/** A canary closes what nobody opened: it goes all the way, and wakes nobody. */
const ACTIONS = {
  page: 'create',
  news: 'create',
  test: 'create',
  acknowledged: 'acknowledge',
  resolved: 'close',
  canary: 'close',
} as const satisfies Partial<Record<NoticeKind, string>>
const TAKES = ['page', 'news', 'acknowledged', 'resolved', 'test', 'canary'] as const

/** Opsgenie keeps its own state of each alert, and its own escalation: reminders and briefings are not for it. */
export const opsgenie = defineChannelType({
  kind: 'opsgenie',
  label: 'Opsgenie',
  about: 'Opens, acknowledges and closes an alert of Opsgenie, or of the operations of Jira Service Management.',
  options: z.strictObject({
    apiKey: SecretToken.max(200).meta({
      title: 'API key',
      description: 'Of an integration “API” that may create and update alerts.',
      secret: true,
    }),
    server: SendTo.default('https://api.opsgenie.com').meta({
      title: 'Server',
      description: 'https://api.eu.opsgenie.com in Europe; https://api.atlassian.com/jsm/ops/integration for Jira Service Management.',
      secretIn: 'url',
    }),
  }),
  example: { apiKey: 'eb243592-faa2-4ba2-a551-1afdf565c889' },
  reaches: 'machine',
  takes: TAKES,
  target: ({ server }) => hostOf(server),

  request({ apiKey, server }, message, now) {
    const action = ACTIONS[message.kind as keyof typeof ACTIONS] ?? 'create'
    const alias = aliasOf(message.thread)
    const words = wordsOf(message, now)
    return {
      method: 'POST',
      url: under(server, action === 'create' ? '/v2/alerts' : `/v2/alerts/${alias}/${action}?identifierType=alias`),
      headers: { 'content-type': 'application/json', authorization: `GenieKey ${apiKey}` },
      body: JSON.stringify(
        action === 'create' ? alertOf(alias, message, words) : { source: 'Plimsoll', note: words.lead ?? words.subject },
      ),
    }
  },

  /** Taken is 202: what is wrong with the alert itself is seen in Opsgenie’s logs alone. */
  read: (answer) => readByStatus(answer, 'Opsgenie', troubleIn(answer.body)),
})

function alertOf(alias: string, { kind, facts, actions }: Message, words: Words) {
  const { service, severity } = facts
  return {
    message: clip(kind === 'test' ? `${words.subject}: nothing is wrong` : words.headline, MOST_MESSAGE),
    alias,
    description: clip(plainTextOf(words, [...actions, ...words.links]), MOST_DESCRIPTION),
    details: {
      ...(words.reference ? { Incident: words.reference } : {}),
      Severity: severity,
      ...Object.fromEntries(words.lines.map(({ label, text }) => [label, clip(text, MOST_DETAIL)])),
    },
    ...(service === null ? {} : { entity: clip(service, MOST_ENTITY) }),
    source: 'Plimsoll',
    tags: ['plimsoll', severity],
    priority: kind === 'test' ? 'P5' : PRIORITY[severity],
  }
}

/** The thread where a path can hold it, without its slashes, which not every server leaves encoded; else what stands for it. */
function aliasOf(thread: string): string {
  const alias = thread.replaceAll('/', ':')
  return /^[\w.:@-]+$/.test(alias) && alias.length <= MOST_ALIAS ? alias : createHash('sha256').update(thread).digest('hex')
}

/** `{ "message": "Request body is not processable. …", "errors": { "message": "Message can not be empty." } }` */
function troubleIn(body: string): string {
  const errors = fieldOf(body, 'errors')
  const says = typeof errors === 'object' && errors !== null ? Object.values(errors).map(String) : []
  return says.length > 0 ? says.join('; ') : (textIn(body, 'message') ?? body)
}
