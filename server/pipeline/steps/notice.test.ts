import { describe, expect, test } from 'vitest'
import { type Notice, PolicyInput, type Routing, type Silence } from '../../alerts/model'
import { noRouting } from '../../alerts/rules/directory'
import { ScheduleInput } from '../../oncall/model'
import type { Change } from '../model'
import { aCheck, anOpportunity, aService, aStream, START, story } from '../testing'

const NIGHT = PolicyInput.parse({
  name: 'night',
  steps: [{ tell: [{ channel: 'pager' }, { schedule: 'first' }] }, { after: '5min', tell: [{ person: 'bo@example.com' }] }],
  executives: { after: '8min', tell: [{ person: 'eve@example.com' }] },
  pace: 'as-written',
})
const FIRST = ScheduleInput.parse({ name: 'first', layers: [{ people: ['ada@example.com'], starts: '2026-11-01' }] })
const ROUTING: Routing = {
  ...noRouting,
  channels: [
    { name: 'pager', kind: 'pagerduty', reaches: 'machine' },
    { name: 'mail', kind: 'email', reaches: 'people' },
    { name: 'deals', kind: 'slack', reaches: 'room' },
  ],
  teams: [{ name: 'Identity', members: [], policy: 'night' }],
  schedules: [FIRST],
  policies: [NIGHT],
}

const admin = aService('admin', { owner: 'Identity', title: 'Admin sign-in', runbook: 'https://wiki.example/admin' })
const CATALOGUE = {
  services: [admin],
  checks: [aCheck(1, 'admin', { tags: ['zebra'] }), aCheck(2, 'admin')],
  streams: [aStream('orders', 360_000, { admin: 0.5 })],
  opportunities: [
    anOpportunity('Zebra Associates', 92_500_000, [{ kind: 'service', id: 'admin' }], { stakeholders: ['zara@zebra.example'] }),
  ],
  routing: ROUTING,
}

const noticesIn = (changes: readonly Change[]): readonly Notice[] =>
  changes.flatMap((change) => (change.kind === 'notices' ? change.notices : []))
const told = (changes: readonly Change[]) =>
  noticesIn(changes).map(({ kind, recipient: { channel, person } }) => `${kind} ${person ?? channel}`)

/** A service that is up, and then fails until it is confirmed. */
function failing(catalogue = CATALOGUE) {
  const scene = story(catalogue)
  for (const no of [1, 2]) for (const second of [0, 30, 60]) scene.see(no, second + no, '.')
  scene.see(1, 91, 'f')
  return { scene, confirmed: scene.see(1, 96, 'f') }
}

describe('the failure that is confirmed', () => {
  test('pages the policy of the team that owns the service, and tells the stakeholders of the deal at risk (ALR-15)', () => {
    const { confirmed } = failing()
    expect(told(confirmed)).toEqual(['page pager', 'page ada@example.com', 'briefing zara@zebra.example'])
  })

  test('is told with what it costs, since when, who may act and where (ALR-2)', () => {
    const { confirmed } = failing()
    expect(noticesIn(confirmed)[0]?.facts).toMatchObject({
      severity: 'critical',
      title: 'Admin sign-in is failing',
      service: 'Admin sign-in',
      sinceAt: new Date(START.getTime() + 91_000),
      says: '503, expected 200',
      money: expect.stringMatching(/^£925,000 Zebra Associates at risk; losing £1,800 an hour; £\d lost so far$/),
      runbook: 'https://wiki.example/admin',
      link: expect.stringMatching(/^https:\/\/plimsoll\.example\/incidents\/id-/),
      checks: ['Check 1'],
    })
  })

  test('is told in the transaction that opens it', () => {
    const { confirmed } = failing()
    const kinds = confirmed.map(({ kind }) => kind)
    expect(kinds).toContain('incident-opened')
    expect(kinds.indexOf('notices')).toBeGreaterThan(kinds.indexOf('incident-opened'))
  })

  test('tells nobody where no channel is declared', () => {
    const { confirmed } = failing({ ...CATALOGUE, routing: noRouting })
    expect(confirmed.filter(({ kind }) => kind === 'notices' || kind === 'page')).toEqual([])
  })

  test('follows the policy of last resort where nobody owns the service, and says so', () => {
    const { scene, confirmed } = failing({
      ...CATALOGUE,
      services: [{ ...admin, owner: null }],
      routing: { ...ROUTING, lastResort: 'night' },
    })
    expect(told(confirmed)).toContain('page pager')
    expect([...scene.world.pages.values()][0]?.trail.map(({ says }) => says)).toContain(
      'Admin sign-in has no owner; the policy of last resort night is followed.',
    )
  })
})

test('who does not answer is followed by the next step, and the executives hear of it at their time (ALR-6)', () => {
  const { scene } = failing()
  expect(told(scene.due(96 + 299))).toEqual([])
  expect(told(scene.due(96 + 301))).toEqual(['page bo@example.com'])
  expect(told(scene.due(96 + 481))).toEqual(['briefing eve@example.com'])
})

