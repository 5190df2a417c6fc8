import { createHash } from 'node:crypto'
import { jsonObject } from '../http.ts'
import { type Button, type Draft, type Message, oneLine, type Part, type Span, safeHref, spansOf } from './message.ts'
import { type Answer, type Call, HTTP_MODES, type HttpReceiver, type PressRequest, type Reading, type Refusing } from './receiver.ts'
import { hmacOf, sameText } from './signature.ts'

type Terms = {
  readonly signingSecret: string | undefined
  /** The only bearer that the API lets in; without, any. */
  readonly botToken: string | undefined
  /** Where presses go: the "Request URL" of an app's interactivity. */
  readonly actionsUrl: string | undefined
}

/**
 * Incoming webhooks and the two methods of the bot API that Plimsoll needs, with their limits and their errors.
 *
 * @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 * @see https://docs.slack.dev/reference/methods/chat.postMessage
 */
export function slack({ signingSecret, botToken, actionsUrl }: Terms): HttpReceiver {
  const rooms = roomNames()
  return {
    name: 'slack',
    title: 'Slack',
    mounts: ['slack', 'slack-api', 'slack-response'],
    paths: ['/slack/<room>', '/slack-api'],
    modes: { ...HTTP_MODES, '400': '400: refuses for good (bot: ok false)' },

    read(call) {
      const [first = '', ...more] = call.path
      if (call.method !== 'POST' || more.length > 0) return undefined
      if (call.mount === 'slack') return ROOM.test(first) ? webhook(call, first) : undefined
      if (call.mount === 'slack-response') return response(call, first)
      return first === 'chat.postMessage' || first === 'chat.update' ? method(call, first, { botToken, rooms }) : undefined
    },

    refuses: (mode, { mount }) => (mount === 'slack-api' ? API_REFUSALS : WEBHOOK_REFUSALS)[mode],

    press(message, buttonId, base, now) {
      if (!actionsUrl || !signingSecret)
        return 'Nobody is told of presses: MARKETEDGE_SLACK_ACTIONS_URL or MARKETEDGE_SLACK_SIGNING_SECRET is not set.'
      return press(message, buttonId, { signingSecret, url: actionsUrl, base, now })
    },
  }
}

const ROOM = /^[\w-]{1,80}$/
const MOST_BLOCKS = 50
const MOST_TEXT = 40_000
const TEAM = { id: 'T0MARKETEDGE', domain: 'marketedge' }
/** Who presses here. */
const USER = { id: 'U0ADA', username: 'ada', name: 'ada', team_id: TEAM.id }

const WEBHOOK_REFUSALS: Readonly<Record<Refusing, Answer>> = {
  '429': { status: 429, body: 'rate_limited' },
  '500': { status: 500, body: 'rollup_error' },
  '400': { status: 400, body: 'invalid_payload' },
}
const API_REFUSALS: Readonly<Record<Refusing, Answer>> = {
  '429': { status: 429, body: { ok: false, error: 'ratelimited' } },
  '500': { status: 500, body: { ok: false, error: 'internal_error' } },
  // The bot API refuses with status 200: whoever looks at the status alone takes it for delivered.
  '400': { status: 200, body: { ok: false, error: 'restricted_action' } },
}

type Payload = Readonly<Record<string, unknown>>

function webhook(call: Call, room: string): Reading {
  const payload = payloadOf(call)
  const wrong = payload ? wrongWith(payload) : 'invalid_payload'
  const draft = draftOf(payload ?? {}, `#${room}`, call, stampOf(call))
  return wrong
    ? { answer: { status: 400, body: wrong }, refused: true, draft }
    : { answer: { status: 200, body: 'ok' }, refused: false, draft }
}

