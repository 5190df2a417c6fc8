import { check } from '../screens/check'
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
  await expect(keys).toContainText('Read a chart')
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

test('the page of an incident reads in its order, and everything on it is done by keys without anything that moves', async ({ world }) => {
  const page = await world.personNamed('Ada', 'responder', { reducedMotion: 'reduce' })
  await world.platform.break('admin')
  await operations(page).open()
  await expect(operations(page).pane.title).toHaveText(ADMIN)
  const [{ number } = { number: 0 }] = await world.sql<{ number: number }[]>`select number from incidents where state <> 'resolved'`
  await page.goto(`/incidents/INC-${number}`)
  await expect(frame(page).live).toBeVisible()
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - article /INC-\\d+ Admin area is failing/:
      - img "down"
      - heading "Admin area is failing" [level=1]
      - button /Copy the link to INC-/
      - list "How far it has come":
        - listitem: /Triggered/
        - listitem: /Acknowledged nobody yet/
        - listitem: Mitigated
        - listitem: /Resolved/
      - button "Acknowledge"
      - button "Escalate"
      - button "Assign"
      - button "Note"
      - button "Resolve"
      - region "Affected checks":
        - heading "Affected checks" [level=2]
        - list:
          - listitem:
            - img "down"
            - link "admin-area"
      - region "Timeline":
        - heading "Timeline" [level=2]
        - group "Which entries":
          - button /All/ [pressed]
    - complementary "What it means":
      - region "Impact"
      - region "Escalation"
  `)

  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: /^Copy the link/ })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Acknowledge' })).toBeFocused()
  await page.keyboard.press('Enter')
  const progress = page.getByRole('list', { name: 'How far it has come' })
  await expect(progress.getByRole('listitem').filter({ hasText: 'Acknowledged' })).toContainText('Ada')
  await page.keyboard.press('n')
  await expect(page.getByRole('dialog')).toBeVisible()
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('the page of a check is named by the check alone, and its results are read one by one by keys', async ({ world }) => {
  const page = await world.personNamed('Ada', 'responder')
  await world.platform.break('admin')
  await operations(page).open()
  await expect(operations(page).pane.title).toHaveText(ADMIN)
  await check(page).open('admin-area')
  await expect(frame(page).live).toBeVisible()
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - navigation "Where it is":
      - link "Checks"
      - link "Admin area"
    - heading "admin-area" [level=1]
    - paragraph: /Down for/
    - navigation "Time range"
    - button "Run now"
    - region "Where the time goes":
      - slider "Latency of admin-area"
    - region "Last results":
      - table "Last results of admin-area"
    - region "Configuration"
    - region "Distribution"
    - region "Evidence":
      - heading "Evidence" [level=2]
      - group "Which failure":
        - button [pressed]
  `)

  const latency = page.getByRole('slider', { name: 'Latency of admin-area' })
  await latency.focus()
  await page.keyboard.press('ArrowLeft')
  const first = await latency.getAttribute('aria-valuetext')
  expect(first).toMatch(/^\d\d:\d\d:\d\d, /)
  await page.keyboard.press('ArrowLeft')
  await expect(latency).not.toHaveAttribute('aria-valuetext', first ?? '')

  await page.keyboard.press('i')
  await expect(page).toHaveURL(/\/incidents\//)
})
