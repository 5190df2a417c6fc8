/**
 * Many records of one shape as columns, for the way to a screen: what all share is said once, what few values make up is said by
 * number, and nested records are tables of their own.
 */
export type Table = { readonly count: number; readonly columns: Readonly<Record<string, Column>> }

export type Column =
  | { readonly one: unknown }
  | { readonly of: readonly unknown[]; readonly at: readonly number[] }
  | { readonly all: readonly unknown[] }
  /** Records within the records; `none` lists the places where there is null. */
  | { readonly table: Table; readonly none: readonly number[] }

type Row = Readonly<Record<string, unknown>>

/** More different values than one for so many rows are not worth numbering. */
const ROWS_PER_VALUE = 3

/** Packs records; every one has the keys of the first. Values are what JSON can say. */
export function packTable(rows: readonly object[]): Table {
  const keys = Object.keys(rows[0] ?? {})
  return {
    count: rows.length,
    columns: Object.fromEntries(keys.map((key) => [key, packColumn(rows.map((row) => (row as Row)[key] ?? null))])),
  }
}

function packColumn(values: readonly unknown[]): Column {
  const [first] = values
  if (values.length > 0 && (typeof first !== 'object' || first === null) && values.every((value) => value === first)) return { one: first }
  if (values.some(isRecord) && values.every((value) => value === null || isRecord(value)))
    return {
      table: packTable(values.filter(isRecord)),
      none: values.flatMap((value, place) => (value === null ? place : [])),
    }
  const places = new Map<unknown, number>()
  const of: unknown[] = []
  const at: number[] = []
  for (const value of values) {
    const key = typeof value === 'object' ? JSON.stringify(value) : value
    let place = places.get(key)
    if (place === undefined) {
      place = of.push(value) - 1
      places.set(key, place)
      if (of.length > 1 && of.length * ROWS_PER_VALUE > values.length) return { all: values }
    }
    at.push(place)
  }
  return { of, at }
}

/** The records of a table. */
export function unpackTable({ count, columns }: Table): Row[] {
  const rows: Record<string, unknown>[] = Array.from({ length: count }, () => ({}))
  for (const [key, column] of Object.entries(columns)) {
    const values = unpackColumn(column, count)
    rows.forEach((row, place) => {
      row[key] = values[place]
    })
  }
  return rows
}

function unpackColumn(column: Column, count: number): readonly unknown[] {
  if ('one' in column) return Array.from({ length: count }, () => column.one)
  if ('all' in column) return column.all
  if ('of' in column) return column.at.map((place) => column.of[place])
  const none = new Set(column.none)
  const records = unpackTable(column.table).values()
  return Array.from({ length: count }, (_, place) => (none.has(place) ? null : records.next().value))
}

const isRecord = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value)
