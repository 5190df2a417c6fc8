import type { Page } from '@playwright/test'

/** What a person sees and opens on the executive view. */
export function executive(page: Page) {
  const main = page.getByRole('main')
  return {
    page,
    main,
    /** What is failing, in the words of the business. */
    sentence: main.getByRole('heading', { level: 1 }),
    kicker: main.getByText('Revenue at risk', { exact: true }),
    part: (name: RegExp) => main.getByRole('button', { name }),
    deals: main.getByRole('region', { name: 'Opportunities' }),
    deal: (title: RegExp) => main.getByRole('region', { name: 'Opportunities' }).getByRole('listitem').filter({ hasText: title }),
    arithmetic: page.getByRole('dialog'),
    open: () => page.goto('/executive'),
  }
}
