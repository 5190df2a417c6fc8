import { expect, type Page } from '@playwright/test'

/** What administrators do among the settings. */
export function settings(page: Page) {
  const main = page.getByRole('main')
  const dialog = page.getByRole('dialog')
  /** What is shown this once: it stands before the button that copies it. */
  const takeSecret = async () => (await page.locator('xpath=//code[following-sibling::div//button[.="Copy"]]').textContent()) ?? ''
  return {
    page,
    main,
    dialog,
    tabs: page.getByRole('navigation', { name: 'Settings' }),
    /** What was refused, in the dialog or beside a field of it. */
    refusal: dialog.getByRole('alert'),
    open: (tab: 'people' | 'keys' | 'wall' | 'audit') => page.goto(`/settings/${tab}`),
    /** A person, a key or a link, by name. */
    row: (name: string) => main.getByRole('listitem', { name, exact: true }),
    takeSecret,
    async addPerson({ name, email, role, password }: { name: string; email: string; role: string; password?: string }) {
      await main.getByRole('button', { name: /^Add person/ }).click()
      await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
      await dialog.getByLabel('E-mail').fill(email)
      await dialog.getByRole('radio', { name: new RegExp(`^${role}`) }).check()
      if (password !== undefined) {
        await dialog.getByRole('radio', { name: 'Type one' }).check()
        await dialog.getByLabel('New password').fill(password)
      }
      await dialog.getByRole('button', { name: 'Add person' }).click()
    },
    async changeRole(name: string, role: string) {
      await main.getByRole('button', { name: `Role of ${name}` }).click()
      await dialog.getByRole('radio', { name: new RegExp(`^${role}`) }).check()
      await dialog.getByRole('button', { name: 'Change role' }).click()
    },
    async makeWallLink(name: string): Promise<string> {
      await main.getByRole('textbox', { name: 'Name' }).fill(name)
      await main.getByRole('button', { name: 'Make link' }).click()
      return await takeSecret()
    },
    async revoke(name: string) {
      await main.getByRole('button', { name: `Revoke ${name}` }).click()
      await dialog.getByRole('button', { name: 'Revoke' }).click()
      // Nothing behind it has a role until it is closed, also what is still there.
      await expect(dialog).toHaveCount(0)
    },
    /** Entries of the audit log that say all of this. */
    entry: (says: RegExp) => main.getByRole('listitem').filter({ hasText: says }),
  }
}
