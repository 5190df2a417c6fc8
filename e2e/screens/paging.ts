import type { Locator, Page } from '@playwright/test'

type Plan = { readonly title: string; readonly services: string; readonly startedMinutesAgo: number; readonly lasts: number }

/** What a person can do under Paging. */
export const paging = (page: Page) => {
  const maintenance = (title: string): Locator => page.getByRole('listitem', { name: title, exact: true })
  return {
    open: () => page.goto('/paging'),
    maintenance,
    /** Plans maintenance once, from so many minutes ago, by the clock of UTC. */
    async plan({ title, services, startedMinutesAgo, lasts }: Plan): Promise<void> {
      const from = new Date(Date.now() - startedMinutesAgo * 60_000)
      const written = (at: Date) => at.toISOString().slice(0, 16)
      await page.getByRole('button', { name: 'Plan maintenance' }).click()
      const dialog = page.getByRole('dialog', { name: 'Plan maintenance' })
      await dialog.getByLabel('What is done').fill(title)
      await dialog.getByLabel('Services').fill(services)
      await dialog.getByLabel('Time zone').fill('UTC')
      await dialog.getByLabel('From').fill(written(from))
      await dialog.getByLabel('Until').fill(written(new Date(from.getTime() + lasts * 60_000)))
      await dialog
        .getByRole('status')
        .getByText(/^It holds now, until .* \(UTC\)\.$/)
        .waitFor()
      await dialog.getByRole('button', { name: 'Plan', exact: true }).click()
      await dialog.waitFor({ state: 'hidden' })
      await maintenance(title).waitFor()
    },
    end: (title: string) => page.getByRole('button', { name: `End the maintenance ${title}` }).click(),
    async remove(title: string): Promise<void> {
      await page.getByRole('button', { name: `Remove the maintenance ${title}` }).click()
      await maintenance(title).waitFor({ state: 'detached' })
    },
  }
}
