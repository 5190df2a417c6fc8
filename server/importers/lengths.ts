import { HOUR, MINUTE, SECOND } from '../kernel/duration'

/** Seconds as a file writes them, within what is taken. */
export const seconds = (count: number, { atLeast = 1, atMost = Number.POSITIVE_INFINITY } = {}): string =>
  milliseconds(Math.min(Math.max(count, atLeast), atMost) * SECOND)

/** Milliseconds as a file writes them, in the largest unit of which they are a whole number. */
export function milliseconds(ms: number): string {
  const whole = Math.max(1, Math.round(ms))
  if (whole % HOUR === 0) return `${whole / HOUR}h`
  if (whole % MINUTE === 0) return `${whole / MINUTE}min`
  return whole % SECOND === 0 ? `${whole / SECOND}s` : `${whole}ms`
}

/** Durations of Go: `1m30s`, `500ms`. */
const GO_PART = /(\d+(?:\.\d+)?)(h|ms|m|s|us|µs|ns)/g
/** A duration of Go in milliseconds; undefined when it is none. */
export function goDurationMs(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const parts = [...text.matchAll(GO_PART)]
  if (parts.length === 0 || parts.map(([whole]) => whole).join('') !== text) return undefined
  return parts.reduce((sum, [, amount = '0', unit = 's']) => sum + Number(amount) * (UNITS[unit] ?? 0), 0)
}
const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1, us: 0.001, µs: 0.001, ns: 0.000001 }
