import type { Db, Sql } from '@/db/client'
import type { Auth } from '../access/auth'
import type { Config } from '../declare/read-config'
import type { LinkRequest } from '../live/link'
import type { Mirror } from '../live/mirror'
import type { Change } from '../pipeline/model'
import type { Clock } from '../runtime/clock'
import type { Ids } from '../runtime/ids'
import type { Log } from '../runtime/log'
import type { Profile } from '../settings/model'
import type { AvailabilityBook } from '../views/availability'
import type { Gate } from './gate'
import type { InboundLimits } from './inbound/limits'
import type { Answerable } from './inbound/queries'
import type { StatusBook } from './status/book'

export type WebSettings = {
  /** The public address, without a slash at its end. */
  readonly url: string
  /** The address that we listen on. */
  readonly host: string
  readonly trustedProxies: readonly string[]
  readonly secret: string
  /** Whether the sample platform is under watch and its people may come in by links. */
  readonly demo: boolean
  readonly profile: Profile
}

/** The web process as pages and route handlers see it. Composed once, by `server/web-main.ts`. */
export type WebApp = {
  /** Drizzle over a client of its own. */
  readonly db: Db
  /** Bare SQL on another client, whose parsers Drizzle has not replaced. */
  readonly sql: Sql
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  readonly settings: WebSettings
  readonly auth: Auth
  readonly gate: Gate
  /** The replica of the engine's world. */
  readonly mirror: Mirror
  /** How available everything was, for all views. */
  readonly availability: AvailabilityBook
  /** What the status pages tell. */
  readonly book: StatusBook
  /** The file and the settings that this web was started with. */
  readonly config: Config
  /** Asks the engine, and waits for its answer; refused as `unavailable` while it is away. */
  readonly engine: { request(request: LinkRequest): Promise<unknown> }
  /** How much is taken from outside, of whom. */
  readonly inbound: InboundLimits
  readonly answerable: Answerable
  /** Whether a name or an address leads to public addresses alone, as it is resolved now. */
  isPublicHost(host: string): Promise<boolean>
  /** Hands committed changes to the engine and to the screens. */
  publish(changes: readonly Change[]): void
}
