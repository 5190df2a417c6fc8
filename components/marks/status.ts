export type Status = 'up' | 'degraded' | 'down' | 'unknown' | 'maintenance' | 'paused'

/** What a mark can show: a status, or how an incident or a forecast stands. */
export type Mark = Status | 'recovering' | 'predicted'

export const MARK_WORDS: Record<Mark, string> = {
  up: 'up',
  degraded: 'degraded',
  down: 'down',
  unknown: 'unknown',
  maintenance: 'in maintenance',
  paused: 'paused',
  recovering: 'recovering',
  predicted: 'predicted',
}

/** The class that gives text the colour of a mark. Recovering is on its way up. */
export const MARK_TEXT: Record<Mark, string> = {
  up: 'text-status-up',
  degraded: 'text-status-degraded',
  down: 'text-status-down',
  unknown: 'text-status-unknown',
  maintenance: 'text-status-maintenance',
  paused: 'text-status-paused',
  recovering: 'text-status-up',
  predicted: 'text-status-predicted',
}
