import { SEVERITIES, type Severity } from '../../checks/model'
import { hoursAt, weekHours } from '../../kernel/week-hours'
import { zoneOf } from '../../kernel/zoned'
import type { Policy } from '../model'

/**
 * Until when a policy tells nobody of an alert of that severity (ALR-3); null when it tells at once. Quiet hours that touch are one.
 * Hours that never end keep nothing back: a page that is never sent is worse than one at night.
 */
export function quietUntil(quietHours: Policy['quietHours'], severity: Severity, at: Date): Date | null {
  if (!quietHours || SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(quietHours.unless)) return null
  const zone = zoneOf(quietHours.timeZone)
  const { inside, untilMs } = hoursAt(weekHours([quietHours]), zone.wallAt(at.getTime()))
  return inside && Number.isFinite(untilMs) ? new Date(zone.firstAt(untilMs)) : null
}
