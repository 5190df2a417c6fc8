import type { NoticeKind, Page, Recipient, Told, Trail } from '../model'
import type { Due, Subject } from './decision'
import { rankOf } from './pace'
import { recipientKey, recipientName } from './reach'

/** So many sentences of why whom are kept. */
export const TRAIL_MAX = 100

export const appended = (trail: readonly Trail[], one: Trail): readonly Trail[] => [...trail, one].slice(-TRAIL_MAX)

/** One decision in the making: the page as it is by now, and the messages so far. Every change goes through `set`. */
export class Telling {
  page: Page
  readonly notices: Due[] = []
  readonly subject: Subject
  readonly now: Date

  constructor(page: Page, subject: Subject, now: Date) {
    this.page = page
    this.subject = subject
    this.now = now
  }

  /** Leaves the page alone, the same object, where nothing changes. */
  set(changes: Partial<Page>): void {
    const differ = Object.entries(changes).some(([key, value]) => !same(this.page[key as keyof Page], value))
    if (differ) this.page = { ...this.page, ...changes }
  }

  note(says: string): void {
    this.set({ trail: appended(this.page.trail, { at: this.now, says }) })
  }

  noteOnce(says: string): void {
    if (!this.page.trail.some((one) => one.says === says)) this.note(says)
  }

  /** Makes one message for each who has none in this decision yet, keeps what they know from now on, and answers who they are. */
  tell(kind: NoticeKind, recipients: readonly Recipient[]): readonly Recipient[] {
    const { incidentId, cycle, counts } = this.page
    const served = new Set(this.notices.map(({ recipient }) => recipientKey(recipient)))
    const fresh = recipients.filter((recipient) => !served.has(recipientKey(recipient)))
    if (fresh.length === 0) return fresh
    const n = (counts[kind] ?? 0) + 1
    for (const recipient of fresh)
      this.notices.push({ key: `${incidentId}/${cycle}/${kind}/${n}/${recipientKey(recipient)}`, kind, recipient, at: this.now })
    const isPaging = kind === 'page' || kind === 'news' || kind === 'reminder'
    this.set({
      counts: { ...counts, [kind]: n },
      told: this.#knowing(kind, fresh),
      ...(isPaging ? { lastAt: this.now } : {}),
    })
    return fresh
  }

  /** The responders who were told. */
  paged(): readonly Recipient[] {
    return this.page.told.filter(({ as }) => as === 'page').map(({ recipient }) => recipient)
  }

  /** Responders whose last message said less than there is to say. */
  behind(): readonly Recipient[] {
    const { alerts, severity } = this.subject
    return this.page.told
      .filter((one) => one.as === 'page' && (one.alerts < alerts || rankOf(severity) < rankOf(one.severity)))
      .map(({ recipient }) => recipient)
  }

  #knowing(kind: NoticeKind, recipients: readonly Recipient[]): readonly Told[] {
    const { alerts, severity } = this.subject
    const byKey = new Map(this.page.told.map((one) => [recipientKey(one.recipient), one]))
    for (const recipient of recipients) {
      const key = recipientKey(recipient)
      const known = byKey.get(key)
      const as = kind === 'page' ? 'page' : (known?.as ?? 'briefing')
      byKey.set(key, { recipient, at: this.now, resolvedAt: null, ...known, as, alerts, severity })
    }
    return [...byKey.values()]
  }
}

export const namesOf = (recipients: readonly Recipient[]): string => recipients.map(recipientName).join(', ')

/** What was done, for the trail: "Step 1 told Ada by mail: Bo has no way to be reached." */
export function sentence(what: string, found: readonly Recipient[], told: readonly Recipient[], because: readonly string[]): string {
  const did = told.length > 0 ? `told ${namesOf(told)}` : found.length > 0 ? 'told nobody new' : 'reached nobody'
  return `${what} ${did}${because.length > 0 ? `: ${because.join('; ')}` : ''}.`
}

/** Equal as far as a page is concerned: instants by their time, lists by their members, everything else by identity. */
export function same(one: unknown, other: unknown): boolean {
  if (one instanceof Date && other instanceof Date) return one.getTime() === other.getTime()
  if (Array.isArray(one) && Array.isArray(other)) return one.length === other.length && one.every((item, index) => same(item, other[index]))
  return one === other
}
