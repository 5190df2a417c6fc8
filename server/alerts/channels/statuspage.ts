import { z } from 'zod'
import type { Severity } from '../../checks/model'
import type { Delivered } from '../model'
import { answered, fieldOf, readByStatus, textIn } from '../rules/answers'
import { instantOf } from '../rules/message'
import { defineChannelType, type HttpAnswer, type Message } from './channel'
import { hostOf, SecretToken, SendTo, under } from './options'

/** Source: https://developer.statuspage.io/#operation/putPagesPageIdComponentsComponentId */
const COMPONENT_STATUS = {
  emergency: 'major_outage',
  critical: 'major_outage',
  high: 'partial_outage',
  medium: 'degraded_performance',
  low: 'degraded_performance',
} as const satisfies Record<Severity, string>

const TAKES = ['page', 'news', 'acknowledged', 'resolved', 'test', 'canary'] as const

/** What is to be done about the answers that people meet. Source: https://developer.statuspage.io/ */
const WORDS: Readonly<Record<number, string>> = {
  401: 'it does not know the API key',
  403: 'the API key may not change this page',
  404: 'there is no such page, component or incident',
}
/** "Error codes 420 or 429 indicate that you have exceeded the rate limit." Source: https://developer.statuspage.io/ */
const TOO_MANY = 420

const Id = z.string().regex(/^[A-Za-z0-9]{1,40}$/, 'must be an id of Statuspage: letters and digits')

const Options = z.strictObject({
  apiKey: SecretToken.meta({ title: 'API key', description: 'From the menu under your name, API info.', secret: true }),
  page: Id.meta({ title: 'Page', description: 'Its id, from the page API info.' }),
  component: Id.meta({ title: 'Component', description: 'The id of the component that the incidents told here are about.' }),
  name: z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(100)
    .regex(/^\P{Cc}*$/u, 'must be one line')
    .meta({ title: 'Public name', description: 'What customers call it; nothing else of an incident is told to the public.' }),
  notifySubscribers: z.boolean().default(true).meta({ title: 'Notify subscribers' }),
  server: SendTo.default('https://api.statuspage.io').meta({
    title: 'Server',
    description: 'Another than Atlassian’s own.',
    secretIn: 'url',
  }),
})
type Options = z.infer<typeof Options>

/**
 * A public page: it is told that there are problems, since when, and that they are over, in words of its own. Neither titles, causes nor money of ours
 * leave by it. Tests and canaries read the component and change nothing.
 */
export const statuspage = defineChannelType<Options>({
  kind: 'statuspage',
  label: 'Statuspage',
  about: 'Opens, updates and resolves an incident of a public Atlassian Statuspage, and sets the status of its component.',
  options: Options,
  example: { apiKey: '2a7b9d4aac30956d537ac76850f4d78d', page: 'qfn30z5r6s5h', component: '8kbf7d35c070', name: 'Checkout' },
  reaches: 'machine',
  takes: TAKES,
  target: ({ page, server }) => `page ${page} at ${hostOf(server)}`,

  request(options, message) {
    const { apiKey, page, component, server } = options
    const { kind } = message
    const incident = incidentIn(message)
    const headers = { authorization: `OAuth ${apiKey}`, 'content-type': 'application/json' }
    const at = (path: string): string => under(server, `/v1/pages/${page}${path}`)
    if (kind === 'test' || kind === 'canary') return { method: 'GET', url: at(`/components/${component}`), headers, body: '' }
    if (incident !== undefined)
      return { method: 'PUT', url: at(`/incidents/${incident}`), headers, body: JSON.stringify({ incident: incidentOf(options, message) }) }
    if (kind === 'resolved')
      return { method: 'PUT', url: at(`/components/${component}`), headers, body: JSON.stringify({ component: { status: 'operational' } }) }
    const created = { name: `Problems with ${options.name}`, ...incidentOf(options, message) }
    return { method: 'POST', url: at('/incidents'), headers, body: JSON.stringify({ incident: created }) }
  },

  read: verdictOf,
})

/** Source: https://developer.statuspage.io/#operation/postPagesPageIdIncidents */
function incidentOf({ name, component, notifySubscribers }: Options, { kind, facts }: Message) {
  const isOver = kind === 'resolved'
  const status = isOver ? 'operational' : COMPONENT_STATUS[facts.severity]
  return {
    status: isOver ? 'resolved' : 'investigating',
    body: bodyOf(name, { kind, facts }),
    component_ids: [component],
    components: { [component]: status },
    deliver_notifications: notifySubscribers,
  }
}

/** All that the public reads. */
function bodyOf(name: string, { kind, facts }: Pick<Message, 'kind' | 'facts'>): string {
  const since = instantOf(facts.sinceAt)
  if (kind === 'resolved') {
    const lasted = facts.resolvedAt ? ` They lasted from ${since} to ${instantOf(facts.resolvedAt)}.` : ''
    return `The problems with ${name} are over.${lasted}`
  }
  if (kind === 'acknowledged') return `We are working on the problems with ${name}.`
  if (kind === 'news') return `The problems with ${name} that began at ${since} go on. We are looking into them.`
  return `There have been problems with ${name} since ${since}. We are looking into them.`
}

/** The incident that the first message opened. */
const incidentIn = ({ ref }: Message): string | undefined => /^statuspage:([A-Za-z0-9]{1,40})$/.exec(ref ?? '')?.[1]

function verdictOf(answer: HttpAnswer): Delivered {
  const { status, body } = answer
  const says = WORDS[status] ?? troubleIn(body)
  if (status === TOO_MANY) return { kind: 'retry', says: answered('Statuspage', status, says) }
  const verdict = readByStatus(answer, 'Statuspage', says)
  const id = textIn(body, 'id')
  const isIncident = id !== undefined && fieldOf(body, 'incident_updates') !== undefined
  return verdict.kind === 'delivered' && isIncident ? { ...verdict, ref: `statuspage:${id}` } : verdict
}

/** `{ "error": ["Name can't be blank"] }` or `{ "error": "…" }` */
function troubleIn(body: string): string {
  const error = fieldOf(body, 'error')
  return Array.isArray(error) ? error.map(String).join('; ') : (textIn(body, 'error') ?? body)
}
