import type { AuditEntry, Right } from '../model'

/** What a declared thing holds that is money: what a stream brings in, what a deal is worth. */
const OF_MONEY = /^(stream|opportunity|segment|contract)\./

/** An entry as somebody may see it: what was done stays, amounts only for those who may see money (ECO-4). */
export const shownTo = (entry: AuditEntry, rights: ReadonlySet<Right>): AuditEntry =>
  hidesMoney(entry, rights) ? { ...entry, before: null, after: null } : entry

/** Whether before and after are kept from whoever has these rights. */
export const hidesMoney = ({ action }: Pick<AuditEntry, 'action'>, rights: ReadonlySet<Right>): boolean =>
  OF_MONEY.test(action) && !rights.has('read-money')

const KINDS = {
  service: 'service',
  check: 'check',
  stream: 'revenue stream',
  opportunity: 'opportunity',
  segment: 'segment',
  contract: 'contract',
  channel: 'channel',
  team: 'team',
  contact: 'contact',
  schedule: 'schedule',
  policy: 'policy',
  definition: 'definition',
  source: 'source of alerts',
  window: 'maintenance window',
  'status page': 'status page',
}

/** Each deed as a person says it, before the name of what it was done to. */
const DEEDS: Readonly<Record<string, string>> = {
  'session.sign-in': 'signed in',
  'person.add': 'added the person',
  'person.declare': 'declared the person',
  'person.set-up': 'set up Plimsoll as its first administrator',
  'person.change-role': 'changed the role of',
  'person.reset-password': 'set a new password for',
  'person.change-password': 'changed their own password',
  'person.remove': 'removed the person',
  'key.create': 'made the key',
  'key.revoke': 'revoked the key',
  'check.pause': 'paused the check',
  'check.resume': 'resumed the check',
  'calendar.share': 'made a calendar link of',
  'calendar.revoke': 'ended the calendar link of',
  'check.tell-heartbeat': 'looked up the heartbeat address of',
  'source.tell-token': 'looked up the token of',
  'configuration.apply': 'applied the configuration file',
  'incident.acknowledge': 'acknowledged',
  'incident.assign': 'assigned',
  'incident.escalate': 'escalated',
  'incident.change-severity': 'changed the severity of',
  'incident.declare-cause': 'declared the cause of',
  'incident.mitigate': 'marked as mitigated',
  'incident.resolve': 'resolved',
  'incident.reopen': 'reopened',
  'incident.open-by-hand': 'opened by hand',
  'incident.add-note': 'wrote a note on',
  'incident.publish': 'told status pages about',
  'incident.withdraw': 'took back what status pages said of',
  ...Object.fromEntries(
    Object.entries(KINDS).flatMap(([kind, noun]) => [
      [`${kind}.create`, `created the ${noun}`],
      [`${kind}.edit`, `changed the ${noun}`],
      [`${kind}.remove`, `removed the ${noun}`],
    ]),
  ),
  'schedule.stand-in': 'put somebody else on call in',
  'schedule.stand-in-until': 'changed how long somebody else is on call in',
  'schedule.stand-in-end': 'ended that somebody else is on call in',
  'channel.test': 'sent a test by the channel',
  'notice.resend': 'sent again what was not delivered:',
  'notice.resend-all': 'sent again all that was not delivered and fits',
  'silence.create': 'silenced alerts because of',
  'silence.end': 'ended the silence because of',
  'status page.remove-subscriber': 'removed a subscriber of the status page',
  'window.end': 'ended before its time the maintenance',
}

/** Deeds whose sentence is whole without the name of whom they were done to: it is whoever did it. */
const ONESELF = ['session.sign-in', 'person.set-up', 'person.change-password']

export type Deed = {
  /** "changed the role of" */
  readonly says: string
  /** "Ada"; undefined where the sentence needs none. */
  readonly to: string | undefined
}

/** What was done, as the rest of a sentence that begins with who did it. */
export function deedOf({ action, subjectName, subjectId, before, after }: AuditEntry): Deed {
  const to = ONESELF.includes(action) ? undefined : (subjectName ?? subjectId ?? undefined)
  const says = DEEDS[action] ?? action
  return { says: isWall(before) || isWall(after) ? says.replace('key', 'wall link') : says, to }
}

const isWall = (value: unknown): boolean => fieldsOf(value).kind === 'wall'

/** The actions whose sentence holds a text, so that one finds what one reads. */
export const actionsSaying = (text: string): readonly string[] =>
  Object.entries(DEEDS).flatMap(([action, says]) => (says.toLowerCase().includes(text.toLowerCase()) ? [action] : []))

/** One field that was changed; a side that is not there was not set. */
export type Changed = { readonly name: string; readonly before?: string; readonly after?: string }

/** What an entry changed, field by field in the order in which it was written. An edit names its fields, also those whose values are secret. */
export function changesOf({ action, before, after }: Pick<AuditEntry, 'action' | 'before' | 'after'>): readonly Changed[] {
  const was = fieldsOf(before)
  const { fields, ...is } = fieldsOf(after)
  const named = Array.isArray(fields) ? fields.map(String) : []
  return (
    [...new Set([...Object.keys(was), ...Object.keys(is), ...named])]
      // What kind of key it is stands in the sentence.
      .filter((name) => name !== 'kind' || !action.startsWith('key.'))
      .map((name) => ({ name, ...side('before', was[name]), ...side('after', is[name]) }))
  )
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}

const side = (name: 'before' | 'after', value: unknown) => (value === undefined || value === null ? {} : { [name]: told(value) })

/** As JSON writes a date. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

/** A value in one line; a secret only by name. */
function told(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string') return INSTANT.test(value) ? `${value.slice(0, 10)} ${value.slice(11, 16)} UTC` : value
  if (typeof value !== 'object' || value === null) return String(value)
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(told).join(', ')
  if ('$secret' in value) return 'a secret'
  return Object.entries(value)
    .map(([key, item]) => `${key} ${told(item)}`)
    .join('; ')
}
