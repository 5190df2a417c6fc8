import type { Db, Sql } from '@/db/client'
import type { Actor, AuditEntry, AuditNote } from './access/model'
import { insertAudit } from './access/queries'
import type { Change } from './pipeline/model'
import type { Clock } from './runtime/clock'
import type { Ids } from './runtime/ids'
import type { Log } from './runtime/log'

/** Everything a verb may use that is not its input. Built per request, socket event or job; never imported, never global. */
export type Ctx = {
  /** For reading. What belongs together is written in `transaction`. */
  readonly db: Db
  /** Bare SQL on a pool of its own, for what Drizzle cannot say. */
  readonly sql: Sql
  readonly clock: Clock
  readonly ids: Ids
  readonly actor: Actor
  /** Where the actor is, as far as trusted proxies tell; null for what Plimsoll does itself. */
  readonly address: string | null
  readonly log: Log
  /**
   * One transaction. What it recorded is published after the commit, and nothing when it fails. Whatever changes something leaves a row in the
   * audit log: the verb's own `audit`, or, when it says none, one that names the action.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
}

export type Tx = {
  readonly db: Db
  readonly actor: Actor
  /** Takes up a change that the engine and every screen must learn of. */
  record(change: Change): Promise<void>
  /** Says what was done, with before and after where that helps; never a secret. */
  audit(note: AuditNote): Promise<void>
}

export type ContextParts = Omit<Ctx, 'transaction'> & {
  /** Names what is done, for the audit row of a verb that does not say it itself: "POST /api/v1/incidents/[id]/acknowledge". */
  readonly action: string
  readonly subjectId?: string | undefined
  /** By which way from outside it came, for the audit log: "a button in slack-emergency". */
  readonly via?: string | undefined
  /** Hands committed changes to the engine and the screens. */
  publish(changes: readonly Change[]): void
}

export function createContext({ action, subjectId, via, publish, ...parts }: ContextParts): Ctx {
  return {
    ...parts,
    async transaction(work) {
      const changes: Change[] = []
      const notes: AuditNote[] = []
      const result = await parts.db.transaction(async (db) => {
        const tx: Tx = {
          db,
          actor: parts.actor,
          async record(change) {
            changes.push(change)
          },
          async audit(note) {
            notes.push(note)
          },
        }
        const worked = await work(tx)
        if (changes.length > 0 && notes.length === 0) notes.push({ action, ...(subjectId && { subject: { id: subjectId } }) })
        const at = parts.clock.now()
        if (notes.length > 0)
          await insertAudit(
            db,
            notes.map((note) => auditEntry(parts, at, via === undefined ? note : { ...note, after: { ...fieldsOf(note.after), via } })),
          )
        return worked
      })
      if (changes.length > 0) publish(changes)
      return result
    },
  }
}

const fieldsOf = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {})

/** What somebody did, as a row of the audit log. */
export const auditEntry = ({ ids, actor, address }: Pick<Ctx, 'ids' | 'actor' | 'address'>, at: Date, note: AuditNote): AuditEntry => ({
  id: ids.next(),
  at,
  actorKind: actor.kind,
  actorId: actor.id,
  actorName: actor.name,
  action: note.action,
  subjectId: note.subject?.id ?? null,
  subjectName: note.subject?.name ?? null,
  before: note.before ?? null,
  after: note.after ?? null,
  address,
})
