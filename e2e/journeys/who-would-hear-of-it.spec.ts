import { paging } from '../screens/paging'
import { expectReadable } from '../world/readable'
import { receiversOf } from '../world/receivers'
import { expect, test } from '../world/test'

const PHONE = { viewport: { width: 390, height: 844 }, colorScheme: 'dark' } as const

test('somebody takes over on a phone, another sees it at once, and the pager would tell them; ended, the schedule holds again', async ({
  world,
}) => {
  const onPhone = paging(await world.personNamed('Ada', 'responder', PHONE))
  const other = paging(await world.personNamed('Grace', 'responder'))
  await Promise.all([onPhone.open(), other.open()])
  const schedule = 'First responder'

  await onPhone.takeOver(schedule, 'Grace')
  for (const { schedule: named } of [onPhone, other]) await expect(named(schedule)).toContainText('Grace is on call by an override')
  await expect(other.policy('Around the clock')).toContainText('Step 1 tells pagerduty, Grace by')
  await expectReadable(onPhone.page)
  expect(await onPhone.page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.viewport.width)

  await onPhone.openRouting()
  const told = await onPhone.tryOut('Admin area', 'critical')
  await expect(told.getByRole('listitem').nth(1)).toHaveText(/at once.*pages Grace by email-engineers/)
  expect(await world.sql`select 1 from notices`, 'nothing is sent').toEqual([])

  await other.schedule(schedule).getByRole('button', { name: 'End that Grace stands in' }).click()
  await expect(other.schedule(schedule)).not.toContainText('by an override')
  await expect(other.schedule(schedule).getByRole('list', { name: /^Overrides/ })).toBeHidden()
})

test('what does not arrive stands first without reloading, opens to its answers, and is sent again with all others', async ({ world }) => {
  const receivers = receiversOf(world.platform.control)
  const key = paging(await world.personNamed('Sam', 'admin'))
  await key.open()
  await receivers.answer('slack', '400')
  await key.channel('slack-zebra').getByRole('button', { name: 'Send a test by slack-zebra' }).click()
  await expect(key.dead.getByRole('listitem')).toHaveCount(1)
  await expect(key.channel('slack-zebra')).toContainText('Failed last')
  await key.dead.getByRole('button', { name: /^Attempts/ }).click()
  await expect(key.dialog.getByRole('region', { name: 'Attempts' })).toContainText('status 400')
  await expectReadable(key.page)
  await key.page.keyboard.press('Escape')

  await receivers.answer('slack', 'ok')
  await key.dead.getByRole('button', { name: 'Send all again' }).click()
  await key.dialog.getByRole('button', { name: 'Send all again' }).click()
  await expect(key.dead).toBeHidden()

  await key.openLog()
  await expect(key.log.getByRole('listitem')).toContainText(['delivered'])
  await key.page.getByLabel('State').selectOption('dead')
  await expect(key.log).toContainText('Nothing is like this.')
  await key.page.goto('/paging/log?q=Test+of+this')
  await expect(key.log.getByRole('listitem')).toHaveCount(1)
  await expectReadable(key.page)
})

test('a silence comes to the screens of others, and goes when it is ended', async ({ world }) => {
  const [ada, grace] = [paging(await world.personNamed('Ada', 'responder')), paging(await world.personNamed('Grace', 'responder', PHONE))]
  await Promise.all([ada.open(), grace.open()])
  await ada.page.getByRole('button', { name: 'Silence alerts' }).click()
  await ada.dialog.getByLabel('Services').fill('payments')
  await ada.dialog.getByLabel('Why').fill('the move')
  await ada.dialog.getByRole('button', { name: 'Silence', exact: true }).click()
  await expect(grace.silences.getByRole('listitem')).toContainText('services payments')
  await grace.silences.getByRole('button', { name: 'End the silence of services payments' }).click()
  await expect(ada.silences).toContainText('Nothing is silenced.')
})
