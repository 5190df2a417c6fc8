/** Whether an http status belongs to a set. */
export type StatusSet = (status: number) => boolean

const RANGE = /^([1-5]\d\d)(?:-([1-5]\d\d))?$/

/** What is wrong with one entry of a status set (`200`, `200-299`); `undefined` when nothing is. */
export function statusRangeIssue(entry: string): string | undefined {
  const [, from, to] = RANGE.exec(entry) ?? []
  if (!from) return `"${entry}" is neither a status nor a range of them; write it like 200 or 200-299`
  return to && to < from ? `"${entry}" ends before it begins; write ${to}-${from}` : undefined
}

/** The set that the entries describe. They must have been checked with `statusRangeIssue`. */
export function statusSet(entries: readonly string[]): StatusSet {
  const ranges = entries.map((entry) => {
    const [, from = '', to] = RANGE.exec(entry) ?? []
    return [Number(from), Number(to ?? from)] as const
  })
  return (status) => {
    for (const [from, to] of ranges) if (status >= from && status <= to) return true
    return false
  }
}
