import { SEVERITIES, type Severity } from '../../checks/model'

/** The severity one step graver; an emergency stays one. */
export const raised = (severity: Severity): Severity => SEVERITIES[Math.max(0, SEVERITIES.indexOf(severity) - 1)] ?? severity

/** Whether an incident that was resolved may still be reopened: at most `windowMs` after it was. */
export const mayReopen = (resolvedAt: Date, now: Date, windowMs: number): boolean => now.getTime() - resolvedAt.getTime() <= windowMs
