import { fakeServer, type Json, json, jsonOf, type Reply } from './testing'

const lengthOf = (value: unknown): number => (typeof value === 'string' ? value.length : 0)
const listIn = (value: unknown): readonly Json[] => (Array.isArray(value) ? value : [])

// ── Discord ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A webhook at `/api/webhooks/…`, with its limits and errors; it answers with a message only when it is to wait. */
export async function fakeDiscord() {
  const messages: Json[] = []
  const path = '/api/webhooks/1100000000000000000/hook-secret-part'
  const server = await fakeServer((request): Reply => {
    const asked = new URL(request.path, 'http://discord.example')
    if (asked.pathname !== path) return json(404, { message: 'Unknown Webhook', code: 10015 })
    const message = jsonOf(request)
    const [embed] = listIn(message.embeds)
    const length = lengthOf(embed?.description)
    if (lengthOf(message.content) > 2_000 || length > 4_096 || (lengthOf(message.content) === 0 && length === 0))
      return json(400, { message: 'Invalid Form Body', code: 50035, errors: {} })
    messages.push(message)
    return asked.searchParams.get('wait') === 'true' ? json(200, { id: `90${messages.length}`, type: 0, ...message }) : { status: 204 }
  })
  return { ...server, webhook: `${server.url}${path}`, messages }
}

// ── Mattermost ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** An incoming webhook, which knows its own key alone and answers `ok`. */
export async function fakeMattermost() {
  const messages: Json[] = []
  const path = '/hooks/xxxgeneratedkeyxxx0000000'
  const error = (status: number, id: string, message: string) => json(status, { id, message, detailed_error: '', status_code: status })
  const server = await fakeServer((request): Reply => {
    if (request.path !== path) return error(400, 'web.incoming_webhook.invalid.app_error', 'Invalid webhook.')
    const message = jsonOf(request)
    const [attachment] = listIn(message.attachments)
    const length = lengthOf(attachment?.text)
    if (length === 0) return error(400, 'web.incoming_webhook.text.app_error', 'No text specified.')
    if (length > 16_383) return error(400, 'web.incoming_webhook.text.length.app_error', 'Maximum text length is 16383 characters.')
    messages.push(message)
    return { status: 200, body: 'ok' }
  })
  return { ...server, webhook: `${server.url}${path}`, messages }
}

// ── Google Chat ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A webhook of a space, with its limit of size and its threads by key. */
export async function fakeGoogleChat() {
  const messages: (Json & { readonly inThread: number })[] = []
  const threads: string[] = []
  const path = '/v1/spaces/AAAA0000000/messages'
  const query = 'key=AIza-hook-secret-part&token=hook-secret%3D'
  const error = (code: number, status: string, message: string) => json(code, { error: { code, message, status } })
  const server = await fakeServer((request): Reply => {
    const asked = new URL(request.path, 'https://chat.example')
    if (asked.pathname !== path) return error(404, 'NOT_FOUND', 'Requested entity was not found.')
    if (asked.searchParams.get('token') !== 'hook-secret=') return error(401, 'UNAUTHENTICATED', 'The request is not authenticated.')
    if (request.body.length > 32_000) return error(400, 'INVALID_ARGUMENT', 'Message cannot exceed 32000 bytes.')
    const message = jsonOf(request)
    if (listIn(message.cardsV2).length === 0) return error(400, 'INVALID_ARGUMENT', 'Message cannot be empty.')
    const key = (message.thread as { threadKey?: string } | undefined)?.threadKey
    const isReply = asked.searchParams.get('messageReplyOption') === 'REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD' && key !== undefined
    const known = isReply ? threads.indexOf(key) : -1
    if (known < 0) threads.push(key ?? '')
    messages.push({ ...message, inThread: known < 0 ? threads.length - 1 : known })
    return json(200, { name: `spaces/AAAA0000000/messages/${messages.length}` })
  })
  return { ...server, webhook: `${server.url}${path}?${query}`, messages }
}

// ── Microsoft Teams ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The trigger of a workflow: it accepts what looks like a message with a card, and answers before it is posted. */
export async function fakeTeams() {
  const cards: Json[] = []
  const path = '/workflows/0123/triggers/manual/paths/invoke?api-version=2016-06-01&sig=hook-secret-part'
  const error = (status: number, code: string, message: string) => json(status, { error: { code, message } })
  const server = await fakeServer((request): Reply => {
    if (request.path !== path) return error(404, 'WorkflowNotFound', "The workflow '0123' could not be found.")
    if (request.body.length > 28 * 1024) return error(413, 'RequestEntityTooLarge', 'Request Entity too large')
    const [attachment] = listIn(jsonOf(request).attachments)
    if (attachment?.contentType !== 'application/vnd.microsoft.card.adaptive')
      return error(400, 'TriggerInputSchemaMismatch', 'The input body for trigger does not match its schema definition.')
    cards.push(attachment.content as Json)
    return { status: 202 }
  })
  return { ...server, webhook: `${server.url}${path}`, cards }
}

// ── Telegram ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

const ENTITY = /&(?:amp|lt|gt|quot|#39);/g

/** `sendMessage` of one bot that is in one chat, with the HTML that Telegram reads. */
export async function fakeTelegram() {
  const messages: Json[] = []
  const error = (error_code: number, description: string) => json(error_code, { ok: false, error_code, description })
  const server = await fakeServer((request): Reply => {
    if (request.path !== '/bot110201543:test-token-of-a-bot/sendMessage') return error(404, 'Not Found')
    const message = jsonOf(request)
    if (message.chat_id !== '-1001') return error(400, 'Bad Request: chat not found')
    const text = String(message.text ?? '')
    const shown = text.replace(/<\/?b>|<a href="[^"<>]*">|<\/a>/g, '')
    if (/[<>]/.test(shown)) return error(400, "Bad Request: can't parse entities: Unsupported start tag")
    const length = shown.replace(ENTITY, '.').length
    if (length === 0) return error(400, 'Bad Request: message text is empty')
    if (length > 4_096) return error(400, 'Bad Request: message is too long')
    messages.push(message)
    return json(200, { ok: true, result: { message_id: messages.length, chat: { id: -1001 }, text: shown } })
  })
  return { ...server, messages }
}
