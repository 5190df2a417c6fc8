import { DAY, formatDuration } from '../../kernel/duration'
import { type Html, html, paragraphs } from './html'
import {
  type ComponentState,
  DAYS_SHOWN,
  type PublicComponent,
  type PublicDay,
  type PublicIncident,
  type PublicStatus,
  type PublicWork,
  type Uptime,
} from './snapshot'
import { STYLE } from './style'
import { dayText, monthName, named, POST_WORDS, STATE_WORDS, uptimeText } from './words'

/** Where a page is: what its own links begin with. Empty at the root of its own domain. */
export type Base = string

/** What somebody who may subscribe is offered. */
export type Ways = { readonly mail: boolean; readonly webhooks: boolean }

/** What is a line in the log of a status page. */
const instants = new Map<string, Intl.DateTimeFormat>()
const ZONES_KEPT = 100

/** `23 Nov 2026, 14:05 GMT`: the same wherever it is read. */
export function instantText(atMs: number, timeZone: string): string {
  const known = instants.get(timeZone)
  if (known) return known.format(atMs)
  if (instants.size >= ZONES_KEPT) instants.clear()
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  })
  instants.set(timeZone, made)
  return made.format(atMs)
}

const time = (atMs: number, timeZone: string): Html =>
  html`<time datetime="${new Date(atMs).toISOString()}">${instantText(atMs, timeZone)}</time>`

/** A shape for each state, so that no colour has to tell it. */
const SHAPES: Readonly<Record<ComponentState | 'incident', string>> = {
  up: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm3.6 5.2-4.2 4.6L4.4 8l1-1.1 1.9 1.7 3.2-3.5z',
  degraded: 'M8 1.5 15.3 14H.7zM7.2 6v4h1.6V6zm0 5v1.6h1.6V11z',
  incident: 'M8 1.5 15.3 14H.7zM7.2 6v4h1.6V6zm0 5v1.6h1.6V11z',
  down: 'M4.7 1h6.6L15 4.7v6.6L11.3 15H4.7L1 11.3V4.7zm.4 5.2L6.9 8 5.1 9.8l1.1 1.1L8 9.1l1.8 1.8 1.1-1.1L9.1 8l1.8-1.8-1.1-1.1L8 6.9 6.2 5.1z',
  maintenance: 'M2 2h12v12H2zm3.2 3v6h1.6V5zm4 0v6h1.6V5z',
  unknown: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 1.6a5.4 5.4 0 1 1 0 10.8A5.4 5.4 0 0 1 8 2.6ZM5 7.2v1.6h6V7.2z',
}
const glyph = (state: ComponentState | 'incident', size: number): Html =>
  html`<svg class="glyph ${state}" width="${size}" height="${size}" viewBox="0 0 16 16" aria-hidden="true"><path fill="currentColor" fill-rule="evenodd" d="${SHAPES[state]}"/></svg>`

