import type { Page } from '@playwright/test'

/** What a person can do with the table of checks. */
export function engineering(page: Page) {
  const table = page.getByRole('table', { name: 'Checks' })
  return {
    page,
    table,
    row: (name: string) => table.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) }),
    filter: page.getByRole('searchbox', { name: 'name, tag, service, type' }),
    open: () => page.goto('/engineering'),
  }
}
