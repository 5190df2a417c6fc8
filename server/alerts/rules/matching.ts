import { SEVERITIES, type Severity } from '../../checks/model'
import { CONDITIONS, type Condition, type DefinitionInput, type Matcher, type Silence } from '../model'

/** What a matcher looks at. */
export type Labels = {
  /** By name. */
  readonly service: string | null
  readonly check: string | null
  readonly team: string | null
  readonly tags: readonly string[]
  readonly severity: Severity
  readonly condition: Condition
}

/** Whether a text fits what was written: the same, or with a `*` at the end, begins so. */
export const fits = (written: string, text: string): boolean =>
  written.endsWith('*') ? text.startsWith(written.slice(0, -1)) : text === written

const anyFits = (written: readonly string[] | undefined, texts: readonly (string | null)[]): boolean =>
  written === undefined || texts.some((text) => text !== null && written.some((one) => fits(one, text)))

/** Whether all that is given fits; an empty list fits nothing. */
export const matches = (matcher: Matcher, { service, check, team, tags, severity, condition }: Labels): boolean =>
  anyFits(matcher.services, [service]) &&
  anyFits(matcher.checks, [check]) &&
  anyFits(matcher.teams, [team]) &&
  anyFits(matcher.tags, tags) &&
  (matcher.severities?.includes(severity) ?? true) &&
  (matcher.conditions?.includes(condition) ?? true)

/** Whether it takes in every alert there could be: worth a question before it is saved. What has no service or team counts as taken in. */
export const matchesEverything = ({ services, checks, teams, tags, severities, conditions }: Matcher): boolean =>
  [services, checks, teams, tags].every((written) => written?.includes('*') ?? true) &&
  SEVERITIES.every((severity) => severities?.includes(severity) ?? true) &&
  CONDITIONS.every((condition) => conditions?.includes(condition) ?? true)

/** The line of the matrix that holds for an alert: the first that matches (ALR-2). */
export const definitionOf = (definitions: readonly DefinitionInput[], labels: Labels): DefinitionInput | undefined =>
  definitions.find(({ when }) => matches(when, labels))

/** Whether a silence lasts at an instant: from its first on, and not at its last. */
export const lasts = ({ fromAt, toAt }: Pick<Silence, 'fromAt' | 'toAt'>, now: Date): boolean => fromAt <= now && now < toAt

/** What keeps an incident quiet: its silences now, and the first instant at which that changes. */
export type Quiet = { readonly silences: readonly Silence[]; readonly until: Date | null }

/**
 * The silences that hold for all of an incident's alerts now. One alert that nobody silenced is enough to tell.
 *
 * @param alerts the labels of its open alerts; for one without any, its own labels
 * @returns no silences where it is not quiet; `until` is the earliest end of those that hold
 */
export function silenced(silences: readonly Silence[], alerts: readonly Labels[], now: Date): Quiet {
  const holding = silences.filter((silence) => lasts(silence, now))
  const needed = holding.filter(({ matcher }) => alerts.some((labels) => matches(matcher, labels)))
  const quiet = alerts.length > 0 && alerts.every((labels) => needed.some(({ matcher }) => matches(matcher, labels)))
  if (!quiet) return { silences: [], until: null }
  return { silences: needed, until: new Date(Math.min(...needed.map(({ toAt }) => toAt.getTime()))) }
}
