import type { Page } from '@playwright/test'

/** What the business declares, on its screens. */
export function business(page: Page) {
  const main = page.getByRole('main')
  const form = main.getByRole('form')
  return {
    page,
    main,
    form,
    lists: main.getByRole('navigation', { name: 'What the business declares' }),
    row: (title: string) => main.getByRole('listitem').filter({ hasText: title }),
    dialog: page.getByRole('dialog'),
    open: (list: string, name?: string) => page.goto(`/settings/business/${list}${name ? `/${name}` : ''}`),
    field: (label: string | RegExp) => form.getByLabel(label, { exact: typeof label === 'string' }),
    /** Fields by the words of the file: `credits[0].below`. */
    named: (name: string) => form.locator(`[name="${name}"]`),
    press: (name: string) => form.getByRole('button', { name }).click(),
  }
}
