import type { Page } from '@playwright/test'

/** What a person sees of one check. */
export function check(page: Page) {
  const evidence = page.getByRole('region', { name: 'Evidence' })
  return {
    page,
    evidence,
    /** Its name and how it does. */
    title: page.getByRole('main').locator('header').first(),
    expected: evidence.getByRole('list', { name: 'What was expected' }).getByRole('listitem'),
    answer: evidence.getByRole('region', { name: 'The answer' }),
    results: page.getByRole('table', { name: /^Last results of/ }),
    open: (name: string) => page.goto(`/checks/${name}`),
  }
}
