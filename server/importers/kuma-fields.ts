/**
 * A monitor of Uptime Kuma, of any version. The columns of its database and the fields of its backup are called alike here: by their names in
 * camel case. Everything but id, name and type may be missing. Source: its `db/knex_init_db.js`, `db/knex_migrations` and `server/model/monitor.js`.
 */
export type Monitor = {
  readonly id: number
  readonly name: string
  readonly type: string
  readonly tags?: readonly { readonly name: unknown; readonly value?: unknown }[]
  readonly notificationIDList?: Readonly<Record<string, unknown>>
} & Readonly<Partial<Record<Field, unknown>>>

type Field =
  | 'acceptedStatuscodes'
  | 'acceptedStatuscodesJson'
  | 'active'
  | 'authMethod'
  | 'basicAuthPass'
  | 'basicAuthUser'
  | 'bearerToken'
  | 'body'
  | 'cacheBust'
  | 'conditions'
  | 'databaseConnectionString'
  | 'databaseQuery'
  | 'description'
  | 'dnsResolveServer'
  | 'dnsResolveType'
  | 'dockerContainer'
  | 'dockerHost'
  | 'domainExpiryNotification'
  | 'expectedTlsAlert'
  | 'expectedValue'
  | 'expiryNotification'
  | 'grpcBody'
  | 'grpcEnableTls'
  | 'grpcMetadata'
  | 'grpcMethod'
  | 'grpcServiceName'
  | 'grpcUrl'
  | 'headers'
  | 'hostname'
  | 'httpBodyEncoding'
  | 'ignoreTls'
  | 'interval'
  | 'invertKeyword'
  | 'ipFamily'
  | 'jsonPath'
  | 'jsonPathOperator'
  | 'keyword'
  | 'maxredirects'
  | 'maxretries'
  | 'method'
  | 'mqttCheckType'
  | 'mqttPassword'
  | 'mqttSuccessMessage'
  | 'mqttTopic'
  | 'mqttUsername'
  | 'oauthAudience'
  | 'oauthClientId'
  | 'oauthClientSecret'
  | 'oauthScopes'
  | 'oauthTokenUrl'
  | 'packetSize'
  | 'parent'
  | 'pingCount'
  | 'port'
  | 'proxyId'
  | 'pushToken'
  | 'rabbitmqNodes'
  | 'rabbitmqPassword'
  | 'rabbitmqUsername'
  | 'radiusPassword'
  | 'remoteBrowser'
  | 'resendInterval'
  | 'retryInterval'
  | 'retryOnlyOnStatusCodeFailure'
  | 'screenshotDelay'
  | 'smtpSecurity'
  | 'timeout'
  | 'tlsCa'
  | 'tlsCert'
  | 'tlsKey'
  | 'upsideDown'
  | 'url'
  | 'wsIgnoreSecWebsocketAcceptHeader'
  | 'wsSubprotocol'

/** Of another table, in camel case as well. */
type Row = Readonly<Record<string, unknown>>

/** What monitors refer to by its number. */
export type Surroundings = {
  readonly proxies: ReadonlyMap<number, Row>
  readonly dockerHosts: ReadonlyMap<number, Row>
}

export const UNTRUSTED =
  'it ignores certificates, which is not done here; it is paused until tls.ca names the authority that it should trust'

/** `docker_host` as the rest of the fields is written. What already is written so stays. */
export const camel = (name: string): string => name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
export const inCamel = (row: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [camel(name), value]))

export const isTrue = (value: unknown): boolean => value === true || value === 1 || value === '1'
export const isFalse = (value: unknown): boolean => value === false || value === 0 || value === '0'
export const textOf = (value: unknown): string | undefined =>
  value === undefined || value === null || value === '' ? undefined : String(value)

export function parsed(text: unknown): unknown {
  if (typeof text !== 'string') return text
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