/** One document, whole: no script, and nothing that is fetched from anywhere. */
export function document(title: string, base: Base, body: readonly Html[], { feeds = false, indexed = false } = {}): string {
  const links = feeds
    ? html`<link rel="alternate" type="application/atom+xml" title="Atom" href="${base}/feed.atom"><link rel="alternate" type="application/rss+xml" title="RSS" href="${base}/feed.rss">`
    : null
  const robots = indexed ? null : html`<meta name="robots" content="noindex">`
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title>${robots}${links}<style>${{ markup: STYLE }}</style></head>
<body>${body}</body></html>
`.markup
}

/** The page that visitors come for. */
export function statusPage(status: PublicStatus, base: Base, ways: Ways, isPublic: boolean): string {
  const { title, overall, open, past, groups, maintenance, timeZone, atMs } = status
  const main = html`<main>
<section class="now ${overall.state}" aria-label="Now">${glyph(overall.state, 22)}<div><p>${overall.says}</p><p class="quiet small">As of ${time(atMs, timeZone)}</p></div></section>
${open.length > 0 && html`<section aria-labelledby="open"><h2 id="open">Open incidents</h2><ul class="list">${open.map((one) => incidentItem(one, timeZone))}</ul></section>`}
${maintenance.length > 0 && html`<section aria-labelledby="work"><h2 id="work">Maintenance</h2><ul class="list">${maintenance.map((one) => workItem(one, timeZone))}</ul></section>`}
${groups.map(({ title: group, components }, i) => html`<section aria-labelledby="group-${i}"><h2 id="group-${i}">${group ?? 'Components'}</h2><ul class="list">${components.map(componentItem)}</ul></section>`)}
<section aria-labelledby="past"><h2 id="past">Past incidents</h2>${
    past.length > 0
      ? html`<ul class="list">${past.map((one) => incidentItem(one, timeZone))}</ul>`
      : html`<p class="quiet">None in the last 14 days.</p>`
  }<p class="small"><a href="${base}/history">All incidents by month</a></p></section>
${isPublic && subscribeSection(base, ways)}
</main>`
  return document(`${title} status`, base, [heading(status, base), main, footing(base)], { feeds: true, indexed: isPublic })
}

const heading = ({ title, description }: Pick<PublicStatus, 'title' | 'description'>, base: Base): Html =>
  html`<header><h1><a href="${base === '' ? '/' : base}">${title}</a></h1>${description && html`<p class="quiet">${description}</p>`}</header>`

const footing = (base: Base): Html =>
  html`<footer><nav aria-label="Formats"><a href="${base}/feed.atom">Atom</a><a href="${base}/feed.rss">RSS</a><a href="${base}/summary.json">JSON</a><a href="${base}/badge.svg">Badge</a></nav></footer>`

function componentItem({ title, description, state, uptime, days }: PublicComponent): Html {
  const told = days.filter(({ downMs, degradedMs, mark }) => mark !== 'none' && (downMs > 0 || (mark === 'degraded' && degradedMs > 0)))
  return html`<li><div class="head"><h3>${title}</h3><span class="state ${state}">${glyph(state, 14)}${STATE_WORDS[state]}</span></div>
${description && html`<p class="quiet small">${description}</p>`}
${bars(title, days)}
<div class="ends"><span>${DAYS_SHOWN} days ago</span><b>${uptimeLine(uptime.quarter)}</b><span>Today</span></div>
${told.length > 0 && html`<details><summary>${told.length === 1 ? '1 day' : `${told.length} days`} not fully up</summary><ul>${told.toReversed().map((day) => html`<li>${dayText(day)}</li>`)}</ul></details>`}</li>`
}

/** Uptime, and how much of the time it is about where that is not nearly all. */
function uptimeLine(uptime: Uptime | null): string {
  if (!uptime) return 'No data yet'
  const isWhole = uptime.measuredMs >= (DAYS_SHOWN - 1) * DAY
  const measured = uptime.measuredMs >= DAY ? days(Math.floor(uptime.measuredMs / DAY)) : formatDuration(uptime.measuredMs)
  return isWhole ? `${uptimeText(uptime)} up` : `${uptimeText(uptime)} up in ${measured} measured`
}
const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`)

/** Days that were down reach to the top, lesser ones do not: shape tells it too. */
const HEIGHTS: Readonly<Record<PublicDay['mark'], number>> = { up: 26, degraded: 20, partly: 30, down: 32, maintenance: 14, none: 6 }
const STEP = 8

function bars(title: string, shown: readonly PublicDay[]): Html {
  const count = (...marks: readonly PublicDay['mark'][]) => shown.filter(({ mark }) => marks.includes(mark)).length
  const label = `${title}, last ${shown.length} days: ${count('partly', 'down')} with an outage, ${count('degraded')} slow, ${count('none')} without data`
  return html`<svg class="bars" viewBox="0 0 ${shown.length * STEP - 2} 32" preserveAspectRatio="none" role="img" aria-label="${label}">${shown.map(
    (day, i) =>
      html`<rect class="${day.mark}" x="${i * STEP}" y="${32 - HEIGHTS[day.mark]}" width="6" height="${HEIGHTS[day.mark]}"><title>${dayText(day)}</title></rect>`,
  )}</svg>`
}

