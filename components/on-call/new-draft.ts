import { HOUR } from '@/server/kernel/duration'
import { localDateMs, weekdayOf } from '@/server/kernel/local-time'
import type { OnCallList } from '@/server/views/on-call-forms'

type Definition = Readonly<Record<string, unknown>>

/** What a new one begins as: whoever makes it is the first to be told, and the week begins on its Monday. */
export function newDraft(
  list: OnCallList,
  { me, today, timeZone }: { readonly me: string | null; readonly today: string; readonly timeZone: string },
): Definition {
  switch (list) {
    case 'channels':
      return { kind: 'email', options: {} }
    case 'contacts':
      return me ? { person: me } : {}
    case 'schedules':
      return { timeZone, layers: [{ ...(me && { people: [me] }), turn: 'week', starts: mondayOf(today) }] }
    case 'policies':
      return { steps: [{ tell: [me ? { person: me } : {}] }] }
    case 'teams':
      return me ? { members: [me] } : {}
  }
}

/** The Monday of the week of a date. */
function mondayOf(date: string): string {
  const ms = localDateMs(date)
  return new Date(ms - weekdayOf(ms) * 24 * HOUR).toISOString().slice(0, 10)
}
