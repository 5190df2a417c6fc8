import { z } from 'zod'
import { answer, instant } from '../kernel/answers'
import { POST_STATES, SUBSCRIBER_KINDS } from './model'

export const StatusUpdateAnswer = answer('StatusUpdate', 'One thing that was said of an incident on one status page.', {
  id: z.uuid(),
  page: z.string().describe('The name of the page.'),
  at: instant(),
  state: z.enum(POST_STATES),
  title: z.string(),
  text: z.string(),
  components: z.array(z.string()).describe('The titles under which visitors read what is affected.'),
  writtenBy: z.string().nullable().describe('Null for what the page says by itself. Visitors are not told.'),
  withdrawnAt: instant().nullable(),
})

export const StatusUpdateListAnswer = answer(
  'StatusUpdateList',
  'What status pages say of an incident, the newest first, and which of them show it.',
  {
    updates: z.array(StatusUpdateAnswer),
    pages: z.array(
      answer('StatusPageOfIncident', 'A status page, as far as it has to do with an incident.', {
        name: z.string(),
        title: z.string(),
        address: z.string().describe('Where visitors read it.'),
        visibility: z.enum(['public', 'private']),
        components: z.array(z.string()).describe('What of it the incident affects; nothing, where it shows none of that.'),
        says: z.enum(POST_STATES).nullable().describe('What it says of the incident now; null when nothing.'),
      }),
    ),
  },
)

export const SubscriberListAnswer = answer('SubscriberList', 'Who is told of a status page, the newest first.', {
  subscribers: z.array(
    answer('Subscriber', 'An address that has confirmed that it wants to be told.', {
      id: z.uuid(),
      kind: z.enum(SUBSCRIBER_KINDS),
      address: z.string(),
      confirmedAt: instant(),
    }),
  ),
})

/** What programs find of a page, besides its incidents and days. */
export const StatusSummaryAnswer = z.looseObject({
  name: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  timeZone: z.string(),
  atMs: z.number(),
  overall: z.object({ state: z.string(), word: z.string(), says: z.string(), more: z.string().nullable() }),
  groups: z.array(
    z.looseObject({ title: z.string().nullable(), components: z.array(z.looseObject({ title: z.string(), state: z.string() })) }),
  ),
})
