import { incident } from '../screens/incident'
import { operations } from '../screens/operations'
import { pagerDutyOf } from '../world/pager-duty'
import { receiversOf } from '../world/receivers'
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

test('those outside read what a responder writes, without a script and in their feeds, and who subscribed is told by mail until they end it (VIEW-8)', async ({
  world,
}) => {
  const mails = receiversOf(world.platform.control)
  const address = 'customer@northlight.example'
  const linkIn = async (title: RegExp, path: string) => {
    const newest = () => mails.rows('mail').then((rows) => rows.find((row) => row.to === address && title.test(row.title)))
    await expect.poll(newest).toBeDefined()
    const { parts } = await mails.message('mail', (await newest())?.id ?? '')
    const links = parts.flatMap((part) => (part.kind === 'links' ? part.links : []))
    return links.find((link) => link.includes(`/status/marketedge/${path}/`)) ?? `no link ${path} among ${links}`
  }
  const visitor = await world.stranger({ javaScriptEnabled: false })
  await visitor.goto('/status/marketedge')
  await expect(visitor.getByText('Everything works.')).toBeVisible()
  await visitor.getByLabel('Your e-mail address').fill(address)
  await visitor.getByRole('button', { name: 'Subscribe' }).click()
  await expect(visitor.getByRole('heading', { name: 'One more step' })).toBeVisible()
  await visitor.goto(await linkIn(/please confirm/, 'confirm'))
  await visitor.getByRole('button', { name: 'Yes, tell me' }).click()
  await expect(visitor.getByRole('heading', { name: 'You are subscribed' })).toBeVisible()

  const page = await world.personNamed('Ada', 'responder')
  const ada = operations(page)
  await ada.open()
  await world.platform.break('admin')
  await expect(ada.pane.title).toHaveText(ADMIN)
  const stored = () => world.sql`select number from incidents where state <> 'resolved'`
  await expect.poll(stored).toHaveLength(1)
  await incident(page).open(`INC-${(await stored())[0]?.number}`)
  const told = page.getByRole('region', { name: 'Status pages' })
  await told.getByRole('button', { name: 'Write update' }).click()
  await page.getByLabel('What visitors read').fill('Nobody can administer users. <b>We are on it.</b>')
  await page.getByRole('button', { name: 'Publish' }).click()
  await expect(told.getByText('investigating', { exact: true })).toBeVisible()

  await visitor.goto('/status/marketedge')
  await expect(visitor.getByRole('region', { name: 'Now' })).toContainText('Administration is not working.')
  await expect(visitor.getByRole('region', { name: 'Open incidents' })).toContainText('Nobody can administer users. <b>We are on it.</b>')
  expect(await (await fetch(`${world.url}/status/marketedge/feed.atom`)).text()).toContain('Investigating: Problem with Administration')
  const end = await linkIn(/\[INVESTIGATING\] MarketEdge: Problem with Administration/, 'unsubscribe')
  const ended = await fetch(end, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) })
  expect(ended.status).toBe(200)
  expect(await world.sql`select 1 from status_subscribers`).toHaveLength(0)
})
