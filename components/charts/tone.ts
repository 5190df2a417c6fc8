/** What a mark of data says; the names are those of the tokens in globals.css. */
export type Tone = 'up' | 'degraded' | 'down' | 'unknown' | 'maintenance' | 'predicted'

export const TONE_FILL: Record<Tone, string> = {
  up: 'fill-fill-up',
  degraded: 'fill-fill-degraded',
  down: 'fill-fill-down',
  unknown: 'fill-none stroke-fill-unknown',
  maintenance: 'fill-fill-maintenance',
  predicted: 'fill-fill-predicted',
}

/** `currentColor` for lines, dots and words. */
export const TONE_TEXT: Record<Tone | 'ink', string> = {
  ink: 'text-ink',
  up: 'text-status-up',
  degraded: 'text-status-degraded',
  down: 'text-status-down',
  unknown: 'text-status-unknown',
  maintenance: 'text-status-maintenance',
  predicted: 'text-status-predicted',
}
