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

/** Where something is: what is known of a check before it fails. */
export type Place = Pick<Labels, 'service' | 'check' | 'team' | 'tags'>

/** Whether all that is said of a place fits. */
export const matchesPlace = (matcher: Matcher, { service, check, team, tags }: Place): boolean =>
  anyFits(matcher.services, [service]) && anyFits(matcher.checks, [check]) && anyFits(matcher.teams, [team]) && anyFits(matcher.tags, tags)

/** Whether all that is given fits; an empty list fits nothing. */
export const matches = (matcher: Matcher, labels: Labels): boolean =>
  matchesPlace(matcher, labels) &&
  (matcher.severities?.includes(labels.severity) ?? true) &&
  (matcher.conditions?.includes(labels.condition) ?? true)

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

/** As much of a silence, or of maintenance, as says what it keeps quiet and for how long. */
type Mute = Pick<Silence, 'matcher' | 'fromAt' | 'toAt'>

/**
 * The silences and the maintenance that together hold for all of an incident's alerts now. One alert that nothing silences is enough to tell.
 *
 * @param alerts the labels of its open alerts; for one without any, its own labels
 * @returns empty where it is not quiet
 */
export function silenced<One extends Mute>(mutes: readonly One[], alerts: readonly Labels[], now: Date): readonly One[] {
  return together(
    mutes.filter((mute) => lasts(mute, now)),
    alerts,
  )
}

/** The same for those that hold at some time, whenever that is. */
export function together<One extends Mute>(mutes: readonly One[], alerts: readonly Labels[]): readonly One[] {
  const needed = mutes.filter(({ matcher }) => alerts.some((labels) => matches(matcher, labels)))
  const isQuiet = alerts.length > 0 && alerts.every((labels) => needed.some(({ matcher }) => matches(matcher, labels)))
  return isQuiet ? needed : []
}
