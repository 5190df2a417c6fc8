import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { uptimeKuma } from './kuma'
import { aFile, carriedBy } from './testing'

const SHOP = {
  ...{ id: 2, name: 'Shop front', type: 'keyword', url: 'https://shop.example/', method: 'GET', parent: 1, active: true },
  ...{ interval: 60, retryInterval: 20, maxretries: 2, timeout: 48, maxredirects: 10, accepted_statuscodes: ['200-299', '304'] },
  ...{ keyword: 'Basket', headers: '{"accept":"text/html"}', expiryNotification: true, notificationIDList: { 1: true, 2: true } },
  tags: [{ name: 'team', value: 'sales' }, { name: 'eu' }],
}
const backup = (monitors: readonly object[], notifications: readonly object[] = []) =>
  aFile('backup.json', JSON.stringify({ version: '1.23.16', monitorList: monitors, notificationList: notifications, proxyList: [] }))
const monitor = (over: object) => ({ id: 9, name: 'One', type: 'http', url: 'http://one.example/', interval: 60, active: true, ...over })
const slack = (over: object = {}) => ({
  ...{ id: 1, name: 'Ops room', active: true, isDefault: true },
  config: JSON.stringify({ type: 'slack', slackwebhookURL: 'https://hooks.slack.com/services/T0/B0/x' }),
  ...over,
})

describe('a backup of Uptime Kuma', () => {
  test('becomes checks of services, with its pace, expectations and tags', () => {
    const { document, check, left } = carriedBy(uptimeKuma, backup([{ id: 1, name: 'The shop', type: 'group' }, SHOP]))
    expect(document.services).toMatchObject([{ name: 'the-shop', title: 'The shop' }])
    expect(check('shop-front')).toMatchObject({
      ...{
        title: 'Shop front',
        service: 'the-shop',
        type: 'http',
        interval: 60_000,
        confirmInterval: 20_000,
        timeout: 48_000,
        openAfter: 3,
      },
      tags: ['team=sales', 'eu'],
      options: {
        url: 'https://shop.example/',
        headers: { accept: 'text/html' },
        expect: { status: ['200-299', '304'], bodyContains: ['Basket'] },
      },
    })
    expect(left).toEqual([])
  })

  test('has one check of each certificate, which takes no service down', () => {
    const { document } = carriedBy(uptimeKuma, backup([SHOP, { ...SHOP, id: 3, name: 'Basket', url: 'https://shop.example/basket' }]))
    const certificates = document.checks.filter(({ type }) => type === 'tls')
    expect(certificates).toMatchObject([{ critical: false, interval: 3_600_000, options: { host: 'shop.example', port: 443, days: 21 } }])
  })

  test.each([
    ['a port', { type: 'port', hostname: 'db.example', port: 5432 }, { type: 'tcp', options: { host: 'db.example', port: 5432 } }],
    [
      'a query of JSON',
      { type: 'json-query', jsonPath: 'data.items[0].state', jsonPathOperator: '==', expectedValue: 'ok' },
      { options: { expect: { json: [{ path: '$.data.items[0].state', matches: '^"?ok"?$' }] } } },
    ],
    [
      'a keyword that must not be there',
      { type: 'keyword', keyword: 'Error', invertKeyword: true },
      { options: { expect: { bodyLacks: ['Error'] } } },
    ],
    ['a push', { type: 'push', pushToken: 'a'.repeat(32) }, { type: 'heartbeat', options: { token: 'a'.repeat(32) } }],
    ['a push with a short token', { type: 'push', pushToken: 'short' }, { type: 'heartbeat', options: {} }],
    ['Postgres', { type: 'postgres', databaseConnectionString: 'postgres://m:s@db.example/orders' }, { type: 'postgres' }],
    [
      'MySQL with its password beside it',
      { type: 'mysql', databaseConnectionString: 'mysql://m@db.example:3306/orders', radiusPassword: 'p@ss', databaseQuery: 'select 2' },
      { type: 'mysql', options: { url: 'mysql://m:p%40ss@db.example:3306/orders', query: 'select 2' } },
    ],
    ['MongoDB', { type: 'mongodb', databaseConnectionString: 'mongodb://m:s@db.example/orders' }, { type: 'mongodb' }],
    [
      'MQTT',
      { type: 'mqtt', hostname: 'mqtts://broker.example', port: 8883, mqttUsername: 'm', mqttPassword: 's' },
      { type: 'mqtt', options: { url: 'mqtts://m:s@broker.example:8883' } },
    ],
    [
      'basic authentication and a body',
      { method: 'POST', body: '{"a":1}', basic_auth_user: 'ada', basic_auth_pass: 'x' },
      { options: { method: 'POST', headers: { 'content-type': 'application/json' }, auth: { basic: { username: 'ada', password: 'x' } } } },
    ],
    ['what is paused', { active: false }, { paused: true }],
    ['an interval of a version without timeouts', { interval: 20 }, { interval: 20_000, timeout: 16_000 }],
  ])('carries %s over', (_, over, becomes) => {
    expect(carriedBy(uptimeKuma, backup([monitor(over)])).document.checks[0]).toMatchObject(becomes)
  })

  test.each([
    ['upside down', { upsideDown: true }, /^One \(http\): it is upside down/],
    ['of a type that is not here', { type: 'steam' }, /^One \(steam\): there is no counterpart of the type steam\.$/],
    ['with a query that is more than a path', { type: 'json-query', jsonPath: '$sum(a)' }, /more than a path/],
    ['that signs in by NTLM', { authMethod: 'ntlm' }, /it signs in by NTLM/],
    ['with an address that is none', { url: 'shop' }, /"shop" is not an address/],
  ])('says of a monitor %s that it is not carried over', (_, over, says) => {
    const { document, left } = carriedBy(uptimeKuma, backup([monitor({ id: 8, name: 'Good' }), monitor(over)]))
    expect(document.checks.map(({ name }) => name)).toEqual(['good'])
    expect(left).toEqual([expect.stringMatching(says)])
  })

  test('pauses what ignored certificates, and says so, rather than have it fail or trust anybody', () => {
    const { document, left } = carriedBy(uptimeKuma, backup([monitor({ url: 'https://one.example/', ignoreTls: true })]))
    expect(document.checks).toMatchObject([{ paused: true }])
    expect(left).toEqual([expect.stringContaining('it is paused until tls.ca names the authority')])
  })

  test('tells by its default notifications, and the checks that name another by that one too', () => {
    const mail = {
      type: 'smtp',
      smtpHost: 'mail.example',
      smtpPort: 465,
      smtpSecure: true,
      smtpFrom: 'Kuma <kuma@shop.example>',
      smtpTo: 'ops@shop.example, Ada <ada@shop.example>',
    }
    const { document } = carriedBy(
      uptimeKuma,
      backup(
        [SHOP],
        [slack(), slack({ id: 2, name: 'Shop room', isDefault: false }), slack({ id: 3, name: 'Mail', config: JSON.stringify(mail) })],
      ),
    )
    expect(document.channels.map(({ name, kind }) => `${name} ${kind}`)).toEqual(['ops-room slack', 'shop-room slack', 'mail email'])
    expect(document.policies).toMatchObject([
      { name: 'uptime-kuma', steps: [{ tell: [{ channel: 'ops-room' }, { person: 'ops@shop.example' }, { person: 'ada@shop.example' }] }] },
    ])
    expect(document.paging).toEqual({ lastResort: 'uptime-kuma' })
    expect(document.definitions).toMatchObject([{ when: { checks: ['shop-front'] }, channels: ['shop-room'] }])
  })

  test('says which notifications are not carried over, and why', () => {
    const { left } = carriedBy(
      uptimeKuma,
      backup(
        [SHOP],
        [slack({ config: '{"type":"Bark"}' }), slack({ active: false }), slack({ config: '{"type":"slack","slackwebhookURL":"nowhere"}' })],
      ),
    )
    expect(left).toEqual([
      'The notification Ops room (Bark): there is no such channel here.',
      'The notification Ops room: it is switched off there.',
      'The notification Ops room (slack): options.url: must be an address that begins with https://.',
    ])
  })

  test('of three hundred monitors of one name has three hundred checks', () => {
    const many = Array.from({ length: 300 }, (_, i) => monitor({ id: i + 1, url: `http://host-${i}.example/` }))
    const { document } = carriedBy(uptimeKuma, backup(many))
    expect(new Set(document.checks.map(({ name }) => name)).size).toBe(300)
    expect(document.services).toHaveLength(300)
  })

  test.each([
    ['cut off', '{"version":"1.23.16","monitorList":[{"id":1,', /is neither a database of Uptime Kuma nor whole JSON/],
    ['of something else', '{"endpoints":[]}', /is no backup of Uptime Kuma/],
    ['empty', '', /nor whole JSON/],
  ])('that is %s is refused in a sentence', (_, content, says) => {
    expect(() => uptimeKuma.read([aFile('bad.json', content)])).toThrow(says)
  })
})

