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

/** Names that read as many: `Orders`, `Renewal payments`; not `Address`, `Status`, `Redis`, `DNS`. */
export const readsAsMany = (title: string): boolean => /[b-df-hj-np-rtv-z]s$/.test(title)

/** The incident in one sentence of the business. */
export function titleOf(
  service: Pick<Service, 'title'>,
  status: Status,
  check: Pick<Check, 'title'>,
  condition: Alert['condition'],
): string {
  const is = (title: string) => `${title} ${readsAsMany(title) ? 'are' : 'is'}`
  if (status === 'down') return `${is(service.title)} failing`
  if (condition === 'degraded') return `${is(service.title)} slow`
  return check.title === service.title ? `${is(service.title)} impaired` : `${is(service.title)} impaired: ${is(check.title)} failing`
}

/** What fails, as a sentence: `Orders are failing`. */
export const failing = (title: string): string => `${title} ${readsAsMany(title) ? 'are' : 'is'} failing`
