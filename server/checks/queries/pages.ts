import type { Sql } from '@/db/client'
import type { Answer } from '../../kernel/answers'
import { DAY } from '../../kernel/duration'
import { notFound } from '../../kernel/errors'
import type { ResultAnswer } from '../answers'
import { OUTCOMES } from '../model'
import { phaseOfCode } from '../rules/phase-code'
import { readDays } from './days'
import type { StoredEvidence } from './history'

export type CheckRef = { readonly id: string; readonly no: number; readonly name: string }

/** By id or by name. */
export async function getCheckRef(sql: Sql, idOrName: string): Promise<CheckRef> {
  const [row] = await sql<CheckRef[]>`
    select id, no, name from checks where (id::text = ${idOrName} or name = ${idOrName}) and removed_at is null`
  if (!row) throw notFound('check', idOrName)
  return row
}

export type StoredResult = Answer<typeof ResultAnswer>

type Row = {
  at: Date
  total_ms: number
  outcome: number
  code: number
  dns: number
  connect: number
  tls: number
  first_byte: number
  transfer: number
}

/** Results of a check from `from` to before `before`, newest first. Only the days that there are cost anything, however wide the range. */
export async function listResults(
  sql: Sql,
  {
    no,
    from: fromAt,
    before: beforeAt,
    limit,
  }: { readonly no: number; readonly from: Date; readonly before: Date; readonly limit: number },
): Promise<StoredResult[]> {
  const days = await readDays(sql)
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return []
  const from = fromAt > first.from ? fromAt : first.from
  const endAt = new Date(last.from.getTime() + DAY)
  const before = beforeAt < endAt ? beforeAt : endAt
  const newest = (since: Date) => sql<Row[]>`
    select at, total_ms, outcome, code, dns, connect, tls, first_byte, transfer from newest_results(${no}, ${since}, ${before}, ${limit}) order by at desc`
  // To plan for one day is quicker than for all, and mostly a page is found within it.
  const dayBefore = new Date(before.getTime() - DAY)
  const ofOneDay = dayBefore > from ? await newest(dayBefore) : []
  const rows = dayBefore > from && ofOneDay.length === limit ? ofOneDay : await newest(from)
  return rows.map((row) => ({
    at: row.at,
    outcome: OUTCOMES[row.outcome] ?? 'blind',
    latencyMs: row.total_ms,
    code: row.code,
    phases: {
      dnsMs: phaseOfCode(row.dns),
      connectMs: phaseOfCode(row.connect),
      tlsMs: phaseOfCode(row.tls),
      firstByteMs: phaseOfCode(row.first_byte),
      transferMs: phaseOfCode(row.transfer),
    },
  }))
}

/** Evidence of a check from before an instant, newest first. */
export const listEvidence = async (
  sql: Sql,
  { checkId, before, limit }: { readonly checkId: string; readonly before: Date; readonly limit: number },
): Promise<StoredEvidence[]> =>
  await sql<StoredEvidence[]>`
    select id, at, because, says, body from evidence where check_id = ${checkId} and at < ${before} order by at desc limit ${limit}`
