import { monthOf } from './calendar'
import { html } from './html'
import type { PublicIncident, PublicPost, PublicStatus } from './snapshot'
import { POST_WORDS } from './words'

/** So many entries of a feed, the newest. */
const ENTRIES_MAX = 50

type Entry = { readonly incident: PublicIncident; readonly post: PublicPost }

const entriesOf = ({ open, past }: PublicStatus): readonly Entry[] =>
  [...open, ...past]
    .flatMap((incident) => incident.posts.map((post) => ({ incident, post })))
    .sort((a, b) => b.post.atMs - a.post.atMs)
    .slice(0, ENTRIES_MAX)

const titleOf = ({ incident, post }: Entry): string => `${POST_WORDS[post.state]}: ${incident.title}`
/** Never changes while the post stands, so that a reader shows each once (RFC 4287, section 4.2.6). */
const idOf = ({ post }: Entry): string => `urn:uuid:${post.id}`
const linkOf = ({ incident }: Entry, { timeZone }: PublicStatus, address: string): string =>
  `${address}/history?month=${monthOf(timeZone, new Date(incident.fromMs))}#i-${incident.id}`

/**
 * What was said on a page, as Atom (RFC 4287).
 *
 * @param address of the page, without a slash at its end
 */
export function atomFeed(status: PublicStatus, address: string): string {
  const entries = entriesOf(status)
  const updated = new Date(entries[0]?.post.atMs ?? 0).toISOString()
  return html`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>${status.title} status</title><id>${address}</id><link href="${address}"/><link rel="self" type="application/atom+xml" href="${address}/feed.atom"/><updated>${updated}</updated><author><name>${status.title}</name></author>
${entries.map(
  (entry) =>
    html`<entry><title>${titleOf(entry)}</title><id>${idOf(entry)}</id><link href="${linkOf(entry, status, address)}"/><updated>${new Date(entry.post.atMs).toISOString()}</updated><content type="text">${entry.post.says}</content></entry>
`,
)}</feed>
`.markup
}

/** The same as RSS 2.0. */
export function rssFeed(status: PublicStatus, address: string): string {
  return html`<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>${status.title} status</title><link>${address}</link><description>${status.description ?? `What is said of ${status.title}.`}</description><atom:link rel="self" type="application/rss+xml" href="${address}/feed.rss"/>
${entriesOf(status).map(
  (entry) =>
    html`<item><title>${titleOf(entry)}</title><link>${linkOf(entry, status, address)}</link><guid isPermaLink="false">${idOf(entry)}</guid><pubDate>${new Date(entry.post.atMs).toUTCString()}</pubDate><description>${entry.post.says}</description></item>
`,
)}</channel></rss>
`.markup
}
