import type { Page } from '@playwright/test'

/** The door. */
export const signIn = (page: Page) => ({
  heading: page.getByRole('heading', { name: 'Sign in' }),
  email: page.getByLabel('E-mail'),
  password: page.getByLabel('Password'),
  open: () => page.goto('/sign-in'),
  async as(email: string, password: string) {
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
  },
})
