import type { Page } from '@playwright/test'
import { incidentPane } from './incident'

/** What a person can do on the operations view. */
export function operations(page: Page) {
  const queue = page.getByRole('region', { name: 'Queue', exact: true })
  const row = (title: RegExp) => queue.getByRole('listitem').filter({ hasText: title })
  return {
    page,
    queue,
    row,
    pane: incidentPane(page),
    rows: queue.getByRole('listitem'),
    current: queue.locator('[aria-current=true]'),
    group: (name: RegExp) => queue.getByRole('region', { name }),
    quiet: queue.getByText('Nothing is open. Every check is within its limits.'),
    matrix: page.getByRole('table'),
    open: () => page.goto('/operations'),
    openMatrix: () => page.goto('/operations?tab=matrix'),
    select: (title: RegExp) => row(title).getByRole('button').click(),
    search: queue.getByRole('searchbox', { name: 'Find' }),
  }
}
