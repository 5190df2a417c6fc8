import { frame } from '../screens/frame'
import { operations } from '../screens/operations'
import { expect, test } from '../world/test'

const ADMIN = /Admin area is failing/
const WEB = /Web front door/

test('two incidents become one, whose link leads there, and are parted again; a second person sees it happen', async ({ world }) => {
  const page = await world.personNamed('Ada', 'responder')
  const [ada, grace] = [operations(page), operations(await world.personNamed('Grace', 'responder'))]
  await world.platform.break('admin')
  await world.platform.break('certificate-expired')
  await Promise.all([ada.open(), grace.open()])
  await expect(ada.group(/^Needs you, 2/)).toBeVisible()
  await ada.row(WEB).getByRole('button').click()
  await expect(ada.pane.title).toHaveText(WEB)
  const number = /INC-\d+/.exec(page.url())?.[0] ?? ''

  await page.keyboard.press('Shift+M')
  await expect(ada.pane.dialog).toContainText('Splitting takes it back.')
  await ada.pane.dialog.getByRole('button', { name: 'Merge' }).click()
  for (const each of [ada, grace]) await expect(each.group(/^(Needs you|Kept quiet), 1/)).toContainText(ADMIN)
  await expect(ada.pane.title).toHaveText(ADMIN)
  await expect(ada.pane.timeline).toContainText(`Ada merged ${number} into it`)

  await page.goto(`${world.url}/incidents/${number}`)
  await expect(page.getByRole('heading', { level: 1, name: ADMIN })).toBeVisible()
  await page.keyboard.press('Shift+S')
  await page
    .getByRole('dialog')
    .getByLabel(/which was merged into it/)
    .check()
  await page.getByRole('dialog').getByRole('button', { name: 'Split' }).click()
  await expect(frame(page).toasts).toContainText(`${number} is split from`)
  await expect(grace.group(/^(Needs you|Kept quiet), 2/)).toContainText(WEB)
})

test('several are chosen by keys and taken in one request', async ({ world }) => {
  const page = await world.personNamed('Ada', 'responder')
  const ada = operations(page)
  await world.platform.break('admin')
  await world.platform.break('certificate-expired')
  await ada.open()
  await expect(ada.group(/^Needs you, 2/)).toBeVisible()
  for (const title of [ADMIN, WEB]) {
    await ada
      .group(/^Needs you/)
      .getByRole('listitem')
      .filter({ hasText: title })
      .getByRole('button')
      .click()
    await expect(ada.pane.title).toHaveText(title)
    await page.keyboard.press('x')
  }
  await expect(page.getByRole('status').filter({ hasText: '2 chosen' })).toBeVisible()
  const asked = page.waitForRequest('**/api/v1/incidents/bulk')
  await page.keyboard.press('a')
  await asked
  await expect(frame(page).toasts).toContainText('2 incidents are yours')
  await expect(ada.group(/^Acknowledged, 2/)).toBeVisible()
})

test('the map shows who feels a failure, and is walked by keys', async ({ world }) => {
  const page = await world.personNamed('Ellen', 'engineer')
  await world.platform.break('admin')
  await page.goto(`${world.url}/engineering/map`)
  const admin = page.getByRole('button', { name: /^Admin area: down/ })
  await expect(admin).toBeVisible()
  await admin.click()
  await expect(page.getByRole('complementary', { name: 'Admin area' })).toContainText('Feel it when it fails')
  await expect(page).toHaveURL(/service=admin/)
  await page.keyboard.press('ArrowRight')
  await expect(page).not.toHaveURL(/service=admin/)
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('l')
  await expect(page.getByRole('table', { name: 'Services and what they need' })).toContainText('Admin')
})
