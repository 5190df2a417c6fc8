import { z } from 'zod'
import { IncidentRef } from '../incidents/model'
import { Name } from '../kernel/inputs'
import { TimeZone } from '../kernel/local-time-input'
import { componentKey } from './rules/keys'

/** One line that strangers read: nothing in it can turn it round or break it up. */
const Line = (most: number) =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(most, `must be at most ${most} characters`)
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]*$/u, 'must be one line without control characters')

/** A name in the DNS with at least two labels, so that it is neither an address nor this machine. */
const Domain = z
  .string()
  .toLowerCase()
  .max(253)
  .regex(
    /^(?=.*[a-z])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/,
    'must be a host name like status.zebra.example, without https:// and port',
  )

const Component = z.strictObject({
  service: Name.meta({ title: 'Service', description: 'What is measured. Nobody outside reads this name.' }),
  title: Line(80).meta({ title: 'Shown as', description: 'The name that visitors read.' }),
  description: Line(200).optional().meta({ title: 'Description' }),
  group: Line(80).optional().meta({ title: 'Group', description: 'Components of one group stand together.' }),
})

/** A status page: what is told to those outside, under which names (VIEW-8). */
export const StatusPageInput = z
  .strictObject({
    name: Name.meta({ title: 'Address', description: 'The page is at /status/<name>.' }),
    title: Line(80).meta({ title: 'Title', description: 'Whose status it is: "Zebra Associates".' }),
    description: Line(300).optional().meta({ title: 'Description', description: 'One sentence below the title.' }),
    visibility: z.enum(['public', 'private']).default('public').meta({
      title: 'Who may see it',
      description: 'public: everybody. private: who is signed in; for everybody else there is no such page.',
    }),
    domain: Domain.optional().meta({
      title: 'Own domain',
      description: 'Requests for this host see the page and nothing else. Its DNS and TLS lead to Plimsoll.',
    }),
    timeZone: TimeZone.default('UTC').meta({ title: 'Time zone', description: 'Its days and times are those of this zone.' }),
    components: z.array(Component).min(1, 'must name at least one service').max(100),
    incidents: z.enum(['written', 'automatic']).default('written').meta({
      title: 'Incidents',
      description:
        'written: only what somebody writes on the page of an incident. automatic: also a general sentence when an incident of a component begins and ends.',
    }),
    maintenance: z.enum(['times', 'titles', 'hidden']).default('times').meta({
      title: 'Maintenance',
      description: 'times: when, and of which components. titles: with the title of the window as well. hidden: not at all.',
    }),
    mail: Name.optional().meta({
      title: 'Mail by',
      description: 'The e-mail channel by which subscribers are told. Without, nobody can subscribe by mail.',
    }),
    webhooks: z.boolean().default(false).meta({ title: 'Webhooks', description: 'Whether webhooks may subscribe.' }),
  })
  .superRefine(({ components, visibility, domain, mail, webhooks }, ctx) => {
    const keys = new Map<string, number>()
    const services = new Map<string, number>()
    components.forEach(({ title, service }, i) => {
      const key = componentKey(title)
      const at = keys.get(key)
      const before = services.get(service)
      if (key === '') ctx.addIssue({ code: 'custom', path: ['components', i, 'title'], message: 'needs at least one letter or digit' })
      else if (at !== undefined)
        ctx.addIssue({
          code: 'custom',
          path: ['components', i, 'title'],
          message: `"${title}" reads like components[${at}]; visitors could not tell them apart`,
        })
      if (before !== undefined)
        ctx.addIssue({
          code: 'custom',
          path: ['components', i, 'service'],
          message: `"${service}" is shown already by components[${before}]; leave one of them out`,
        })
      keys.set(key, i)
      services.set(service, i)
    })
    if (visibility === 'public') return
    const inPrivate = [
      ['domain', domain !== undefined, 'nobody is signed in on another domain, so nobody would see it'],
      ['mail', mail !== undefined, 'a mail would carry what only those who are signed in may see'],
      ['webhooks', webhooks, 'a webhook would carry what only those who are signed in may see'],
    ] as const
    for (const [key, isSet, because] of inPrivate)
      if (isSet) ctx.addIssue({ code: 'custom', path: [key], message: `cannot be on a private page: ${because}; leave it out` })
  })
export type StatusPageInput = z.infer<typeof StatusPageInput>

/** Where an incident stands, as it is told to those outside. */
export const POST_STATES = ['investigating', 'identified', 'monitoring', 'resolved'] as const
export type PostState = (typeof POST_STATES)[number]

export const SUBSCRIBER_KINDS = ['email', 'webhook'] as const
export type SubscriberKind = (typeof SUBSCRIBER_KINDS)[number]

/** A page as it is served: with the ids of its services. */
export type StatusPage = Omit<StatusPageInput, 'components'> & {
  readonly id: string
  readonly components: readonly PageComponent[]
}
export type PageComponent = StatusPageInput['components'][number] & {
  readonly serviceId: string
  /** Its name in addresses: of badges. */
  readonly key: string
}

/** One thing that was said of an incident on a page. */
export type Post = {
  readonly id: string
  readonly incidentId: string
  readonly at: Date
  readonly state: PostState
  readonly title: string
  readonly says: string
  readonly serviceIds: readonly string[]
}

/** What a responder writes on the pages that show an affected service, or on those that are named. */
export const WritePost = z.strictObject({
  id: IncidentRef.shape.id.meta({ description: 'The id of the incident, or INC-2417.' }),
  state: z.enum(POST_STATES).meta({ description: 'Where it stands for those outside.' }),
  title: Line(150).optional().meta({ description: 'What it is called there; as before, or "Problem with <components>", unless said.' }),
  text: z
    .string()
    .trim()
    .min(1, 'must not be empty: visitors read it')
    .max(5_000, 'must be at most 5,000 characters')
    .meta({ description: 'What visitors read. Plain text; a blank line begins a paragraph.' }),
  pages: z.array(Name).min(1).max(50).optional().meta({ description: 'By name; all that show an affected service, unless said.' }),
})
export type WritePost = z.infer<typeof WritePost>
