import { formatDuration } from '../../kernel/duration'
import { POST_STATES, type PostState } from '../model'
import type { ComponentState, PublicComponent, PublicDay, PublicIncident, PublicStatus, Uptime } from './snapshot'

/** What is said of a component. */
export const STATE_WORDS: Readonly<Record<ComponentState, string>> = {
  up: 'Operational',
  degraded: 'Degraded',
  down: 'Outage',
  maintenance: 'Maintenance',
  unknown: 'Not measured now',
}

export const POST_WORDS: Readonly<Record<PostState, string>> = {
  investigating: 'Investigating',
  identified: 'Identified',
  monitoring: 'Monitoring',
  resolved: 'Resolved',
}

/** So many components are named in the sentence at the top. */
const NAMED = 3

type Told = Pick<PublicComponent, 'title' | 'state'>
type Overall = PublicStatus['overall']

/** The sentence at the top: the worst that is measured, and never "all works" while an incident is open. */
export function overallOf(components: readonly Told[], open: readonly Pick<PublicIncident, 'state'>[]): Overall {
  const of = (state: ComponentState) => components.filter((one) => one.state === state)
  const [up, down, degraded, maintenance, unknown] = [of('up'), of('down'), of('degraded'), of('maintenance'), of('unknown')]
  /** What else there is to know, in an order in which one wants to know it. */
  const besides = (...but: readonly (readonly Told[])[]): string =>
    [
      up.length > 0 && !but.includes(up) && `${named(up)} ${up.length === 1 ? 'works' : 'work'}.`,
      degraded.length > 0 && !but.includes(degraded) && `${named(degraded)} ${are(degraded)} slow or impaired.`,
      maintenance.length > 0 && !but.includes(maintenance) && `${named(maintenance)} ${are(maintenance)} in planned maintenance.`,
      unknown.length > 0 && !but.includes(unknown) && `${named(unknown)} ${are(unknown)} not measured at this moment.`,
      doingOf(open),
    ]
      .filter(Boolean)
      .join(' ')
  if (down.length > 0) {
    const isAll = down.length === components.length
    return {
      state: 'down',
      word: isAll ? 'Major outage' : 'Partial outage',
      says: isAll ? `${everything(components)} not working.` : `${named(down)} ${are(down)} not working.`,
      more: besides(),
    }
  }
  if (degraded.length > 0)
    return { state: 'degraded', word: 'Degraded', says: `${named(degraded)} ${are(degraded)} slow or impaired.`, more: besides(degraded) }
  if (open.length > 0)
    return {
      state: 'incident',
      word: 'Incident',
      says: open.length === 1 ? 'A problem is being worked on.' : `${open.length} problems are being worked on.`,
      more: besides(),
    }
  if (unknown.length > 0) {
    const isAll = unknown.length === components.length
    return {
      state: 'unknown',
      word: 'Not measured',
      says: isAll ? 'We cannot say at this moment.' : 'What is measured works.',
      more: isAll ? 'Nothing is measured now. What was measured before stands below.' : besides(up),
    }
  }
  if (maintenance.length > 0)
    return {
      state: 'maintenance',
      word: 'Maintenance',
      says: `${named(maintenance)} ${are(maintenance)} in planned maintenance.`,
      more: besides(maintenance),
    }
  return {
    state: 'up',
    word: 'Operational',
    says: components.length === 1 ? `${components[0]?.title ?? ''} works.` : 'Everything works.',
    more: '',
  }
}

/** What is being done, by the incident that has come least far. */
function doingOf(open: readonly Pick<PublicIncident, 'state'>[]): string | false {
  const [least] = open.map(({ state }) => POST_STATES.indexOf(state)).toSorted((a, b) => a - b)
  return (
    least !== undefined &&
    (['We are looking into it.', 'We know the cause and are putting it right.', 'It is put right, and we watch it.'][least] ?? false)
  )
}

const everything = (components: readonly Told[]): string => (components.length === 1 ? `${components[0]?.title ?? ''} is` : 'Everything is')
const are = (components: readonly Told[]): string => (components.length === 1 ? 'is' : 'are')

/** `Checkout, Search and 2 more`. */
export function named(components: readonly { readonly title: string }[]): string {
  const titles = components.map(({ title }) => title)
  if (titles.length === 1) return titles[0] ?? ''
  if (titles.length <= NAMED) return `${titles.slice(0, -1).join(', ')} and ${titles.at(-1)}`
  return `${titles.slice(0, NAMED - 1).join(', ')} and ${titles.length - NAMED + 1} more`
}

/** `99.98 %`, cut off and never rounded up: what was down for a second was not up for all of the time. */
export function uptimeText({ ratio }: Pick<Uptime, 'ratio'>): string {
  if (ratio >= 1) return '100 %'
  const digits = ratio >= 0.99 ? 3 : 2
  // What a binary fraction falls short of a decimal one is no outage.
  const cut = Math.floor(ratio * 10 ** (digits + 2) + 1e-7) / 10 ** digits
  return `${cut.toFixed(digits)} %`
}

/** `23 November 2026: down for 12 min, slow for 3 min, not measured for 2 h`. */
export function dayText({ date, downMs, degradedMs, blindMs, mark }: PublicDay): string {
  const day = longDate(date)
  if (mark === 'none') return `${day}: no data`
  const parts = [
    [downMs, 'down for'],
    [degradedMs, 'slow for'],
    [blindMs, 'not measured for'],
  ] as const
  const told = parts.flatMap(([ms, words]) => (ms >= 1_000 ? [`${words} ${formatDuration(ms)}`] : []))
  if (told.length > 0) return `${day}: ${told.join(', ')}`
  if (mark === 'down') return `${day}: down now`
  return mark === 'maintenance' ? `${day}: in maintenance` : `${day}: no outage`
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ')

/** `2026-11-23` → `23 November 2026`. */
export const longDate = (date: string): string => `${Number(date.slice(8, 10))} ${monthName(date)}`
/** `2026-11` → `November 2026`. */
export const monthName = (month: string): string => `${MONTHS[Number(month.slice(5, 7)) - 1] ?? ''} ${month.slice(0, 4)}`

/** What a page says by itself when an incident of a component begins: what is known to all, and nothing of what is inside. */
export const beganText = (titles: readonly string[]): string =>
  `We see a problem with ${list(titles)} and are looking into it. This was written automatically.`
export const endedText = (titles: readonly string[]): string =>
  `${list(titles)} ${titles.length === 1 ? 'works' : 'work'} again. This was written automatically.`
export const titleFor = (titles: readonly string[]): string => `Problem with ${list(titles)}`

const list = (titles: readonly string[]): string =>
  titles.length === 0 ? 'a part of the service' : named(titles.map((title) => ({ title })))
