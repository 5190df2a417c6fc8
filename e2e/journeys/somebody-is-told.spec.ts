import { operations } from '../screens/operations'
import { pagerDutyOf } from '../world/pager-duty'
import { expect, test } from '../world/test'

const ADMIN = /Admin area is failing/

test('a failure reaches the pager once, with what is at stake and where to look; the pager hears who has it, and that it is over', async ({
  world,
}) => {
  const pager = pagerDutyOf(world.platform.control)
  await pager.forget()
  const ada = operations(await world.personNamed('Ada', 'responder'))
  await ada.open()
  await world.platform.break('admin')
  await expect(ada.pane.title).toHaveText(ADMIN)

  await expect.poll(pager.states).toEqual(['Open'])
  const [page] = await pager.incidents()
  const idOf = async () => (await world.sql`select id from incidents where state <> 'resolved'`)[0]?.id
  await expect.poll(idOf).toBeDefined()
  expect(page?.title).toMatch(/Admin area is failing.*£925,000 Zebra Associates at risk/)
  expect(page?.source).toContain(`${world.url}/incidents/${await idOf()}`)
  await expect(ada.pane.timeline).toContainText(/Paged .*pagerduty/)

  await ada.pane.acknowledge()
  await expect.poll(pager.states).toEqual(['Acknowledged'])

  await world.platform.repair('admin')
  await expect.poll(pager.states).toEqual(['Resolved'])
  expect(await pager.histories()).toEqual([['Triggered', 'Acknowledged by event', 'Resolved by event']])
})
