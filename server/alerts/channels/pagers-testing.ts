import { fakeServer, json, type Received, type Reply } from './testing'

const formOf = ({ body }: Pick<Received, 'body'>): Readonly<Record<string, string>> =>
  Object.fromEntries(new URLSearchParams(body.toString('utf8')))

// ── Pushover ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export const PUSHOVER_TOKEN = 'azGDORePK8gMaC0QOYAMyEEuzJnyUi'
export const PUSHOVER_USER = 'uQiRzpo4DXghDmr9QzzfQu27cmVRsG'

/** Messages, and the emergencies among them that still sound. */
export async function fakePushover() {
  const messages: Readonly<Record<string, string>>[] = []
  const sounding = new Set<string>()
  const error = (says: string) => json(400, { status: 0, errors: [says], request: 'r' })
  const server = await fakeServer((request): Reply => {
    const form = formOf(request)
    if (form.token !== PUSHOVER_TOKEN) return error('application token is invalid')
    const [, tag] = /^\/1\/receipts\/cancel_by_tag\/(\w+)\.json$/.exec(request.path) ?? []
    if (tag) return json(200, { status: 1, canceled: sounding.delete(tag) ? 1 : 0, request: 'r' })
    if (request.path !== '/1/messages.json') return { status: 404 }
    const trouble = pushoverTrouble(form)
    if (trouble) return error(trouble)
    messages.push(form)
    if (form.priority !== '2') return json(200, { status: 1, request: 'r' })
    sounding.add(form.tags ?? '')
    return json(200, { status: 1, request: 'r', receipt: 'rLqVuqTRh62UzxtmqiaLzQmVcPgiCy' })
  })
  return { ...server, messages, sounding }
}

function pushoverTrouble({ user, message = '', title = '', url = '', priority, retry, expire }: Readonly<Record<string, string>>) {
  if (user !== PUSHOVER_USER) return 'user identifier is not a valid user, group, or subscribed user key'
  if (message === '') return 'message cannot be blank'
  if (message.length > 1_024 || title.length > 250 || url.length > 512) return 'message is too long'
  if (!['-2', '-1', '0', '1', '2'].includes(priority ?? '')) return 'priority is invalid'
  if (priority !== '2') return undefined
  return Number(retry) >= 30 && Number(expire) <= 10_800 ? undefined : 'expire must be supplied with priority=2'
}
