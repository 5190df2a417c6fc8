import type { Sql } from '@/db/client'
import { SECOND } from '../kernel/duration'
import { sentenceOf } from '../kernel/errors'
import type { Fence } from '../pipeline/commit'
import type { Clock } from '../runtime/clock'
import type { Log } from '../runtime/log'

/** An engine that has not renewed for so long is taken to be gone. */
export const LEASE_MS = 10 * SECOND
const RETRY_MS = SECOND

export type LeaseParts = {
  readonly sql: Sql
  readonly clock: Clock
  readonly log: Log
  readonly name: string
  /** The same for every life of one installation, so that an engine that was killed has its lease back at once. */
  readonly holder: string
}

export type Lease = {
  /** Waits until the lease is ours. `onWaiting` is told once when another holds it. */
  acquire(signal: AbortSignal, onWaiting: (holder: string) => void): Promise<void>
  /** Keeps it for another while. False when somebody else has it now. Throws when Postgres cannot be asked. */
  renew(): Promise<boolean>
  /** What commits must be made under; null before it was acquired. */
  readonly fence: Fence | null
  /** Gives it back, so that a successor need not wait. */
  release(): Promise<void>
}

/** The right to write, as a row in Postgres. Each new holder raises the epoch, by which the commits of the one before are refused. */
export function createLease({ sql, clock, log, name, holder }: LeaseParts): Lease {
  let fence: Fence | null = null
  const expiry = () => new Date(clock.now().getTime() + LEASE_MS).toISOString()

  async function take(): Promise<string | undefined> {
    const [row] = await sql<{ epoch: string }[]>`
      insert into leases (name, holder, epoch, expires_at) values (${name}, ${holder}, 1, ${expiry()})
      on conflict (name) do update set holder = excluded.holder, epoch = leases.epoch + 1, expires_at = excluded.expires_at
      where leases.expires_at <= ${clock.now().toISOString()} or leases.holder = excluded.holder
      returning epoch`
    if (row) {
      fence = { lease: name, epoch: Number(row.epoch) }
      return undefined
    }
    const [other] = await sql<{ holder: string }[]>`select holder from leases where name = ${name}`
    return other?.holder ?? 'another engine'
  }

  return {
    async acquire(signal, onWaiting) {
      let told = false
      while (!signal.aborted) {
        try {
          const other = await take()
          if (other === undefined) return
          if (!told) onWaiting(other)
          told = true
        } catch (cause) {
          log.warn('Postgres does not answer yet; the engine waits for it', { because: sentenceOf(cause) })
        }
        await clock.sleep(RETRY_MS, signal)
      }
    },
    async renew() {
      const rows =
        await sql`update leases set expires_at = ${expiry()} where name = ${name} and holder = ${holder} and epoch = ${fence?.epoch ?? -1} returning name`
      return rows.length > 0
    },
    get fence() {
      return fence
    },
    async release() {
      if (fence) await sql`update leases set expires_at = ${clock.now().toISOString()} where name = ${name} and epoch = ${fence.epoch}`
      fence = null
    },
  }
}
