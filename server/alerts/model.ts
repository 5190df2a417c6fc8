import type { Severity } from '../checks/model'

/** A condition that holds. One is open at a time for each fingerprint. */
export type Alert = {
  readonly id: string
  readonly fingerprint: string
  readonly checkId: string
  readonly serviceId: string
  readonly severity: Severity
  /** What is wrong: it fails, or it is slow. */
  readonly condition: 'down' | 'degraded'
  /** The first failed result of the streak that opened it. */
  readonly startedAt: Date
  /** The result that confirmed it. */
  readonly openedAt: Date
  /** The first success of the streak that closed it. */
  readonly endedAt: Date | null
  /** The last success before it: between the two nobody can say (IMP-3). */
  readonly blindFromAt: Date | null
  readonly incidentId: string
  /** The service on which this one depends and whose failure explains it: nobody is told separately (CHK-5). */
  readonly causeServiceId: string | null
  readonly says: string
}
