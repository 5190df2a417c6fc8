import type { Locator, Page } from '@playwright/test'

type Plan = { readonly title: string; readonly services: string; readonly startedMinutesAgo: number; readonly lasts: number }

/** What a person can do under Paging. */
export const paging = (page: Page) => {
  const maintenance = (title: string): Locator => page.getByRole('listitem', { name: title, exact: true })
  const dialog = page.getByRole('dialog')
  const region = (name: string) => page.getByRole('region', { name, exact: true })
  return {
    page,
    dialog,
    open: () => page.goto('/paging'),
    openLog: () => page.goto('/paging/log'),
    openRouting: () => page.goto('/paging/routing'),
    schedule: (title: string) => region('On call').getByRole('listitem', { name: title }),
    policy: (title: string) => region('Policies').getByRole('listitem', { name: title }),
    channel: (name: string) => region('Channels').getByRole('listitem', { name }),
    silences: region('Silences'),
    dead: region('Not delivered'),
    log: page.getByRole('region', { name: /messages$/ }),
    async takeOver(title: string, who: string) {
      await page.getByRole('button', { name: `Take over ${title}` }).click()
      await dialog.getByLabel('Who').selectOption({ label: who })
      await dialog.getByRole('button', { name: 'Take over' }).click()
    },
    async tryOut(service: string, severity: string) {
      await page.getByLabel('If this fails').selectOption({ label: service })
      await page.getByLabel('as', { exact: true }).selectOption(severity)
      await page.getByRole('button', { name: 'Try it' }).click()
      return page.getByRole('list', { name: 'Who would be told' })
    },
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
