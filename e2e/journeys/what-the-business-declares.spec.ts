import { business } from '../screens/business'
import { executive } from '../screens/executive'
import { expect, test } from '../world/test'

const MONTH_MS = () => {
  const now = new Date()
  return Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1) - Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1)
}

test('a stream and a contract are declared on the screens, and what fails then costs what arithmetic says', async ({ world }) => {
  const page = await world.personNamed('Root', 'admin')
  const screens = business(page)

  await test.step('a stream: what is wrong is said at its field, the cursor goes there, and nothing typed is lost', async () => {
    await screens.open('streams', 'new')
    await screens.named('title').fill('Partner feed')
    await expect(screens.named('name')).toHaveValue('partner-feed')
    await screens.named('perHour').fill('a lot')
    await screens.press('Add a service')
    await screens.named('dependsOn.key[0]').selectOption('admin')
    await screens.press('Declare stream')
    await expect(screens.named('perHour')).toBeFocused()
    await expect(screens.named('perHour')).toHaveValue('a lot')
    await expect(screens.named('title')).toHaveValue('Partner feed')
    await screens.named('perHour').fill('7,200.00')
    await expect(screens.main.getByRole('region', { name: 'What an hour costs' })).toContainText('£7,200.00')
    await screens.press('Declare stream')
    await expect(screens.row('Partner feed')).toContainText('£7,200 an hour')
  })

  await test.step('a contract: so tight that a minute of the month breaks it', async () => {
    await screens.open('contracts', 'new')
    await screens.named('title').fill('Partner feed SLA')
    await screens.named('customer').fill('Zebra Associates')
    await screens.named('monthlyFee').fill('1000')
    await screens.named('sla').fill('99.9999')
    await screens.form.getByRole('checkbox', { name: 'Admin area' }).check()
    await screens.named('credits[0].below').fill('99.99999')
    await screens.press('Declare contract')
    await expect(screens.form.getByRole('alert')).toContainText('above the SLA')
    await expect(screens.named('credits[0].below')).toBeFocused()
    await screens.named('credits[0].below').fill('99.9999')
    await screens.press('Declare contract')
    await expect(screens.row('Partner feed SLA')).toContainText('99.9999 % for Zebra Associates')
  })

  const eve = executive(await world.personNamed('Eve', 'executive'))
  await eve.open()
  const contract = eve.main.getByRole('region', { name: 'Contracts' }).getByRole('listitem').filter({ hasText: 'Partner feed SLA' })
  await test.step('it fails, and the credit is owed once it has been down for a millionth of the month', async () => {
    await world.platform.break('admin')
    await expect(contract).toContainText('£100 owed', { timeout: 60_000 })
    // 10 % of £1,000 below 99.9999 %, which a month allows for 2.6 s.
    await expect(eve.part(/^SLA credits/)).toContainText('£')
  })

  await test.step('the ledger and the credit equal the arithmetic by hand', async () => {
    await world.calm()
    const spans = await world.sql<{ from_at: Date; to_at: Date | null }[]>`
      select p.from_at, p.to_at from status_spans p join services s on s.id = p.subject_id where s.name = 'admin' and p.status = 'down'`
    const downMs = spans.reduce((sum, { from_at, to_at }) => sum + ((to_at ?? from_at).getTime() - from_at.getTime()), 0)
    const [lost] = await world.sql<{ lost: number }[]>`
      select coalesce(sum(extract(epoch from to_at - from_at) / 3600 * l.baseline_per_hour_minor * factor * fraction), 0)::float8 as lost
      from loss_segments l join streams s on s.id = l.stream_id where s.name = 'partner-feed'`
    expect(lost?.lost).toBeCloseTo((720_000 * downMs) / 3_600_000, 3)
    expect(downMs / MONTH_MS()).toBeGreaterThan(1 - 0.999999)
    await expect(contract).toContainText('£100 owed')
    await expect(eve.sentence).toHaveText('Nothing is at risk.')
  })

  await test.step('what is used is not deleted, and what the file declares is read-only', async () => {
    await screens.open('services', 'admin')
    await expect(screens.main).toContainText('Declared in plimsoll.yaml')
    await expect(screens.named('title')).toBeDisabled()
    await screens.open('streams', 'partner-feed')
    await screens.press('Delete')
    await screens.dialog.getByRole('button', { name: 'Delete' }).click()
    await expect(screens.row('Partner feed')).toHaveCount(0)
  })
})

test('a circle of services is refused at the field', async ({ world }) => {
  const page = await world.personNamed('Root', 'admin')
  const screens = business(page)
  await world.ask('POST', '/api/v1/services', { body: { name: 'one', title: 'Service one' } })
  await world.ask('POST', '/api/v1/services', { body: { name: 'two', title: 'Service two', dependsOn: ['one'] } })
  await screens.open('services', 'one')
  await screens.form.getByRole('checkbox', { name: 'Service two' }).check()
  await screens.press('Save')
  await expect(screens.form.getByRole('alert')).toContainText('Makes a circle: one needs two needs one')
  await expect(screens.form.getByRole('checkbox', { name: 'Service two' })).toBeChecked()
})
