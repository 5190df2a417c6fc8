/** What a person prefers on this device. Kept in cookies, so that the server already renders it. */
export const THEME_COOKIE = 'plimsoll-theme'
export const DENSITY_COOKIE = 'plimsoll-density'
export const RAIL_COOKIE = 'plimsoll-rail'

export type Theme = 'light' | 'dark' | 'system'
export type Density = 'comfortable' | 'compact'
export type RailWidth = 'open' | 'folded'

export const themeOf = (cookie: string | undefined): Theme => (cookie === 'light' || cookie === 'dark' ? cookie : 'system')
export const densityOf = (cookie: string | undefined): Density => (cookie === 'compact' ? 'compact' : 'comfortable')
export const railOf = (cookie: string | undefined): RailWidth | undefined => (cookie === 'open' || cookie === 'folded' ? cookie : undefined)

const YEAR_SECONDS = 365 * 24 * 3_600

/** Remembers a preference on this device for a year. */
export function remember(cookie: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and on plain http
  document.cookie = `${cookie}=${value}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`
}

export function applyTheme(theme: Theme): void {
  remember(THEME_COOKIE, theme)
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}
