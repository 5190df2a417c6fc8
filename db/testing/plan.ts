import type { Sql } from '../client'

type Plan = {
  readonly 'Node Type': string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly 'Rows Removed by Index Recheck'?: number
  readonly Plans?: readonly Plan[]
}

/** How many rows all scans of a statement together looked at. Runs it. */
export async function rowsRead(sql: Sql, statement: string): Promise<number> {
  const [row] = await sql.unsafe(`explain (analyze, format json) ${statement}`)
  return readBy(row?.['QUERY PLAN'][0].Plan)
}

function readBy(plan: Plan): number {
  const own = plan['Node Type'].includes('Scan')
    ? (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0) + (plan['Rows Removed by Index Recheck'] ?? 0)) * plan['Actual Loops']
    : 0
  return own + (plan.Plans ?? []).reduce((sum, one) => sum + readBy(one), 0)
}

/** A statement with its parameters written in. */
export function bound(query: string, parameters: readonly unknown[]): string {
  return query.replace(/\$(\d+)/g, (_all, place) => literal(parameters[Number(place) - 1]))
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return `array[${value.map(literal).join(', ')}]`
  return `'${String(value).replaceAll("'", "''")}'`
}
