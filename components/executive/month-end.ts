import { MINUTE } from '@/server/kernel/duration'

/** When what was read of this month is read again: in the first minute of the next, and not by all screens at once. Months are UTC. */
export function rereadAtMs(readMs: number): number {
  const read = new Date(readMs)
  return Date.UTC(read.getUTCFullYear(), read.getUTCMonth() + 1, 1) + (readMs % MINUTE)
}
