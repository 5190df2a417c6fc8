import { z } from 'zod'
import type { Severity } from '../../checks/model'
import { ABOUT_INCIDENTS } from '../model'
import { fieldOf, readByStatus } from '../rules/answers'
import { clip, clipBytes } from '../rules/clip'
import { linkOf, plainTextOf, wordsOf } from '../rules/message'
import { defineChannelType, type Message } from './channel'
import { Authority, hostOf, SecretToken, SendTo, under } from './options'

/** From 1 (silent) to 5 (goes on until it is seen). Source: https://docs.ntfy.sh/publish/#message-priority */
const PRIORITY = { emergency: 5, critical: 5, high: 4, medium: 3, low: 2 } as const satisfies Record<Severity, number>
/** Tags of these names are shown as a sign before the title. Source: https://docs.ntfy.sh/emojis/ */
const SIGN = {
  emergency: 'rotating_light',
  critical: 'rotating_light',
  high: 'warning',
  medium: 'warning',
  low: 'information_source',
} as const

/** A longer message becomes an attachment. Source: https://docs.ntfy.sh/publish/#limitations */
const MOST_MESSAGE_BYTES = 4_000
const MOST_TITLE = 250
/** Source: https://docs.ntfy.sh/publish/#action-buttons */
const MOST_ACTIONS = 3

/** A notification on every phone that subscribed to the topic. */
export const ntfy = defineChannelType({
  kind: 'ntfy',
  label: 'ntfy',
  about: 'Notifies every phone and browser that subscribed to a topic of an ntfy server.',
  options: z.strictObject({
    server: SendTo.default('https://ntfy.sh').meta({ title: 'Server', secretIn: 'url' }),
    topic: z
      .string()
      .regex(/^[\w-]{1,64}$/, 'must be 1 to 64 letters, digits, hyphens and underscores')
      .meta({ title: 'Topic', description: 'Without access control, whoever knows it can read and write there.', secret: true }),
    token: SecretToken.optional().meta({ title: 'Access token', secret: true }),
    ca: Authority.optional(),
  }),
  example: { topic: 'plimsoll-3f9a' },
  reaches: 'room',
  takes: ABOUT_INCIDENTS,
  target: ({ server }) => hostOf(server),

  request({ server, topic, token, ca }, message, now) {
    const { facts, actions } = message
    const words = wordsOf(message, now)
    const click = linkOf(facts.link)
    const buttons = [...actions, ...words.links].slice(0, MOST_ACTIONS)
    return {
      method: 'POST',
      url: under(server, '/'),
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify({
        topic,
        title: clip(words.subject, MOST_TITLE),
        message: clipBytes(plainTextOf(words, []), MOST_MESSAGE_BYTES),
        priority: priorityOf(message),
        tags: [signOf(message), ...(words.reference ? [words.reference] : [])],
        ...(click ? { click } : {}),
        actions: buttons.map(({ label, url }) => ({ action: 'view', label, url, clear: true })),
      }),
      ca,
    }
  },

  read: (answer) => {
    const error = fieldOf(answer.body, 'error')
    return readByStatus(answer, 'ntfy', typeof error === 'string' ? error : answer.body)
  },
})

/** Good news wakes nobody. */
function priorityOf({ kind, facts }: Message): number {
  if (kind === 'canary') return 1
  if (kind === 'test') return 3
  return kind === 'resolved' || kind === 'acknowledged' ? 2 : PRIORITY[facts.severity]
}

function signOf({ kind, facts }: Message): string {
  if (kind === 'resolved') return 'white_check_mark'
  return kind === 'acknowledged' || kind === 'test' || kind === 'canary' ? 'information_source' : SIGN[facts.severity]
}
