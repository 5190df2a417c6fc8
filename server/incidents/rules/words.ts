import type { Alert } from '../../alerts/model'
import type { Service, Tier } from '../../catalogue/model'
import { type Check, SEVERITIES, type Severity, type Status } from '../../checks/model'

const DOWN_BY_TIER: Readonly<Record<Tier, Severity>> = { 1: 'critical', 2: 'high', 3: 'medium' }

/** The graver of two severities. */
export const graver = (a: Severity, b: Severity): Severity => (SEVERITIES.indexOf(a) <= SEVERITIES.indexOf(b) ? a : b)
const milder = (a: Severity, b: Severity): Severity => (graver(a, b) === a ? b : a)

/** How bad it is when a check fails or is slow: as declared, else by the tier of its service; slowness and what is not critical are at most medium. */
export function severityOf(
  check: Pick<Check, 'severity' | 'critical'>,
  service: Pick<Service, 'tier'> | undefined,
  condition: Alert['condition'],
): Severity {
  const whenDown = check.severity ?? DOWN_BY_TIER[service?.tier ?? 2]
  if (check.severity && condition === 'down') return whenDown
  return condition === 'down' && check.critical ? whenDown : milder(whenDown, 'medium')
}

/** The incident in one sentence of the business. */
export function titleOf(
  service: Pick<Service, 'title'>,
  status: Status,
  check: Pick<Check, 'title'>,
  condition: Alert['condition'],
): string {
  if (status === 'down') return `${service.title} is failing`
  if (condition === 'degraded') return `${service.title} is slow`
  return check.title === service.title ? `${service.title} is impaired` : `${service.title} is impaired: ${check.title} is failing`
}
