import type { BrowserContextOptions, Page } from '@playwright/test'
import { executive } from '../screens/executive'
import { frame } from '../screens/frame'
import { operations } from '../screens/operations'
import { heavyOn } from '../world/light'
import { unreadableOn } from '../world/readable'
import { expect, test } from '../world/test'

/** Dozens of pages are looked through in each, so they are shared out: none needs what another did. */
test.describe.configure({ mode: 'parallel', timeout: 600_000 })

/** What else can go wrong when there is less room; names, roles and the like are the same as on a large screen. */
const ON_A_PHONE = ['color-contrast', 'target-size', 'scrollable-region-focusable', 'meta-viewport', 'label-content-name-mismatch']

const LOOKS: readonly (BrowserContextOptions & { readonly name: string; readonly only?: readonly string[] })[] = [
  { name: 'by day and by night', colorScheme: 'light', viewport: { width: 1440, height: 900 } },
  { name: 'on a phone', colorScheme: 'light', viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, only: ON_A_PHONE },
]
const ALWAYS = [
  '/executive',
  '/operations',
  '/operations?tab=matrix',
  '/engineering',
  '/engineering/map',
  '/engineering/map?as=list',
  '/checks/admin-area',
  '/services/admin',
  '/opportunities/zebra',
]
const CALM = [
  ...ALWAYS,
  '/paging',
  '/settings',
  '/settings/business/services',
  '/settings/business/services/new',
  '/settings/business/services/admin',
  '/settings/business/streams',
  '/settings/business/streams/managed-orders',
  '/settings/business/streams/new',
  '/settings/business/opportunities/new',
  '/settings/business/segments/new',
  '/settings/business/contracts',
  '/settings/business/contracts/northlight',
  '/settings/business/contracts/new',
  '/status-pages',
  '/status-pages/marketedge',
  '/status-pages/new',
  '/settings/on-call/channels',
  '/settings/on-call/channels/new',
  '/settings/on-call/channels/pagerduty',
  '/settings/on-call/contacts',
  '/settings/on-call/schedules/new',
  '/settings/on-call/policies',
  '/settings/on-call/policies/new',
  '/settings/on-call/teams',
  '/settings/people',
  '/settings/keys',
  '/settings/wall',
  '/settings/api',
  '/settings/api/checks',
  '/settings/api/on-call',
  '/settings/audit',
  '/settings/audit?q=zebra-that-nobody-wrote',
  '/checks/new',
  '/checks/admin-area/edit',
  '/checks/nothing-of-this-name',
]

/** Whether it can be read, and how long one waits for it. In the dark nothing but the colours is different: the same page is looked at again. */
async function wrongOn(page: Page, only: readonly string[] | undefined): Promise<readonly string[]> {
  const found = await unreadableOn(page, only)
  if (only) return found
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  const dark = await unreadableOn(page, ['color-contrast'])
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: null })
  return [...found, ...dark.map((says) => `in the dark: ${says}`), ...(await heavyOn(page))]
}

for (const { name, only, ...look } of LOOKS) {
  test(`while all is well every page can be read, ${name}`, async ({ world }) => {
    const page = await world.personNamed('Sam', 'admin', look)
    const found: string[] = []
    for (const path of CALM) {
      await page.goto(path)
      await expect(frame(page).live).toBeVisible()
      found.push(...(await wrongOn(page, only)).map((says) => `${path}: ${says}`))
    }
    // The account has no frame around it, and nothing on it is live.
    await page.goto('/account')
    await expect(page.getByRole('heading', { level: 1, name: 'Sam' })).toBeVisible()
    found.push(...(await wrongOn(page, only)).map((says) => `/account: ${says}`))
    const door = await world.stranger(look)
    for (const path of ['/sign-in', '/status/marketedge', '/status/marketedge/history', '/status/nothing']) {
      await door.goto(path)
      found.push(...(await wrongOn(door, only)).map((says) => `${path}: ${says}`))
    }
    expect(found).toEqual([])
  })

  test(`while something fails every page can be read, ${name}`, async ({ world }) => {
    const page = await world.personNamed('Sam', 'admin', look)
    await page.goto('/operations')
    await world.platform.break('admin')
    // Broken once for each look within a quarter of an hour it flaps, and is kept quiet.
    await expect(operations(page).group(/^(Needs you|Kept quiet)/)).toContainText('Admin area is failing')
    const [{ number } = { number: 0 }] = await world.sql<{ number: number }[]>`select number from incidents where state <> 'resolved'`
    expect(number).toBeGreaterThan(0)
    const found: string[] = []
    const examine = async (what: string) => void found.push(...(await wrongOn(page, only)).map((says) => `${what}: ${says}`))
    for (const path of [...ALWAYS, `/incidents/INC-${number}`]) {
      await page.goto(path)
      await expect(frame(page).live).toBeVisible()
      await examine(path)
    }
    await page.getByRole('button', { name: 'Resolve' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await examine('the dialog that asks for a reason')
    await executive(page).open()
    await executive(page)
      .part(/^Lost so far/)
      .click()
    await expect(executive(page).arithmetic).toBeVisible()
    await examine('the arithmetic')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+k')
    await expect(frame(page).palette).toBeVisible()
    await examine('the palette')
    expect(found).toEqual([])
  })
}
