import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { projectRoot } from '@/server/runtime/root'
import { check } from '../screens/check'
import { frame } from '../screens/frame'
import { countingHand } from '../world/hand'
import { openMailbox } from '../world/mailbox'
import { expect, test } from '../world/test'

test.use({ worldOptions: { demo: false } })

const manual = readFileSync(join(projectRoot(), 'docs', 'first-five-minutes.md'), 'utf8')
/** What the page of the manual promises. */
const promised = Number(/at most (\d+) clicks/.exec(manual)?.[1])

test('from the empty state to a check, a stream and somebody who is told of its failure, in no more clicks than the manual says', async ({
  world,
}) => {
  let checkAddress = ''
  const target = createServer((_, answer) => answer.end('fine')).listen(0, '127.0.0.1')
  const mailbox = await openMailbox()
  const hand = countingHand()
  const page = await world.stranger()
  const main = page.getByRole('main')
  const field = (label: string | RegExp) => main.getByRole('form').getByLabel(label, { exact: typeof label === 'string' })
  const named = (name: string) => main.getByRole('form').locator(`[name="${name}"]`)
  const press = (name: string) => hand.click(main.getByRole('button', { name }))
  try {
    await page.goto(world.setupLink)
    await page.getByLabel('Your name').fill('Ada')
    await page.getByLabel('E-mail').fill('ada@shop.example')
    await page.getByLabel('Password').fill('a few words will do')
    await page.getByRole('button', { name: 'Become the administrator' }).click()
    await expect(frame(page).live).toBeVisible()

    await test.step('a check', async () => {
      await hand.click(main.getByRole('link', { name: 'Add the first check' }))
      await hand.type(field(/^Paste a URL/), `http://127.0.0.1:${(target.address() as AddressInfo).port}/health`)
      await hand.type(field('New service'), 'Shop')
      await expect(main.getByRole('region', { name: 'Who is told' })).toContainText('Nobody would be told')
      await press('Run now')
      await expect(main.getByRole('region', { name: 'What it says' })).toContainText('200')
      await press('Create check')
      await expect(check(page).title).toContainText('Up for')
      checkAddress = page.url()
    })

    await test.step('a stream', async () => {
      await page.keyboard.press('Control+k')
      await frame(page).palette.getByRole('combobox').fill('new stream')
      await page.keyboard.press('Enter')
      await hand.type(named('title'), 'Orders')
      await hand.type(named('perHour'), '3600')
      await press('Add a service')
      await hand.choose(named('dependsOn.key[0]'), 'Shop')
      await press('Declare stream')
      await expect(main.getByRole('listitem').filter({ hasText: 'Orders' })).toContainText('3,600 an hour')
    })

    await test.step('a way to be told, and who is', async () => {
      await hand.click(main.page().getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'On call' }))
      await hand.click(main.getByRole('link', { name: 'New channel' }))
      await hand.type(named('options.host'), '127.0.0.1')
      await hand.type(named('options.port'), String(mailbox.port))
      await hand.choose(named('options.security'), 'opportunistic')
      await hand.type(named('options.from'), 'plimsoll@shop.example')
      await press('Declare channel')
      await press('Send a test by email')
      await expect(main.getByRole('status').filter({ hasText: 'Delivered' })).toBeVisible()
      await hand.click(main.getByRole('link', { name: 'Channels' }))
      await hand.click(main.getByRole('link', { name: /^Policies/ }))
      await hand.click(main.getByRole('link', { name: 'New policy' }))
      await hand.type(named('title'), 'On call')
      await press('Declare policy')
      await expect(main.getByLabel('Policy of last resort')).toHaveValue('on-call')
    })

    expect(hand.presses()).toBeLessThanOrEqual(promised)

    await test.step('the check names who is told', async () => {
      await page.goto(checkAddress)
      await page.getByRole('link', { name: 'Edit' }).click()
      await expect(main.getByRole('region', { name: 'Who is told' })).toContainText('ada@shop.example by email at once')
    })
  } finally {
    target.close()
    target.closeAllConnections()
    await mailbox.close()
  }
})
