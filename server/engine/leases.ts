import type { Fragment, Sql } from '@/db/client'
import { SECOND } from '../kernel/duration'
import { sentenceOf } from '../kernel/errors'
import type { Fence } from '../pipeline/commit'
import type { Clock } from '../runtime/clock'
import type { Log } from '../runtime/log'

/** An engine that has not renewed for so long is taken to be gone. */
const LEASE_MS = 10 * SECOND
const RETRY_MS = SECOND
/** One that has expired by the date is left so long to be renewed: dates jump, and a frozen Postgres lets nobody renew. */
const GRACE_MS = 3 * SECOND
/** An answer that took longer tells of a Postgres that was away. */
const PROMPT_MS = SECOND
/** What a holder writes who goes of his own will. */
const RELEASED = new Date(0)

export type LeaseParts = {
  readonly sql: Sql
  readonly clock: Clock
  readonly log: Log
  readonly name: string
  /** The same for every life of one installation, so that an engine that was killed has its lease back at once. */
  readonly holder: string
}

export type Renewal = { readonly held: boolean }

export type Lease = {
  /**
   * Waits until the lease is ours. `onWaiting` is told once when another holds it.
   *
   * @returns whether another held it since we last did: what we concluded then has been overtaken
   */
  acquire(signal: AbortSignal, onWaiting: (holder: string) => void): Promise<'ours-before' | 'of-another'>
  /**
   * Keeps it for another while; `held` is false when somebody else has it now. Throws when Postgres cannot be asked.
   *
   * @param reading more columns of the row that is answered: what is looked at each second anyway then costs no turn to Postgres of its own
   */
  renew<Read extends object>(reading?: Fragment): Promise<Renewal & Read>
  /** What commits must be made under; null before it was acquired. */
  readonly fence: Fence | null
  /** Gives it back, so that a successor need not wait. */
  release(): Promise<void>
}

type Row = { readonly holder: string; readonly epoch: string; readonly expires_at: Date }

/** The right to write, as a row in Postgres. Each new holder raises the epoch, by which the commits of the one before are refused. */
export function createLease({ sql, clock, log, name, holder }: LeaseParts): Lease {
  let fence: Fence | null = null
  /** Another's lease as it was first seen unrenewed, and when. */
  let watched: { readonly epoch: string; readonly expiresMs: number; readonly sinceMs: number } | undefined
  const expiry = () => new Date(clock.now().getTime() + LEASE_MS).toISOString()

  /** Whoever cannot renew because Postgres was away gets the time to do so afterwards: only what stands still while Postgres answers is dead. */
  function isDead({ epoch, expires_at }: Row, askedMs: number): boolean {
    const expiresMs = expires_at.getTime()
    const nowMs = clock.elapsedMs()
    if (expiresMs === RELEASED.getTime()) return true
    const same = watched?.epoch === epoch && watched.expiresMs === expiresMs && nowMs - askedMs <= PROMPT_MS
    if (!watched || !same) watched = { epoch, expiresMs, sinceMs: nowMs }
    const unrenewedMs = nowMs - watched.sinceMs
    return unrenewedMs >= LEASE_MS || (unrenewedMs >= GRACE_MS && expiresMs <= clock.now().getTime())
  }

  /** The holder before us, or who holds it. */
  async function take(): Promise<{ readonly taken: boolean; readonly of: string | undefined }> {
    const askedMs = clock.elapsedMs()
    const [row] = await sql<Row[]>`select holder, epoch, expires_at from leases where name = ${name}`
    if (row && row.holder !== holder && !isDead(row, askedMs)) return { taken: false, of: row.holder }
    const [mine] = await sql<{ epoch: string }[]>`
      insert into leases (name, holder, epoch, expires_at) values (${name}, ${holder}, 1, ${expiry()})
      on conflict (name) do update set holder = excluded.holder, epoch = leases.epoch + 1, expires_at = excluded.expires_at
      where leases.epoch = ${row?.epoch ?? 0} and leases.expires_at = ${row?.expires_at.toISOString() ?? RELEASED.toISOString()}
      returning epoch`
    if (mine) fence = { lease: name, epoch: Number(mine.epoch) }
    return { taken: mine !== undefined, of: row?.holder }
  }

  return {
    async acquire(signal, onWaiting) {
      let told = false
      while (!signal.aborted) {
        try {
          const { taken, of } = await take()
          if (taken) return of === undefined || of === holder ? 'ours-before' : 'of-another'
          if (!told && of !== undefined && of !== holder) {
            onWaiting(of)
            told = true
          }
        } catch (cause) {
          watched = undefined
          log.warn('Postgres does not answer yet; the engine waits for it', { because: sentenceOf(cause) })
        }
        await clock.sleep(RETRY_MS, signal)
      }
      return 'of-another'
    },
    async renew<Read extends object>(reading = sql`null as nothing`) {
      // Nobody need wait for the disk: a Postgres that forgets a renewal has an older one.
      const [row] = await sql<(Renewal & Read)[]>`
        with renewed as (update leases set expires_at = ${expiry()} where name = ${name} and holder = ${holder} and epoch = ${fence?.epoch ?? -1} returning name)
        select exists (select from renewed) as held, set_config('synchronous_commit', 'off', true), ${reading}`
      if (!row) throw new Error('Postgres answered the renewal of a lease with nothing.')
      return row
    },
    get fence() {
      return fence
    },
    async release() {
      if (fence) await sql`update leases set expires_at = ${RELEASED.toISOString()} where name = ${name} and epoch = ${fence.epoch}`
      fence = null
    },
  }
}
