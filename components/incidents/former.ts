import type { Incident } from '@/server/incidents/model'

/** A former incident, for comparison. */
export type FormerIncident = {
  readonly id: string
  readonly number: number
  readonly title: string
  readonly cause: string | null
  readonly startedAtMs: number
  /** From the first failure to the proven end, in milliseconds; null when recovery was not proven. */
  readonly repairMs: number | null
}

type Sent<Value> = {
  readonly [Key in keyof Value]: Value[Key] extends Date
    ? string | Date
    : Value[Key] extends Date | null
      ? string | Date | null
      : Value[Key]
}

/** What the list of incidents answers, as it is compared; without the one that is looked at. */
export const formerOf = ({ incidents }: { readonly incidents: readonly Sent<Incident>[] }, exceptId: string): readonly FormerIncident[] =>
  incidents
    .filter(({ id }) => id !== exceptId)
    .map(({ id, number, title, cause, startedAt, endedAt, proven }) => {
      const startedAtMs = new Date(startedAt).getTime()
      return { id, number, title, cause, startedAtMs, repairMs: proven && endedAt ? new Date(endedAt).getTime() - startedAtMs : null }
    })

/** The middle of the proven repair times; undefined when there is none. */
export function medianRepairMs(former: readonly FormerIncident[]): number | undefined {
  const times = former.flatMap(({ repairMs }) => repairMs ?? []).toSorted((a, b) => a - b)
  const upper = times[Math.floor(times.length / 2)]
  const lower = times[Math.floor((times.length - 1) / 2)]
  return upper === undefined || lower === undefined ? undefined : (upper + lower) / 2
}
