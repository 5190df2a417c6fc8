import { randomUUID } from 'node:crypto'
import { jsonObject } from '../http.ts'
import { type Draft, type Message, oneLine, type Part, safeHref, spansOf } from './message.ts'
import { type Answer, type Call, HTTP_MODES, type HttpReceiver, type PressRequest, type Reading, type Refusing } from './receiver.ts'
import { hmacOf } from './signature.ts'

type Terms = {
  /** The only integration that it knows; without, any key of the right length. */
  readonly routingKey: string | undefined
  readonly webhookSecret: string | undefined
  /** Where a v3 webhook subscription sends what people do in PagerDuty. */
  readonly webhookUrl: string | undefined
}

/**
 * The Events API v2, one message for each incident, and the webhooks by which people answer.
 *
 * @see https://developer.pagerduty.com/docs/send-alert-event
 * @see https://developer.pagerduty.com/docs/webhooks-overview
 */
export function pagerduty({ routingKey, webhookSecret, webhookUrl }: Terms): HttpReceiver {
  return {
    name: 'pagerduty',
    title: 'PagerDuty',
    mounts: ['pagerduty'],
    paths: ['/pagerduty/v2/enqueue'],
    modes: HTTP_MODES,
    read: (call) => (call.method === 'POST' && call.path.join('/') === 'v2/enqueue' ? enqueue(call, routingKey) : undefined),
    refuses: (mode) => REFUSALS[mode],
    press(message, buttonId, _base, now) {
      if (!webhookUrl || !webhookSecret)
        return 'Nobody is told of presses: MARKETEDGE_PAGERDUTY_WEBHOOK_URL or MARKETEDGE_PAGERDUTY_WEBHOOK_SECRET is not set.'
      return press(message, buttonId, { webhookSecret, url: webhookUrl, now })
    },
  }
}

const REFUSALS: Readonly<Record<Refusing, Answer>> = {
  '429': {
    status: 429,
    body: { status: 'throttle exceeded', message: 'Requests for this service are arriving too quickly.  Please retry later.' },
  },
  '500': { status: 500, body: { status: 'error', message: 'Internal Server Error' } },
  '400': { status: 400, body: { status: 'invalid event', message: 'Event object is invalid', errors: ['Refused for the demo'] } },
}

const STATES = {
  open: { glyph: 'down', word: 'Open' },
  acknowledged: { glyph: 'degraded', word: 'Acknowledged' },
  resolved: { glyph: 'up', word: 'Resolved' },
} as const
type StateName = keyof typeof STATES

const AFTER = { trigger: 'open', acknowledge: 'acknowledged', resolve: 'resolved' } as const
type Action = keyof typeof AFTER

/** Who presses here. */
const AGENT = { id: 'P0ADA', summary: 'Ada', type: 'user_reference', self: null, html_url: null }
const SERVICE = { id: 'P0MARKET', summary: 'MarketEdge', type: 'service_reference', self: null, html_url: null }

type Payload = Readonly<Record<string, unknown>>

function enqueue(call: Call, routingKey: string | undefined): Reading {
  const event = jsonObject(call.body.toString())
  const errors = event ? wrongWith(event, routingKey) : ['Event object is not valid JSON']
  if (!event || errors.length > 0)
    return {
      answer: { status: 400, body: { status: 'invalid event', message: 'Event object is invalid', errors } },
      refused: true,
      draft: alone(event ?? {}, call, undefined),
    }
  const key = typeof event.dedup_key === 'string' && event.dedup_key !== '' ? event.dedup_key : randomUUID().replaceAll('-', '')
  const answer = { status: 202, body: { status: 'success', message: 'Event processed', dedup_key: key } }
  const action = event.event_action as Action
  const before = call.find(key)
  const isOpen = before !== undefined && stateOf(before) !== 'resolved'
  if (action === 'trigger') {
    const draft = incident(event, key, call)
    if (!isOpen) return { answer, refused: false, draft }
    // What is open keeps the words of its first event, as in PagerDuty.
    const again = moved(before, stateOf(before), `Triggered again: ${draft.title}`, call.at)
    return { answer, refused: false, draft, changes: { id: before.id, draft: again } }
  }
  const draft = alone(event, call, key)
  if (!isOpen) return { answer, refused: false, draft: { ...draft, title: `${draft.title}: no such incident is open, nothing happens` } }
  return { answer, refused: false, draft, changes: { id: before.id, draft: moved(before, AFTER[action], PAST[action], call.at) } }
}

const PAST = { acknowledge: 'Acknowledged by event', resolve: 'Resolved by event' } as const

function wrongWith(event: Payload, routingKey: string | undefined): readonly string[] {
  const { routing_key: key, event_action: action, dedup_key: dedup, payload } = event
  const { summary, source, severity } = objectOf(payload)
  const isText = (value: unknown) => typeof value === 'string' && value !== ''
  const ofAlert = [
    isText(summary) ? '' : "'payload.summary' is missing or blank",
    isText(summary) && String(summary).length > 1_024 ? "Length of 'payload.summary' is incorrect (should be at most 1024 characters)" : '',
    isText(source) ? '' : "'payload.source' is missing or blank",
    ['critical', 'error', 'warning', 'info'].includes(String(severity))
      ? ''
      : "'payload.severity' is invalid (must be one of critical, error, warning, info)",
  ]
  const all = [
    typeof key === 'string' && key.length === 32 ? '' : "Length of 'routing_key' is incorrect (should be 32 characters)",
    routingKey !== undefined && typeof key === 'string' && key.length === 32 && key !== routingKey ? 'Invalid routing key' : '',
    isAction(action) ? '' : "'event_action' is invalid (must be one of trigger, acknowledge, resolve)",
    dedup === undefined || (typeof dedup === 'string' && dedup.length <= 255)
      ? ''
      : "Length of 'dedup_key' is incorrect (should be at most 255 characters)",
    (action === 'acknowledge' || action === 'resolve') && !isText(dedup) ? "'dedup_key' is missing or blank" : '',
    ...(action === 'trigger' ? ofAlert : []),
  ]
  return all.filter((one) => one !== '')
}

