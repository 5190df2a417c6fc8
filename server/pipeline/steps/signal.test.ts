import { describe, expect, test } from 'vitest'
import { SourceInput } from '../../alerts/model'
import { noRouting } from '../../alerts/rules/directory'
import { forget } from '../apply'
import { aCheck, aService, aSignal, aStream, START, story } from '../testing'
import { isTooMuch } from './signal'

const SHOP = aService('shop')
const STREAM = aStream('orders', 360_000, { shop: 1 })
const shop = () => story({ services: [SHOP, aService('search', { dependsOn: ['shop'] })], checks: [aCheck(1, 'shop')], streams: [STREAM] })
const PROD = { ...SourceInput.parse({ name: 'prod', kind: 'generic' }), tokenHash: '' }
const declaringProd = { services: [SHOP], routing: { ...noRouting, sources: [PROD] } }
const outside = { source: 'prod', fingerprint: 'a', group: 'g', title: 'Error rate is high', service: 'shop' } as const

describe('a signal (ALR-1)', () => {
  test('opens an incident and closes it, and saying it twice changes nothing', () => {
    const { hear, incidents, world, at } = shop()
    hear(10, { ...outside, startedAt: at(5) })
    expect(incidents()).toMatchObject([{ title: 'shop: Error rate is high', state: 'triggered', serviceId: 'shop', startedAt: at(5) }])
    expect(hear(20, { ...outside, startedAt: at(5) })).toEqual([])
    hear(30, { ...outside, state: 'resolved', startedAt: at(5), endedAt: at(25) })
    expect(incidents()).toMatchObject([{ state: 'resolved', proven: true, endedAt: at(25) }])
    expect(hear(31, { ...outside, state: 'resolved', startedAt: at(5), endedAt: at(25) })).toEqual([])
    expect(hear(32, { ...outside, startedAt: at(5) })).toEqual([])
    expect(world.openSignalOf.size).toBe(0)
  })

  test('that only reports costs nothing and leaves the service as it is', () => {
    const { hear, see, world, loss } = shop()
    see(1, 1, '.')
    see(1, 2, '.')
    see(1, 3, '.')
    hear(10, outside)
    expect(world.services.get('shop')?.status).toBe('up')
    expect(loss('orders')).toEqual([])
  })

  test('that says its service fails makes it fail, and costs what that costs until it ends', () => {
    const { hear, see, world, loss, at } = shop()
    for (const second of [1, 2, 3]) see(1, second, '.')
    hear(10, { ...outside, condition: 'down', startedAt: at(8) })
    expect(world.services.get('shop')).toMatchObject({ status: 'down' })
    expect(loss('orders')).toMatchObject([{ fromAt: at(8), toAt: null, fraction: 1 }])
    hear(20, { ...outside, condition: 'degraded', startedAt: at(8) })
    expect(world.services.get('shop')?.status).toBe('degraded')
    hear(30, { ...outside, condition: 'degraded', state: 'resolved', startedAt: at(8), endedAt: at(28) })
    expect(world.services.get('shop')?.status).toBe('up')
    expect(loss('orders')).toMatchObject([
      { fromAt: at(8), toAt: at(20), fraction: 1 },
      { fromAt: at(20), toAt: at(28), fraction: 0.25 },
    ])
  })

  test('joins the incident of its service, and the incident stays open until both have ended', () => {
    const { hear, see, incidents, at } = shop()
    see(1, 1, 'f')
    see(1, 2, 'f')
    hear(5, { ...outside, severity: 'emergency' })
    expect(incidents()).toMatchObject([{ state: 'triggered', severity: 'emergency', title: 'shop is failing' }])
    for (const second of [10, 11, 12]) see(1, second, '.')
    expect(incidents()).toMatchObject([{ state: 'triggered' }])
    hear(20, { ...outside, state: 'resolved', endedAt: at(19) })
    expect(incidents()).toMatchObject([{ state: 'resolved', proven: true }])
  })

  test('of no service is gathered by its group', () => {
    const { hear, incidents } = shop()
    hear(1, { ...outside, service: null }, { ...outside, service: 'nowhere', fingerprint: 'b' })
    hear(2, { ...outside, service: null, fingerprint: 'c', group: 'other' })
    expect(incidents().map(({ title, serviceId }) => [title, serviceId])).toEqual([
      ['Error rate is high', null],
      ['Error rate is high', null],
    ])
  })

  test('that is not heard of again ends without proof, and says so', () => {
    const { hear, due, incidents, changes, at } = shop()
    hear(0, { ...outside, expiresAt: at(600) })
    due(599)
    expect(incidents()).toMatchObject([{ state: 'triggered' }])
    due(600)
    expect(incidents()).toMatchObject([{ state: 'resolved', proven: false }])
    expect(incidents()[0]?.reason).toBe(
      'Error rate is high, which prod reports, was not heard of again for 10 min; whether it is over is not known',
    )
    expect(changes.some((change) => change.kind === 'entry' && change.entry.kind === 'unheard')).toBe(true)
    hear(610, { ...outside, expiresAt: at(1_200) })
    expect(incidents().filter(({ state }) => state === 'triggered')).toHaveLength(1)
  })

  test('that is heard of again waits for as long anew', () => {
    const { hear, due, incidents, at } = shop()
    hear(0, { ...outside, expiresAt: at(600) })
    hear(500, { ...outside, expiresAt: at(1_100) })
    due(1_099)
    expect(incidents()).toMatchObject([{ state: 'triggered' }])
    due(1_100)
    expect(incidents()).toMatchObject([{ state: 'resolved' }])
  })

  test('that fell due while Plimsoll itself was stopped has as long again to be heard of', () => {
    const { hear, declare, wake, due, incidents, at } = shop()
    declare(0, declaringProd)
    hear(0, { ...outside, expiresAt: at(300) })
    wake(600)
    due(601)
    expect(incidents()).toMatchObject([{ state: 'triggered' }])
    hear(700, { ...outside, expiresAt: at(1_000) })
    due(999)
    expect(incidents()).toMatchObject([{ state: 'triggered' }])
    due(1_000)
    expect(incidents()).toMatchObject([{ state: 'resolved', proven: false }])
  })

  test('that still holds reopens what a person closed', () => {
    const { hear, move, incidents } = shop()
    hear(0, outside)
    const [incident] = incidents()
    if (!incident) throw new Error('nothing opened')
    move(10, [{ kind: 'incident-stored', incident: { ...incident, state: 'resolved', resolvedAt: START, proven: false, version: 9 } }])
    hear(20, outside)
    expect(incidents()).toMatchObject([{ state: 'triggered', reason: null }])
  })

  test('is held back while what its service needs is failing', () => {
    const { hear, see, incidents, world } = shop()
    see(1, 1, 'f')
    see(1, 2, 'f')
    hear(5, { ...outside, service: 'search' })
    expect(incidents()).toHaveLength(1)
    expect([...world.openSignalOf.values()]).toMatchObject([{ causeServiceId: 'shop' }])
  })

  test('that began long ago charges one hour at most', () => {
    const { hear, loss, at } = shop()
    hear(7_200, { ...outside, condition: 'down', startedAt: at(-86_400) })
    expect(loss('orders')).toMatchObject([{ fromAt: at(3_600) }])
  })
})

