import { Activity, BellRing, FileText, type LucideIcon, RadioTower, ShipWheel, Siren, SlidersHorizontal } from 'lucide-react'
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
