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
    [
      'a ping',
      { type: 'ping', hostname: 'gw.example', packet_size: 120, ping_count: 4 },
      { type: 'ping', options: { host: 'gw.example', count: 4, size: 120, expect: { lossAtMost: 99 } } },
    ],
    [
      'DNS with what it must say',
      {
        ...{ type: 'dns', hostname: 'shop.example', port: 53, dns_resolve_server: '1.1.1.1', dns_resolve_type: 'AAAA' },
        conditions: [
          { type: 'expression', variable: 'record', operator: 'equals', value: '2001:db8::1', andOr: 'and' },
          { type: 'expression', variable: 'record', operator: 'equals', value: '2001:db8::2', andOr: 'or' },
        ],
      },
      {
        type: 'dns',
        options: {
          name: 'shop.example',
          record: 'AAAA',
          resolver: '1.1.1.1:53',
          expect: { anyOf: ['2001:db8::1', '2001:db8::2'] },
        },
      },
    ],
    ['Redis', { type: 'redis', databaseConnectionString: 'redis://:s@cache.example:6379' }, { type: 'redis' }],
    [
      'mail by TLS',
      { type: 'smtp', hostname: 'mail.example', port: 465, smtpSecurity: 'secure' },
      { type: 'smtp', options: { url: 'smtps://mail.example:465' } },
    ],
    [
      'mail by STARTTLS',
      { type: 'smtp', hostname: 'mail.example', port: 587, smtpSecurity: 'starttls' },
      { type: 'smtp', options: { url: 'smtp://mail.example:587' } },
    ],
    [
      'a websocket with its sign-in and subprotocols',
      {
        ...{ type: 'websocket-upgrade', url: 'wss://shop.example/live', wsSubprotocol: 'mqtt, soap', accepted_statuscodes: ['1000'] },
        ...{ authMethod: 'basic', basic_auth_user: 'ada', basic_auth_pass: 'x', headers: '{"x-tenant":"7"}' },
      },
      {
        type: 'websocket',
        options: {
          url: 'wss://shop.example/live',
          headers: { 'x-tenant': '7', authorization: 'Basic YWRhOng=' },
          subprotocols: ['mqtt', 'soap'],
        },
      },
    ],
    [
      'the health service of gRPC',
      {
        ...{ type: 'grpc-keyword', grpcUrl: 'api.example:443', grpcEnableTls: true, grpcServiceName: 'Health', grpcMethod: 'check' },
        ...{ keyword: 'SERVING', grpcBody: '{"service":"shop.v1.Checkout"}', grpcMetadata: '{"x-tenant":"7"}' },
      },
      { type: 'grpc', options: { url: 'grpcs://api.example:443', service: 'shop.v1.Checkout', metadata: { 'x-tenant': '7' } } },
    ],
    [
      'RabbitMQ by its management plugin',
      { type: 'rabbitmq', rabbitmqNodes: ['https://mq.example:15671'], rabbitmqUsername: 'm', rabbitmqPassword: 's' },
      {
        type: 'http',
        options: {
          url: 'https://mq.example:15671/api/health/checks/alarms/',
          auth: { basic: { username: 'm', password: 's' } },
          expect: { status: ['200'] },
        },
      },
    ],
    [
      'a page in a browser',
      { type: 'real-browser', url: 'https://shop.example/' },
      { type: 'browser', interval: 60_000, timeout: 48_000, options: { steps: [{ goto: 'https://shop.example/' }] } },
    ],
    [
      'a query with its only result',
      {
        ...{ type: 'mysql', databaseConnectionString: 'mysql://m@db.example/orders' },
        conditions: '[{"type":"expression","variable":"result","operator":"equals","value":"7"}]',
      },
      { type: 'mysql', options: { expect: { value: '7' } } },
    ],
    ['IPv4 alone', { ipFamily: 'ipv4' }, { options: { ipFamily: 4 } }],
    ['what is paused', { active: false }, { paused: true }],
    ['an interval of a version without timeouts', { interval: 20 }, { interval: 20_000, timeout: 16_000 }],
  ])('carries %s over', (_, over, becomes) => {
    expect(carriedBy(uptimeKuma, backup([monitor(over)])).document.checks[0]).toMatchObject(becomes)
  })

  test.each([
    ['upside down', { upsideDown: true }, /^One \(http\): it is upside down/],
    ['of a type that nobody knows', { type: 'telepathy' }, /^One \(telepathy\): there is no counterpart of the type telepathy\.$/],
    [
      'of a type that is not here',
      { type: 'steam' },
      /^One \(steam\): there is no check of game servers here; a tcp or ping check can stand for it\.$/,
    ],
    ['with a query that is more than a path', { type: 'json-query', jsonPath: '$sum(a)' }, /more than a path/],
    ['that signs in by NTLM', { authMethod: 'ntlm' }, /it signs in by NTLM/],
    ['with an address that is none', { url: 'shop' }, /"shop" is not an address/],
  ])('says of a monitor %s that it is not carried over', (_, over, says) => {
    const { document, left } = carriedBy(uptimeKuma, backup([monitor({ id: 8, name: 'Good' }), monitor(over)]))
    expect(document.checks.map(({ name }) => name)).toEqual(['good'])
    expect(left).toEqual([expect.stringMatching(says)])
  })

  test.each([
    ['PTR records', { type: 'dns', hostname: 'a.example', dns_resolve_type: 'PTR' }, 'it asks for PTR records, which no check here does'],
    [
      'a TLS alert',
      { type: 'port', hostname: 'a.example', port: 443, expectedTlsAlert: 'certificate_required' },
      'it expects the TLS alert certificate_required',
    ],
    ['MQTT over websockets', { type: 'mqtt', hostname: 'wss://a.example', port: 443 }, 'it speaks MQTT over wss://'],
    ['a state by hand', { type: 'manual' }, 'somebody sets its state by hand'],
    ['SQL Server', { type: 'sqlserver' }, 'there is no check of Microsoft SQL Server here'],
    ['RADIUS', { type: 'radius' }, 'there is no check of RADIUS here'],
    ['a type of tomorrow', { type: 'telepathy' }, 'there is no counterpart of the type telepathy'],
    ['OAuth2 before a websocket', { type: 'websocket-upgrade', authMethod: 'oauth2-cc' }, 'it signs in by OAuth2'],
    ['RabbitMQ without a node', { type: 'rabbitmq', rabbitmqNodes: '[]' }, 'it names no node'],
  ])('leaves %s, and says why', (_, over, says) => {
    const { document, left } = carriedBy(uptimeKuma, backup([monitor(over)]))
    expect(document.checks).toEqual([])
    expect(left).toEqual([expect.stringContaining(says)])
  })

  test.each([
    [
      'a method of gRPC',
      { type: 'grpc-keyword', grpcUrl: 'a.example:443', grpcServiceName: 'Shop', grpcMethod: 'list' },
      'it calls Shop.list',
    ],
    ['a container of a host that is not there', { type: 'docker', docker_container: 'shop', docker_host: 1 }, 'its Docker host is not in'],
    [
      'Redis with any certificate',
      { type: 'redis', databaseConnectionString: 'rediss://a.example', ignoreTls: true },
      'ignores certificates',
    ],
  ])('pauses %s, and says why', (_, over, says) => {
    const { document, left } = carriedBy(uptimeKuma, backup([monitor(over)]))
    expect(document.checks).toMatchObject([{ paused: true }])
    expect(left).toEqual([expect.stringContaining(says)])
  })

  test.each([
    ['a description', { description: 'The front' }, 'the description is not carried over'],
    ['telling again', { resendInterval: 3 }, 'it tells again while it is down'],
    ['the end of a domain', { domainExpiryNotification: true }, 'the registration of the domain ends'],
    ['a cache bust', { cacheBust: true }, 'cache bust'],
    ['a proxy that is not there', { proxyId: 4 }, 'its proxy is not in this file'],
    ['a SOCKS proxy', { proxyId: 1 }, 'its proxy 10.0.0.9:1080 speaks socks5'],
    [
      'several DNS servers',
      { type: 'dns', hostname: 'a.example', dns_resolve_server: '1.1.1.1, ::1' },
      'it asks 1.1.1.1 and ::1; here 1.1.1.1 alone',
    ],
    [
      'conditions of MX',
      {
        type: 'dns',
        hostname: 'a.example',
        dns_resolve_type: 'MX',
        conditions: [{ type: 'expression', variable: 'record', operator: 'equals', value: 'm' }],
      },
      'its conditions are not',
    ],
    [
      'conditions that compute',
      { type: 'mysql', databaseConnectionString: 'mysql://m@a.example/o', conditions: [{ type: 'group', children: [] }] },
      'its conditions are not',
    ],
    ['mail that may be encrypted', { type: 'smtp', hostname: 'a.example' }, 'it turns to TLS where that is offered'],
    ['a remote browser', { type: 'real-browser', remote_browser: 1 }, 'it uses a remote browser'],
    [
      'a command of MongoDB',
      { type: 'mongodb', databaseConnectionString: 'mongodb://a.example/o', databaseQuery: '{"count":"x"}' },
      'its command is not',
    ],
    [
      'a cluster of RabbitMQ',
      { type: 'rabbitmq', rabbitmqNodes: '["http://a.example","http://b.example"]' },
      'it passes when one of 2 nodes does',
    ],
  ])('carries a monitor over without %s, and says so', (_, over, says) => {
    const file = aFile(
      'backup.json',
      JSON.stringify({
        monitorList: [monitor(over)],
        proxyList: [{ id: 1, protocol: 'socks5', host: '10.0.0.9', port: 1080, auth: false }],
      }),
    )
    const { document, left } = carriedBy(uptimeKuma, file)
    expect(document.checks).toHaveLength(1)
    expect(left).toEqual([expect.stringContaining(says)])
    expect(left[0]).toMatch(/^One \(/)
  })

  test('says once what is the same of several, and names each', () => {
    const { left } = carriedBy(uptimeKuma, backup(['A', 'B', 'C'].map((name, i) => monitor({ id: i, name, type: 'steam' }))))
    expect(left).toEqual(['A (steam), B (steam), C (steam): there is no check of game servers here; a tcp or ping check can stand for it.'])
  })

  test('of browsers has as much time between as one at a time needs', () => {
    const many = Array.from({ length: 10 }, (_, i) => monitor({ id: i, type: 'real-browser', interval: 20 }))
    const { document, left } = carriedBy(uptimeKuma, backup(many))
    expect(new Set(document.checks.map(({ interval }) => interval))).toEqual(new Set([150_000]))
    expect(left).toEqual([expect.stringMatching(/^10 monitors go through a browser: .* no more often than every 150s\.$/)])
  })

  test('with groups in groups and groups that tell, are paused or empty, says what became of each', () => {
    const group = (id: number, name: string, over: object = {}) => ({ id, name, type: 'group', interval: 60, active: true, ...over })
    const { document, check, left } = carriedBy(
      uptimeKuma,
      backup(
        [
          group(1, 'All'),
          group(2, 'Web', { parent: 1, notificationIDList: { 2: true }, tags: [{ name: 'eu' }] }),
          group(3, 'Old', { active: false }),
          monitor({ id: 4, name: 'Front', parent: 2, notificationIDList: { 1: true } }),
          monitor({ id: 5, name: 'Former', parent: 3, notificationIDList: { 1: true } }),
        ],
        [slack(), slack({ id: 2, name: 'Web room', isDefault: false })],
      ),
    )
    expect(document.services.map(({ name }) => name)).toEqual(['web', 'old'])
    expect(check('front')).toMatchObject({ service: 'web', paused: false })
    expect(check('former')).toMatchObject({ service: 'old', paused: true })
    expect(document.definitions).toMatchObject([{ when: { services: ['web'] }, channels: ['web-room'] }])
    expect(left).toEqual([
      'All (group): none of what is in it is carried over, so it is no service here.',
      'Web (group): it lies in the group All; here services lie in none: say dependsOn where one cannot do without another.',
      'Web (group): its tags (eu) are not carried over; here checks have tags.',
    ])
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

  test('tells of what some monitors name those who are told there, and nobody else', () => {
    const rooms = [slack({ id: 1, name: 'Zebra', isDefault: false }), slack({ id: 2, name: 'Yak', isDefault: false })]
    const mail = { type: 'smtp', smtpHost: 'mail.example', smtpFrom: 'k@shop.example', smtpTo: 'bo@shop.example' }
    const { document, left } = carriedBy(
      uptimeKuma,
      backup(
        [
          ...Array.from({ length: 150 }, (_, i) => monitor({ id: i + 1, name: `Zebra ${i}`, notificationIDList: { 1: true } })),
          monitor({ id: 200, name: 'Yak', notificationIDList: { 2: true, 3: true } }),
          monitor({ id: 201, name: 'Quiet' }),
        ],
        [...rooms, slack({ id: 3, name: 'Mail', isDefault: false, config: JSON.stringify(mail) })],
      ),
    )
    expect(document.definitions.map(({ when, channels }) => `${when.checks?.length} ${channels}`)).toEqual([
      '100 zebra',
      '50 zebra',
      '1 yak',
    ])
    expect(document.policies).toEqual([])
    expect(left).toEqual([
      expect.stringMatching(/^Nobody is told of what no definition names/),
      'Yak (http): Mail tells people of it there; here a policy does, by the service that it belongs to.',
      'Quiet (http): it tells nobody there; here the last resort is told, unless a policy says otherwise.',
    ])
  })

  test.each([
    [
      'discord',
      { discordWebhookUrl: 'https://discord.com/api/webhooks/1/x', discordChannelType: 'postToThread', threadId: '7' },
      { url: 'https://discord.com/api/webhooks/1/x?thread_id=7' },
    ],
    ['mattermost', { mattermostWebhookUrl: 'https://chat.example/hooks/x' }, { url: 'https://chat.example/hooks/x' }],
    ['GoogleChat', { googleChatWebhookURL: 'https://chat.googleapis.com/v1/spaces/A/messages?key=k&token=t' }, {}],
    ['teams', { webhookUrl: 'https://prod-00.westeurope.logic.azure.com/workflows/0/triggers/manual/paths/invoke?sig=x' }, {}],
    [
      'telegram',
      {
        telegramBotToken: '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw',
        telegramChatID: '-100123',
        telegramServerUrl: 'https://api.telegram.org',
      },
      { chat: '-100123' },
    ],
    [
      'Opsgenie',
      { opsgenieApiKey: 'eb243592-faa2-4ba2-a551-1afdf565c889', opsgenieRegion: 'eu' },
      { server: 'https://api.eu.opsgenie.com' },
    ],
    ['pushover', { pushoverapptoken: 'azGDORePK8gMaC0QOYAMyEEuzJnyUi', pushoveruserkey: 'u' }, { token: 'azGDORePK8gMaC0QOYAMyEEuzJnyUi' }],
    [
      'twilio',
      {
        twilioAccountSID: 'AC00000000000000000000000000000000',
        twilioAuthToken: '0123456789abcdef',
        twilioFromNumber: '+15017122661',
        twilioToNumber: '+1501',
      },
      { from: '+15017122661' },
    ],
  ])('carries a notification by %s over', (type, config, options) => {
    const { document } = carriedBy(uptimeKuma, backup([SHOP], [slack({ config: JSON.stringify({ type, ...config }) })]))
    expect(document.channels).toMatchObject([{ name: 'ops-room', options }])
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
      expect.stringMatching(/^Nobody is told of what no definition names/),
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
    expect(left).toEqual(['Maintenance (1, 2): plan it anew on Paging, or under `maintenance:`.'])
  })

  test('that is cut off is refused in a sentence', () => {
    expect(() => uptimeKuma.read([aFile('cut.db', Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(50)]))])).toThrow(
      /is no whole database of Uptime Kuma: .* Stop Uptime Kuma/,
    )
  })
})
