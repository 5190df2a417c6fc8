import type { Sql } from 'postgres'
import { type Authority, type Certificate, createAuthority, restoreAuthority } from './certificate.ts'

/**
 * The authority of this database, made by its first start: clients that were told to trust it go on doing so after a restart.
 * Without a database one of its own, so that control runs and can say what is wrong.
 */
export async function keptAuthority(sql: Sql, now: Date): Promise<Authority> {
  const fresh = createAuthority(now)
  try {
    await sql`create schema if not exists marketedge`
    await sql`create table if not exists marketedge.authority (only_row boolean primary key default true check (only_row), cert text not null, key text not null)`
    await sql`insert into marketedge.authority (cert, key) values (${fresh.cert}, ${fresh.key}) on conflict do nothing`
    const [kept] = await sql<Certificate[]>`select cert, key from marketedge.authority`
    return kept ? restoreAuthority(kept) : fresh
  } catch (cause) {
    console.error(`The certificate authority could not be kept: ${cause instanceof Error ? cause.message : String(cause)}`)
    return fresh
  }
}
