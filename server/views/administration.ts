import type { Db, Sql } from '@/db/client'
import { type Actor, type ApiKey, type AuditEntry, type KeyKind, type Right, rightsOf } from '../access/model'
import { listLiveKeys } from '../access/queries'
import { actionsSaying, hidesMoney, shownTo } from '../access/rules/audit-entry'
import { patternOf } from '../kernel/inputs'
import type { Clock } from '../runtime/clock'
import type { Log } from '../runtime/log'
import { type AuditActor, auditActors, auditEdge, auditEntries, type PersonRow, peopleSeen } from './administration-queries'
import type { Section } from './model'
import type { AuditFilter } from './rules/audit-filter'
import { mapped, reader } from './section'

export type AdministrationParts = {
  readonly db: Db
  readonly sql: Sql
  readonly clock: Clock
  readonly log: Log
  readonly actor: Actor
}

export type PeopleView = {
  readonly people: Section<readonly PersonRow[]>
  /** Whose page it is; null for a key. */
  readonly me: string | null
}

/** Everybody who may come in, in one query. */
export async function peopleView({ sql, clock, log, actor }: AdministrationParts): Promise<PeopleView> {
  const people = await reader({ clock, log })('the list of people', peopleSeen(sql))
  return { people, me: actor.kind === 'person' ? actor.id : null }
}

export type KeysView = {
  readonly keys: Section<readonly ApiKey[]>
  /** Those that may be given to a new key. */
  readonly rights: readonly Right[]
}

/** The keys that are in use, of programs or of wall screens. */
export async function keysView({ db, clock, log, actor }: AdministrationParts, kinds: readonly KeyKind[]): Promise<KeysView> {
  const what = kinds.includes('wall') ? 'the list of wall links' : 'the list of keys'
  const keys = await reader({ clock, log })(what, listLiveKeys(db, kinds, clock.now()))
  return { keys, rights: [...rightsOf(actor)] }
}

/** An entry with whether its amounts are kept from who looks. */
export type AuditRow = AuditEntry & { readonly hidden: boolean }

export type AuditView = {
  readonly filter: AuditFilter
  /** Who can be chosen; empty when they could not be read. */
  readonly actors: readonly AuditActor[]
  readonly page: Section<{
    readonly rows: readonly AuditRow[]
    /** Where the next page begins; null at the end of the log. */
    readonly next: string | null
    /** How far back the search went where it stopped before the end. */
    readonly searchedBackTo: Date | null
  }>
}

const PAGE_ROWS = 50

/** A page of the audit log, in three bounded queries. */
export async function auditView({ sql, clock, log, actor }: AdministrationParts, filter: AuditFilter): Promise<AuditView> {
  const read = reader({ clock, log })
  const { by, text, before = null } = filter
  const looking = { before, by: by || null, pattern: text ? patternOf(text) : null, actions: text ? actionsSaying(text) : [] }
  const filtered = by !== '' || text !== ''
  const [found, actors] = await Promise.all([
    read(
      'the audit log',
      Promise.all([auditEntries(sql, { ...looking, limit: PAGE_ROWS + 1 }), filtered ? auditEdge(sql, before) : undefined]),
    ),
    read('who did something', auditActors(sql)),
  ])
  const rights = rightsOf(actor)
  return {
    filter,
    actors: actors.kind === 'ready' ? actors.value : [],
    page: mapped(found, ([entries, edge]) => {
      const shown = entries.slice(0, PAGE_ROWS)
      const more = entries.length > PAGE_ROWS
      return {
        rows: shown.map((entry) => ({ ...shownTo(entry, rights), hidden: hidesMoney(entry, rights) })),
        next: more ? (shown.at(-1)?.id ?? null) : (edge?.id ?? null),
        searchedBackTo: more ? null : (edge?.at ?? null),
      }
    }),
  }
}
