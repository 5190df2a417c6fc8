import type { Page } from '@playwright/test'

/** What is around every view. */
export const frame = (page: Page) => ({
  /** How old what one sees is. */
  indicator: page.getByRole('status').filter({ hasText: /Live|live|Late|Connecting/ }),
  live: page.getByRole('status').filter({ hasText: /^Live/ }),
  lost: page.getByRole('status').filter({ hasText: /^Not live since/ }),
  banner: page.getByRole('main').getByRole('alert'),
  /** Stands where the next page will be, while it is awaited. */
  opening: page.getByRole('status').filter({ hasText: /^Loading$/ }),
  toasts: page.getByRole('region', { name: /^Messages/ }),
  keys: page.getByRole('dialog', { name: 'Keys that work here' }),
  palette: page.getByRole('dialog', { name: 'Search or run' }),
})
