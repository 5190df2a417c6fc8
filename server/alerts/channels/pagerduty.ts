import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Severity } from '../../checks/model'
import type { NoticeKind } from '../model'
import { fieldOf, readByStatus } from '../rules/answers'
import { clip } from '../rules/clip'
import { instantOf, linkOf, type Words, wordsOf } from '../rules/message'
import { defineChannelType, type Message } from './channel'
import { hostOf, SecretToken, SendTo, under } from './options'

/** Source: https://developer.pagerduty.com/docs/events-api-v2-overview and …/send-alert-event */
const SEVERITY = { emergency: 'critical', critical: 'critical', high: 'error', medium: 'warning', low: 'info' } as const satisfies Record<
  Severity,
  string
>
const MOST_SUMMARY = 1_024
const MOST_KEY = 255

/** A canary resolves what nobody opened: it goes all the way, and wakes nobody. */
const ACTIONS = {
  page: 'trigger',
  news: 'trigger',
  test: 'trigger',
  acknowledged: 'acknowledge',
  resolved: 'resolve',
  canary: 'resolve',
} as const satisfies Partial<Record<NoticeKind, string>>
const TAKES = ['page', 'news', 'acknowledged', 'resolved', 'test', 'canary'] as const

/** PagerDuty keeps its own state of each incident, and its own escalation: reminders and briefings are not for it. */
export const pagerduty = defineChannelType({
  kind: 'pagerduty',
  label: 'PagerDuty',
  about: 'Triggers, acknowledges and resolves an incident of a PagerDuty service (Events API v2).',
  options: z.strictObject({
    routingKey: SecretToken.max(64).meta({
      title: 'Integration key',
      description: 'Of the service’s integration “Events API v2”.',
      secret: true,
    }),
    webhookSecret: SecretToken.optional().meta({
      title: 'Webhook secret',
      description: 'Of a webhook (v3) to /api/v1/inbound/pagerduty: with it, who acknowledges or resolves there does so here too.',
      secret: true,
    }),
    server: SendTo.default('https://events.pagerduty.com').meta({
      title: 'Server',
      description: 'https://events.eu.pagerduty.com for accounts in Europe.',
      secretIn: 'url',
    }),
  }),
  example: { routingKey: 'R000000000000000000000000000000A' },
  reaches: 'machine',
  takes: TAKES,
  target: ({ server }) => hostOf(server),

  request({ routingKey, server }, message, now) {
    const action = ACTIONS[message.kind as keyof typeof ACTIONS] ?? 'trigger'
    const event = { routing_key: routingKey, event_action: action, dedup_key: keyOf(message.thread) }
    return {
      method: 'POST',
      url: under(server, '/v2/enqueue'),
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(action === 'trigger' ? { ...event, ...alertOf(message, wordsOf(message, now)) } : event),
    }
  },

  read: (answer) => readByStatus(answer, 'PagerDuty', errorsIn(answer.body) ?? answer.body),
})

function alertOf({ kind, facts, actions, at, bundle }: Message, words: Words) {
  const { service, sinceAt, severity, link } = facts
  const client = linkOf(link)
  return {
    payload: {
      summary: clip(kind === 'test' ? `${words.subject}: nothing is wrong` : words.headline, MOST_SUMMARY),
      source: service ?? 'Plimsoll',
      severity: kind === 'test' ? 'info' : SEVERITY[severity],
      timestamp: sinceAt.toISOString(),
      ...(service === null ? {} : { component: service }),
      class: kind,
      custom_details: {
        ...(words.reference ? { Incident: words.reference } : {}),
        Severity: severity,
        ...Object.fromEntries(words.lines.map(({ label, text }) => [label, text])),
        Since: instantOf(sinceAt),
        Told: instantOf(at),
        ...(words.bundle ? { 'In this message': [words.bundle.says, ...words.bundle.gravest] } : {}),
        ...(bundle.length > 0 ? { 'More incidents': bundle.length } : {}),
      },
    },
    links: [...actions, ...words.links].map(({ label, url }) => ({ href: url, text: label })),
    client: 'Plimsoll',
    ...(client ? { client_url: client } : {}),
  }
}

/** The thread as it is, or what stands for one that is too long. */
const keyOf = (thread: string): string => (thread.length <= MOST_KEY ? thread : createHash('sha256').update(thread).digest('hex'))

/** `{ "status": "invalid event", "errors": ["Length of 'routing_key' is incorrect"] }` */
function errorsIn(body: string): string | undefined {
  const errors = fieldOf(body, 'errors')
  return Array.isArray(errors) && errors.length > 0 ? errors.map(String).join('; ') : undefined
}
