import { describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../kernel/duration'
import { StatusPageInput } from '../model'
import { BADGES, badgeOf, badgeSvg } from './badge'
import { daysOf } from './calendar'
import { atomFeed, rssFeed } from './feeds'
import { componentKey } from './keys'
import { statusPage } from './page'
import { type PublicStatus, type Seen, snapshotOf } from './snapshot'
import { dayText, overallOf, uptimeText } from './words'

const NOW = new Date('2026-11-23T12:00:00Z')
const page = (over: object = {}) => {
  const given = StatusPageInput.parse({ name: 'p', title: 'P', components: [{ service: 'a', title: 'A' }], ...over })
  return {
    ...given,
    id: 'page',
    components: given.components.map((one) => ({ ...one, serviceId: `id-${one.service}`, key: componentKey(one.title) })),
  }
}
const seen = (over: Partial<Seen> = {}): Seen => ({
  statusOf: () => 'up',
  lastDayOf: () => undefined,
  daysOf: () => [],
  sinceMs: () => undefined,
  days: daysOf('UTC', NOW, 3),
  posts: [],
  maintenance: [],
  ...over,
})
const daysSeen = (over: Partial<Seen>, zone = 'UTC') =>
  snapshotOf(page(), seen({ days: daysOf(zone, NOW, 3), ...over }), NOW).groups[0]?.components[0]?.days ?? []

describe('days', () => {
  test('what was not seen is blind, what was before anything was known is no data, and the rest of today is not counted', () => {
    const days = daysSeen({
      sinceMs: () => NOW.getTime() - 36 * HOUR,
      daysOf: () => [{}, { up: 20 * HOUR, down: 10 * MINUTE, unknown: HOUR }, { up: 11 * HOUR, degraded: 2 * MINUTE }],
    })
    expect(days.map(({ mark }) => mark)).toEqual(['none', 'partly', 'degraded'])
    expect(days.map(({ blindMs }) => blindMs / MINUTE)).toEqual([0, 24 * 60 - 20 * 60 - 10, 58])
    expect(days.map(dayText)).toEqual([
      '21 November 2026: no data',
      '22 November 2026: down for 10 min, not measured for 3 h 50',
      '23 November 2026: slow for 2 min, not measured for 58 min',
    ])
  })

  test('what is down now shows it today, before anything of it was summed up', () => {
    const days = daysSeen({ statusOf: () => 'down', sinceMs: () => 0, daysOf: () => [{ up: DAY }, { up: DAY }, { up: HOUR * 12 }] })
    expect(days.map(({ mark }) => mark)).toEqual(['up', 'up', 'down'])
    expect(days.map(dayText).at(-1)).toBe('23 November 2026: down now')
  })

  test('half an hour of outage marks a day in full; maintenance alone is neither up nor down', () => {
    const days = daysSeen({ sinceMs: () => 0, daysOf: () => [{ down: 30 * MINUTE, up: DAY }, { maintenance: HOUR }, { paused: HOUR }] })
    expect(days.map(({ mark }) => mark)).toEqual(['down', 'maintenance', 'maintenance'])
  })

  test('are those of the zone, with the hour that the clocks leave out or repeat', () => {
    const [before, on] = daysOf('Europe/London', new Date('2026-10-26T12:00:00Z'), 3).map(({ fromMs, toMs, date }) => [
      date,
      (toMs - fromMs) / HOUR,
    ])
    expect([before, on]).toEqual([
      ['2026-10-24', 24],
      ['2026-10-25', 25],
    ])
  })
})

describe('the sentence at the top', () => {
  const of = (...states: PublicStatus['groups'][0]['components'][0]['state'][]) => states.map((state, i) => ({ title: `C${i}`, state }))
  const open = [{ id: 'i', title: 't', state: 'monitoring' as const, components: [], fromMs: 0, toMs: null, posts: [] }]
  test.each([
    [of('up', 'up'), [], 'Everything works.'],
    [of('up', 'up'), open, 'A problem is being worked on.'],
    [of('down', 'up'), open, 'C0 is not working.'],
    [of('down', 'down', 'down', 'down', 'up'), [], 'C0, C1 and 2 more are not working.'],
    [of('down', 'down'), [], 'Everything is not working.'],
    [of('degraded', 'unknown'), [], 'C0 is slow or impaired.'],
    [of('unknown', 'up'), [], 'What is measured works.'],
    [of('unknown'), [], 'We cannot say at this moment.'],
    [of('maintenance', 'up'), [], 'C0 is in planned maintenance.'],
  ])('%j', (components, incidents, says) => expect(overallOf(components, incidents).says).toBe(says))
})

test('uptime is cut off, never rounded up', () => {
  expect([1, 0.999999, 0.99999, 0.9994, 0.98765432, 0].map((ratio) => uptimeText({ ratio }))).toEqual([
    '100 %',
    '99.999 %',
    '99.999 %',
    '99.940 %',
    '98.76 %',
    '0.00 %',
  ])
})

describe('what is declared', () => {
  const issues = (over: object) => {
    const { error } = StatusPageInput.safeParse({ name: 'p', title: 'P', components: [{ service: 'a', title: 'A' }], ...over })
    return error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')
  }
  const REFUSED: readonly (readonly [over: object, says: string])[] = [
    [{ components: [] }, 'components must name at least one service'],
    [
      {
        components: [
          { service: 'a', title: 'Pay!' },
          { service: 'b', title: 'pay' },
        ],
      },
      'components.1.title "pay" reads like components[0]; visitors could not tell them apart',
    ],
    [
      {
        components: [
          { service: 'a', title: 'A' },
          { service: 'a', title: 'B' },
        ],
      },
      'components.1.service "a" is shown already by components[0]; leave one of them out',
    ],
    [{ components: [{ service: 'a', title: '!!' }] }, 'components.0.title needs at least one letter or digit'],
    [{ title: 'two\nlines' }, 'title must be one line without control characters'],
    [{ title: 'turned \u202e round' }, 'title must be one line without control characters'],
    [
      { visibility: 'private', domain: 'status.x.example' },
      'domain cannot be on a private page: nobody is signed in on another domain, so nobody would see it; leave it out',
    ],
    ...[
      'localhost',
      '127.0.0.1',
      'https://status.x.example',
      'status.x.example:8080',
      '*.x.example',
      'a..b.example',
      '1.2.3.4',
      'x.example/..',
    ].map((domain) => [{ domain }, 'domain must be a host name like status.zebra.example, without https:// and port'] as const),
    [{ name: '../etc' }, 'name must be 1 to 63 lower-case letters, digits and hyphens, and begin and end with a letter or digit'],
  ]
  test.each(REFUSED)('%j is refused', (over, says) => expect(issues(over)).toBe(says))

  test('a title in any script names its badge', () =>
    expect(['支付 API', 'Größe & Maß'].map(componentKey)).toEqual(['支付-api', 'große-maß']))
})

describe('hostile words', () => {
  const evil = `"><script>alert(1)</script><![CDATA[ ]]> & \u0000\u0007\ud800 \u202e`
  const status = snapshotOf(
    {
      ...page(),
      title: evil,
      description: evil,
      components: page().components.map((one) => ({ ...one, title: evil, description: evil, group: evil })),
    },
    seen({
      posts: [
        { id: 'id', incidentId: 'i', at: NOW, state: 'investigating', title: evil, says: `${evil}\n\n${evil}`, serviceIds: ['id-a'] },
      ],
    }),
    NOW,
  )
  const badge = badgeOf(status, 'status', undefined)
  test.each([
    ['the page', statusPage(status, '/status/p', { mail: true, webhooks: true }, true)],
    ['Atom', atomFeed(status, 'https://x.example/status/p')],
    ['RSS', rssFeed(status, 'https://x.example/status/p')],
    ['the badge', badge ? badgeSvg(badge) : ''],
  ])('%s holds them as text', (_name, text) => {
    expect(text).toContain('&lt;script&gt;')
    expect(text).not.toMatch(/<script|<!\[CDATA|\u202e/)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may be there
    expect(text).not.toMatch(/[\u0000\u0007]/)
    expect(text.isWellFormed()).toBe(true)
  })
})

test('a badge of nothing measured says so, and that of a page is that of its worst component', () => {
  const two = page({
    components: [
      { service: 'a', title: 'A' },
      { service: 'b', title: 'B' },
    ],
  })
  const tally = (downMs: number) => ({ upMs: DAY - downMs, downMs, blindMs: 0 })
  const daySums = () => [{}, { up: 9 * HOUR, down: HOUR }, { up: 10 * HOUR, unknown: HOUR, maintenance: HOUR }]
  const status = snapshotOf(
    two,
    seen({ lastDayOf: (id) => (id === 'id-a' ? tally(0) : tally(DAY / 10)), daysOf: (id) => (id === 'id-b' ? daySums() : []) }),
    NOW,
  )
  expect(badgeOf(status, 'uptime-24h', undefined)?.look.value).toBe('90.00 %')
  expect(badgeOf(status, 'uptime-24h', 'a')?.look.value).toBe('100 %')
  expect(badgeOf(status, 'uptime-90d', 'a')?.look.value).toBe('no data')
  expect(badgeOf(status, 'uptime-30d', 'b')?.look.value, 'what was not measured counts as neither').toBe('95.00 %')
  expect(BADGES.map((badge) => badgeOf(status, badge, 'none'))).toEqual([undefined, undefined, undefined, undefined])
})