describe('many signals', () => {
  test('that begin and end in one breath are taken', () => {
    const { hear, world, at } = shop()
    const both = (['firing', 'resolved'] as const).map((state) => aSignal({ ...outside, state, heardAt: at(0) }))
    hear(0, ...both)
    expect(both.filter((signal) => isTooMuch(world, signal))).toEqual([])
  })

  test('that join an incident of yesterday are news of it, however many ended since', () => {
    const { hear, world, at } = shop()
    const fingerprints = ['a', 'b', 'c', 'd']
    hear(0, ...fingerprints.map((fingerprint) => ({ ...outside, fingerprint })))
    hear(10, ...fingerprints.slice(1).map((fingerprint) => ({ ...outside, fingerprint, state: 'resolved' as const })))
    forget(world, at(100_000))
    expect([...world.alertsIn.values()].map(({ size }) => size)).toEqual([4])
    hear(100_000, { ...outside, state: 'resolved' })
    forget(world, at(200_000))
    expect(world.alerts.size).toBe(0)
  })

  test('beyond as many as may be open are not taken, and Plimsoll says so until there is room', () => {
    const { hear, due, world, incidents } = shop()
    const many = Array.from({ length: 103 }, (_, i) => ({ ...outside, fingerprint: `f${i}` }))
    hear(0, ...many)
    expect(world.openSignalOf.size).toBe(101)
    expect(incidents().map(({ title }) => title)).toContain('prod reports more than is taken')
    hear(10, ...many.slice(0, 5).map((one) => ({ ...one, state: 'resolved' as const })))
    hear(20, ...many.slice(100))
    expect(world.openSignalOf.has('prod:f102')).toBe(true)
    due(901)
    expect(incidents().find(({ title }) => title === 'prod reports more than is taken')).toMatchObject({ state: 'resolved' })
  })

  test('of a source that is not declared any more end without proof', () => {
    const { hear, declare, incidents } = shop()
    hear(0, outside)
    declare(5, declaringProd)
    expect(incidents(), 'one that is heard before it is known is heard').toMatchObject([{ state: 'triggered' }])
    declare(10, { services: [SHOP], routing: noRouting })
    expect(incidents()).toMatchObject([
      { state: 'resolved', proven: false, reason: 'The source prod was removed while it reported Error rate is high' },
    ])
  })

  test('of a source that was removed while no engine looked end when one looks again', () => {
    const { hear, wake, incidents } = shop()
    hear(0, outside)
    wake(100)
    expect(incidents()).toMatchObject([{ state: 'resolved', proven: false }])
  })
})
