import { describe, expect, test } from 'vitest'
import { type MaintenanceWindow, PolicyInput, type Routing } from '../../alerts/model'
import { noRouting } from '../../alerts/rules/directory'
import { statusAt } from '../../checks/rules/spans'
import { lostBy } from '../../impact/rules/accrual'
import { MINUTE, SECOND } from '../../kernel/duration'
import { WindowInput } from '../../kernel/window'
import type { Change } from '../model'
import { aCheck, anOpportunity, aService, aStream, START, story } from '../testing'

const RING = PolicyInput.parse({ name: 'ring', steps: [{ tell: [{ channel: 'pager' }] }], pace: 'as-written' })
const ROUTING: Routing = {
  ...noRouting,
  channels: [{ name: 'pager', kind: 'pagerduty', reaches: 'machine' }],
  teams: [{ name: 'Sales', members: [], policy: 'ring' }],
  policies: [RING],
}
const at = (seconds: number) => new Date(START.getTime() + seconds * SECOND)

/** A window from one second of the story to another. */
const window = (from: number, to: number, more: Partial<MaintenanceWindow> = {}): MaintenanceWindow => ({
  id: 'w1',
  name: 'reboot',
  title: 'Reboot',
  matcher: { services: ['till'] },
  when: WindowInput.parse({ once: { from: at(from).toISOString(), to: at(to).toISOString() } }),
  lossFree: false,
  everything: false,
  source: 'file',
  version: 1,
  createdAt: new Date(0),
  endedAt: null,
  ...more,
})
const CATALOGUE = {
  services: [aService('till', { title: 'Till', owner: 'Sales' }), aService('shop', { title: 'Shop', owner: 'Sales', dependsOn: ['till'] })],
  checks: [aCheck(1, 'till'), aCheck(2, 'shop')],
  streams: [aStream('orders', 3_600_000, { till: 0.5 })],
  routing: ROUTING,
}

/** Passes until 100 s, then check 1 fails from `failing` on, each ten seconds until `to`. */
function scene(windows: readonly MaintenanceWindow[], { failing, to }: { failing: number; to: number }) {
  const told = story({ ...CATALOGUE, windows })
  for (let second = 0; second <= to; second += 10) {
    told.due(second)
    told.see(1, second + 1, second >= failing ? 'f' : '.')
    told.see(2, second + 2, '.')
  }
  return told
}
const pages = (changes: readonly Change[]) =>
  changes.flatMap((change) =>
    change.kind === 'notices' ? change.notices.map(({ kind, at: when }) => `${kind} ${(when.getTime() - START.getTime()) / SECOND}`) : [],
  )
const shows = ({ world }: ReturnType<typeof story>, seconds: number) =>
  [world.checks.get('check-1')?.spans, world.services.get('till')?.spans].map((spans) => statusAt(spans ?? [], at(seconds).getTime()))

