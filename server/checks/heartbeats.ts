import { createHmac } from 'node:crypto'
import type { Sql } from '@/db/client'
import { hashOf } from '../access/keys'
import type { SealKey } from '../access/seal'
import { SECOND } from '../kernel/duration'
import { sentenceOf } from '../kernel/errors'
import type { Clock } from '../runtime/clock'
import type { Log } from '../runtime/log'

/** A check's last call is stored at most this often; what is not stored yet is in memory. */
const STORE_EVERY_MS = 5 * SECOND

/** The token of a heartbeat check that declares none: it follows from `PLIMSOLL_SECRET` and the check's id, and so is the same after a restart. */
export const derivedHeartbeatToken = (key: SealKey, checkId: string): string =>
  createHmac('sha256', key).update(`heartbeat ${checkId}`).digest('base64url')

export type HeartbeatParts = { readonly sql: Sql; readonly clock: Clock; readonly log: Log; readonly key: SealKey }

/** As much of what is declared as matters here. */
export type HeartbeatInventory = {
  readonly checks: readonly {
    readonly id: string
    readonly shape: { readonly type: string; readonly options: Readonly<Record<string, unknown>> }
  }[]
}

/** Which service called when. Lives in the engine, in memory first: a call counts also while Postgres is away. */
export type Heartbeats = {
  /** Whose token is whose from now on. */
  plan(inventory: HeartbeatInventory): void
  /** Takes what was stored before this start. */
  load(): Promise<void>
  /** A service has called with this token. False when it is nobody's. */
  beat(token: string, at?: Date): boolean
  lastBeatAt(checkId: string): Date | undefined
  /** Stores what is not stored yet. */
  stop(): Promise<void>
}

export function createHeartbeats({ sql, clock, log, key }: HeartbeatParts): Heartbeats {
  const lastAt = new Map<string, Date>()
  let unstored = new Set<string>()
  let storing: Promise<void> | undefined
  // By hash, so that how long a look takes says nothing about a token that is almost right.
  let checkOf = new Map<string, string>()

  const note = (checkId: string, at: Date): boolean => {
    const known = lastAt.get(checkId)
    if (known && known >= at) return false
    lastAt.set(checkId, at)
    return true
  }
  async function write(): Promise<void> {
    const ids = [...unstored]
    if (ids.length === 0) return
    unstored = new Set()
    const ats = ids.map((id) => (lastAt.get(id) ?? clock.now()).toISOString())
    try {
      // Joined with the checks, because one may have been removed from a database that was set back meanwhile.
      await sql`
        insert into heartbeats (check_id, at)
        select c.id, b.at from unnest(${ids}::uuid[], ${ats}::timestamptz[]) as b (id, at) join checks c on c.id = b.id
        on conflict (check_id) do update set at = greatest(heartbeats.at, excluded.at)`
    } catch (cause) {
      for (const id of ids) unstored.add(id)
      log.warn('Calls of services are kept in memory until they can be stored', { checks: unstored.size, because: sentenceOf(cause) })
    }
  }
  const store = () => (storing ??= write().finally(() => (storing = undefined)))
  const timer = clock.every(STORE_EVERY_MS, () => void store())

  return {
    plan({ checks }) {
      const next = new Map<string, string>()
      const watched = new Set<string>()
      for (const { id, shape } of checks) {
        if (shape.type !== 'heartbeat') continue
        const { token } = shape.options
        next.set(hashOf(typeof token === 'string' ? token : derivedHeartbeatToken(key, id)), id)
        watched.add(id)
      }
      checkOf = next
      for (const id of lastAt.keys())
        if (!watched.has(id)) {
          lastAt.delete(id)
          unstored.delete(id)
        }
    },
    async load() {
      for (const row of await sql<{ check_id: string; at: Date }[]>`select check_id, at from heartbeats`) note(row.check_id, row.at)
    },
    beat(token, at = clock.now()) {
      const checkId = checkOf.get(hashOf(token))
      if (checkId === undefined) return false
      if (note(checkId, earlier(at, clock.now()))) unstored.add(checkId)
      return true
    },
    lastBeatAt: (checkId) => lastAt.get(checkId),
    async stop() {
      timer.cancel()
      await storing
      await store()
    },
  }
}

const earlier = (one: Date, other: Date): Date => (one < other ? one : other)
