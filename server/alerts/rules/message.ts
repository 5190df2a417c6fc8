import { SEVERITIES, type Severity } from '../../checks/model'
import { formatDuration, SECOND } from '../../kernel/duration'
import type { Message } from '../channels/channel'
import type { Facts, Letter, NoticeKind } from '../model'
import { oneLine } from './clip'

type Line = { readonly label: string; readonly text: string }
type Link = { readonly label: string; readonly url: string }

/** The words of one message, the same in every channel; each line is one line and holds no control characters (ALR-2). */
export type Words = {
  /** `CRITICAL`, `RESOLVED`, `TEST`. */
  readonly mark: string
  /** INC-2417; null when it is of none. */
  readonly reference: string | null
  /** `Admin sign-in is failing — GBP 925,000 Zebra Associates at risk`; what it costs comes first where it would be cut off. */
  readonly headline: string
  /** `[CRITICAL] ` and the headline. */
  readonly subject: string
  /** What makes this message one of its kind, in a sentence; null for the first of an incident. */
  readonly lead: string | null
  readonly lines: readonly Line[]
  /** Where to open it, and the runbook. The links that act are the message's own actions. */
  readonly links: readonly Link[]
  /** `and 412 more: 3 emergencies, 409 high`, and the gravest of them. Null when there is nothing else in it. */
  readonly bundle: { readonly says: string; readonly gravest: readonly string[] } | null
}

const GRAVEST_NAMED = 10
const CHECKS_NAMED = 5
const MOST_TITLE = 200
const MOST_URL = 2_000
const MOST_LETTER = 5_000

const MARKS: Readonly<Partial<Record<NoticeKind, string>>> = {
  acknowledged: 'ACKNOWLEDGED',
  resolved: 'RESOLVED',
  test: 'TEST',
  canary: 'CANARY',
}
/** What a locked phone shows of a notification: what, how grave and what it costs have to be in it. */
const SEEN = 60
const MOST_NAME = 24

/** Writes a message. Every text in it may be of somebody else's making: an answer of a server, a title that a person typed. */
export function wordsOf({ kind, facts, bundle }: Pick<Message, 'kind' | 'facts' | 'bundle'>, now: Date): Words {
  if (facts.letter) return letterWords(facts.letter)
  const mark = isPart(kind, facts) ? 'MERGED' : (MARKS[kind] ?? facts.severity.toUpperCase())
  const title = oneLine(facts.title, MOST_TITLE)
  const more = bundle.length > 0 ? `, and ${bundle.length} more` : ''
  const headline = headlineOf(`[${mark}] `, prefixOf(kind, facts), `${title}${more}`, stakesIn(kind, facts), kind === 'resolved')
  return {
    mark,
    reference: referenceOf(facts),
    headline,
    subject: `[${mark}] ${headline}`,
    lead: leadOf(kind, facts),
    lines: linesOf(kind, facts, now),
    links: linksOf(kind, facts),
    bundle: bundleOf(kind, bundle),
  }
}

/** What a subscriber of a status page reads: nothing of the incident itself is in it. */
function letterWords({ about, page, address, title, state, text, components, confirm, unsubscribe }: Letter): Words {
  const mark = about === 'confirmation' ? 'CONFIRM' : (state ?? 'UPDATE').toUpperCase()
  const headline = oneLine(`${page}: ${title}`, MOST_TITLE)
  const links = [
    ['Confirm', confirm],
    ['Open the status page', address],
    ['Unsubscribe', about === 'confirmation' ? null : unsubscribe],
  ] as const
  return {
    mark,
    reference: null,
    headline,
    subject: `[${mark}] ${headline}`,
    lead: oneLine(text, MOST_LETTER),
    lines: components.length > 0 ? [{ label: 'Affects', text: listed(components) }] : [],
    links: links.flatMap(([label, url]) => {
      const link = linkOf(url)
      return link ? [{ label, url: link }] : []
    }),
    bundle: null,
  }
}

/** INC-2417; null while it has no number. */
export const referenceOf = ({ number }: Pick<Facts, 'number'>): string | null => (number === null ? null : `INC-${number}`)

/** The words as plain text: a notification, the text part of a mail. */
export function plainTextOf({ lead, lines, bundle }: Words, links: readonly Link[]): string {
  const paragraphs = [
    lead ? [lead] : [],
    lines.map(({ label, text }) => `${label}: ${text}`),
    bundle ? [bundle.says, ...bundle.gravest.map((one) => `- ${one}`)] : [],
    links.map(({ label, url }) => `${label}: ${url}`),
  ]
  return paragraphs
    .filter((paragraph) => paragraph.length > 0)
    .map((paragraph) => paragraph.join('\n'))
    .join('\n\n')
}