describe('a database of Uptime Kuma', () => {
  function database(fill: (database: DatabaseSync) => void) {
    const file = aFile(`kuma-${Math.trunc(performance.now() * 1_000)}.db`, '')
    const made = new DatabaseSync(file.absolute)
    made.exec(`
      create table monitor (id integer primary key, name text, active boolean, interval integer, url text, type text, keyword text, maxretries integer,
        accepted_statuscodes_json text, retry_interval integer, parent integer, expiry_notification boolean, upside_down boolean, ignore_tls boolean);
      create table tag (id integer primary key, name text); create table monitor_tag (id integer primary key, monitor_id int, tag_id int, value text);
      create table notification (id integer primary key, name text, active boolean, is_default boolean, config text);
      create table monitor_notification (id integer primary key, monitor_id int, notification_id int);
      create table maintenance (id integer primary key); create table status_page (id integer primary key);
      insert into monitor values (1, 'The shop', 1, 60, null, 'group', null, 0, '[]', 0, null, 0, 0, 0),
        (2, 'Front', 1, 30, 'https://shop.example/', 'keyword', 'Basket', 1, '["200"]', 10, 1, 1, 0, 0);
      insert into tag values (1, 'team'); insert into monitor_tag values (1, 2, 1, 'sales');
      insert into notification values (1, 'Ops room', 1, 1, '{"type":"slack","slackwebhookURL":"https://hooks.slack.com/services/T0/B0/x"}');
      insert into monitor_notification values (1, 2, 1); insert into maintenance values (1), (2)`)
    fill(made)
    made.close()
    return file
  }

  test('says the same as its backup', () => {
    const { check, document, left } = carriedBy(
      uptimeKuma,
      database(() => {}),
    )
    expect(check('front')).toMatchObject({
      ...{ service: 'the-shop', interval: 30_000, confirmInterval: 10_000, openAfter: 2, tags: ['team=sales'] },
      options: { expect: { status: ['200'], bodyContains: ['Basket'] } },
    })
    expect(document.paging).toEqual({ lastResort: 'uptime-kuma' })
    expect(left).toEqual(['2 maintenance windows: plan it anew on Paging, or under `maintenance:`.'])
  })

  test('that is cut off is refused in a sentence', () => {
    expect(() => uptimeKuma.read([aFile('cut.db', Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(50)]))])).toThrow(
      /is no whole database of Uptime Kuma: .* Stop Uptime Kuma/,
    )
  })
})
