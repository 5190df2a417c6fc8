import { SEVERITIES, type Severity } from '../../checks/model'
import { MINUTE } from '../../kernel/duration'

/** 0 is the gravest. */
export const rankOf = (severity: Severity): number => SEVERITIES.indexOf(severity)

/** Losing this many times the waterline or more makes delays this fraction of what is written (ALR-10). The steepest first. */
const PACES = [
  { from: 16, factor: 1 / 8 },
  { from: 4, factor: 1 / 4 },
  { from: 1, factor: 1 / 2 },
] as const

/**
 * How much faster steps follow each other the more is lost: as written below the waterline, in half the time from it, in a quarter from
 * four times and in an eighth from sixteen times as much. The line is what the business said it can bear (`impact.waterlinePerHour`); without
 * one there is nothing to compare with, and delays stay as written.
 *
 * @param lossPerHour expected, in the same unit as the line
 * @returns 0..1, by which delays are multiplied
 */
export function paceOf(lossPerHour: number, waterlinePerHour: number | null): number {
  if (waterlinePerHour === null || !(lossPerHour > 0)) return 1
  return PACES.find(({ from }) => lossPerHour >= from * waterlinePerHour)?.factor ?? 1
}

/** A delay at a pace, in milliseconds; never below a minute where more was written, as somebody has to find their telephone. */
export const paced = (writtenMs: number, pace: number): number => Math.max(Math.round(writtenMs * pace), Math.min(writtenMs, MINUTE))

/** What the order of a queue is made of. */
export type Urgency = {
  readonly id: string
  readonly lossPerMinute: number
  readonly severity: Severity
  /** Since when it waits. */
  readonly at: Date
}

/** The order of every queue (ALR-10): what loses most a minute, then what is gravest, then what is oldest. The id makes it the same everywhere. */
export const byUrgency = (one: Urgency, other: Urgency): number =>
  other.lossPerMinute - one.lossPerMinute ||
  rankOf(one.severity) - rankOf(other.severity) ||
  one.at.getTime() - other.at.getTime() ||
  (one.id < other.id ? -1 : Number(one.id > other.id))
