'use client'
import { clock, day, dayAndYear, exactClock, sayTime, utc } from '@/components/ui/format-time'
import { useHydrated } from '@/components/ui/use-hydrated'
import { useNow } from './use-now'

const FORMS = { clock, exact: exactClock, day, date: dayAndYear }

export type TimeProps = {
  /** An instant, or its ISO text as it crosses from the server. */
  at: Date | string | number
  /** `auto` is relative within an hour and absolute beyond; `exact` has seconds. */
  form?: 'auto' | keyof typeof FORMS | undefined
}

/** A moment in the reader's own zone, UTC on hover. The server, which does not know the zone, writes UTC until the browser takes over. */
export function Time({ at, form = 'auto' }: TimeProps) {
  const instant = new Date(at)
  const zone = useHydrated() ? undefined : 'UTC'
  return (
    <time dateTime={instant.toISOString()} title={utc(instant)}>
      {form === 'auto' ? <Relative at={instant} zone={zone} /> : FORMS[form](instant, zone)}
    </time>
  )
}

function Relative({ at, zone }: { at: Date; zone: string | undefined }) {
  return sayTime(at, useNow(1_000), zone)
}