/** `2026-11-17 14:03:12 UTC`: the same wherever it is read. */
export const instantOf = (at: Date): string => `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`

/** An address that a link may lead to, written so that it cannot end the link early; undefined for anything but http and https. */
export function linkOf(text: string | null): string | undefined {
  if (text === null || text.length > MOST_URL || !URL.canParse(text)) return undefined
  const { protocol, href } = new URL(text)
  return protocol === 'https:' || protocol === 'http:' ? href.replaceAll('|', '%7C').replaceAll("'", '%27') : undefined
}

/** `GBP 925,000`, `£925,000`, `US$925,000`. */
const AMOUNT = /(?:[A-Z]{3}\s?|[A-Z]{0,2}\p{Sc})\d[\d,.]*/u

function headlineOf(mark: string, prefix: string, title: string, stakes: string | null, isOver: boolean): string {
  if (stakes === null) return `${prefix}${title}`
  const amount = AMOUNT.exec(stakes)?.[0] ?? stakes
  const isSeen = isOver || `${mark}${prefix}${title} — ${amount}`.length <= SEEN
  return isSeen ? `${prefix}${title} — ${stakes}` : `${prefix}${inBrief(stakes)}: ${title}`
}

/** `GBP 925,000 Zebra Associates at risk` is `GBP 925,000 at risk`: whose it is stands below. */
const inBrief = (stakes: string): string => {
  const amount = AMOUNT.exec(stakes)?.[0]
  return amount && stakes.startsWith(amount) && stakes.endsWith(' at risk') ? `${amount} at risk` : stakes
}

/** It goes on as part of another. */
const isPart = (kind: NoticeKind, { mergedInto }: Facts): boolean => kind === 'resolved' && mergedInto !== undefined

function prefixOf(kind: NoticeKind, { by, sinceAt, resolvedAt, mergedInto }: Facts): string {
  if (kind === 'resolved' && mergedInto !== undefined) return `Now part of ${mergedInto}: `
  if (kind === 'news') return 'Update: '
  if (kind === 'reminder') return 'Unanswered: '
  if (kind === 'acknowledged') return `${by === null ? 'Somebody' : oneLine(by, MOST_NAME)} is on it: `
  return kind === 'resolved' && resolvedAt ? `Over after ${lasted(sinceAt, resolvedAt)}: ` : ''
}

const lasted = (from: Date, to: Date): string => formatDuration(Math.max(to.getTime() - from.getTime(), 0))

/** What is at stake comes first in the sentence about money; what it loses meanwhile follows. Of what is over, what it took. */
function stakesIn(kind: NoticeKind, { money, context }: Facts): string | null {
  const stakes = kind === 'resolved' ? lostIn(money) : (money?.split('; ')[0] ?? context)
  return stakes ? oneLine(stakes, MOST_TITLE) : null
}

const LOST = / lost so far$/
const lostIn = (money: string | null): string | null =>
  money
    ?.split('; ')
    .filter((phrase) => LOST.test(phrase))
    .map((phrase) => phrase.replace(LOST, ' lost'))
    .join(', ') || null

/** The label says already that it is at risk. */
const atRiskIn = (money: string | null): string | null =>
  money
    ?.split('; ')
    .map((phrase) => phrase.replace(/ at risk$/, ''))
    .join('; ') ?? null

/** The context of the business, unless the money says it: "GBP 925,000 opportunity at risk". */
function meansIn({ context, money }: Facts): string | null {
  const amount = AMOUNT.exec(context ?? '')?.[0]
  return amount && money?.includes(amount) ? null : context
}

const named = (by: string | null): string => (by === null ? 'Somebody' : oneLine(by, MOST_TITLE))
/** `Admin is failing` names the service and the check already. */
const isNamedIn = (title: string, name: string): boolean => title.startsWith(`${name} is `)

function leadOf(kind: NoticeKind, { by, escalatedBy, sinceAt, resolvedAt, mergedInto }: Facts): string | null {
  if (kind === 'page' && escalatedBy) return `${named(escalatedBy)} escalated it: somebody is needed now.`
  if (kind === 'news') return 'There is more of this incident.'
  if (kind === 'reminder') return 'Nobody has acknowledged it yet.'
  if (kind === 'acknowledged') return `${named(by)} has acknowledged it.`
  if (kind === 'resolved' && mergedInto !== undefined)
    return `It goes on as part of ${mergedInto}${by === null ? '' : `, into which ${named(by)} merged it`}. You hear of that from now on.`
  if (kind === 'resolved') {
    const after = resolvedAt ? ` after ${lasted(sinceAt, resolvedAt)}` : ''
    return `Resolved${after}${by === null ? '' : ` by ${named(by)}`}.`
  }
  if (kind === 'briefing') return 'This is for your information; it is not resolved yet.'
  if (kind === 'test') return 'This is a test of the way to you. Nothing is wrong.'
  if (kind === 'canary') return 'Plimsoll sends this to itself, to prove that messages arrive. Nothing is wrong.'
  return null
}

