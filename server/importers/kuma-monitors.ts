import { isTrue, type Monitor, parsed, type Surroundings, textOf, UNTRUSTED } from './kuma-fields'
import { type Carried, httpOf, jsonOf } from './kuma-http'

type Carry = (monitor: Monitor, around: Surroundings) => Carried

/** How each type is carried over. Source: `server/monitor-types` and `server/model/monitor.js` of Uptime Kuma. */
const TYPES: Readonly<Record<string, Carry>> = {
  http: (monitor, around) => httpOf(monitor, {}, around),
  keyword(monitor, around) {
    const keyword = textOf(monitor.keyword)
    if (keyword === undefined) return { left: 'it has no keyword' }
    return httpOf(monitor, isTrue(monitor.invertKeyword) ? { bodyLacks: [keyword] } : { bodyContains: [keyword] }, around)
  },
  'json-query': (monitor, around) => {
    const json = jsonOf(monitor)
    return typeof json === 'string' ? { left: json } : httpOf(monitor, { json: [json] }, around)
  },
  port({ hostname, port, expectedTlsAlert: alert, smtpSecurity: security }) {
    if (textOf(alert) !== undefined && alert !== 'none') return { left: `it expects the TLS alert ${alert}, which no check here does` }
    const isStartTls = textOf(security) === 'starttls'
    return plain(
      'tcp',
      { host: textOf(hostname), port: Number(port) },
      isStartTls
        ? ['it looks at the certificate behind STARTTLS; here it only connects, and a check of type smtp does that for a mail server']
        : [],
    )
  },
  ping: pingOf,
  dns: dnsOf,
  redis({ databaseConnectionString: url, ignoreTls }) {
    const isUntrusted = isTrue(ignoreTls) && textOf(url)?.startsWith('rediss:') === true
    return { ...plain('redis', { url: textOf(url) }, isUntrusted ? [UNTRUSTED] : []), paused: isUntrusted }
  },
  smtp({ hostname, port, smtpSecurity }) {
    const security = textOf(smtpSecurity)
    const place = `${textOf(hostname)}:${Number(port) || 25}`
    if (security === 'secure') return plain('smtp', { url: `smtps://${place}` })
    const isPlain = security !== 'starttls'
    return plain(
      'smtp',
      { url: `smtp://${place}`, ...(isPlain && { starttls: false }) },
      isPlain && security !== 'nostarttls'
        ? ['it turns to TLS where that is offered; here it does not, unless options.starttls is true']
        : [],
    )
  },
  'websocket-upgrade': websocketOf,
  'grpc-keyword': grpcOf,
  rabbitmq: rabbitmqOf,
  docker: dockerOf,
  'real-browser': browserOf,
  postgres: ({ databaseConnectionString: url, databaseQuery, conditions }) => {
    const { expect, notes } = resultOf(conditions)
    return plain('postgres', { url: textOf(url), ...(textOf(databaseQuery) && { query: textOf(databaseQuery) }), ...expect }, notes)
  },
  mysql({ databaseConnectionString: url, databaseQuery, radiusPassword: password, conditions }) {
    const address = textOf(url)
    if (address === undefined || !URL.canParse(address)) return { left: 'its connection string is no address' }
    const whole = new URL(address)
    // Kuma keeps the password in a field of another type, and there it wins.
    if (textOf(password) !== undefined) whole.password = encodeURIComponent(String(password))
    const { expect, notes } = resultOf(conditions)
    return plain('mysql', { url: whole.href, ...(textOf(databaseQuery) && { query: textOf(databaseQuery) }), ...expect }, notes)
  },
  mongodb({ databaseConnectionString: url, databaseQuery }) {
    const command = parsed(databaseQuery)
    const isPing = typeof command === 'object' && command !== null && Object.keys(command).join() === 'ping'
    return plain(
      'mongodb',
      { url: textOf(url) },
      textOf(databaseQuery) && !isPing
        ? ['its command is not carried over; what it looked at can stand in options.count, options.find or options.member']
        : [],
    )
  },
  mqtt({ hostname, port, mqttUsername: user, mqttPassword: password, mqttTopic: topic, mqttCheckType: kind, mqttSuccessMessage: message }) {
    const [, scheme = 'mqtt', host = ''] = /^(?:(\w+):\/\/)?(.*)$/.exec(textOf(hostname) ?? '') ?? []
    if (scheme !== 'mqtt' && scheme !== 'mqtts') return { left: `it speaks MQTT over ${scheme}://, which no check here does` }
    const signsIn = textOf(user) ? `${encodeURIComponent(String(user))}:${encodeURIComponent(String(password ?? ''))}@` : ''
    const notes =
      textOf(kind) === 'json-query' || textOf(message) || textOf(topic)
        ? [
            `it waits for a message on ${textOf(topic) ?? 'a topic'}; here the check signs in, and options.retained can look at what the broker keeps`,
          ]
        : []
    return plain('mqtt', { url: `${scheme}://${signsIn}${host}:${Number(port) || 1883}` }, notes)
  },
  push({ pushToken }) {
    const token = textOf(pushToken)
    const fits = token !== undefined && /^[A-Za-z0-9_-]{20,200}$/.test(token)
    return plain('heartbeat', fits ? { token } : {}, [
      fits
        ? 'have it call POST /heartbeat/<the same token> of Plimsoll instead of /api/push/<token>'
        : 'its token is too short to be safe here; the page of the check shows the address to call instead',
    ])
  },
}

