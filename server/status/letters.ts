import type { SealKey } from '../access/seal'
import { SUBSCRIBER_WEBHOOK } from '../alerts/channels/subscriber-webhook'
import type { Facts, Letter, Notice } from '../alerts/model'
import { addressOfPage, linkToken } from './addresses'
import type { Post, StatusPage, SubscriberKind } from './model'
import { POST_WORDS } from './rules/words'

/** Whom a letter goes to. */
export type Reader = { readonly id: string; readonly kind: SubscriberKind; readonly address: string }

export type LetterParts = {
  readonly page: StatusPage
  readonly reader: Reader
  /** Where Plimsoll is opened. */
  readonly url: string
  readonly key: SealKey
  readonly now: Date
  /** Of the notice. */
  readonly id: string
}

/** What was said on a page, to one who subscribed; undefined when the page sends nothing to readers of that kind (any more). */
export function letterOf(parts: LetterParts, post: Post): Notice | undefined {
  const { page } = parts
  const components = page.components.flatMap(({ serviceId, title }) => (post.serviceIds.includes(serviceId) ? title : []))
  return noticeOf(parts, `status/${post.id}/${parts.reader.id}`, {
    about: 'post',
    title: post.title,
    state: POST_WORDS[post.state],
    text: post.says,
    components,
    confirm: null,
  })
}

/** The question whether they want to be told at all; nothing else goes to whoever has not answered. */
export function confirmationOf(parts: LetterParts): Notice | undefined {
  const { page, reader, url, key, now } = parts
  return noticeOf(parts, `status/confirm/${reader.id}/${now.getTime()}`, {
    about: 'confirmation',
    title: 'please confirm',
    state: null,
    text: `Somebody asked that you are told what ${page.title} says of incidents. Confirm it within two days, and you will be. If it was not you, do nothing: you hear no more.`,
    components: [],
    confirm: `${addressOfPage(page, url)}/confirm/${linkToken(key, 'confirm', reader.id)}`,
  })
}

function noticeOf(
  { page, reader, url, key, now, id }: LetterParts,
  noticeKey: string,
  said: Omit<Letter, 'page' | 'address' | 'unsubscribe'>,
): Notice | undefined {
  const channel = reader.kind === 'email' ? page.mail : page.webhooks ? SUBSCRIBER_WEBHOOK : undefined
  if (channel === undefined || page.visibility !== 'public') return undefined
  const address = addressOfPage(page, url)
  const letter: Letter = {
    ...said,
    page: page.title,
    address,
    unsubscribe: `${address}/unsubscribe/${linkToken(key, 'unsubscribe', reader.id)}`,
  }
  const facts: Facts = {
    incidentId: null,
    number: null,
    severity: 'low',
    title: `${page.title}: ${said.title}`,
    service: null,
    sinceAt: now,
    resolvedAt: null,
    by: null,
    says: said.text,
    money: null,
    customers: null,
    cause: null,
    nextStep: null,
    runbook: null,
    link: null,
    context: null,
    checks: [],
    letter,
  }
  return { id, key: noticeKey, kind: 'status', recipient: { channel, address: reader.address, person: null }, facts, at: now, dueAt: now }
}