describe('while a window holds (CHK-5)', () => {
  test('the check and its service are in maintenance from its begin to its end, by the clock alone', () => {
    const told = scene([window(100, 200)], { failing: 999, to: 250 })
    expect([99, 100, 199, 200].map((seconds) => shows(told, seconds))).toEqual([
      ['up', 'up'],
      ['maintenance', 'maintenance'],
      ['maintenance', 'maintenance'],
      ['up', 'up'],
    ])
    expect(told.world.checks.get('check-2')?.spans.some(({ status }) => status === 'maintenance')).toBe(false)
  })

  test('measuring goes on: each result counts, and what it finds is an incident', () => {
    const told = scene([window(100, 200)], { failing: 120, to: 150 })
    expect(told.world.checks.get('check-1')?.recent.size).toBe(16)
    expect(told.incidents()).toMatchObject([{ title: 'Till is failing', state: 'triggered', startedAt: at(121) }])
  })

  test('nobody is paged; what still fails at its end is paged then, with the real beginning (ALR-11)', () => {
    const told = scene([window(100, 200)], { failing: 120, to: 300 })
    expect(pages(told.changes)).toEqual(['page 200'])
    const [notice] = told.changes.flatMap((change) => (change.kind === 'notices' ? change.notices : []))
    expect(notice?.facts).toMatchObject({ title: 'Till is failing', sinceAt: at(121) })
    expect([...told.world.pages.values()][0]?.trail.map(({ says }) => says)).toContain('Nobody is told because of the maintenance Reboot.')
  })

  test('what began and ended in it was told to nobody', () => {
    const told = scene([window(100, 200)], { failing: 120, to: 130 })
    for (const second of [141, 151, 161]) told.see(1, second, '.')
    told.due(200)
    expect(pages(told.changes)).toEqual([])
    expect(told.incidents()).toMatchObject([{ state: 'resolved', proven: true }])
    expect(told.world.repairs.get('till'), 'planned work teaches nothing of repairs').toBeUndefined()
  })

  test.each<[string, number, readonly number[] | undefined]>([
    ['planned work on one check of a service that is up teaches nothing of repairs', 120, undefined],
    ['a failure that began before it does', 80, [70_000]],
  ])('%s', (_claim, failing, learnt) => {
    const told = story({
      ...CATALOGUE,
      checks: [aCheck(1, 'till'), aCheck(2, 'till')],
      windows: [window(100, 200, { matcher: { checks: ['check-1'] } })],
    })
    for (let second = 0; second <= 190; second += 10) {
      told.due(second)
      told.see(1, second + 1, second >= failing && second < 150 ? 'f' : '.')
      told.see(2, second + 2, '.')
    }
    expect(shows(told, 150)).toEqual(['maintenance', 'up'])
    expect(told.incidents()).toMatchObject([{ state: 'resolved', proven: true }])
    expect(told.world.repairs.get('till')).toEqual(learnt)
  })

  test('the end is told to whoever was paged before it began (ALR-11)', () => {
    const told = scene([window(100, 200)], { failing: 50, to: 140 })
    expect(pages(told.changes)).toEqual(['page 61.01'])
    for (const second of [151, 161, 171]) told.see(1, second, '.')
    expect(pages(told.changes)).toEqual(['page 61.01', 'resolved 171.01'])
    expect(shows(told, 172)).toEqual(['maintenance', 'maintenance'])
  })

  test('what fails only because of it is held back with it (CHK-5)', () => {
    const told = scene([window(100, 400)], { failing: 120, to: 150 })
    for (const second of [162, 172]) told.see(2, second, 'f')
    told.due(180)
    expect([...told.world.alerts.values()].find(({ checkId }) => checkId === 'check-2')).toMatchObject({ causeServiceId: 'till' })
    expect(pages(told.changes)).toEqual([])
  })

  test('what fails beside it is paged', () => {
    const told = scene([window(100, 400)], { failing: 999, to: 150 })
    for (const second of [162, 172]) told.see(2, second, 'f')
    expect(pages(told.changes)).toEqual(['page 172.01'])
  })

  test('the loss is counted as ever, to the second', () => {
    const [hidden, open] = [window(100, 200), window(900, 901)].map((one) => scene([one], { failing: 120, to: 260 }))
    const sum = (told: ReturnType<typeof story>) =>
      told.loss('orders').reduce((lost, segment) => lost + lostBy(segment, at(260).getTime()), 0)
    expect(hidden && sum(hidden)).toBeCloseTo((139 / 3_600) * 1_800_000, 6)
    expect(hidden && open && sum(hidden)).toBe(open && sum(open))
  })

  test('but not where it is declared free of loss (IMP-2); from its end on it is', () => {
    const told = scene([window(100, 200, { lossFree: true })], { failing: 80, to: 260 })
    expect(told.loss('orders').map(({ fromAt, toAt }) => [fromAt, toAt])).toEqual([
      [at(81), at(100)],
      [at(200), null],
    ])
  })
})