function incidentItem({ id, title, state, components, fromMs, toMs, posts }: PublicIncident, timeZone: string): Html {
  return html`<li id="i-${id}"><div class="head incident-head"><h3>${title}</h3><span class="state ${state === 'resolved' ? 'up' : 'incident'}">${glyph(state === 'resolved' ? 'up' : 'incident', 14)}${POST_WORDS[state]}</span></div>
<p class="quiet small incident-head">${components.length > 0 && html`${named(components.map((one) => ({ title: one })))} · `}${time(fromMs, timeZone)}${toMs !== null && html` to ${time(toMs, timeZone)}`}</p>
<ol class="posts">${posts.map((post) => html`<li><p class="small"><b>${POST_WORDS[post.state]}</b> · <span class="quiet">${time(post.atMs, timeZone)}</span></p>${paragraphs(post.says)}</li>`)}</ol></li>`
}

const workItem = ({ title, components, fromMs, toMs, holds }: PublicWork, timeZone: string): Html =>
  html`<li><div class="head"><h3>${title ?? 'Planned maintenance'}</h3><span class="state maintenance">${glyph('maintenance', 14)}${holds ? 'Under way' : 'Planned'}</span></div>
<p class="quiet small">${named(components.map((one) => ({ title: one })))} · ${time(fromMs, timeZone)} to ${time(toMs, timeZone)}</p></li>`

function subscribeSection(base: Base, { mail, webhooks }: Ways): Html {
  return html`<section aria-labelledby="subscribe"><h2 id="subscribe">Be told of incidents</h2><div class="ways">
${
  mail &&
  html`<form method="post" action="${base}/subscribe"><input type="hidden" name="kind" value="email"><label>Your e-mail address<input type="email" name="address" required maxlength="254" autocomplete="email"></label><button>Subscribe</button></form>
<p class="quiet small">You get one mail to confirm it first. Every mail has a link that ends it.</p>`
}
${webhooks && html`<form method="post" action="${base}/subscribe"><input type="hidden" name="kind" value="webhook"><label>Address of a webhook<input type="url" name="address" required maxlength="500" placeholder="https://"></label><button>Subscribe webhook</button></form>`}
<p class="small">Or read the <a href="${base}/feed.atom">Atom</a> or <a href="${base}/feed.rss">RSS</a> feed.</p></div></section>`
}

export type History = {
  /** `2026-11` */
  readonly month: string
  readonly before: string | null
  readonly after: string | null
  readonly incidents: readonly PublicIncident[]
}

/** The incidents that began in one month. */
export function historyPage(status: PublicStatus, { month, before, after, incidents }: History, base: Base, isPublic: boolean): string {
  const to = (other: string | null) => other && html`<a href="${base}/history?month=${other}">${monthName(other)}</a>`
  const main = html`<main><section aria-labelledby="month"><h2 id="month">Incidents of ${monthName(month)}</h2>${
    incidents.length > 0
      ? html`<ul class="list">${incidents.map((one) => incidentItem(one, status.timeZone))}</ul>`
      : html`<p class="quiet">None were told of.</p>`
  }</section><nav aria-label="Months">${to(before)}${to(after)}</nav></main>`
  return document(`${status.title}: ${monthName(month)}`, base, [heading(status, base), main, footing(base)], {
    feeds: true,
    indexed: isPublic,
  })
}

/** A page that says one thing, with at most one thing to do. */
export function sentencePage(
  page: Pick<PublicStatus, 'title' | 'description'>,
  base: Base,
  {
    heading: title,
    says,
    deed,
  }: { readonly heading: string; readonly says: readonly string[]; readonly deed?: { readonly path: string; readonly label: string } },
): string {
  const main = html`<main><section><h2>${title}</h2>${says.map((one) => html`<p>${one}</p>`)}</section>${
    deed && html`<form method="post" action="${base}${deed.path}"><button>${deed.label}</button></form>`
  }<p><a href="${base === '' ? '/' : base}">To the status page</a></p></main>`
  return document(`${title} · ${page.title}`, base, [heading(page, base), main])
}

/** The one answer for every page that there is not, or not for whoever asks. */
export const missingPage = (): string =>
  document('Not found', '', [
    html`<main><section><h1>There is no status page here.</h1><p class="quiet">The address may be wrong, or the page was taken down.</p></section></main>`,
  ])