/** Kinds that ask somebody to do something, or that say how it stands while it goes on. */
const isOpen = (kind: NoticeKind): boolean => kind === 'page' || kind === 'news' || kind === 'reminder'

function linesOf(kind: NoticeKind, facts: Facts, now: Date): readonly Line[] {
  const { sinceAt, resolvedAt, customers } = facts
  const asks = kind === 'page' || kind === 'reminder'
  const entries: readonly (readonly [label: string, text: string | null])[] = [
    ['What', facts.says],
    ['Means', meansIn(facts)],
    ['Service', facts.service !== null && isNamedIn(facts.title, facts.service) ? null : facts.service],
    ['Since', resolvedAt ? instantOf(sinceAt) : `${instantOf(sinceAt)}, ${agoOf(now.getTime() - sinceAt.getTime())}`],
    ['Resolved', resolvedAt && instantOf(resolvedAt)],
    kind === 'resolved' ? ['Cost', lostIn(facts.money)] : ['Revenue at risk', atRiskIn(facts.money)],
    ['Customers affected', customers === null ? null : customers.toLocaleString('en-GB')],
    ['Likely cause', facts.cause ?? (isOpen(kind) ? 'not known yet' : null)],
    ['Next step', resolvedAt ? null : (facts.nextStep ?? (asks ? 'acknowledge it, so that others know that somebody is on it' : null))],
    ['Runbook', linkOf(facts.runbook) ? null : facts.runbook],
    ['Checks', isOnlyCheckNamed(facts) ? null : listed(facts.checks)],
  ]
  return entries.flatMap(([label, text]) => {
    const line = text === null ? '' : oneLine(text)
    return line === '' ? [] : [{ label, text: line }]
  })
}

const isOnlyCheckNamed = ({ checks: [first, ...more], title }: Facts): boolean =>
  first === undefined || (more.length === 0 && isNamedIn(title, first))

const agoOf = (ms: number): string => (ms < SECOND ? 'just now' : `${formatDuration(ms)} ago`)

function listed(titles: readonly string[]): string {
  const shown = titles.slice(0, CHECKS_NAMED).map((title) => oneLine(title, 80))
  return titles.length > CHECKS_NAMED ? `${shown.join(', ')} and ${titles.length - CHECKS_NAMED} more` : shown.join(', ')
}

function linksOf(kind: NoticeKind, facts: Facts): readonly Link[] {
  const [link, runbook] = [linkOf(facts.link), linkOf(facts.runbook)]
  return [
    ...(link ? [{ label: kind === 'test' ? 'Confirm' : `Open ${referenceOf(facts) ?? 'the incident'}`, url: link }] : []),
    ...(runbook ? [{ label: 'Runbook', url: runbook }] : []),
  ]
}

const rank = (severity: Severity): number => SEVERITIES.indexOf(severity)

function bundleOf(kind: NoticeKind, bundle: readonly Facts[]): Words['bundle'] {
  if (bundle.length === 0) return null
  const counts = SEVERITIES.flatMap((severity) => {
    const count = bundle.filter((one) => one.severity === severity).length
    return count === 0 ? [] : [counted(count, severity)]
  })
  const gravest = bundle
    .toSorted((a, b) => rank(a.severity) - rank(b.severity) || a.sinceAt.getTime() - b.sinceAt.getTime())
    .slice(0, GRAVEST_NAMED)
  const also = kind === 'resolved' ? ' resolved' : ''
  const naming = bundle.length > GRAVEST_NAMED ? '; the ten gravest:' : ':'
  return { says: `and ${bundle.length} more${also}: ${counts.join(', ')}${naming}`, gravest: gravest.map(inShort) }
}

const counted = (count: number, severity: Severity): string =>
  severity === 'emergency' ? `${count} ${count === 1 ? 'emergency' : 'emergencies'}` : `${count} ${severity}`

function inShort(facts: Facts): string {
  const reference = referenceOf(facts)
  const stakes = stakesIn('page', facts)
  return `[${facts.severity.toUpperCase()}] ${reference ? `${reference} ` : ''}${oneLine(facts.title, MOST_TITLE)}${stakes ? ` — ${stakes}` : ''}`
}
