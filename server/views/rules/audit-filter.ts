import { z } from 'zod'

/** What of the audit log is shown, as it stands in the address. */
export type AuditFilter = {
  /** The id of who did it; empty for everybody. */
  readonly by: string
  /** Part of who, what, or to what. */
  readonly text: string
  /** Only entries older than the one with this id. */
  readonly before: string | undefined
}

const TEXT_MAX = 100
/** Ids of actors are uuids, or a word. */
const BY_MAX = 64
const Id = z.uuid()

type Query = { get(name: string): string | null }

/** Reads the address; what is none of ours, or cannot be looked for, is left out. */
export function readAuditFilter(query: Query): AuditFilter {
  const word = (name: string, most: number) => (query.get(name) ?? '').replaceAll('\0', '').toWellFormed().trim().slice(0, most)
  const before = Id.safeParse(query.get('before'))
  return { by: word('by', BY_MAX), text: word('q', TEXT_MAX), before: before.success ? before.data : undefined }
}

/** The address of a page of the audit log, without what goes without saying. */
export function auditAddress({ by, text, before }: Partial<AuditFilter>): string {
  const parts = { q: text ?? '', by: by ?? '', before: before ?? '' }
  const query = new URLSearchParams(Object.entries(parts).filter(([, value]) => value !== ''))
  return query.size > 0 ? `/settings/audit?${query}` : '/settings/audit'
}
