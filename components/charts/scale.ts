/** A linear map from a domain to a range; a domain without extent maps to the start of the range. */
export const scale =
  ([from, to]: readonly [number, number], [start, end]: readonly [number, number]) =>
  (value: number): number =>
    to === from ? start : start + ((value - from) / (to - from)) * (end - start)

/** Round values from zero to at least `max`, 1, 2, 2.5 or 5 times a power of ten apart, at most `most` steps. */
export function niceTicks(max: number, most = 4): number[] {
  if (!(max > 0)) return [0]
  const power = 10 ** Math.floor(Math.log10(max / most))
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((candidate) => max / candidate <= most) ?? 10 * power
  return Array.from({ length: Math.ceil(max / step - 1e-9) + 1 }, (_, place) => Number((place * step).toPrecision(12)))
}

const MINUTE = 60_000
const STEPS_MS = [
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  60 * MINUTE,
  2 * 60 * MINUTE,
  3 * 60 * MINUTE,
  6 * 60 * MINUTE,
  12 * 60 * MINUTE,
  24 * 60 * MINUTE,
]

/** Instants on round minutes or hours of the zone that is `zoneOffsetMs` ahead of UTC, at most `most` of them; whole days when the span is long. */
export function timeTicks(fromMs: number, toMs: number, most = 8, zoneOffsetMs = 0): number[] {
  const span = toMs - fromMs
  const dayMs = 24 * 60 * MINUTE
  const step = STEPS_MS.find((candidate) => span / candidate <= most) ?? Math.ceil(span / most / dayMs) * dayMs
  const first = Math.ceil((fromMs + zoneOffsetMs) / step) * step - zoneOffsetMs
  return Array.from({ length: Math.max(Math.floor((toMs - first) / step) + 1, 0) }, (_, place) => first + place * step)
}

/** A number as it stands on an axis or in a readout: `5,004`, `0.8`. */
export const plain = (value: number): string =>
  value.toLocaleString('en-GB', { maximumFractionDigits: Math.abs(value) < 10 && value !== 0 ? 1 : 0 })

/** SVG numbers with one decimal: half the bytes, and no difference to be seen. */
export const px = (value: number): string => String(Math.round(value * 10) / 10)
