import { Activity, BellRing, FileText, type LucideIcon, RadioTower, ShipWheel, Siren, SlidersHorizontal } from 'lucide-react'
import type { Right } from '@/server/access/model'
import type { RailWidth } from './preferences'

export type Place = {
  href: string
  label: string
  icon: LucideIcon
  keys: string /** how wide the rail is here until somebody folds or opens it */
  rail: RailWidth
}

/** The three views. */
export const VIEWS: readonly Place[] = [
  { href: '/executive', label: 'Executive', icon: ShipWheel, keys: 'g e', rail: 'open' },
  { href: '/operations', label: 'Operations', icon: Siren, keys: 'g o', rail: 'folded' },
  { href: '/engineering', label: 'Engineering', icon: Activity, keys: 'g n', rail: 'folded' },
]

/** What else there is. */
export const PLACES: readonly Place[] = [
  { href: '/paging', label: 'Paging', icon: BellRing, keys: 'g a', rail: 'open' },
  { href: '/status-pages', label: 'Status pages', icon: RadioTower, keys: 'g p', rail: 'open' },
  { href: '/reports', label: 'Reports', icon: FileText, keys: 'g r', rail: 'open' },
  { href: '/settings', label: 'Settings', icon: SlidersHorizontal, keys: 'g s', rail: 'open' },
]

/** What can be made from everywhere, by whom. */
export const NEW: readonly {
  readonly label: string
  readonly href: string
  readonly right: Right
  readonly keywords: readonly string[]
}[] = [
  { label: 'New check', href: '/checks/new', right: 'edit-checks', keywords: ['monitor', 'watch', 'url'] },
  { label: 'New service', href: '/settings/business/services/new', right: 'edit-services', keywords: [] },
  { label: 'New stream', href: '/settings/business/streams/new', right: 'edit-impact', keywords: ['revenue'] },
  { label: 'New opportunity', href: '/settings/business/opportunities/new', right: 'edit-impact', keywords: ['deal'] },
  { label: 'New channel', href: '/settings/on-call/channels/new', right: 'change-settings', keywords: ['mail', 'slack', 'notification'] },
  { label: 'New schedule', href: '/settings/on-call/schedules/new', right: 'change-settings', keywords: ['rota', 'on call'] },
  { label: 'New policy', href: '/settings/on-call/policies/new', right: 'change-settings', keywords: ['escalation', 'on call'] },
  { label: 'New team', href: '/settings/on-call/teams/new', right: 'change-settings', keywords: [] },
]

/** Details with an address of their own, and the view that they are a detail of. */
const DETAILS: Readonly<Record<string, readonly string[]>> = {
  '/executive': ['/opportunities'],
  '/operations': ['/incidents', '/services'],
  '/engineering': ['/checks'],
}

/** Whether an address lies within a place. */
export const isWithin = (path: string, href: string): boolean =>
  [href, ...(DETAILS[href] ?? [])].some((root) => path === root || path.startsWith(`${root}/`))

/** For a link of the frame: the frame goes there itself, so that it knows for how long the page is awaited. */
export const going =
  (href: string, go: (href: string) => void) =>
  (navigation: { preventDefault(): void }): void => {
    navigation.preventDefault()
    go(href)
  }
