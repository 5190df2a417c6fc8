import type { Alert, SignalAlert } from '../../alerts/model'
import { OWN_SOURCES } from '../../alerts/model'
import { SEVERITIES } from '../../checks/model'
import type { World } from '../../pipeline/model'
import type { Report } from '../rows'

/** So many travel with a row. */
export const REPORTS_SHOWN = 20

/** The last of each that is reported, the worst first. */
export function reportsOf(alerts: Iterable<Alert>): readonly SignalAlert[] {
  const latest = new Map<string, SignalAlert>()
  for (const alert of alerts) {
    if (alert.signal === null) continue
    const known = latest.get(alert.fingerprint)
    if (!known || known.openedAt <= alert.openedAt) latest.set(alert.fingerprint, alert)
  }
  return [...latest.values()].toSorted(worstFirst)
}

/** Open ones first, then the gravest, then the oldest. */
export const worstFirst = (a: Alert, b: Alert): number =>
  Number(a.endedAt !== null) - Number(b.endedAt !== null) ||
  SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
  a.startedAt.getTime() - b.startedAt.getTime() ||
  (a.id < b.id ? -1 : 1)

export function reportOf(world: World, { id, serviceId, severity, condition, startedAt, endedAt, says, signal }: SignalAlert): Report {
  const { source, title, labels, link, heardMs, expiresMs } = signal
  return {
    id,
    source,
    sourceTitle: titleOf(world, source),
    title,
    says,
    serviceId,
    serviceTitle: world.services.get(serviceId ?? '')?.service.title ?? null,
    severity,
    condition,
    startedAtMs: startedAt.getTime(),
    endedAtMs: endedAt?.getTime() ?? null,
    heardAtMs: heardMs,
    expiresAtMs: expiresMs,
    labels,
    link,
  }
}

const titleOf = ({ routing }: World, source: string): string =>
  OWN_SOURCES.some((own) => own === source) ? 'Plimsoll' : (routing.sources.find(({ name }) => name === source)?.title ?? source)