/** Why there is no check for it, and what one can do. */
const WITHOUT: Readonly<Record<string, string>> = {
  manual: 'somebody sets its state by hand, which no check here has',
  sqlserver: 'there is no check of Microsoft SQL Server here; an http check of what uses it, or a heartbeat, can stand for it',
  oracledb: 'there is no check of Oracle here; an http check of what uses it, or a heartbeat, can stand for it',
  radius: 'there is no check of RADIUS here',
  snmp: 'there is no check by SNMP here; a prometheus check can ask an snmp_exporter',
  steam: 'there is no check of game servers here; a tcp or ping check can stand for it',
  gamedig: 'there is no check of game servers here; a tcp or ping check can stand for it',
  'kafka-producer': 'there is no check that writes to Kafka here; a tcp check of a broker can stand for it',
  'tailscale-ping': 'it asks the tailscale program; where this machine is in that network a ping check does',
  globalping: 'it asks from places of Globalping all over the world, and a check here asks from this machine',
  ntp: 'there is no check of NTP here',
  'sip-options': 'there is no check of SIP here; a tcp check can stand for it',
  pm2: 'it looks at a process of its own machine; have that call a heartbeat',
  'system-service': 'it looks at a service of its own machine; have that call a heartbeat',
}

/** What is asked, and what must come back; or why no check of ours does. */
export function optionsOf(monitor: Monitor, around: Surroundings): Carried {
  if (isTrue(monitor.upsideDown)) return { left: 'it is upside down: it passes when it fails, which no check here does' }
  const carry = TYPES[monitor.type]
  return carry ? carry(monitor, around) : { left: WITHOUT[monitor.type] ?? `there is no counterpart of the type ${monitor.type}` }
}

type Found = Exclude<Carried, { readonly left: string }>
const plain = (type: string, options: Record<string, unknown>, notes: readonly string[] = []): Found => ({
  type,
  options,
  paused: false,
  notes,
})

/** There one answer of all is enough. */
function pingOf({ hostname, pingCount, packetSize }: Monitor): Carried {
  const count = Math.max(1, Math.trunc(Number(pingCount)) || 1)
  const size = Math.trunc(Number(packetSize ?? 56))
  const notes = [
    ...(count > MOST_PINGS ? [`it sends ${count} requests; here at most ${MOST_PINGS}`] : []),
    ...(size < LEAST_PING ? [`its packets carry ${size} bytes; here at least ${LEAST_PING}, to know them again`] : []),
  ]
  return plain(
    'ping',
    {
      host: textOf(hostname),
      count: Math.min(count, MOST_PINGS),
      ...(size !== 56 && { size: Math.min(Math.max(size, LEAST_PING), 65_000) }),
      ...(count > 1 && { expect: { lossAtMost: 99 } }),
    },
    notes,
  )
}
const MOST_PINGS = 20
const LEAST_PING = 16

