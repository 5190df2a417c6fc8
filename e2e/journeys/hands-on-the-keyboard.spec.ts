import { frame } from '../screens/frame'
import { operations } from '../screens/operations'
import { expect, test } from '../world/test'

const ADMIN = /Admin area is failing/
const WEB = /Web front door/

test('an incident is found, taken, noted and closed without touching a mouse', async ({ world }) => {
  const page = await world.personNamed('Ada', 'responder')
  const ada = operations(page)
  await world.platform.break('admin')
  await world.platform.break('certificate-expired')
  await ada.open()
  await expect(ada.group(/^Needs you, 2/)).toBeVisible()
  await expect(ada.current).toContainText(ADMIN)

  await page.keyboard.press('j')
  await expect(ada.current).toContainText(WEB)
  await expect(ada.pane.title).toHaveText(WEB)
  await page.keyboard.press('k')
  await expect(ada.current).toContainText(ADMIN)

  await page.keyboard.press('a')
  await expect(ada.group(/^Acknowledged, 1/)).toContainText(ADMIN)
  await expect(frame(page).toasts).toContainText(/INC-\d+ is yours/)

  await page.keyboard.press('n')
  await page.keyboard.type('Looking at it')
  await page.keyboard.press('Control+Enter')
  await expect(ada.pane.timeline).toContainText('“Looking at it”')

  await page.keyboard.press('r')
  await page.keyboard.type('Closed by keyboard')
  await page.keyboard.press('Control+Enter')
  await expect(ada.pane.timeline).toContainText('Ada resolved')
})

test('one key shows all keys, and the palette finds what there is to do', async ({ world }) => {
  const page = await world.personNamed('Ada', 'responder')
  const { keys, palette, live } = frame(page)
  await operations(page).open()
  await expect(live).toBeVisible()

  await page.keyboard.press('?')
  await expect(keys).toContainText('Next incident')
  await page.keyboard.press('Escape')
  await expect(keys).toBeHidden()

  await page.keyboard.press('Control+k')
  await expect(palette.getByRole('combobox')).toBeFocused()
  await page.keyboard.type('executive')
  await expect(palette.getByRole('option', { selected: true })).toContainText('Go to Executive')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/executive/)
})

test('a view that is slow to come is announced, by key and by link, and the page that is left is kept until then', async ({ world }) => {
  const page = await world.personNamed('Ada', 'responder')
  const { opening, live } = frame(page)
  await operations(page).open()
  await expect(live).toBeVisible()
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(/\/engineering\?/, async (route) => {
    await released
    await route.continue()
  })

  await page.keyboard.press('g')
  await page.keyboard.press('n')
  await expect(opening).toBeAttached()
  await expect(page).toHaveURL(/\/operations/)
  release()
  await expect(page).toHaveURL(/\/engineering/)
  await expect(page.getByRole('table', { name: 'Checks' })).toBeVisible()
  await expect(opening).toHaveCount(0)

  const others = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(/\/operations\?/, async (route) => {
    await others
    await route.continue()
  })
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Operations' }).click()
  await expect(opening).toBeAttached()
  release()
  await expect(page).toHaveURL(/\/operations/)
  await expect(opening).toHaveCount(0)
})
