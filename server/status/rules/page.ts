import { DAY, formatDuration, MINUTE } from '../../kernel/duration'
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
import { dayText, longDate, monthName, named, POST_WORDS, STATE_WORDS, uptimeText } from './words'

/** Where a page is: what its own links begin with. Empty at the root of its own domain. */
export type Base = string

/** What somebody who may subscribe is offered. */
export type Ways = { readonly mail: boolean; readonly webhooks: boolean }

/** How instants are read in a zone. */
type Clock = {
  readonly zone: string
  readonly day: Intl.DateTimeFormat
  readonly time: Intl.DateTimeFormat
  readonly long: Intl.DateTimeFormat
}
const clocks = new Map<string, Clock>()
const CLOCKS_KEPT = 100

function clockOf(timeZone: string): Clock {
  const known = clocks.get(timeZone)
  if (known) return known
  if (clocks.size >= CLOCKS_KEPT) clocks.clear()
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', { timeZone, ...options })
  const made = {
    zone: timeZone,
    day: format({ day: 'numeric', month: 'short' }),
    time: format({ hour: '2-digit', minute: '2-digit' }),
    long: format({ weekday: 'long', day: 'numeric', month: 'long' }),
  }
  clocks.set(timeZone, made)
  return made
}

/** `GMT`, as it is at an instant. */
const zoneName = (timeZone: string, atMs: number): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'short' }).formatToParts(atMs).find(({ type }) => type === 'timeZoneName')
    ?.value ?? timeZone

/** `14:07` of the day that is told, `22 Nov 14:07` of another. */
function time(atMs: number, { timeZone, atMs: nowMs }: Pick<PublicStatus, 'timeZone' | 'atMs'>): Html {
  const { day, time: hour } = clockOf(timeZone)
  const isToday = day.format(atMs) === day.format(nowMs) && Math.abs(nowMs - atMs) < 2 * DAY
  return html`<time datetime="${new Date(atMs).toISOString()}">${isToday ? hour.format(atMs) : `${day.format(atMs)} ${hour.format(atMs)}`}</time>`
}

const RING = 'M2.8 8a5.2 5.2 0 1 0 10.4 0a5.2 5.2 0 1 0 -10.4 0z'
const HALF = html`<path d="M2.8 8A5.2 5.2 0 0 0 13.2 8Z" fill="currentColor" stroke="none"/><path d="${RING}M.3 8H15.7"/>`
/** The mark of the product as a status: the level in it is the health, so that no colour has to tell it. */
const SHAPES: Readonly<Record<ComponentState | 'incident', Html>> = {
  up: html`<path d="${RING}M.3 8H15.7" fill="currentColor"/><path d="M3.4 8H12.6" stroke="var(--page)" stroke-width="1.4"/>`,
  degraded: HALF,
  incident: HALF,
  down: html`<path d="${RING}M.3 8H15.7" stroke-width="1.9"/>`,
  maintenance: html`<path d="${RING}M.3 8H15.7"/><path d="M6.2 3.2v9.6M9.8 3.2v9.6" stroke-width="1.2"/>`,
  unknown: html`<circle cx="8" cy="8" r="5.2" stroke-dasharray="2.2 1.9"/><path d="M.3 8H2.2M13.8 8h1.9"/><circle cx="8" cy="8" r="1" fill="currentColor" stroke="none"/>`,
}
const glyph = (state: ComponentState | 'incident', size: number): Html =>
  html`<svg class="glyph ${state}" width="${size}" height="${size}" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.6" aria-hidden="true">${SHAPES[state]}</svg>`

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
  const { time: hour, long, day } = clockOf(timeZone)
  const days = groups[0]?.components[0]?.days ?? []
  const more = overall.more || (status.description ?? '')
  const from = days[0] ? day.format(Date.parse(`${days[0].date}T12:00:00Z`)) : ''
  const main = html`<main>
<section aria-label="Now"><p class="kicker">${glyph(overall.state, 17)}<span class="tone ${overall.state === 'up' ? '' : overall.state}">${overall.word}</span><span class="three">updated ${hour.format(atMs)}, ${long.format(atMs)}</span></p>
<h1>${overall.says}</h1>${more !== '' && html`<p class="more">${more}</p>`}</section>
<div class="cols two-cols"><aside aria-label="Incidents">
${open.length > 0 && html`<section aria-label="Open incidents"><ul class="incidents">${open.map((one) => incidentItem(one, status))}</ul></section>`}
${maintenance.length > 0 && html`<section aria-labelledby="work"><h2 id="work">Scheduled</h2><ul class="posts">${maintenance.map((one) => workItem(one, status))}</ul></section>`}
<section aria-labelledby="past"><h2 id="past">Past incidents</h2>${
    past.length > 0
      ? html`<ul class="incidents">${past.map((one) => incidentItem(one, status))}</ul>`
      : html`<p class="two">None in the last 14 days.</p>`
  }<p><a href="${base}/history">All incidents by month</a></p></section></aside>
<section class="days" aria-labelledby="days"><div class="pair"><h2 id="days">Last ${DAYS_SHOWN} days</h2><span class="three">${from} to today</span></div>
${groups.map(({ title: group, components }) => html`${group !== null && html`<h2 class="group">${group}</h2>`}<ul class="bars-of">${components.map(componentItem)}</ul>`)}
${legend()}</section></div>
${isPublic && subscribeSection(base, ways)}
</main>`
  return document(`${title} status`, base, [heading(status, base, isPublic), main, footing(status, base)], {
    feeds: true,
    indexed: isPublic,
  })
}

