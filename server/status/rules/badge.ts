import { html } from './html'
import type { ComponentState, PublicComponent, PublicStatus, Uptime } from './snapshot'
import { uptimeText } from './words'

export const BADGES = ['status', 'uptime-24h', 'uptime-30d', 'uptime-90d'] as const
export type Badge = (typeof BADGES)[number]

type Look = { readonly value: string; readonly colour: string }

const WORDS: Readonly<Record<ComponentState | 'incident', Look>> = {
  up: { value: 'working', colour: '#1c7a50' },
  degraded: { value: 'impaired', colour: '#93600a' },
  incident: { value: 'incident', colour: '#93600a' },
  down: { value: 'not working', colour: '#c22b22' },
  maintenance: { value: 'maintenance', colour: '#3b62b8' },
  unknown: { value: 'no data', colour: '#5f6670' },
}
const NONE: Look = WORDS.unknown

/**
 * What a badge says: of one component, or of the page. The uptime of a page is that of its worst component, since an average would hide it.
 *
 * @returns undefined when the page shows no such component
 */
export function badgeOf(
  status: PublicStatus,
  badge: Badge,
  key: string | undefined,
): { readonly label: string; readonly look: Look } | undefined {
  const all = status.groups.flatMap(({ components }) => components)
  const one = key === undefined ? undefined : all.find((component) => component.key === key)
  if (key !== undefined && !one) return undefined
  const label = one?.title ?? status.title
  if (badge === 'status') return { label, look: WORDS[one?.state ?? status.overall.state] }
  const uptimes = (one ? [one] : all).flatMap((component) => windowOf(component, badge) ?? [])
  const [worst] = uptimes.toSorted((a, b) => a.ratio - b.ratio)
  return { label: `${label} uptime ${badge.slice('uptime-'.length)}`, look: worst ? lookOf(worst) : NONE }
}

const windowOf = ({ uptime }: PublicComponent, badge: Badge): Uptime | null =>
  badge === 'uptime-24h' ? uptime.day : badge === 'uptime-30d' ? uptime.month : uptime.quarter

const lookOf = (uptime: Uptime): Look => ({
  value: uptimeText(uptime),
  colour: uptime.ratio >= 0.999 ? WORDS.up.colour : uptime.ratio >= 0.99 ? WORDS.degraded.colour : WORDS.down.colour,
})

/** About as wide as Verdana at 11 px; `textLength` makes it so where it is not. */
const widthOf = (text: string): number => [...text].reduce((sum, letter) => sum + ((letter.codePointAt(0) ?? 0) > 0x2e7f ? 11 : 6.6), 10)

/** A badge as SVG, with its words readable to all. */
export function badgeSvg({ label, look: { value, colour } }: { readonly label: string; readonly look: Look }): string {
  const short = label.length > 60 ? `${label.slice(0, 59)}…` : label
  const [left, right] = [Math.round(widthOf(short)), Math.round(widthOf(value))]
  const text = (words: string, at: number, width: number) =>
    html`<text x="${at + width / 2}" y="14" text-anchor="middle" textLength="${width - 10}">${words}</text>`
  return html`<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" role="img" aria-label="${short}: ${value}"><title>${short}: ${value}</title><rect width="${left + right}" height="20" rx="4" fill="#3a414b"/><path d="M${left} 0h${right - 4}a4 4 0 0 1 4 4v12a4 4 0 0 1-4 4h-${right - 4}z" fill="${colour}"/><g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">${[text(short, 0, left), text(value, left, right)]}</g></svg>
`.markup
}
