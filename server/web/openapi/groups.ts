/** What the addresses of the API are about, in the order in which people come to need them. The first that fits an address has it. */
export const GROUPS = [
  {
    key: 'checks',
    title: 'Checks',
    about: 'What is looked at, how, and what was seen.',
    paths: /^\/api\/v1\/(checks|check-types|hosts)(\/|$)/,
  },
  {
    key: 'services',
    title: 'Services',
    about: 'What the business runs, and what needs what.',
    paths: /^\/api\/v1\/(services|service-names|service-availability)(\/|$)/,
  },
  {
    key: 'incidents',
    title: 'Incidents and alerts',
    about: 'What is wrong, and what people do about it.',
    paths: /^\/api\/v1\/(incidents|alerts|act)(\/|$)/,
  },
  {
    key: 'impact',
    title: 'Business impact',
    about: 'What hangs on services: revenue, deals, customers.',
    paths: /^\/api\/v1\/(streams|opportunities|segments|contracts)(\/|$)/,
  },
  {
    key: 'status-pages',
    title: 'Status pages',
    about: 'What is told to those outside.',
    paths: /^\/api\/v1\/status-pages(\/|$)|^\/status\//,
  },
  {
    key: 'quiet',
    title: 'Silences and maintenance',
    about: 'When nobody is told.',
    paths: /^\/api\/v1\/(silences|maintenance)(\/|$)/,
  },
  {
    key: 'on-call',
    title: 'On call',
    about: 'Who is told when, and who stands in.',
    paths: /^\/api\/v1\/(schedules|calendars|rehearsal|teams|policies|last-resort|definitions)(\/|$)/,
  },
  {
    key: 'messages',
    title: 'Channels and messages',
    about: 'The ways out, and what was sent by them.',
    paths: /^\/api\/v1\/(channels|contacts|account|notices|delivery)(\/|$)/,
  },
  {
    key: 'outside',
    title: 'From outside',
    about: 'Where tools report alerts and answer messages. Who calls proves by what they bring that they may.',
    paths: /^\/api\/v1\/(sources|inbound)(\/|$)|^\/(heartbeat|echo|calendar)\//,
  },
  {
    key: 'people',
    title: 'People and keys',
    about: 'Who may do what, who did, and what they keep for themselves.',
    paths: /^\/api\/v1\/(people|api-keys|session|wall-links|views|audit)(\/|$)/,
  },
  {
    key: 'installation',
    title: 'This installation',
    about: 'How Plimsoll itself is set and how it does.',
    paths: /^\/api\/v1\/(settings|search|openapi\.json)$|^\/(live|ready|health|metrics)$/,
  },
] as const satisfies readonly { readonly key: string; readonly title: string; readonly about: string; readonly paths: RegExp }[]

export type Group = (typeof GROUPS)[number]

/** @throws Error for an address that nobody has given a place in the reference */
export function groupOf(path: string): Group {
  const found = GROUPS.find(({ paths }) => paths.test(path))
  if (!found) throw new Error(`${path} has no group in the reference of the API; give it one in server/web/openapi/groups.ts.`)
  return found
}