/** The name of the page, how its times are meant, and the way to be told. */
const heading = ({ title, timeZone, atMs }: Pick<PublicStatus, 'title'> & Partial<PublicStatus>, base: Base, mayAsk: boolean): Html =>
  html`<header><p class="mark"><a href="${base === '' ? '/' : base}">${title}</a> <span class="three">status</span></p><div class="side">${
    timeZone !== undefined && atMs !== undefined && html`<span class="two">All times ${zoneName(timeZone, atMs)}</span>`
  }${mayAsk && html`<a class="button" href="${base === '' ? '/' : base}#subscribe">Subscribe</a>`}</div></header>`

const footing = ({ atMs, timeZone }: PublicStatus, base: Base): Html =>
  html`<footer><p>Percentages count what was measured in the last ${DAYS_SHOWN} days, to ${clockOf(timeZone).time.format(atMs)}.</p><nav aria-label="Formats"><a href="${base}/feed.atom">Atom</a><a href="${base}/feed.rss">RSS</a><a href="${base}/summary.json">JSON</a><a href="${base}/badge.svg">Badge</a><span>${glyph('up', 13)}Measured by Plimsoll</span></nav></footer>`

/** So many outages are named under the bars; the others are in a list that opens. */
const OUTAGES_NAMED = 3

function componentItem({ title, description, state, uptime, days }: PublicComponent): Html {
  const told = days.filter(({ downMs, mark }) => downMs > 0 || mark === 'degraded')
  const outages = told.filter(({ downMs }) => downMs > 0)
  const last = days.at(-1)?.date
  return html`<li><div class="row">${glyph(state, 16)}<h3>${title}</h3><span class="tone ${state}">${STATE_WORDS[state]}</span><span class="share">${share(uptime.quarter)}</span></div>
${description !== null && html`<p class="about">${description}</p>`}${bars(title, days)}
${
  told.length > OUTAGES_NAMED
    ? html`<details><summary>${told.length} days not fully up</summary><ul>${told.toReversed().map((day) => html`<li>${dayText(day)}</li>`)}</ul></details>`
    : outages.length > 0 &&
      html`<p class="outages">${outages.map(({ date, downMs }) => html`<span class="${date === last ? 'tone down' : ''}">${date === last ? 'today' : longDate(date).replace(/ (\w{3})\w* \d+$/, ' $1')}, ${formatDuration(downMs)}</span>`)}</p>`
}</li>`
}

/** Uptime, and of how long where that is not nearly all. */
function share(uptime: Uptime | null): Html {
  if (!uptime || uptime.measuredMs < MINUTE) return html`<span>no data yet</span>`
  const isWhole = uptime.measuredMs >= (DAYS_SHOWN - 1) * DAY
  const measured = uptime.measuredMs >= DAY ? days(Math.floor(uptime.measuredMs / DAY)) : formatDuration(uptime.measuredMs)
  return html`${uptimeText(uptime).replace(/ %$/, '')} <span>%${isWhole ? '' : ` of ${measured}`}</span>`
}
const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`)

/** Days that were down reach to the top, lesser ones do not: shape tells it too. */
const HEIGHTS: Readonly<Record<PublicDay['mark'], number>> = { up: 20, degraded: 23, partly: 26, down: 30, maintenance: 13, none: 3 }
const STEP = 7.5
const TALLEST = 30

function bars(title: string, shown: readonly PublicDay[]): Html {
  const count = (...marks: readonly PublicDay['mark'][]) => shown.filter(({ mark }) => marks.includes(mark)).length
  const label = `${title}, last ${shown.length} days: ${count('partly', 'down')} with an outage, ${count('degraded')} degraded, ${count('none')} without data`
  return html`<svg class="bars" viewBox="0 0 ${shown.length * STEP - 1.5} ${TALLEST}" preserveAspectRatio="none" role="img" aria-label="${label}">${shown.map(
    (day, i) =>
      html`<rect class="${day.mark}" x="${i * STEP}" y="${TALLEST - HEIGHTS[day.mark]}" width="6" height="${HEIGHTS[day.mark]}"><title>${dayText(day)}</title></rect>`,
  )}</svg>`
}

const LEGEND: readonly (readonly [mark: PublicDay['mark'], words: string])[] = [
  ['up', 'no disruption'],
  ['partly', 'degraded, or down for minutes'],
  ['down', 'outage'],
  ['maintenance', 'maintenance'],
  ['none', 'no data'],
]
const legend = (): Html =>
  html`<ul class="legend">${LEGEND.map(
    ([mark, words]) =>
      html`<li><svg class="key" width="4" height="16" viewBox="0 0 6 ${TALLEST}" preserveAspectRatio="none" aria-hidden="true"><rect class="${mark}" y="${TALLEST - HEIGHTS[mark]}" width="6" height="${HEIGHTS[mark]}"/></svg>${words}</li>`,
  )}</ul>`

function incidentItem(
  { id, title, state, components, fromMs, toMs, posts }: PublicIncident,
  status: Pick<PublicStatus, 'timeZone' | 'atMs'>,
): Html {
  return html`<li id="i-${id}"><h3>${title}</h3>