describe('what others report of a service (ALR-1)', () => {
  const outside = { source: 'prod', fingerprint: 'a', title: 'Error rate is high', service: 'till', condition: 'down' } as const

  /** Outside says from 120 s on that the till fails, while its checks pass. */
  function reported(windows: readonly MaintenanceWindow[], to: number) {
    const told = story({ ...CATALOGUE, windows })
    for (let second = 0; second <= to; second += 10) {
      told.due(second)
      told.see(1, second + 1, '.')
      told.see(2, second + 2, '.')
      if (second === 120) told.hear(second + 3, outside)
    }
    return told
  }

  test('is hidden while a window holds, and paged with its real beginning when that ends', () => {
    const told = reported([window(100, 200)], 190)
    expect(shows(told, 150)).toEqual(['maintenance', 'maintenance'])
    expect(pages(told.changes)).toEqual([])
    expect(told.loss('orders')).toMatchObject([{ fromAt: at(123), toAt: null }])
    told.due(200)
    expect([150, 200].map((seconds) => shows(told, seconds)[1])).toEqual(['maintenance', 'down'])
    expect(pages(told.changes)).toEqual(['page 200'])
    expect(told.incidents()).toMatchObject([{ startedAt: at(123) }])
  })

  test('costs nothing while a window that is free of loss holds, and does from its end on', () => {
    const told = reported([window(100, 200, { lossFree: true })], 240)
    expect(told.loss('orders').map(({ fromAt, toAt }) => [fromAt, toAt])).toEqual([[at(200), null]])
    told.hear(250, { ...outside, state: 'resolved' })
    expect(told.loss('orders').map(({ fromAt, toAt }) => [fromAt, toAt])).toEqual([[at(200), at(250)]])
    expect(shows(told, 251)[1]).toBe('up')
  })

  test('that begins before a window is down until then, and again when the window is taken back', () => {
    const told = reported([window(130, 300)], 150)
    told.declare(155, { windows: [] })
    expect([129, 130, 154, 155].map((seconds) => shows(told, seconds)[1])).toEqual(['down', 'maintenance', 'maintenance', 'down'])
    expect(pages(told.changes)).toEqual(['page 123'])
  })

  test.each<[string, readonly MaintenanceWindow[]]>([
    ['taken back', []],
    ['put off', [window(2_000, 2_100, { lossFree: true, version: 2 })]],
    ['made to count', [window(100, 200, { version: 2 })]],
  ])('was hidden by a window that is %s later, also when more of that time is heard of', (_claim, windows) => {
    const told = reported([window(100, 200, { lossFree: true })], 200)
    told.declare(210, { windows })
    told.hear(220, { ...outside, fingerprint: 'b', startedAt: at(150) })
    expect([149, 150, 199, 200].map((seconds) => shows(told, seconds)[1])).toEqual(['maintenance', 'maintenance', 'maintenance', 'down'])
    expect(told.loss('orders').map(({ fromAt, toAt }) => [fromAt, toAt])).toEqual([[at(200), null]])
  })

  test('is no business of a window of one check', () => {
    const told = reported([window(100, 200, { matcher: { checks: ['check-1'] } })], 150)
    expect(shows(told, 150)).toEqual(['maintenance', 'down'])
  })

  test('puts no deal at risk while a window holds, also where no check looks; once it has ended it does', () => {
    const told = story({
      services: [aService('till')],
      opportunities: [anOpportunity('zebra', 92_500_000, [{ kind: 'service', id: 'till' }])],
      windows: [window(100, 200)],
    })
    const stakeAt = (second: number) => {
      told.due(second)
      return told.world.opportunities.get('zebra')?.stake
    }
    told.hear(50, outside)
    expect([90, 100, 190, 200].map(stakeAt)).toEqual(['risk', 'safe', 'safe', 'risk'])
  })

  test('names the service as it is seen, not as it is shown', () => {
    const told = story({ ...CATALOGUE, checks: [aCheck(1, 'till', { critical: false })], windows: [window(0, 400)] })
    told.due(0)
    for (const second of [1, 11, 21]) told.see(1, second, '.')
    told.hear(30, outside)
    for (const second of [41, 46]) told.see(1, second, 'f')
    expect(told.world.services.get('till')?.status).toBe('maintenance')
    expect(told.incidents()).toMatchObject([{ title: 'Till is failing' }])
  })
})

