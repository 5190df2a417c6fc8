import type { z } from 'zod'
import type { Needed } from '../../access/model'
import { StatusSummaryAnswer } from '../../status/answers'
import { HealthAnswer, TakenAnswer } from '../answers'

/** An address that is answered beside the API's routes, as the document tells it; a test compares them with the routes that there are. */
export type OutsideOperation = {
  readonly path: string
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly about: string
  readonly right: Needed
  readonly proof?: 'sourceToken'
  /** The type of its body. */
  readonly takes?: string
  readonly answers: readonly {
    readonly status: number
    readonly description: string
    readonly type?: string
    readonly schema?: z.ZodType
  }[]
  readonly refuses: readonly number[]
}

const ANYONE = { right: 'anyone' as const }
const HEARTBEAT = {
  ...ANYONE,
  path: '/heartbeat/{token}',
  about: 'Says that the service of a heartbeat check works. The token in the address is the proof.',
  answers: [{ status: 204, description: 'Heard.' }],
  refuses: [404, 429, 503],
}
const ALERTS = {
  ...ANYONE,
  path: '/api/v1/inbound/alerts/{source}',
  about:
    'Takes the alerts of a tool outside. In the words of its kind of source; at most 8 MiB and 5,000 alerts. Answered also while Postgres is away; what is refused was not taken at all.',
  proof: 'sourceToken' as const,
  takes: 'application/json',
  answers: [
    {
      status: 200,
      description: 'Every alert is stored, or lies in the spool of the engine.',
      type: 'application/json',
      schema: TakenAnswer,
    },
  ],
  refuses: [400, 401, 413, 422, 429, 503],
}
const STATUS = { ...ANYONE, refuses: [503] }
const HTML = 'text/html'
/** The same for a private page, for whoever may not see it. */
const NO_PAGE = { status: 404, description: 'There is no such page. A page says so.', type: HTML }
const shownAs = (type: string, description: string, schema?: z.ZodType) => [
  { status: 200, description, type, ...(schema && { schema }) },
  { status: 304, description: 'As it was.' },
  NO_PAGE,
]
const SUBSCRIBER = { ...ANYONE, refuses: [413, 503] }
const ASKS = [{ status: 200, description: 'A page with a button that does it.', type: HTML }, NO_PAGE]
const DONE = [{ status: 200, description: 'A page that says what was done.', type: HTML }, NO_PAGE]
const HEALTH = 'application/health+json'

