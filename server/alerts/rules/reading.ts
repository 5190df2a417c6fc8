import { SEVERITIES, type Severity } from '../../checks/model'
import { CONDITIONS, type Condition, type Signal, type Source } from '../model'
import { clip, oneLine } from './clip'

/** As a source of any kind reads it; `Said` of `sources/source.ts`. */
type Read = {
  readonly fingerprint: string
  readonly state: Signal['state']
  readonly title: string
  readonly says: string
  readonly group: string
  readonly labels: Readonly<Record<string, string>>
  readonly link: string | null
  readonly startedAt: Date | null
  readonly endedAt: Date | null
  readonly severity?: string | undefined
  readonly service?: string | undefined
}

/** An incident's title is a line on a phone; what proves it may be two. */
const MOST = { title: 160, says: 500, name: 100, value: 300, labels: 40, link: 2_000, key: 500 }

/** Words for severities that tools commonly use. */
const COMMON: Readonly<Record<string, Severity>> = {
  disaster: 'emergency',
  fatal: 'emergency',
  panic: 'emergency',
  crit: 'critical',
  page: 'critical',
  p1: 'critical',
  sev1: 'critical',
  alert: 'critical',
  error: 'high',
  err: 'high',
  major: 'high',
  p2: 'high',
  sev2: 'high',
  warning: 'medium',
  warn: 'medium',
  average: 'medium',
  moderate: 'medium',
  p3: 'medium',
  sev3: 'medium',
  minor: 'low',
  info: 'low',
  information: 'low',
  informational: 'low',
  notice: 'low',
  none: 'low',
  debug: 'low',
  p4: 'low',
  p5: 'low',
  sev4: 'low',
}

/** What one alert of a source says here: its service, severity and meaning by the source's mapping, its texts cut to what people read. */
export function signalOf(source: Source, read: Read, isService: (name: string) => boolean, heardAt: Date): Signal {
  const labels = labelsOf(read.labels)
  const severity = severityOf(source, read)
  const firingUntil = read.state === 'firing' && read.endedAt && read.endedAt > heardAt ? read.endedAt : null
  return {
    source: source.name,
    fingerprint: clip(read.fingerprint.toWellFormed().replaceAll('\0', ''), MOST.key),
    state: read.state,
    title: oneLine(read.title, MOST.title) || 'An alert without a name',
    says: oneLine(read.says, MOST.says),
    severity,
    condition: conditionOf(source, read, severity),
    service: serviceOf(source, read, isService),
    group: clip(read.group.toWellFormed().replaceAll('\0', ''), MOST.key),
    startedAt: read.startedAt,
    endedAt: read.state === 'resolved' ? read.endedAt : null,
    labels,
    link: linkOf(read.link),
    heardAt,
    expiresAt: read.state === 'resolved' ? null : (firingUntil ?? new Date(heardAt.getTime() + source.unheardAfter)),
  }
}

/** What is said of a source that leaves alerts out; of each source once, however many groups it sends. */
export const truncatedKey = ({ name }: Pick<Source, 'name'>): string => `truncated:${name}`

/**
 * What is said of a source that left alerts out of a group, so that nobody takes what was never sent for calm; and that it is over once that
 * group comes whole. Undefined when there is nothing to say.
 *
 * @param lastGroup the last group of which it is being said now
 */
export function truncatedSignal(
  source: Pick<Source, 'name' | 'title' | 'unheardAfter'>,
  { truncated, group }: { readonly truncated: number; readonly group: string },
  lastGroup: string | undefined,
  heardAt: Date,
): Signal | undefined {
  const labels = labelsOf({ group })
  const isFiring = truncated > 0
  if (!isFiring && lastGroup !== labels.group) return undefined
  const name = source.title ?? source.name
  const what = truncated === 1 ? '1 alert of a group was' : `${truncated} alerts of a group were`
  return {
    source: 'meta',
    fingerprint: truncatedKey(source),
    state: isFiring ? 'firing' : 'resolved',
    title: oneLine(`${name} leaves alerts out`, MOST.title),
    says: `${what} left out of what ${name} sent, and nobody here knows of them. Raise max_alerts of its webhook there, or group by more labels.`,
    severity: 'high',
    condition: 'reported',
    service: null,
    group: truncatedKey(source),
    startedAt: null,
    endedAt: null,
    labels,
    link: null,
    heardAt,
    expiresAt: isFiring ? new Date(heardAt.getTime() + source.unheardAfter) : null,
  }
}

const labelsOf = (labels: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(labels)
      .slice(0, MOST.labels)
      .map(([name, value]) => [oneLine(name, MOST.name), oneLine(value, MOST.value)]),
  )

/** The first of some labels that it has and that says something. */
const labelled = (names: readonly string[], { labels }: Read): string | undefined =>
  names.map((name) => labels[name]).find((value) => value)

/** By name: as the source's mapping says, else the value itself where a service is called so; what names none is of `otherwise`. */
function serviceOf({ service: { labels, names, otherwise } }: Source, read: Read, isService: (name: string) => boolean): string | null {
  const value = read.service ?? labelled(labels, read)
  const known = value === undefined ? undefined : Object.hasOwn(names, value) ? names[value] : isService(value) ? value : undefined
  return known ?? otherwise ?? (value === undefined ? null : oneLine(value, MOST.name))
}

function severityOf({ severity: { labels, words, otherwise } }: Source, read: Read): Severity {
  const value = read.severity ?? labelled(labels, read)
  if (value === undefined) return otherwise
  if (Object.hasOwn(words, value)) return words[value] ?? otherwise
  const word = value.trim().toLowerCase()
  return SEVERITIES.find((severity) => severity === word) ?? (Object.hasOwn(COMMON, word) ? COMMON[word] : undefined) ?? otherwise
}

const conditionOf = ({ means }: Source, { labels }: Read, severity: Severity): Condition =>
  CONDITIONS.find((condition) => condition === labels.plimsoll_means) ?? means[severity] ?? 'reported'

/** Only what a browser may be sent to. */
function linkOf(link: string | null): string | null {
  if (link === null || link.length > MOST.link || !URL.canParse(link)) return null
  const { protocol, href } = new URL(link)
  return protocol === 'http:' || protocol === 'https:' ? href : null
}
