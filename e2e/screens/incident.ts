import type { Page } from '@playwright/test'

/** What a person can do with one incident, in the queue's pane as on its own page. */
export function incidentPane(page: Page) {
  const pane = page.getByRole('article', { name: /^INC-/ })
  const dialog = page.getByRole('dialog')
  const press = (name: string) => pane.getByRole('button', { name, exact: true }).click()
  return {
    pane,
    dialog,
    title: pane.getByRole('heading', { level: 1 }),
    button: (name: string) => pane.getByRole('button', { name, exact: true }),
    progress: pane.getByRole('list', { name: 'How far it has come' }),
    checks: pane.getByRole('region', { name: 'Affected checks' }),
    timeline: pane.getByRole('region', { name: 'Timeline' }),
    impact: page.getByRole('region', { name: 'Impact', exact: true }),
    acknowledge: () => press('Acknowledge'),
    async note(text: string) {
      await press('Note')
      await dialog.getByLabel('Note').fill(text)
      await dialog.getByRole('button', { name: 'Add note' }).click()
    },
    async escalate(to: string, why: string) {
      await press('Escalate')
      await dialog.getByLabel('To', { exact: true }).selectOption({ label: to })
      await dialog.getByLabel(/^Also raise/).check()
      await dialog.getByLabel('Why').fill(why)
      await dialog.getByRole('button', { name: 'Escalate' }).click()
    },
    async resolve(reason: string) {
      await press('Resolve')
      await dialog.getByLabel('Why it may be closed').fill(reason)
      await dialog.getByRole('button', { name: 'Resolve' }).click()
    },
  }
}

export type IncidentPane = ReturnType<typeof incidentPane>

/** The page of one incident. */
export const incident = (page: Page) => ({ ...incidentPane(page), open: (name: string) => page.goto(`/incidents/${name}`) })
