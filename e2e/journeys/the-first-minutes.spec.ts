import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { check } from '../screens/check'
import { executive } from '../screens/executive'
import { frame } from '../screens/frame'
import { operations } from '../screens/operations'
import { expectReadable } from '../world/readable'
import { expect, test } from '../world/test'

test.use({ worldOptions: { demo: false } })

test('the first start prints a link, the link makes an administrator, and a form makes the first check', async ({ world }) => {
  const target = createServer((_, answer) => answer.end('fine')).listen(0, '127.0.0.1')
  try {
    const page = await world.stranger()
    await test.step('without the link there is nothing to see', async () => {
      await page.goto('/operations')
      await expect(page.getByRole('heading', { name: 'Nobody is here yet' })).toBeVisible()
    })

    await test.step('with it somebody becomes the administrator', async () => {
      await page.goto(world.setupLink)
      await expectReadable(page)
      await page.getByLabel('Your name').fill('Ada')
      await page.getByLabel('E-mail').fill('ada@shop.example')
      await page.getByLabel('Password').fill('a few words will do')
      await page.getByRole('button', { name: 'Become the administrator' }).click()
      await expect(frame(page).live).toBeVisible()
    })

    await test.step('every view says what it is for while nothing is watched', async () => {
      await page.goto('/executive')
      await expect(executive(page).sentence).toContainText('Say what to watch')
      await expectReadable(page)
      await page.goto('/operations')
      await expect(operations(page).queue).toContainText('Nothing is watched yet.')
      await page.goto('/engineering')
      await expect(page.getByRole('main').getByText('No check is declared yet.')).toBeVisible()
    })

    await test.step('the form tries the check before it is made, and then it runs', async () => {
      await page.getByRole('link', { name: 'Add the first check' }).click()
      const form = page.getByRole('form', { name: 'New check' })
      await form.getByLabel('Paste a URL').fill(`http://127.0.0.1:${(target.address() as AddressInfo).port}/health`)
      await expect(form.getByLabel('Type', { exact: true })).toHaveValue('http')
      await form.getByLabel('Name', { exact: true }).fill('shop')
      await form.getByLabel('Service', { exact: true }).selectOption({ label: 'A new service…' })
      await form.getByLabel('New service').fill('Shop')
      const interval = form.getByLabel(/^Interval/)
      await interval.fill('soon')
      await form.getByRole('button', { name: 'Run now' }).click()
      await expect(interval).toBeFocused()
      await expect(interval).toHaveAttribute('aria-invalid', 'true')
      await expect(interval).toHaveValue('soon')
      await expectReadable(page)
      await interval.fill('1s')
      await form.getByRole('button', { name: 'Run now' }).click()
      await expect(page.getByRole('region', { name: 'What it says' })).toContainText('200')
      await form.getByRole('button', { name: 'Create check' }).click()

      await expect(page).toHaveURL(/\/checks\/shop/)
      await expect(check(page).title).toContainText('Up for')
      await expect(check(page).results.getByRole('row').nth(2)).toContainText('200')
    })

    await test.step('a copy of it is another check of the same service', async () => {
      await page.getByRole('link', { name: 'Clone' }).click()
      const form = page.getByRole('form', { name: 'New check' })
      await expect(form.getByLabel('Name', { exact: true })).toHaveValue('copy-of-shop')
      await form.getByRole('button', { name: 'Create check' }).click()
      await expect(page).toHaveURL(/\/checks\/copy-of-shop/)
      await expect(check(page).title).toContainText('Up for')
    })

    await test.step('the link works once', async () => {
      const other = await world.stranger()
      await other.goto(world.setupLink)
      await expect(other).toHaveURL(/\/sign-in/)
    })
  } finally {
    target.close()
    target.closeAllConnections()
  }
})
