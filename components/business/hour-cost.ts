import { factorAt } from '@/server/impact/rules/profile'
import { WEEKDAYS } from '@/server/kernel/local-time'
import { type Draft, numberOf } from './drafts'

/** What an hour without everything that a stream needs costs: now, and in its dearest hour of the week. In whole units of the currency. */
export type HourCost = {
  readonly now: { readonly factor: number; readonly amount: number }
  readonly peak: { readonly factor: number; readonly amount: number; readonly when: string }
  /** By service: what it takes alone, now. */
  readonly alone: readonly { readonly service: string; readonly amount: number }[]
}

/** From what stands in the fields of a stream; undefined while they are no numbers. */
export function hourCost({ texts, pairs, profile }: Draft, nowMs: number): HourCost | undefined {
  const perHour = numberOf(texts.perHour ?? '')
  if (typeof perHour !== 'number' || !Number.isFinite(perHour)) return undefined
  const hours = profile?.week.flatMap((day) => day.map((typed) => numberOf(typed)))
  const factors = hours?.flatMap((factor) => (typeof factor === 'number' ? factor : []))
  if (hours && factors?.length !== hours.length) return undefined
  const now = profile && factors ? factorNow(profile.timeZone, factors, nowMs) : 1
  if (now === undefined) return undefined
  const top = factors ? Math.max(...factors) : 1
  const at = factors?.indexOf(top) ?? 0
  return {
    now: { factor: now, amount: perHour * now },
    peak: { factor: top, amount: perHour * top, when: factors ? hourWords(at) : 'every hour is alike' },
    alone: (pairs.dependsOn ?? []).flatMap(({ key, value }) => {
      const share = numberOf(value.replace('%', ''))
      return key !== '' && typeof share === 'number' ? [{ service: key, amount: (perHour * now * share) / 100 }] : []
    }),
  }
}

function factorNow(timeZone: string, hours: readonly number[], nowMs: number): number | undefined {
  try {
    return factorAt({ timeZone, hours }, nowMs)
  } catch {
    // A zone that is half typed.
    return undefined
  }
}

const DAYS = { mon: 'Mon', tue: 'Tue', wed: 'Wed', thu: 'Thu', fri: 'Fri', sat: 'Sat', sun: 'Sun' } as const
/** 0 → `Mon 00:00`. */
export const hourWords = (hour: number): string =>
  `${DAYS[WEEKDAYS[Math.floor(hour / 24)] ?? 'mon']} ${String(hour % 24).padStart(2, '0')}:00`
