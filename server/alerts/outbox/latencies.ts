import { HOUR, MINUTE } from '../../kernel/duration'
import { MEASURED_KINDS, type MeasuredKind } from '../model'
import type { HourFigures } from '../queries/canaries'
import { counted, type Figures, merged, noFigures } from '../rules/figures'
import type { Outcome } from './words'

export type Latencies = {
  /** Counts what became of a message, when that is known. */
  add(outcome: Outcome): void
  /** The hours that have changed since they were last stored. */
  unstored(): readonly HourFigures[]
  /** They are stored as they were handed out. */
  stored(hours: readonly HourFigures[]): void
  /** What an earlier life has measured of an hour that goes on. */
  resume(hours: readonly HourFigures[]): void
  /** By channel and kind, since this process began. */
  total(): readonly (Figures & { readonly channel: string; readonly kind: MeasuredKind })[]
}

/** Hours are forgotten when they are stored and over; while they cannot be stored, so many channels and kinds at most are kept. */
const HOURS_MAX = 5_000

/**
 * Measures the pipeline by the messages themselves (ALR-13): from the decision to when the server of the channel, or of what stood in for it,
 * had it. Pages and canaries only: what is gathered on purpose would say nothing.
 */
export function createLatencies(): Latencies {
  const hours = new Map<string, HourFigures>()
  const dirty = new Set<string>()
  const totals = new Map<string, Figures & { readonly channel: string; readonly kind: MeasuredKind }>()

  const put = (hour: Date, channel: string, kind: MeasuredKind, ms: number | null) => {
    const key = `${hour.getTime()} ${kind} ${channel}`
    const known = hours.get(key) ?? { ...noFigures, hour, channel, kind }
    if (!hours.has(key) && hours.size >= HOURS_MAX) return
    hours.set(key, { ...known, ...counted(known, ms) })
    dirty.add(key)
    const all = totals.get(`${kind} ${channel}`) ?? { ...noFigures, channel, kind }
    totals.set(`${kind} ${channel}`, { ...all, ...counted(all, ms) })
  }
  const keyOf = ({ hour, kind, channel }: HourFigures) => `${hour.getTime()} ${kind} ${channel}`

  return {
    add({ load, attempt, state }) {
      if (state === 'waiting') return
      const { at, kind, recipient } = load.head.notice
      const measured = MEASURED_KINDS.find((one) => one === kind)
      if (!measured) return
      const hour = new Date(Math.floor(attempt.at.getTime() / HOUR) * HOUR)
      const tookMs = attempt.at.getTime() + (attempt.sentMs ?? attempt.tookMs) - at.getTime()
      put(hour, recipient.channel, measured, state === 'delivered' ? Math.max(0, tookMs) : null)
    },
    unstored: () => [...dirty].flatMap((key) => hours.get(key) ?? []),
    stored(kept) {
      const newest = Math.max(...kept.map(({ hour }) => hour.getTime()))
      for (const one of kept) {
        const key = keyOf(one)
        if (hours.get(key) !== one) continue
        dirty.delete(key)
        if (one.hour.getTime() < newest - MINUTE) hours.delete(key)
      }
    },
    resume(known) {
      for (const one of known) {
        const held = hours.get(keyOf(one))
        hours.set(keyOf(one), held ? { ...one, ...merged([one, held]) } : one)
      }
    },
    total: () => [...totals.values()],
  }
}