function method(
  call: Call,
  name: 'chat.postMessage' | 'chat.update',
  { botToken, rooms }: { botToken: string | undefined; rooms: Rooms },
): Reading {
  const payload = payloadOf(call) ?? {}
  const channel = typeof payload.channel === 'string' ? payload.channel : ''
  const refuse = (error: string): Reading => ({
    answer: { status: 200, body: { ok: false, error } },
    refused: true,
    draft: draftOf(payload, rooms.nameOf(channel), call, stampOf(call)),
  })
  const bearer = /^Bearer (\S{1,300})$/.exec(call.headers.authorization ?? '')?.[1]
  if (bearer === undefined) return refuse('not_authed')
  if (botToken !== undefined && !sameText(bearer, botToken)) return refuse('invalid_auth')
  if (!/^[#\w-]{1,81}$/.test(channel)) return refuse('channel_not_found')
  const wrong = wrongWith(payload)
  if (wrong) return refuse(wrong)
  const id = channelId(channel)
  if (name === 'chat.postMessage') {
    const ts = stampOf(call)
    const thread = typeof payload.thread_ts === 'string' ? { thread_ts: payload.thread_ts } : {}
    const message = { type: 'message', bot_id: 'B0PLIMSOLL', text: String(payload.text ?? ''), ts, ...thread }
    const body = { ok: true, channel: id, ts, message }
    return { answer: { status: 200, body }, refused: false, draft: draftOf(payload, rooms.nameOf(channel), call, ts) }
  }
  const ts = typeof payload.ts === 'string' ? payload.ts : ''
  const before = call.find(ts)
  if (!before || channelId(before.to) !== id) return refuse('message_not_found')
  const draft = draftOf(payload, before.to, call, ts)
  const body = { ok: true, channel: id, ts, text: String(payload.text ?? '') }
  return { answer: { status: 200, body }, refused: false, draft, changes: { id: before.id, draft: changed(before, draft, call) } }
}

/** What an app may do with the `response_url` of a press: put another message in the place of the one with the button. */
function response(call: Call, ts: string): Reading | undefined {
  const before = call.find(ts)
  const payload = payloadOf(call)
  if (!before || !payload) return undefined
  const draft = draftOf(payload, before.to, call, payload.replace_original === true ? ts : stampOf(call))
  const wrong = wrongWith(payload)
  if (wrong) return { answer: { status: 400, body: wrong }, refused: true, draft }
  const reading = { answer: { status: 200, body: { ok: true } }, refused: false, draft }
  return payload.replace_original === true ? { ...reading, changes: { id: before.id, draft: changed(before, draft, call) } } : reading
}

/** Slack takes JSON, and as a form the same JSON in `payload`. */
function payloadOf({ headers, body }: Call): Payload | undefined {
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded')
  return jsonObject(isForm ? (new URLSearchParams(body.toString()).get('payload') ?? '') : body.toString())
}

function wrongWith(payload: Payload): string | undefined {
  const { text, blocks, attachments } = payload
  if (blocks !== undefined && (!Array.isArray(blocks) || blocks.length > MOST_BLOCKS || blocks.some((block) => !isBlock(block))))
    return 'invalid_blocks'
  const isEmpty = [text, blocks, attachments].every((one) => one === undefined || one === '' || (Array.isArray(one) && one.length === 0))
  if (isEmpty) return 'no_text'
  return typeof text === 'string' && text.length > MOST_TEXT ? 'msg_too_long' : undefined
}

/** The limits of Block Kit for the blocks that a notification has; what else there is passes. */
function isBlock(block: unknown): boolean {
  const { type, text, fields, elements } = objectOf(block)
  if (type === 'header') return objectOf(text).type === 'plain_text' && isText(text, 150)
  if (type === 'section') {
    const hasFields = Array.isArray(fields) && fields.length > 0 && fields.length <= 10 && fields.every((field) => isText(field, 2_000))
    return text === undefined ? hasFields : isText(text, 3_000) && (fields === undefined || hasFields)
  }
  if (type === 'actions') return Array.isArray(elements) && elements.length > 0 && elements.length <= 25 && elements.every(isElement)
  if (type === 'context') return Array.isArray(elements) && elements.length > 0 && elements.length <= 10
  return typeof type === 'string'
}

const isText = (value: unknown, most: number): boolean => {
  const { type, text } = objectOf(value)
  return (type === 'plain_text' || type === 'mrkdwn') && typeof text === 'string' && text.length > 0 && text.length <= most
}

function isElement(element: unknown): boolean {
  const { type, text, value, url, action_id: actionId } = objectOf(element)
  if (type !== 'button') return typeof type === 'string'
  const isShort = (one: unknown, most: number) => one === undefined || (typeof one === 'string' && one.length <= most)
  return objectOf(text).type === 'plain_text' && isText(text, 75) && isShort(value, 2_000) && isShort(url, 3_000) && isShort(actionId, 255)
}

function draftOf(payload: Payload, to: string, call: Call, ts: string): Draft {
  const blocks = blocksOf(payload)
  const parts = blocks.flatMap(({ block, where }) => partsOf(block, where))
  const text = typeof payload.text === 'string' ? payload.text.slice(0, MOST_TEXT) : ''
  const heading = parts.find((part) => part.kind === 'heading')?.text
  const thread: Part[] =
    typeof payload.thread_ts === 'string'
      ? [{ kind: 'quiet', spans: [{ text: `In the thread of ${oneLine(payload.thread_ts, 40)}` }] }]
      : []
  return {
    to: oneLine(to, 81),
    title: oneLine(text === '' ? (heading ?? 'Without text') : plain(text)),
    key: ts,
    parts: [...thread, ...(parts.length > 0 ? parts : [{ kind: 'text', spans: mrkdwn(text) } as const])],
    source: call.body.toString(),
  }
}

const changed = (before: Message, draft: Draft, { at }: Call): Draft => {
  const history = before.parts.find((part) => part.kind === 'history')?.rows ?? [[before.at, before.title] as const]
  return { ...draft, parts: [...draft.parts, { kind: 'history', rows: [[at.toISOString(), draft.title], ...history] }] }
}

type Placed = { readonly block: Payload; readonly where: string }

function blocksOf({ blocks, attachments }: Payload): readonly Placed[] {
  const listed = (list: unknown, prefix: string): Placed[] =>
    (Array.isArray(list) ? list.slice(0, MOST_BLOCKS) : []).map((block, index) => ({ block: objectOf(block), where: `${prefix}${index}` }))
  const attached = (Array.isArray(attachments) ? attachments.slice(0, 20) : []).map(objectOf)
  return [
    ...listed(blocks, ''),
    ...attached.flatMap((attachment, index) =>
      attachment.blocks === undefined
        ? [
            {
              block: { type: 'section', text: { type: 'mrkdwn', text: String(attachment.text ?? attachment.fallback ?? '') } },
              where: `a${index}`,
            },
          ]
        : listed(attachment.blocks, `a${index}.`),
    ),
  ]
}

function partsOf({ type, text, fields, elements }: Payload, where: string): readonly Part[] {
  if (type === 'header') return [{ kind: 'heading', text: oneLine(textOf(text), 150) }]
  if (type === 'divider') return [{ kind: 'rule' }]
  if (type === 'context') return [{ kind: 'quiet', spans: listOf(elements).flatMap((one) => [...spansIn(one), { text: ' ' }]) }]
  if (type === 'actions') {
    const buttons = listOf(elements).flatMap((element, index) =>
      element.type === 'button' ? [buttonOf(element, `${where}:${index}`)] : [],
    )
    return buttons.length > 0 ? [{ kind: 'buttons', buttons }] : []
  }
  if (type !== 'section') return [{ kind: 'quiet', spans: [{ text: `A block of type ${oneLine(String(type), 40)}, not drawn here.` }] }]
  return [
    ...(text === undefined ? [] : [{ kind: 'text', spans: spansIn(objectOf(text)) } as const]),
    ...(fields === undefined ? [] : [{ kind: 'facts', rows: listOf(fields).map(labelled) } as const]),
  ]
}

function buttonOf({ text, url, style }: Payload, id: string): Button {
  const href = typeof url === 'string' ? safeHref(url) : undefined
  const look = style === 'primary' || style === 'danger' ? style : 'plain'
  return { id, label: oneLine(textOf(text), 75) || 'Button', look, ...(href && { href }) }
}

/** A field is by custom its name in bold, a line break, and the value. */
function labelled(field: Payload): readonly [string, readonly Span[]] {
  const [, label, value] = /^\*([^*\n]{1,80})\*\n([\s\S]*)$/.exec(textOf(field)) ?? []
  return label === undefined || value === undefined ? ['', spansIn(field)] : [plain(label), mrkdwn(value)]
}

const spansIn = (text: Payload): readonly Span[] => (text.type === 'mrkdwn' ? mrkdwn(textOf(text)) : spansOf(textOf(text)))
const textOf = (value: unknown): string => {
  const { text } = objectOf(value)
  return typeof text === 'string' ? text.slice(0, MOST_TEXT) : ''
}

/** Slack's own notation: `<address|label>`, `*bold*`, `_italic_`, `` `code` ``, and three entities. */
function mrkdwn(text: string): readonly Span[] {
  const spans: Span[] = []
  let from = 0
  for (const { 0: whole, 1: angle, 2: bold, 3: code, 4: italic, index } of text.matchAll(
    /<([^<>]{1,3000})>|\*([^*\n]{1,500})\*|`([^`\n]{1,500})`|(?<!\w)_([^_\n]{1,500})_(?!\w)/g,
  )) {
    if (index > from) spans.push({ text: unescaped(text.slice(from, index)) })
    from = index + whole.length
    if (bold !== undefined) spans.push({ text: unescaped(bold), as: 'bold' })
    else if (code !== undefined) spans.push({ text: unescaped(code), as: 'code' })
    else if (italic !== undefined) spans.push({ text: unescaped(italic), as: 'italic' })
    else if (angle !== undefined) spans.push(reference(angle))
  }
  return from < text.length ? [...spans, { text: unescaped(text.slice(from)) }] : spans
}

function reference(angle: string): Span {
  const [target = '', label] = angle.split('|', 2)
  const shown = unescaped(label ?? target)
  if (target.startsWith('!')) return { text: `@${shown.replace(/^!/, '')}`, as: 'bold' }
  if (/^[@#]/.test(target)) return { text: shown, as: 'bold' }
  const href = safeHref(unescaped(target))
  return href ? { text: shown, href } : { text: shown }
}

const plain = (text: string): string =>
  mrkdwn(text)
    .map((span) => span.text)
    .join('')
const unescaped = (text: string): string => text.replace(/&(amp|lt|gt);/g, (_, name) => (name === 'amp' ? '&' : name === 'lt' ? '<' : '>'))

/** Slack's ids of messages are instants with a counter behind them. */
const stampOf = ({ at, sequence }: Call): string => `${Math.floor(at.getTime() / 1_000)}.${String(sequence % 1_000_000).padStart(6, '0')}`
const isId = (channel: string): boolean => /^[CDG][A-Z0-9]{8,}$/.test(channel)
/** A name and its id mean the same room, as in Slack. */
const channelId = (channel: string): string =>
  isId(channel) ? channel : `C${createHash('sha256').update(channel.replace(/^#/, '')).digest('hex').slice(0, 10).toUpperCase()}`

const MOST_ROOMS = 200

/** The names of rooms by their ids: the API answers with an id, and is asked by it the next time. */
type Rooms = { nameOf(channel: string): string }

function roomNames(): Rooms {
  const names = new Map<string, string>()
  return {
    nameOf(channel) {
      if (channel === '') return channel
      if (isId(channel)) return names.get(channel) ?? channel
      const name = channel.startsWith('#') ? channel : `#${channel}`
      if (names.size < MOST_ROOMS) names.set(channelId(channel), name)
      return name
    },
  }
}

/** @see https://docs.slack.dev/reference/interaction-payloads/block_actions-payload and, for the signature, https://docs.slack.dev/authentication/verifying-requests-from-slack */
function press(
  message: Message,
  buttonId: string,
  { signingSecret, url, base, now }: { signingSecret: string; url: string; base: string; now: Date },
): PressRequest | undefined {
  const payload = jsonObject(message.source) ?? payloadOfForm(message.source)
  const found = payload && buttonIn(payload, buttonId)
  if (!payload || !found || message.key === undefined) return undefined
  const { element, block, blockId } = found
  const channel = { id: channelId(message.to), name: message.to.replace(/^#/, '') }
  const stamp = String(Math.floor(now.getTime() / 1_000))
  const body = new URLSearchParams({
    payload: JSON.stringify({
      type: 'block_actions',
      user: USER,
      api_app_id: 'A0PLIMSOLL',
      container: { type: 'message', message_ts: message.key, channel_id: channel.id, is_ephemeral: false },
      trigger_id: `${stamp}.${message.id}`,
      team: TEAM,
      channel,
      message: { type: 'message', bot_id: 'B0PLIMSOLL', ts: message.key, text: payload.text ?? '', blocks: payload.blocks ?? [] },
      response_url: `${base}/slack-response/${message.key}`,
      actions: [
        {
          type: 'button',
          action_id: element.action_id ?? buttonId,
          block_id: block.block_id ?? blockId,
          text: element.text,
          value: element.value,
          style: element.style,
          action_ts: `${stamp}.000000`,
        },
      ],
    }),
  }).toString()
  return {
    label: oneLine(textOf(element.text), 75),
    url,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': stamp,
      'x-slack-signature': `v0=${hmacOf(signingSecret, `v0:${stamp}:${body}`)}`,
    },
    body,
  }
}

const payloadOfForm = (source: string): Payload | undefined => jsonObject(new URLSearchParams(source).get('payload') ?? '')

function buttonIn(payload: Payload, buttonId: string) {
  for (const { block, where } of blocksOf(payload))
    for (const [index, element] of listOf(block.elements).entries())
      if (`${where}:${index}` === buttonId && element.type === 'button' && block.type === 'actions')
        return { element, block, blockId: `b${where}` }
  return undefined
}

const objectOf = (value: unknown): Payload => (typeof value === 'object' && value !== null ? (value as Payload) : {})
const listOf = (value: unknown): readonly Payload[] => (Array.isArray(value) ? value.slice(0, MOST_BLOCKS).map(objectOf) : [])
