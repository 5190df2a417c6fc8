import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import type { Actor } from '../access/model'
import { aWorld, NOON } from '../live/testing'
import { systemClock } from '../runtime/clock'
import { fakeClock } from '../runtime/testing'
import { createMetrics, metricsRoute } from './metrics'

const reader: Actor = { kind: 'key', id: 'k', name: 'k', scopes: ['read'] }
const treasurer: Actor = { kind: 'key', id: 'k', name: 'k', scopes: ['read', 'read-money'] }

function theMetrics(clock = fakeClock(NOON)) {
  const world = aWorld(3)
  const engine = { residentBytes: 123_456_789, loopDelayMs: 2.5, spoolBytes: 8_192 }
  world.sight = { blindSince: null, unstoredSince: NOON, waiting: 7, expected: 90, executed: 88, latenessMs: 12, engine }
  const metrics = createMetrics({
    clock,
    world: () => world,
    engine: () => ({ connected: true, engineAt: new Date(NOON.getTime() - 1_500) }),
    sockets: () => 4,
    loopDelayMs: () => 4,
    version: '1.2.3',
  })
  return { world, metrics }
}
const lines = async (metrics: ReturnType<typeof theMetrics>['metrics'], actor = reader) =>
  (await metrics.text(actor)).split('\n').filter((line) => line.startsWith('plimsoll_'))

test('says how Plimsoll is, from the world and what the engine last told', async () => {
  const found = await lines(theMetrics().metrics)
  for (const line of [
    'plimsoll_build_info{version="1.2.3"} 1',
    'plimsoll_checks{status="unknown"} 3',
    'plimsoll_checks{status="down"} 0',
    'plimsoll_incidents_open{severity="critical"} 0',
    'plimsoll_engine_connected 1',
    'plimsoll_engine_silence_seconds 1.5',
    'plimsoll_engine_blind 0',
    'plimsoll_engine_unstored 1',
    'plimsoll_engine_resident_memory_bytes 123456789',
    'plimsoll_engine_event_loop_delay_seconds 0.0025',
    'plimsoll_web_event_loop_delay_seconds 0.004',
    'plimsoll_engine_spool_bytes 8192',
    'plimsoll_results_waiting 7',
    'plimsoll_checks_expected 90',
    'plimsoll_checks_executed 88',
    'plimsoll_check_lateness_seconds 0.012',
    'plimsoll_live_sockets 4',
  ])
    expect(found).toContain(line)
})

test('a figure that the engine has not told yet is unknown, and not nothing', async () => {
  const { metrics, world } = theMetrics()
  const { engine: _untold, ...sight } = world.sight
  world.sight = sight
  const found = await lines(metrics)
  for (const name of ['resident_memory_bytes', 'event_loop_delay_seconds', 'spool_bytes'])
    expect(found).toContainEqual(expect.stringMatching(new RegExp(`^plimsoll_engine_${name} nan$`, 'i')))
})

test('counts results by outcome, one by one', async () => {
  const { metrics, world } = theMetrics()
  const standing = [...world.checks.values()][0]?.standing
  if (!standing) throw new Error('The world is empty.')
  const pulse = (outcome: 'pass' | 'fail') => ({ no: 1, atMs: 0, outcome, latencyMs: 1, code: 200, says: '', standing })
  metrics.take([pulse('pass'), pulse('pass'), pulse('fail')])
  const found = await lines(metrics)
  expect(found).toContain('plimsoll_results_total{outcome="pass"} 2')
  expect(found).toContain('plimsoll_results_total{outcome="fail"} 1')
  expect(found).toContain('plimsoll_results_total{outcome="blind"} 0')
})

test('tells money only to who may read it', async () => {
  const { metrics } = theMetrics()
  const isMoney = (line: string) => line.includes('revenue_at_risk') || line.includes('loss_per_hour')
  expect((await metrics.text(reader)).split('\n').filter(isMoney)).toEqual([])
  expect((await lines(metrics, treasurer)).filter(isMoney)).toEqual([
    'plimsoll_revenue_at_risk{currency="GBP"} 0',
    'plimsoll_loss_per_hour{currency="GBP"} 0',
  ])
})

test('is OpenMetrics: one end, and counters named without their suffix', async () => {
  const { metrics } = theMetrics()
  const text = await metrics.text(treasurer)
  expect(text.match(/# EOF/g)).toHaveLength(1)
  expect(text.endsWith('\n# EOF\n')).toBe(true)
  expect(text).toContain('# TYPE plimsoll_results counter')
  expect(text).toMatch(/nodejs_eventloop_lag_seconds \d/)
  expect(text).not.toContain('nodejs_eventloop_lag_p99_seconds')
  expect(text).toMatch(/process_resident_memory_bytes \d/)
})

test('times answers by area and class of status, and no path becomes a label', async () => {
  const { metrics } = theMetrics(Object.assign(fakeClock(NOON), { elapsedMs: systemClock.elapsedMs }))
  const server = createServer((_request, response) => response.writeHead(404).end())
  metrics.watch(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  await (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/incidents/secret?key=plk_x`)).text()
  server.close()
  const found = await lines(metrics)
  expect(found).toContain('plimsoll_http_duration_seconds_count{area="api",status="4xx"} 1')
  expect(found.join()).not.toContain('secret')
})

test('needs the right to read', () => expect(metricsRoute(theMetrics().metrics).right).toBe('read'))
