import { fakeServer, type Json, json, jsonOf, type Received, type Reply } from './testing'

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

// ── Opsgenie ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export const OPSGENIE_KEY = 'eb243592-faa2-4ba2-a551-1afdf565c889'

/** Alerts by alias, which are accepted before they are looked at, as the real one does. */
export async function fakeOpsgenie() {
  const alerts = new Map<string, { state: 'open' | 'acknowledged' | 'closed'; readonly created: Json }>()
  const server = await fakeServer((request): Reply => {
    const error = (status: number, message: string, errors?: Json) => json(status, { message, ...(errors ? { errors } : {}), took: 0.001 })
    if (request.headers.authorization !== `GenieKey ${OPSGENIE_KEY}`) return error(403, 'You are not authorized for this action!')
    const body = jsonOf(request)
    const taken = json(202, { result: 'Request will be processed', took: 0.302, requestId: '43a29c5c-3dbf-4fa4-9c26-f4f71023e120' })
    if (request.path === '/v2/alerts') {
      const message = String(body.message ?? '')
      if (message === '' || message.length > 130)
        return error(422, 'Request body is not processable. Please check the errors.', { message: 'Message can not be empty or too long.' })
      const alias = String(body.alias)
      const known = alerts.get(alias)
      if (!known || known.state === 'closed') alerts.set(alias, { state: 'open', created: body })
      return taken
    }
    const [, alias, action] = /^\/v2\/alerts\/([^/%]+)\/(acknowledge|close)\?identifierType=alias$/.exec(request.path) ?? []
    if (!alias) return { status: 404 }
    const known = alerts.get(alias)
    if (known) known.state = action === 'close' ? 'closed' : 'acknowledged'
    return taken
  })
  return { ...server, alerts }
}

// ── Twilio ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export const TWILIO = { account: `AC${'0'.repeat(32)}`, authToken: 'twilio-token-of-tests', from: '+15017122661' }

/** The messages of one account, with the errors of the real one. */
export async function fakeTwilio() {
  const messages: Readonly<Record<string, string>>[] = []
  const error = (status: number, code: number, message: string) =>
    json(status, { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status })
  const server = await fakeServer((request): Reply => {
    const user = Buffer.from((request.headers.authorization ?? '').replace('Basic ', ''), 'base64').toString('utf8')
    if (![TWILIO.account, `SK${'1'.repeat(32)}`].some((name) => user === `${name}:${TWILIO.authToken}`))
      return error(401, 20003, 'Authenticate')
    if (request.path !== `/2010-04-01/Accounts/${TWILIO.account}/Messages.json`)
      return error(404, 20404, 'The requested resource was not found')
    const form = formOf(request)
    if (!/^\+[1-9]\d+$/.test(form.To ?? '')) return error(400, 21211, `The 'To' number ${form.To} is not a valid phone number.`)
    if (!form.From && !form.MessagingServiceSid) return error(400, 21603, "A 'From' phone number is required.")
    if (!form.Body) return error(400, 21602, 'Message body is required.')
    if (form.Body.length > 1_600) return error(400, 21617, 'The concatenated message body exceeds the 1600 character limit.')
    messages.push(form)
    return json(201, { sid: `SM${String(messages.length).padStart(32, '0')}`, status: 'queued', error_code: null })
  })
  return { ...server, messages }
}

// ── Statuspage ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export const STATUSPAGE = { apiKey: '2a7b9d4aac30956d537ac76850f4d78d', page: 'qfn30z5r6s5h', component: '8kbf7d35c070', name: 'Checkout' }

type PublicIncident = { readonly name: string; readonly status: string; readonly updates: readonly string[] }

/** One page with one component, and what the public reads there. */
export async function fakeStatuspage() {
  const incidents = new Map<string, PublicIncident>()
  const component = { status: 'operational' }
  const notified: unknown[] = []
  const root = `/v1/pages/${STATUSPAGE.page}`
  const shown = (id: string, { name, status, updates }: PublicIncident) => ({
    id,
    name,
    status,
    incident_updates: updates.map((body) => ({ body })),
  })
  const server = await fakeServer((request): Reply => {
    if (request.headers.authorization !== `OAuth ${STATUSPAGE.apiKey}`) return json(401, { error: 'Could not authenticate' })
    const { incident, component: changed } = jsonOf(request) as { incident?: Json; component?: { status: string } }
    if (request.path === `${root}/components/${STATUSPAGE.component}`) {
      if (request.method === 'PUT' && changed) component.status = changed.status
      return json(200, { id: STATUSPAGE.component, page_id: STATUSPAGE.page, ...component })
    }
    const id =
      request.method === 'POST' && request.path === `${root}/incidents` ? `inc${incidents.size + 1}` : request.path.split('/').at(-1)
    const known = incidents.get(id ?? '')
    if (!id || !request.path.startsWith(`${root}/incidents`) || (request.method === 'PUT' && !known))
      return json(404, { error: 'Not Found' })
    const name = String(incident?.name ?? known?.name ?? '')
    if (name === '') return json(422, { error: ["Name can't be blank"] })
    const now = { name, status: String(incident?.status), updates: [...(known?.updates ?? []), String(incident?.body)] }
    incidents.set(id, now)
    notified.push(incident?.deliver_notifications)
    component.status = (incident?.components as Readonly<Record<string, string>> | undefined)?.[STATUSPAGE.component] ?? component.status
    return json(request.method === 'POST' ? 201 : 200, shown(id, now))
  })
  return { ...server, incidents, component, notified }
}
