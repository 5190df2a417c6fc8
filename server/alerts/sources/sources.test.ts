import { describe, expect, test } from 'vitest'
import { parseSourceOptions, sourceTypeOf, sourceTypes } from './registry'
import { anAlert, fromAlertmanager, fromGrafana } from './testing'

const read = (kind: string, payload: unknown, options: object = {}) => sourceTypeOf(kind).read(payload, parseSourceOptions(kind, options))
const one = (kind: string, payload: unknown, options: object = {}) => read(kind, payload, options).alerts[0]

test('every kind takes the example that it gives of itself', () => {
  for (const { kind, example } of sourceTypes.all) expect(() => parseSourceOptions(kind, example)).not.toThrow()
})

test('a token that could be guessed is refused', () =>
  expect(() => parseSourceOptions('grafana', { token: 'secret' })).toThrow(/options.token: must be 20 to 200 characters/))

describe('Alertmanager', () => {
  test('is read as it posts', () =>
    expect(one('alertmanager', fromAlertmanager())).toMatchObject({
      fingerprint: '1a30ba71cca2921f',
      state: 'firing',
      title: 'The shop answers with errors',
      says: '12 % of answers were 5xx in the last 5 min',
      group: '{}/{severity="critical"}:{alertname="HighErrorRate"}',
      labels: { service: 'shop', severity: 'critical' },
      link: expect.stringMatching(/^http:\/\/prometheus\.example:9090\/graph/),
      startedAt: new Date('2026-11-17T13:58:05.828Z'),
      endedAt: null,
    }))

  test('of what is resolved the end counts', () =>
    expect(one('alertmanager', fromAlertmanager([anAlert({ status: 'resolved', endsAt: '2026-11-17T14:10:00+01:00' })]))).toMatchObject({
      state: 'resolved',
      endedAt: new Date('2026-11-17T13:10:00Z'),
    }))

  test('an older one without fingerprints is known by its labels, in whatever order', () => {
    const [a, b, c] = [{ x: '1', y: '2' }, { y: '2', x: '1' }, { x: '1' }].map((labels) =>
      one('alertmanager', fromAlertmanager([anAlert({ labels, fingerprint: undefined })])),
    )
    expect(a?.fingerprint).toMatch(/^[0-9a-f]{32}$/)
    expect(b?.fingerprint).toBe(a?.fingerprint)
    expect(c?.fingerprint).not.toBe(a?.fingerprint)
  })

  test('without annotations its name and labels say what is wrong', () =>
    expect(one('alertmanager', fromAlertmanager([anAlert({ annotations: {} })]))).toMatchObject({
      title: 'HighErrorRate',
      says: 'instance=shop-1:8080, job=shop, service=shop, severity=critical',
    }))

  test('what it left out is counted', () =>
    expect(read('alertmanager', fromAlertmanager([anAlert()], { truncatedAlerts: 7 })).truncated).toBe(7))

  test.each([
    [{ version: '3' }, 'version is "3": must be "4", the version of the format that is read here. Nothing of it was taken.'],
    [{ alerts: undefined }, /^alerts is missing\. Nothing of it was taken\.$/],
    [{ alerts: [anAlert(), anAlert({ status: 'on fire' })] }, /^alerts\[1\]\.status is "on fire": .*firing.*resolved/],
    [{ alerts: [anAlert({ startsAt: 'yesterday' })] }, /^alerts\[0\]\.startsAt is "yesterday": .*2026-11-17T14:00:00Z/],
    [{ alerts: [anAlert({ labels: { a: {} } })] }, /^alerts\[0\]\.labels\.a is \{\}: must be a text/],
  ])('%j is refused with the path and the value', (over, says) =>
    expect(() => read('alertmanager', fromAlertmanager([anAlert()], over))).toThrow(says),
  )
})

describe('Grafana', () => {
  test('is read as it posts, with the dashboard as link', () =>
    expect(one('grafana', fromGrafana())).toMatchObject({
      fingerprint: 'c6eadffa33fcdf37',
      title: 'Memory of zone us-1 is nearly used up',
      says: 'B = 44.23943737541908, C = 1',
      link: 'https://grafana.example/d/abc',
      startedAt: new Date('2026-11-17T13:51:03.157Z'),
    }))

  test('its button Test opens nothing, since it would never be resolved', () =>
    expect(read('grafana', fromGrafana({ labels: { alertname: 'TestAlert', instance: 'Grafana' } })).alerts).toEqual([]))
})

describe('any webhook', () => {
  test('of our own format needs a fingerprint and a title', () => {
    expect(one('generic', { fingerprint: 'disk-1', title: 'The disk is full' })).toMatchObject({
      state: 'firing',
      group: 'disk-1',
      startedAt: null,
    })
    const many = {
      alerts: [{ fingerprint: 'a', title: 'A', status: 'resolved', severity: 'low', service: 'shop', endsAt: '2026-11-17T14:00:00Z' }],
    }
    expect(one('generic', many)).toMatchObject({
      state: 'resolved',
      severity: 'low',
      service: 'shop',
      endedAt: new Date('2026-11-17T14:00:00Z'),
    })
  })

  test.each([
    [{ title: 'A' }, /^fingerprint is missing\. Nothing of it was taken\.$/],
    [{ fingerprint: 'a', title: 'A', state: 'ok' }, /"state" is not known here/],
    [{ alerts: [{ fingerprint: 'a', title: '' }] }, /^alerts\[0\]\.title is ""/],
    [{ alerts: {} }, /^alerts is \{\}/],
  ])('%j is refused', (payload, says) => expect(() => read('generic', payload)).toThrow(says))

  const OTHER = {
    alerts: '$.events[*]',
    fields: { fingerprint: '$.id', title: '$.name', status: '$.state', severity: '$.level', startsAt: '$.at', labels: '$.tags' },
  }
  const event = (over: object = {}) => ({
    id: 17,
    name: 'Queue is long',
    state: 'PROBLEM',
    level: 'major',
    at: 1_794_000_000,
    tags: { host: 'a' },
    ...over,
  })

  test('of any other format is read where its fields are', () => {
    expect(one('generic', { events: [event()] }, OTHER)).toMatchObject({
      fingerprint: '17',
      state: 'firing',
      title: 'Queue is long',
      severity: 'major',
      startedAt: new Date(1_794_000_000_000),
      labels: { host: 'a' },
    })
    expect(one('generic', { events: [event({ state: 'OK', at: 1_794_000_000_000 })] }, OTHER)).toMatchObject({
      state: 'resolved',
      startedAt: new Date(1_794_000_000_000),
    })
  })

  test('a field that is not there is named by its path', () =>
    expect(() => read('generic', { events: [event(), event({ name: undefined })] }, OTHER)).toThrow(
      /^\$\.events\[\*\] \(number 2\) \$\.name is missing/,
    ))

  test('what is no path is refused when it is declared', () =>
    expect(() => parseSourceOptions('generic', { fields: { fingerprint: '$[', title: '$.t' } })).toThrow(
      /options.fields.fingerprint: .*is not a JSONPath/,
    ))

  test('a path that would look at too much is refused, and breaks nothing', () => {
    const wide = { events: [{ ...event(), all: Array.from({ length: 60_000 }, () => ({ a: 1 })) }] }
    expect(() => read('generic', wide, { ...OTHER, fields: { ...OTHER.fields, says: '$..*' } })).toThrow(/looks at more than 100000 values/)
  })
})