const RECORDS = ['A', 'AAAA', 'CNAME', 'MX', 'TXT', 'NS', 'SRV', 'CAA']

function dnsOf({ hostname, port, dnsResolveServer, dnsResolveType, conditions }: Monitor): Carried {
  const record = textOf(dnsResolveType) ?? 'A'
  if (!RECORDS.includes(record)) return { left: `it asks for ${record} records, which no check here does` }
  const servers = (textOf(dnsResolveServer) ?? '').split(',').flatMap((server) => server.trim() || [])
  const [first] = servers
  const resolver = first && `${first.includes(':') ? `[${first}]` : first}:${Number(port) || 53}`
  const wanted = equalsOf(conditions, 'record')
  // Of these what is compared there is only a part of what stands here.
  const isPart = ['MX', 'SRV', 'CAA'].includes(record) && wanted !== undefined
  return plain(
    'dns',
    {
      name: textOf(hostname),
      ...(record !== 'A' && { record }),
      ...(resolver && { resolver }),
      ...(wanted && wanted.length > 0 && !isPart && { expect: { anyOf: wanted } }),
    },
    [
      ...(servers.length > 1 ? [`it asks ${servers.join(' and ')}; here ${first} alone`] : []),
      ...(wanted === undefined || (isPart && wanted.length > 0) ? [CONDITIONS] : []),
    ],
  )
}

const CONDITIONS = 'its conditions are not carried over; write them anew as options.expect'

/** The values of which one must come back, where all conditions ask for nothing else; undefined where they ask for more. */
function equalsOf(conditions: unknown, of: string): readonly string[] | undefined {
  const all = parsed(conditions) ?? []
  if (!Array.isArray(all)) return undefined
  const values = all.map((one, place) =>
    one?.type === 'expression' && one.variable === of && one.operator === 'equals' && (place === 0 || one.andOr === 'or')
      ? String(one.value)
      : undefined,
  )
  return values.every((value) => value !== undefined) ? values : undefined
}

/** What a query of a database must find. */
function resultOf(conditions: unknown): {
  readonly expect: { readonly expect?: { readonly value: string } }
  readonly notes: readonly string[]
} {
  const wanted = equalsOf(conditions, 'result')
  const [value] = wanted ?? []
  if (wanted === undefined || wanted.length > 1) return { expect: {}, notes: [CONDITIONS] }
  return { expect: value === undefined ? {} : { expect: { value } }, notes: [] }
}

function websocketOf(monitor: Monitor): Carried {
  const { url, wsSubprotocol, ignoreTls, authMethod, basicAuthUser: user, basicAuthPass: password, bearerToken } = monitor
  const codes = parsed(monitor.acceptedStatuscodes ?? monitor.acceptedStatuscodesJson)
  const isUsual = !Array.isArray(codes) || codes.length === 0 || codes.every((code) => ['1000', '200-299'].includes(String(code)))
  if (authMethod === 'oauth2-cc') return { left: 'it signs in by OAuth2, which a websocket check here does not' }
  const isUntrusted = isTrue(ignoreTls) && textOf(url)?.startsWith('wss:') === true
  const given = parsed(monitor.headers)
  const headers: Record<string, string> = Object.fromEntries(
    Object.entries(typeof given === 'object' && given !== null ? given : {}).map(([name, value]) => [name, String(value)]),
  )
  if (authMethod === 'basic') headers.authorization = `Basic ${Buffer.from(`${user ?? ''}:${password ?? ''}`).toString('base64')}`
  if (authMethod === 'bearer' && textOf(bearerToken)) headers.authorization = `Bearer ${bearerToken}`
  const subprotocols = (textOf(wsSubprotocol) ?? '').split(',').flatMap((name) => name.trim() || [])
  return {
    type: 'websocket',
    options: { url: textOf(url), ...(Object.keys(headers).length > 0 && { headers }), ...(subprotocols.length > 0 && { subprotocols }) },
    paused: isUntrusted,
    notes: [
      ...(isUntrusted ? [UNTRUSTED] : []),
      ...(isUsual ? [] : [`it takes ${codes.join(', ')} for how the server closes; here opening it is what counts`]),
      ...(isTrue(monitor.wsIgnoreSecWebsocketAcceptHeader)
        ? ['it takes an answer without Sec-WebSocket-Accept, which is refused here']
        : []),
    ],
  }
}

