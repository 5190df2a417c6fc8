import { check } from '../screens/check'
import { operations } from '../screens/operations'
import { paging } from '../screens/paging'
import { pagerDutyOf } from '../world/pager-duty'
import { expect, test } from '../world/test'

const ADMIN = /Admin area is failing/

test('planned work is shown and measured and pages nobody; what still fails when it is ended is paged, and everybody hears of the end', async ({
  world,
}) => {
  const pager = pagerDutyOf(world.platform.control)
  await pager.forget()
  const desk = await world.personNamed('Grace', 'engineer')
  const grace = paging(desk)
  const ada = operations(await world.personNamed('Ada', 'responder'))
  await grace.open()

  await grace.plan({ title: 'Move the admin area', services: 'admin', startedMinutesAgo: 5, lasts: 60 })
  await expect(grace.maintenance('Move the admin area')).toContainText('holds now')
  const page = await desk.context().newPage()
  await page.goto('/checks/admin-area')
  await expect(check(page).title).toContainText('In maintenance')
  await expect(page.getByText(/^Maintenance from .*: Move the admin area$/)).toBeVisible()

  await ada.open()
  await world.platform.break('admin')
  await expect(ada.pane.title).toHaveText(ADMIN)
  await expect(ada.queue).toContainText('Kept quiet')
  await expect(grace.maintenance('Move the admin area')).toContainText(/Hides £[\d.,]+ a minute, £[\d.,]+ so far/)
  const seen = async () => (await world.sql`select count(*)::int as n from results`)[0]?.n
  const before = await seen()
  await expect.poll(seen, { message: 'every result is stored' }).toBeGreaterThan(before + 5)
  expect(await pager.states(), 'nobody is paged').toEqual([])

  await grace.end('Move the admin area')
  await expect.poll(pager.states).toEqual(['Open'])
  await expect(check(page).title).toContainText('Down')

  await grace.plan({ title: 'Once more', services: 'admin', startedMinutesAgo: 5, lasts: 60 })
  await expect(grace.maintenance('Once more')).toContainText('holds now')
  await world.platform.repair('admin')
  await expect.poll(pager.states, { message: 'who was told hears of the end, maintenance or not' }).toEqual(['Resolved'])
  await grace.end('Once more')
  await grace.remove('Once more')
  await grace.remove('Move the admin area')
})