<p class="about">${POST_WORDS[state]}${components.length > 0 && html` · ${named(components.map((one) => ({ title: one })))}`} · since ${time(fromMs, status)}${toMs !== null && html`, until ${time(toMs, status)}`}</p>
<ol class="posts">${posts.map((post) => html`<li>${time(post.atMs, status)}<div><h4>${POST_WORDS[post.state]}</h4>${paragraphs(post.says)}</div></li>`)}</ol></li>`
}

const workItem = ({ title, components, fromMs, toMs, holds }: PublicWork, status: Pick<PublicStatus, 'timeZone' | 'atMs'>): Html =>
  html`<li><span class="three">${clockOf(status.timeZone).day.format(fromMs)}</span><div><h3>${title ?? 'Planned maintenance'}</h3><p>${named(components.map((one) => ({ title: one })))}. ${time(fromMs, status)} to ${time(toMs, status)}${holds && ', under way'}.</p></div></li>`

function subscribeSection(base: Base, { mail, webhooks }: Ways): Html {
  return html`<section class="subscribe" id="subscribe" aria-labelledby="ask"><h2 id="ask">Be told of incidents</h2>
${
  mail &&
  html`<form method="post" action="${base}/subscribe"><input type="hidden" name="kind" value="email"><label>Your e-mail address<input type="email" name="address" required maxlength="254" autocomplete="email"></label><button>Subscribe</button></form>
<p class="about">You get one mail to confirm it first. Every mail has a link that ends it.</p>`
}
${webhooks && html`<form method="post" action="${base}/subscribe"><input type="hidden" name="kind" value="webhook"><label>Address of a webhook<input type="url" name="address" required maxlength="500" placeholder="https://"></label><button>Subscribe webhook</button></form>`}
<p class="two">${(mail || webhooks) && 'Or read'}${!mail && !webhooks && 'Read'} the <a href="${base}/feed.atom">Atom</a> or <a href="${base}/feed.rss">RSS</a> feed.</p></section>`
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
  const to = (other: string | null) => other && html`<a href="${base}/history?month=${other}">${monthName(other)}</a> `
  const main = html`<main><h1>Incidents of ${monthName(month)}</h1><div class="cols"><section aria-label="Incidents">${
    incidents.length > 0
      ? html`<ul class="incidents">${incidents.map((one) => incidentItem(one, status))}</ul>`
      : html`<p class="two">None were told of.</p>`
  }</section>${(before !== null || after !== null) && html`<nav aria-label="Months">${to(before)}${to(after)}</nav>`}</div></main>`
  return document(`${status.title}: ${monthName(month)}`, base, [heading(status, base, isPublic), main, footing(status, base)], {
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
  const main = html`<main class="say"><h1>${title}</h1>${says.map((one) => html`<p class="more">${one}</p>`)}${
    deed && html`<form method="post" action="${base}${deed.path}"><button>${deed.label}</button></form>`
  }<p><a href="${base === '' ? '/' : base}">To the status page</a></p></main>`
  return document(`${title} · ${page.title}`, base, [heading(page, base, false), main])
}

/** The one answer for every page that there is not, or not for whoever asks. */
export const missingPage = (): string =>
  document('Not found', '', [
    html`<main class="say"><h1>There is no status page here.</h1><p class="more">The address may be wrong, or the page was taken down.</p></main>`,
  ])

/** What visitors read while nothing can be read and nothing is remembered. */
export const unreadablePage = (): string =>
  document('Status', '', [
    html`<main class="say"><h1>The status cannot be told at this moment.</h1><p class="more">That says nothing of what it is about. Try again in a minute.</p></main>`,
  ])