/** It calls any method that its definition names; here there is the health service that gRPC defines for this. */
function grpcOf(monitor: Monitor): Carried {
  const { grpcUrl, grpcEnableTls, grpcServiceName, grpcMethod, grpcBody, grpcMetadata, keyword, invertKeyword } = monitor
  const url = `${isTrue(grpcEnableTls) ? 'grpcs' : 'grpc'}://${textOf(grpcUrl)?.replace(/^\w+:\/\//, '')}`
  const given = parsed(grpcMetadata)
  const metadata = typeof given === 'object' && given !== null && Object.keys(given).length > 0 ? { metadata: given } : {}
  const called = `${textOf(grpcServiceName) ?? 'a service'}.${textOf(grpcMethod) ?? 'method'}`
  const isHealth = /^(?:grpc\.health\.v1\.)?Health\.check$/i.test(called) && textOf(keyword) === 'SERVING' && !isTrue(invertKeyword)
  const body = parsed(grpcBody)
  const service = isHealth && typeof body === 'object' && body !== null && 'service' in body ? textOf(body.service) : undefined
  return {
    type: 'grpc',
    options: { url, ...(service && { service }), ...metadata },
    paused: !isHealth,
    notes: isHealth
      ? []
      : [
          `it calls ${called} and looks for "${textOf(keyword) ?? ''}"; here the standard health service is asked (grpc.health.v1), so it is paused until you have seen that the server has that`,
        ],
  }
}

/** It asks the management plugin by http, and so does the check. */
function rabbitmqOf({ rabbitmqNodes, rabbitmqUsername: username, rabbitmqPassword: password }: Monitor): Carried {
  const nodes = parsed(rabbitmqNodes)
  const [first, ...others] = Array.isArray(nodes) ? nodes.map(String) : []
  if (first === undefined || !URL.canParse(first)) return { left: 'it names no node' }
  const url = new URL('api/health/checks/alarms/', first.endsWith('/') ? first : `${first}/`).href
  const auth = { basic: { username: textOf(username) ?? 'guest', password: String(password ?? '') } }
  return plain(
    'http',
    { url, auth, expect: { status: ['200'] } },
    others.length > 0
      ? [
          `it passes when one of ${others.length + 1} nodes does; here ${new URL(first).host} alone is asked: add a check for each and a composite of them`,
        ]
      : [],
  )
}

function dockerOf({ dockerContainer, dockerHost }: Monitor, { dockerHosts }: Surroundings): Carried {
  const host = dockerHosts.get(Number(dockerHost))
  const container = textOf(dockerContainer)
  if (!host)
    return {
      ...plain('docker', { container }, ['its Docker host is not in this file; it is paused until options.engine names it']),
      paused: true,
    }
  const daemon = String(host.dockerDaemon)
  if (host.dockerType === 'socket') return plain('docker', { engine: `unix://${daemon}`, container })
  const place = daemon.replace(/^\w+:\/\//, '').replace(/\/+$/, '')
  const isSecure = daemon.startsWith('https:') || place.endsWith(':2376')
  return {
    type: 'docker',
    options: { engine: `tcp://${place}`, container },
    paused: isSecure,
    notes: isSecure ? ['the certificates for its Docker host lie in files of Uptime Kuma; it is paused until options.tls holds them'] : [],
  }
}

function browserOf({ url, remoteBrowser, screenshotDelay }: Monitor): Carried {
  return plain('browser', { steps: [{ goto: textOf(url) }] }, [
    ...(textOf(remoteBrowser) ? ['it uses a remote browser; here a Chromium of the machine that the engine runs on is used'] : []),
    ...(Number(screenshotDelay) > 0
      ? ['it waits before its picture is taken; here a step expectText or expectVisible says what to wait for']
      : []),
  ])
}