describe('however it is changed', () => {
  test('one that is declared now changes nothing of what was, though it began before', () => {
    const told = scene([], { failing: 50, to: 150 })
    told.declare(155, { windows: [window(100, 300, { createdAt: at(155) })] })
    expect([154, 155].map((seconds) => shows(told, seconds)[0])).toEqual(['down', 'maintenance'])
  })

  test('one that is taken back, or ended, is over from now on, and what was stays', () => {
    const early = scene([window(100, 300)], { failing: 120, to: 150 })
    early.declare(155, { windows: [window(100, 300, { endedAt: at(155) })] })
    const gone = scene([window(100, 300)], { failing: 120, to: 150 })
    gone.declare(155, { windows: [] })
    for (const told of [early, gone]) {
      expect([154, 155].map((seconds) => shows(told, seconds)[0])).toEqual(['maintenance', 'down'])
      expect(pages(told.changes)).toEqual(['page 155'])
    }
  })

  test('a check that is paused meanwhile is paused, and in maintenance again when it is resumed', () => {
    const told = scene([window(100, 300)], { failing: 999, to: 150 })
    const paused = [aCheck(1, 'till', { paused: true }), aCheck(2, 'shop')]
    told.declare(155, { checks: paused, windows: [window(100, 300)] })
    expect(shows(told, 155)[0]).toBe('paused')
    told.declare(160, { windows: [window(100, 300)] })
    expect(shows(told, 160)[0]).toBe('maintenance')
    told.due(300)
    expect(shows(told, 300)[0]).toBe('unknown')
  })
})

describe('the past', () => {
  test('a failure of the window that is confirmed after its end was maintenance until then', () => {
    const told = scene([window(100, 200)], { failing: 999, to: 190 })
    told.see(1, 198, 'f')
    told.due(200)
    told.see(1, 204, 'f')
    expect([197, 199, 200].map((seconds) => shows(told, seconds)[0])).toEqual(['maintenance', 'maintenance', 'down'])
    expect(told.incidents()).toMatchObject([{ startedAt: at(198) }])
  })

  test('a failure before it that is confirmed in it was a failure until it began', () => {
    const told = scene([window(100, 200)], { failing: 999, to: 90 })
    told.see(1, 98, 'f')
    told.see(1, 103, 'f')
    expect([97, 98, 100].map((seconds) => shows(told, seconds)[0])).toEqual(['up', 'down', 'maintenance'])
    expect(pages(told.changes)).toEqual([])
  })

  test('what it can not see is maintenance while it holds, and unknown after', () => {
    const told = scene([window(100, 200)], { failing: 999, to: 110 })
    told.see(1, 121, 'b')
    told.due(200)
    expect([150, 200].map((seconds) => shows(told, seconds)[0])).toEqual(['maintenance', 'unknown'])
  })

  test('a whole window in which nobody looked was maintenance, and the rest of that time unknown (IMP-13)', () => {
    const told = scene([window(1_000, 2_000)], { failing: 999, to: 100 })
    told.wake(3_000)
    expect([50, 500, 1_500, 2_500].map((seconds) => shows(told, seconds)[0])).toEqual(['up', 'unknown', 'maintenance', 'unknown'])
  })

  test('nothing is looked at before the next begins or ends', () => {
    const told = scene([window(100, 200), window(50_000, 50_000 + 60, { id: 'w2', name: 'later' })], { failing: 999, to: 150 })
    expect(told.world.planned.nextMs).toBe(at(200).getTime())
    told.due(200)
    expect(told.world.planned.nextMs).toBe(at(50_000).getTime())
    expect(told.due(49_999)).toEqual([])
    told.due(50_060 + MINUTE / SECOND)
    expect(told.world.planned.nextMs).toBe(Number.POSITIVE_INFINITY)
  })
})
