/** Whole tenths of a millisecond fit up to here in two bytes. */
const FINE_MS = 3_276.7
const COARSE_MS = 32_768

/** A duration in two bytes: tenths of a millisecond up to 3.2 s, beyond that whole milliseconds as a negative number, at most 32.7 s. */
export function codeOfPhase(ms: number): number {
  if (!(ms > 0)) return 0
  return ms <= FINE_MS ? Math.round(ms * 10) : -Math.min(COARSE_MS, Math.round(ms))
}

/** The duration in milliseconds that a code stands for. */
export const phaseOfCode = (code: number): number => (code < 0 ? -code : code / 10)