const isAction = (value: unknown): value is Action => typeof value === 'string' && Object.hasOwn(AFTER, value)

/** An event that is no incident: a refused one, or the acknowledgement of what is not open. */
function alone(event: Payload, call: Call, key: string | undefined): Draft {
  const { summary } = objectOf(event.payload)
  const action = oneLine(String(event.event_action ?? 'event'), 40)
  return {
    to: 'Events API v2',
    title: typeof summary === 'string' ? oneLine(summary) : `${action} ${oneLine(String(event.dedup_key ?? 'without a dedup_key'), 80)}`,
    parts: [
      {
        kind: 'facts',
        rows: [
          ['event_action', [{ text: action }]],
          ['dedup_key', [{ text: key ?? '-', as: 'code' }]],
        ],
      },
    ],
    source: call.body.toString(),
  }
}

type History = Extract<Part, { kind: 'history' }>['rows']

function incident(event: Payload, key: string, call: Call): Draft {
  const payload = objectOf(event.payload)
  const details = Object.entries(objectOf(payload.custom_details)).slice(0, 40)
  const words = ['source', 'severity', 'component', 'group', 'class'] as const
  const rows = [
    ...words.flatMap((word) => (typeof payload[word] === 'string' ? [[word, String(payload[word])] as const] : [])),
    ['dedup_key', key] as const,
    ...details.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)] as const),
  ]
  const links = [event.client_url, ...(Array.isArray(event.links) ? event.links.slice(0, 20).map((link) => objectOf(link).href) : [])]
  const safe = [...new Set(links.flatMap((link) => (typeof link === 'string' ? (safeHref(link) ?? []) : [])))]
  return {
    to: oneLine(String(payload.source), 80),
    title: oneLine(String(payload.summary), 300),
    key,
    state: STATES.open,
    parts: [
      buttonsFor('open'),
      { kind: 'facts', rows: rows.map(([label, value]) => [oneLine(label, 60), spansOf(value.slice(0, 4_000))] as const) },
      ...(safe.length > 0 ? [{ kind: 'links', links: safe } as const] : []),
      { kind: 'history', rows: [[call.at.toISOString(), 'Triggered']] },
    ],
    source: call.body.toString(),
  }
}

function buttonsFor(state: StateName): Part {
  const acknowledge = { id: 'acknowledge', label: 'Acknowledge', look: 'primary' } as const
  const resolve = { id: 'resolve', label: 'Resolve', look: 'plain' } as const
  return { kind: 'buttons', buttons: state === 'open' ? [acknowledge, resolve] : state === 'acknowledged' ? [resolve] : [] }
}

const historyOf = ({ parts }: Message): History => parts.find((part) => part.kind === 'history')?.rows ?? []

const stateOf = ({ state }: Message): StateName =>
  state?.word === STATES.resolved.word ? 'resolved' : state?.word === STATES.acknowledged.word ? 'acknowledged' : 'open'

/** The incident a state further. An incident that is acknowledged twice, or resolved, does not go back. */
function moved(before: Message, state: StateName, what: string, at: Date): Draft {
  const { to, title, key, source, parts } = before
  const others = parts.filter(({ kind }) => kind !== 'buttons' && kind !== 'history')
  const history: History = [[at.toISOString(), what], ...historyOf(before)]
  return {
    to,
    title,
    source,
    ...(key !== undefined && { key }),
    state: STATES[state],
    parts: [buttonsFor(state), ...others, { kind: 'history', rows: history.slice(0, 100) }],
  }
}

/** @see https://developer.pagerduty.com/docs/webhook-signatures */
function press(
  message: Message,
  buttonId: string,
  { webhookSecret, url, now }: { webhookSecret: string; url: string; now: Date },
): PressRequest | undefined {
  const hasButton = message.parts.some((part) => part.kind === 'buttons' && part.buttons.some(({ id }) => id === buttonId))
  if (!hasButton || message.key === undefined || (buttonId !== 'acknowledge' && buttonId !== 'resolve')) return undefined
  const state = AFTER[buttonId]
  const body = JSON.stringify({
    event: {
      id: randomUUID(),
      event_type: `incident.${state}`,
      resource_type: 'incident',
      occurred_at: now.toISOString(),
      agent: AGENT,
      client: null,
      data: {
        id: `P${message.id.replace(/\D/g, '').padStart(6, '0')}`,
        type: 'incident',
        self: null,
        html_url: null,
        number: Number(message.id.replace(/\D/g, '')),
        status: state,
        incident_key: message.key,
        created_at: historyOf(message).at(-1)?.[0] ?? message.at,
        title: message.title,
        service: SERVICE,
        assignees: [AGENT],
        escalation_policy: null,
        teams: [],
        priority: null,
        urgency: 'high',
        conference_bridge: null,
        resolve_reason: null,
      },
    },
  })
  return {
    label: buttonId === 'acknowledge' ? 'Acknowledge' : 'Resolve',
    url,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'PagerDuty-Webhook/V3.0',
      'x-webhook-id': randomUUID(),
      'x-pagerduty-signature': `v1=${hmacOf(webhookSecret, body)}`,
    },
    body,
    becomes: moved(message, state, `${buttonId === 'acknowledge' ? 'Acknowledged' : 'Resolved'} by Ada, here`, now),
  }
}

const objectOf = (value: unknown): Payload => (typeof value === 'object' && value !== null ? (value as Payload) : {})
