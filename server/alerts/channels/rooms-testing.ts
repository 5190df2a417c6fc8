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
