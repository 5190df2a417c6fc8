/** Words of a message: at most a link or an emphasis. Never HTML. */
export type Span = { readonly text: string; readonly href?: string; readonly as?: 'bold' | 'italic' | 'code' }

export type Button = {
  readonly id: string
  readonly label: string
  readonly look: 'plain' | 'primary' | 'danger'
  /** It only leads somewhere; without, a press is told to Plimsoll. */
  readonly href?: string
}

/** A piece of a message as the page draws it, whichever receiver took it. */
export type Part =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly spans: readonly Span[] }
  | { readonly kind: 'quiet'; readonly spans: readonly Span[] }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [label: string, value: readonly Span[]])[] }
  | { readonly kind: 'links'; readonly links: readonly string[] }
  | { readonly kind: 'buttons'; readonly buttons: readonly Button[] }
  | { readonly kind: 'history'; readonly rows: readonly (readonly [at: string, what: string])[] }
  | { readonly kind: 'source'; readonly title: string; readonly text: string }
  | { readonly kind: 'rule' }

/** What a receiver reads in what came. */
export type Draft = {
  /** Where in the receiver it went: a room, an address, a topic. */
  readonly to: string
  /** One line. */
  readonly title: string
  /** How it stands with what it tells of, as a glyph and a word; most receivers keep no such state. */
  readonly state?: { readonly glyph: 'down' | 'degraded' | 'up' | 'unknown'; readonly word: string }
  /** By which the same receiver finds it again. */
  readonly key?: string
  readonly parts: readonly Part[]
  /** As it came. */
  readonly source: string
}

/** A button that was pressed, and what Plimsoll answered. */
export type Press = {
  readonly at: string
  readonly label: string
  /** 0 when nobody answered. */
  readonly status: number
  readonly says: string
}

export type Message = Draft & {
  readonly id: string
  readonly at: string
  /** Rises with each change, so that a page knows that what it shows is old. */
  readonly version: number
  readonly answered: string
  readonly refused: boolean
  readonly presses: readonly Press[]
}

/** What a list shows of it. */
export type Row = Pick<Message, 'id' | 'at' | 'to' | 'title' | 'version' | 'answered' | 'refused'> & {
  readonly state: Draft['state'] | null
}

export const rowOf = ({ id, at, to, title, version, answered, refused, state }: Message): Row => ({
  id,
  at,
  to,
  title,
  version,
  answered,
  refused,
  state: state ?? null,
})

/** Without line breaks and other control characters (also those that turn the direction of writing), and not longer than `most`. */
export function oneLine(text: string, most = 200): string {
  const line = text
    .slice(0, most * 4)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim()
  return line.length > most ? `${line.slice(0, most - 1)}…` : line
}

/** Only what a browser may be led to. */
export function safeHref(address: string): string | undefined {
  const url = URL.parse(address)
  return url && (url.protocol === 'http:' || url.protocol === 'https:') && address.length <= 2_000 ? url.href : undefined
}

const ADDRESS = /https?:\/\/[^\s<>"']{1,2000}/g
const MOST_LINKS = 50

/** The addresses in a text, each once. */
export function linksIn(text: string): readonly string[] {
  const found = [...text.matchAll(ADDRESS)].map(([address]) => safeHref(trimmed(address)))
  return [...new Set(found.filter((href) => href !== undefined))].slice(0, MOST_LINKS)
}

/** Plain text in which addresses can be followed. */
export function spansOf(text: string): readonly Span[] {
  const spans: Span[] = []
  let from = 0
  for (const { 0: match, index } of text.matchAll(ADDRESS)) {
    const address = trimmed(match)
    const href = safeHref(address)
    if (!href) continue
    if (index > from) spans.push({ text: text.slice(from, index) })
    spans.push({ text: address, href })
    from = index + address.length
  }
  return from < text.length ? [...spans, { text: text.slice(from) }] : spans
}

/** A sentence's own punctuation is no part of an address. */
const trimmed = (address: string): string => address.replace(/[.,;:!?)\]]{1,9}$/, '')
