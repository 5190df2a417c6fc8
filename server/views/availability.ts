import type { Sql } from '@/db/client'
import { readTallies, type Tallies } from '../checks/queries/history'
import { availabilityOf, type Tally } from '../checks/rules/availability'
import { DAY, SECOND } from '../kernel/duration'
import type { Clock } from '../runtime/clock'
import type { Windows } from './model'
import { type PackedWindows, packWindows } from './rules/services-matrix'

/** Availability moves slowly: screens that open within this share one query. */
const FRESH_MS = 10 * SECOND
/** The last 24 hours, 7 and 30 days. */
const WINDOWS_MS = [DAY, 7 * DAY, 30 * DAY] as const

export type AvailabilityBook = {
  /** How long each service, or each check, was what in the last 24 hours, 7 and 30 days; those of which nothing is known are absent. */
  of(subject: 'check' | 'service'): Promise<Tallies>
}

export type AvailabilityParts = {
  readonly sql: Sql
  readonly clock: Pick<Clock, 'now' | 'elapsedMs'>
  /** When the engine last said something, while it is away; what is later nobody has seen. */
  readonly seenTo: () => Date | null
}

/** The availability that all views tell, by one query and one definition (IMP-13). */
export function createAvailabilityBook({ sql, clock, seenTo }: AvailabilityParts): AvailabilityBook {
  const pages = new Map<string, { readonly atMs: number; readonly tallies: Promise<Tallies> }>()
  return {
    of(subject) {
      const atMs = clock.elapsedMs()
      const page = pages.get(subject)
      if (page && atMs - page.atMs < FRESH_MS) return page.tallies
      const to = clock.now()
      const fromAts = WINDOWS_MS.map((ms) => new Date(to.getTime() - ms))
      const tallies = readTallies(sql, { subject, fromAts, to, seenTo: seenTo() ?? to })
      pages.set(subject, { atMs, tallies })
      // What could not be read is asked for again by the next screen.
      tallies.catch(() => pages.get(subject)?.tallies === tallies && pages.delete(subject))
      return tallies
    },
  }
}

/** The tallies of one subject as a screen shows them. */
export const windowsOf = ([day, week, month]: readonly Tally[]): Windows => ({ day: known(day), week: known(week), month: known(month) })

/** The same of many. */
export const packedAvailability = (tallies: Tallies): PackedWindows =>
  packWindows([...tallies].map(([id, windows]) => [id, windowsOf(windows)]))

function known(tally: Tally | undefined) {
  const range = tally && availabilityOf(tally)
  return tally && range ? { ...range, countsMs: tally.upMs + tally.downMs + tally.blindMs } : null
}
