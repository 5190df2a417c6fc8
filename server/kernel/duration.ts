export const SECOND = 1_000
export const MINUTE = 60_000
export const HOUR = 3_600_000
export const DAY = 86_400_000

const UNITS = { ms: 1, s: SECOND, min: MINUTE, m: MINUTE, h: HOUR, d: DAY } as const

/**
 * Reads a duration as people write it: `250ms`, `30s`, `5min` (or `5m`), `2h`, `1d`; a bare number is seconds.
 *
 * @returns milliseconds, or `undefined` when it is not a duration
 */
export function parseDuration(text: string | number): number | undefined {
  if (typeof text === 'number') return Number.isFinite(text) && text >= 0 ? Math.round(text * SECOND) : undefined
  const [, amount = '', unit = 's'] = /^(\d+(?:\.\d+)?)\s*(ms|s|min|m|h|d)?$/.exec(text.trim()) ?? []
  return amount === '' ? undefined : Math.round(Number(amount) * UNITS[unit as keyof typeof UNITS])
}

/** The same in reverse, exact and short: 90000 → `90s`, 3600000 → `1h`. For files and forms. */
export function writeDuration(ms: number): string {
  for (const [unit, size] of [
    ['d', DAY],
    ['h', HOUR],
    ['min', MINUTE],
    ['s', SECOND],
  ] as const)
    if (ms >= size && ms % size === 0) return `${ms / size}${unit}`
  return `${ms}ms`
}

/** How long, as it is read on a screen: `850 ms`, `42 s`, `6 min`, `2 h 04`, `11 days`. */
export function formatDuration(ms: number): string {
  if (ms < SECOND) return `${Math.round(ms)} ms`
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`
  if (ms < 2 * DAY) return `${Math.floor(ms / HOUR)} h ${String(Math.floor((ms % HOUR) / MINUTE)).padStart(2, '0')}`
  return `${Math.floor(ms / DAY)} days`
}