test('asking again tells nobody anything', () => {
  const { scene } = failing()
  expect([scene.due(97), scene.wake(97.5), scene.declare(98, {}), scene.due(99)].flatMap(told)).toEqual([])
})

test('what a person asks for pages at once, and not again after a restart', () => {
  const { scene } = failing()
  const [incident] = scene.incidents()
  if (!incident) throw new Error('No incident was opened.')
  const asked = [
    { by: 'Ada', target: null },
    { by: 'Ada', target: { team: 'Identity' } },
  ]
  const escalated = { ...incident, escalations: asked, version: 2 }
  expect(told(scene.move(100, [{ kind: 'incident-stored', incident: escalated }]))).toEqual(['page bo@example.com'])
  expect(
    scene.world.pages
      .get(incident.id)
      ?.trail.map(({ says }) => says)
      .slice(-3),
  ).toEqual([
    'Ada asked for the next step.',
    'Ada handed it to team Identity, and that reached nobody: nobody is behind team Identity.',
    'Step 2 told bo@example.com by mail.',
  ])
  expect([scene.move(101, [{ kind: 'incident-stored', incident: escalated }]), scene.wake(102)].flatMap(told)).toEqual([])
})

test('an acknowledgement by a person ends the escalation and is told to those who were paged', () => {
  const { scene } = failing()
  const [incident] = scene.incidents()
  if (!incident) throw new Error('No incident was opened.')
  const acknowledged = { ...incident, state: 'acknowledged' as const, acknowledgedAt: scene.at(100), acknowledgedBy: 'Ada', version: 2 }
  expect(told(scene.move(100, [{ kind: 'incident-stored', incident: acknowledged }]))).toEqual([
    'acknowledged pager',
    'acknowledged ada@example.com',
    'acknowledged zara@zebra.example',
  ])
  expect(told(scene.due(96 + 301))).toEqual([])
})

test('what is not grave enough for the night waits for the morning (ALR-3)', () => {
  // It is 14:00 in London; so is the night of this policy.
  const sleepy = {
    ...NIGHT,
    quietHours: { timeZone: 'Europe/London', days: ['tue' as const], from: '13:00', to: '15:00', unless: 'emergency' as const },
  }
  const { scene, confirmed } = failing({ ...CATALOGUE, routing: { ...ROUTING, policies: [sleepy] } })
  expect(told(confirmed)).toEqual([])
  expect(told(scene.due(3_599))).toEqual([])
  expect(told(scene.due(3_601))).toContain('page pager')
})

describe('a silence', () => {
  const silence: Silence = {
    id: 'silence',
    matcher: { services: ['adm*'] },
    fromAt: START,
    toAt: new Date(START.getTime() + 3_600_000),
    reason: 'we know',
    by: 'Ada',
  }

  test('keeps a page from being made until it ends', () => {
    const scene = story(CATALOGUE)
    scene.move(0, [{ kind: 'silence', silence }])
    for (const second of [1, 31, 61]) scene.see(1, second, '.')
    scene.see(1, 91, 'f')
    expect(told(scene.see(1, 96, 'f'))).toEqual([])
    expect(told(scene.due(3_601))).toContain('page pager')
  })

  test('that comes later lets the resolve through to everybody who was told (ALR-11)', () => {
    const { scene } = failing()
    scene.move(100, [{ kind: 'silence', silence }])
    const recovered = [101, 106, 111].flatMap((second) => scene.see(1, second, '.'))
    expect(told(recovered)).toEqual(['resolved pager', 'resolved ada@example.com', 'resolved zara@zebra.example'])
  })
})

test('a check that flaps is told once, and not again before it is calm (CHK-5)', () => {
  const { scene } = failing()
  const later: Change[] = []
  for (let round = 0; round < 8; round++) {
    const second = 100 + round * 40
    for (const [i, letter] of [...'...ff'].entries()) later.push(...scene.see(1, second + i * 5, letter))
  }
  expect(told(later).filter((line) => line === 'page pager').length).toBeLessThan(5)
  const pages = told(later).filter((line) => line.startsWith('page pager')).length
  for (let round = 8; round < 12; round++)
    for (const [i, letter] of [...'...ff'].entries()) later.push(...scene.see(1, 100 + round * 40 + i * 5, letter))
  expect(told(later).filter((line) => line.startsWith('page pager'))).toHaveLength(pages)
})

test('a check that fails whenever it can be seen does not flap: who looked away still hears of it (CHK-5)', () => {
  const { scene } = failing()
  const later: Change[] = []
  for (const [i, letter] of [...'bf'.repeat(8)].entries()) later.push(...scene.see(1, 100 + i * 10, letter))
  later.push(...scene.due(600))
  expect(told(later)).toEqual(expect.arrayContaining(['page bo@example.com', 'briefing eve@example.com']))
})
