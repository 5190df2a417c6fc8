import type { Page } from '@playwright/test'
import { frame } from '../screens/frame'
import { operations } from '../screens/operations'
import { signIn } from '../screens/sign-in'
import { expect, test } from '../world/test'

test('somebody who is removed sees nothing more within two seconds, and the screen says why', async ({ world }) => {
  const page = await world.personNamed('Mallory', 'responder')
  const closed = Promise.withResolvers<number>()
  page.on('websocket', (socket) => socket.on('close', () => closed.resolve(performance.now())))
  await operations(page).open()
  await expect(frame(page).live).toBeVisible()

  const { id } = await world.person('Mallory')
  const removedAt = performance.now()
  expect((await world.ask('DELETE', `/api/v1/people/${id}`)).status).toBe(204)
  expect((await closed.promise) - removedAt).toBeLessThan(2_000)
  await expect(frame(page).banner).toContainText('You are signed out. Sign in again.')
  await expect(frame(page).lost).toBeVisible()

  await frame(page).banner.getByRole('link', { name: 'Sign in' }).click()
  await expect(signIn(page).heading).toBeVisible()
})

test('signing out leads to the door, and back leads nowhere else', async ({ world }) => {
  const page = await world.personNamed('Olga', 'responder')
  await operations(page).open()
  await page.getByRole('link', { name: /Olga/ }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(signIn(page).heading).toBeVisible()
  await page.goto('/operations')
  await expect(page).toHaveURL(/\/sign-in\?returnTo=%2Foperations/)
})

test('a wrong password is refused in one sentence, and the right one leads to where one wanted to go', async ({ world }) => {
  await world.personNamed('Nora', 'engineer')
  const { email } = await world.person('Nora')
  const page = await world.stranger()
  await page.goto('/engineering')
  const door = signIn(page)
  await door.as(email, 'not the password at all')
  await expect(page.getByText('The e-mail address or the password is wrong.')).toBeVisible()
  await door.as(email, 'correct horse battery staple')
  await expect(page).toHaveURL(/\/engineering/)
})

test('a viewer sees what fails, and nowhere what it costs', async ({ world }) => {
  const page = await world.personNamed('Vera', 'viewer')
  const frames: string[] = []
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => void frames.push(String(payload))))
  const vera = operations(page)
  await vera.open()
  await world.platform.break('admin')
  await expect(vera.pane.title).toHaveText(/Admin area is failing/)
  await expect(vera.pane.pane).toContainText('You may read this.')
  const shown = [await textOf(page)]
  const [{ number } = { number: 0 }] = await world.sql<{ number: number }[]>`select number from incidents where state <> 'resolved'`
  for (const path of ['/operations?tab=matrix', `/incidents/INC-${number}`, '/services/admin', '/engineering', '/checks/api-router']) {
    await page.goto(path)
    await expect(frame(page).live).toBeVisible()
    shown.push(`${path} ${await textOf(page)}`)
  }
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  const answers = await Promise.all(
    ['/api/v1/incidents', `/api/v1/incidents/INC-${number}`, '/api/v1/services'].map((path) => world.ask('GET', path, { cookie })),
  )
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])

  expect(frames.length).toBeGreaterThan(5)
  expect([...shown, ...frames, ...answers.map(({ text }) => text)].flatMap(moneyIn)).toEqual([])

  await page.goto('/executive')
  await expect(page.getByRole('heading', { name: 'Not for your role' })).toBeVisible()
})

/** An amount, or a word that stands for one. */
const MONEY = /.{0,60}(£|GBP|\b925,?000|[pP]erHour|Minor\b|stakes?\\*":(?!null)|[Ll]ost so far).{0,40}/g
const moneyIn = (text: string) => text.match(MONEY) ?? []

/** Everything that came with the page: what stands on it, and what came along unseen for its scripts. */
const textOf = async (page: Page) => `${await page.locator('body').textContent()}\n${await page.content()}`
