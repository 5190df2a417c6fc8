import { describe, expect, test, vi } from 'vitest'
import { PolicyInput, type Routing, type Sending } from '../../alerts/model'
import { noRouting } from '../../alerts/rules/directory'
import { apply } from '../../pipeline/apply'
import { aCheck, aService, START, story } from '../../pipeline/testing'
import { incidents } from './incidents'
import { page, sendings } from './page'
import type { Cause } from './topic'

const POLICY = PolicyInput.parse({
  name: 'night',
  title: 'Nights',
  steps: [{ tell: [{ channel: 'pager' }] }, { after: '5min', tell: [{ person: 'bo@example.com' }] }],
  repeat: 0,
})
const ROUTING: Routing = {
  ...noRouting,
  channels: [
    { name: 'pager', kind: 'pagerduty', reaches: 'machine' },
    { name: 'mail', kind: 'email', reaches: 'people' },
  ],
  teams: [{ name: 'Identity', members: [], policy: 'night' }],
  policies: [POLICY],
}

function failing(routing: Routing = ROUTING) {
  const scene = story({ services: [aService('admin', { owner: 'Identity' })], checks: [aCheck(1, 'admin')], routing })
  for (const second of [0, 30]) scene.see(1, second, '.')
  for (const second of [60, 65]) scene.see(1, second, 'f')
  const [incident] = scene.incidents()
  if (!incident) throw new Error('No incident was opened.')
  return { scene, incident, row: () => page.all(scene.world, incident.id, START)[0] }
}

describe('who is told of an incident', () => {
  test('says who is next and when, and why whom so far', () => {
    const { row, incident } = failing()
    const confirmedMs = incident.openedAt.getTime()
    expect(row()).toMatchObject({
      id: incident.id,
      policy: 'Nights',
      declared: true,
      answered: false,
      stepAtMs: confirmedMs + 300_000,
      steps: [{ step: 2, atMs: confirmedMs + 300_000, who: [{ channel: 'mail', person: 'bo@example.com' }], resort: 'direct' }],
      trail: [{ says: 'It follows the policy night.' }, { says: 'Step 1 told pager.' }],
    })
  })
  test('names in the queue when the next step is taken', () => {
    const { scene, incident } = failing()
    expect(incidents.item(scene.world, incident.id, '', [], START)?.escalatesAtMs).toBe(incident.openedAt.getTime() + 300_000)
  })
  test('is renewed by its page and its incident, and by no other', () => {
    const { scene, incident } = failing()
    const own = scene.world.pages.get(incident.id)
    if (!own) throw new Error('Nobody was to be told.')
    expect(page.touched(scene.world, { kind: 'page', page: own }, incident.id)).toEqual([incident.id])
    expect(page.touched(scene.world, { kind: 'page', page: { ...own, incidentId: 'another' } }, incident.id)).toEqual([])
    expect(page.touched(scene.world, { kind: 'incident-stored', incident }, incident.id)).toEqual([incident.id])
  })
  test('says who is told besides as soon as a channel is down, on a screen that is open', () => {
    const { scene, incident, row } = failing({
      ...ROUTING,
      channels: [...ROUTING.channels, { name: 'room', kind: 'slack', reaches: 'room' }],
      lastResort: 'night',
      policies: [
        PolicyInput.parse({ name: 'night', steps: [{ tell: [{ channel: 'pager' }] }, { after: '5min', tell: [{ channel: 'room' }] }] }),
      ],
    })
    expect(row()?.steps).toMatchObject([{ who: [{ channel: 'room' }] }])
    const down = { sinceAt: START, says: 'nothing arrives' }
    const sight = { ...scene.world.sight, channels: [{ name: 'room', down, canary: { off: 'not wanted' } }] }
    const moved: Cause = { kind: 'sight', sight, waysMoved: true }
    apply(scene.world, moved, START)
    expect(page.touched(scene.world, moved, incident.id)).toEqual([incident.id])
    expect(page.item(scene.world, incident.id, '', [moved], START)?.steps).toMatchObject([
      { who: [{ channel: 'room' }, { channel: 'pager' }] },
    ])
    expect(page.touched(scene.world, { kind: 'sight', sight }, incident.id)).toEqual([])
  })
  test('says that nothing is declared, and that a policy is missing', () => {
    expect(failing(noRouting).row()).toMatchObject({ declared: false, policy: null, steps: [], trail: [] })
    expect(failing({ ...ROUTING, teams: [] }).row()).toMatchObject({
      policy: null,
      finding: 'admin is owned by Identity, which is no team here; there is no policy of last resort either',
    })
  })
})

describe('where its messages stand', () => {
  const sending: Sending = {
    id: 's1',
    incidentId: 'i1',
    kind: 'page',
    channel: 'mail',
    person: 'bo@example.com',
    at: START,
    state: 'waiting',
    says: null,
    deliveredAt: null,
  }
  test('the last that was told of a message holds', () => {
    const { scene } = failing()
    const causes = (['waiting', 'delivered'] as const).map((state) => ({ kind: 'sendings' as const, sendings: [{ ...sending, state }] }))
    expect(causes.flatMap((cause) => sendings.touched(scene.world, cause, 'i1'))).toEqual(['s1', 's1'])
    expect(sendings.touched(scene.world, { kind: 'sendings', sendings: [sending] }, 'i2')).toEqual([])
    expect(sendings.item(scene.world, 's1', 'i1', causes, START)).toMatchObject({ state: 'delivered', person: 'bo@example.com' })
  })
  test('what is no id is no incident’s, and nothing is read for it', async () => {
    const sendingsOf = vi.fn(async () => [])
    expect(await sendings.load?.({ entriesOf: async () => [], sendingsOf }, 'not-a-uuid')).toEqual([])
    expect(sendingsOf).not.toHaveBeenCalled()
  })
})
