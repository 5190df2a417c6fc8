import { readFilter, writeFilter } from '../../views/rules/checks-table'
import { FILTER_KEYS } from '../../views/rules/queue'
import type { SavedPage } from '../model'

/** Where each page stands. */
export const PATHS: Readonly<Record<SavedPage, string>> = { queue: '/operations', checks: '/engineering' }

/** The filter alone, as the page itself would write it: what is none of its words is left out, so that two that let through the same are the same. */
export function filterIn(page: SavedPage, query: string): string {
  const given = new URLSearchParams(query)
  if (page === 'checks') return writeFilter(readFilter(given))
  return new URLSearchParams(FILTER_KEYS.flatMap((key) => (given.get(key) ? [[key, given.get(key) ?? '']] : []))).toString()
}

/** In the place of a view in the address: all of the list, also where a default view is set. */
export const EVERYTHING = 'all'

/**
 * The address that somebody is sent to who asks for a page without saying what of it: that of their default view; undefined when they did say, or
 * have none.
 */
export function defaultAddress(
  page: SavedPage,
  path: string,
  asked: URLSearchParams,
  views: readonly { readonly page: SavedPage; readonly query: string; readonly isDefault: boolean }[],
): string | undefined {
  if (asked.size > 0) return undefined
  const view = views.find((one) => one.page === page && one.isDefault && one.query !== '')
  return view && `${path}?${view.query}`
}