export const OUTSIDE: readonly OutsideOperation[] = [
  {
    ...STATUS,
    method: 'GET',
    path: '/status/-/geist.woff2',
    about: 'Hands out the letters of status pages.',
    answers: [{ status: 200, description: 'The font.', type: 'font/woff2' }, NO_PAGE],
  },
  { ...STATUS, method: 'GET', path: '/status/{name}', about: 'Shows a status page.', answers: shownAs('text/html', 'The page.') },
  {
    ...STATUS,
    method: 'GET',
    path: '/status/{name}/history',
    about: 'Shows the incidents of a month. `?month=2026-11`.',
    answers: shownAs('text/html', 'The page.'),
  },
  {
    ...STATUS,
    method: 'GET',
    path: '/status/{name}/summary.json',
    about: 'Tells a status page as JSON. All that it shows, and nothing else.',
    answers: shownAs('application/json', 'What the page shows.', StatusSummaryAnswer),
  },
  {
    ...STATUS,
    method: 'GET',
    path: '/status/{name}/feed.atom',
    about: 'Feeds what a status page says, as Atom.',
    answers: shownAs('application/atom+xml', 'The feed.'),
  },
  {
    ...STATUS,
    method: 'GET',
    path: '/status/{name}/feed.rss',
    about: 'Feeds what a status page says, as RSS.',
    answers: shownAs('application/rss+xml', 'The feed.'),
  },
  {
    ...STATUS,
    method: 'GET',
    path: '/status/{name}/badge.svg',
    about: 'Draws a badge. `?show=status`, `uptime-24h`, `uptime-30d` or `uptime-90d`; `&component=sign-in` of one component.',
    answers: shownAs('image/svg+xml', 'The badge.'),
  },
  {
    ...SUBSCRIBER,
    method: 'POST',
    path: '/status/{name}/subscribe',
    about: 'Asks an address whether it wants to be told. Answers alike whether or not it is subscribed.',
    takes: 'application/x-www-form-urlencoded',
    answers: [
      ...DONE,
      { status: 422, description: 'It is no address. A page says so.', type: HTML },
      { status: 429, description: 'Too many were asked for from one network. A page says so.', type: HTML },
    ],
  },
  { ...SUBSCRIBER, method: 'GET', path: '/status/{name}/confirm/{token}', about: 'Asks whether to subscribe.', answers: ASKS },
  {
    ...SUBSCRIBER,
    method: 'POST',
    path: '/status/{name}/confirm/{token}',
    about: 'Subscribes whoever has the link.',
    answers: [...DONE, { status: 410, description: 'The link has expired. A page says so.', type: HTML }],
  },
  { ...SUBSCRIBER, method: 'GET', path: '/status/{name}/unsubscribe/{token}', about: 'Asks whether to unsubscribe.', answers: ASKS },
  {
    ...SUBSCRIBER,
    method: 'POST',
    path: '/status/{name}/unsubscribe/{token}',
    about: 'Unsubscribes whoever has the link. With one request (RFC 8058).',
    answers: DONE,
  },
  { ...HEARTBEAT, method: 'GET' },
  { ...HEARTBEAT, method: 'POST' },
  { ...ALERTS, method: 'POST' },
  { ...ALERTS, method: 'PUT' },
  {
    ...ANYONE,
    method: 'POST',
    path: '/echo/{token}',
    about: 'Says that a canary has arrived. Called by its receiver; the token stands in the canary.',
    answers: [{ status: 204, description: 'Heard.' }],
    refuses: [404, 429, 503],
  },
  {
    ...ANYONE,
    method: 'GET',
    path: '/calendar/{file}',
    about: 'Reads who is on call, as iCalendar. The file is `<token>.ics`; it has an `etag`, thirty days back and half a year ahead.',
    answers: [
      { status: 200, description: 'iCalendar (RFC 5545) in UTC.', type: 'text/calendar' },
      { status: 304, description: 'It is as it was.' },
    ],
    refuses: [404, 429, 503],
  },
  {
    ...ANYONE,
    method: 'GET',
    path: '/live',
    about: 'Tells whether the web process turns. For restarting a container.',
    answers: [{ status: 200, description: 'It turns.', type: HEALTH, schema: HealthAnswer }],
    refuses: [],
  },
  {
    ...ANYONE,
    method: 'GET',
    path: '/ready',
    about: 'Tells whether this web can show something. For load balancers.',
    answers: [
      { status: 200, description: 'It can.', type: HEALTH, schema: HealthAnswer },
      {
        status: 503,
        description: 'Neither the database nor the engine is there, or it is about to end.',
        type: HEALTH,
        schema: HealthAnswer,
      },
    ],
    refuses: [],
  },
  {
    ...ANYONE,
    method: 'GET',
    path: '/health',
    about: 'Tells whether Plimsoll works. With a key that has `read-health-details`, component by component.',
    answers: [
      { status: 200, description: '`pass`, or `warn`.', type: HEALTH, schema: HealthAnswer },
      { status: 503, description: '`fail`: database or engine away.', type: HEALTH, schema: HealthAnswer },
    ],
    refuses: [],
  },
  {
    right: 'read',
    method: 'GET',
    path: '/metrics',
    about: 'Tells Plimsoll’s own figures, as OpenMetrics.',
    answers: [{ status: 200, description: 'OpenMetrics.', type: 'application/openmetrics-text' }],
    refuses: [401, 403, 503],
  },
]
