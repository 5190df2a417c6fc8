import type { Sql } from '@/db/client'
import { executive } from '../screens/executive'
import { frame } from '../screens/frame'
import { operations } from '../screens/operations'
import { expect, test } from '../world/test'

test('nothing on an open view is polled: ten beats come over the socket, and nothing is asked for', async ({ world }) => {
  const page = await world.personNamed('Ada', 'responder')
  const beats: string[] = []
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => void (String(payload).includes('"beat"') && beats.push(String(payload)))),
  )
  const ada = operations(page)
  await ada.open()
  await expect(frame(page).live).toBeVisible()
  await page.waitForLoadState('networkidle')

  const asked: string[] = []
  page.on('request', (request) => asked.push(`${request.method()} ${request.url()}`))
  const from = beats.length
  await expect.poll(() => beats.length - from).toBeGreaterThanOrEqual(10)
  expect(asked).toEqual([])
})

test('a web server that dies under an open browser turns its indicator red, and what changed meanwhile appears without a reload', async ({
  world,
}) => {
  const page = await world.personNamed('Ada', 'responder')
  const ada = operations(page)
  await ada.open()
  await expect(frame(page).live).toBeVisible()
  await page.evaluate(() => Object.assign(window, { neverReloaded: true }))

  const pid = world.pidOf('web')
  const thaw = world.freeze('web')
  await expect(frame(page).lost).toBeVisible()
  await expect(frame(page).banner).toContainText('The connection to Plimsoll is lost')
  world.kill('web')
  thaw()
  await world.platform.break('admin')

  await expect(frame(page).live).toBeVisible({ timeout: 60_000 })
  await expect(ada.row(/Admin area is failing/)).toBeVisible()
  expect(world.pidOf('web')).not.toBe(pid)
  expect(await page.evaluate(() => 'neverReloaded' in window)).toBe(true)
})

test('while the engine is silent the screens say that nothing is being checked, and after its end all goes on by itself', async ({
  world,
}) => {
  const page = await world.personNamed('Eve', 'executive')
  const eve = executive(page)
  await eve.open()
  await expect(eve.sentence).toHaveText('Nothing is at risk.')
  const pid = world.pidOf('engine')

  world.freeze('engine')
  await expect(frame(page).banner).toContainText('The engine is silent, so nothing is being checked at this moment.')
  // The supervisor ends what is silent for nine seconds, and starts it again.
  await expect(frame(page).banner).toBeHidden({ timeout: 60_000 })
  expect(world.pidOf('engine')).not.toBe(pid)
  await world.platform.break('admin')
  await expect(eve.sentence).toHaveText(/^Admin area is failing\. The Zebra Associates deal depends on it\.$/)
})

test('an engine that is killed while something fails goes on with the same incident, and stores nothing twice', async ({ world }) => {
  const ada = operations(await world.personNamed('Ada', 'responder'))
  await ada.open()
  await world.platform.break('admin')
  await expect(ada.pane.title).toHaveText(/Admin area is failing/)
  const open = () => world.sql`select id, started_at from incidents where state <> 'resolved'`
  const [before] = await open()
  const pid = world.pidOf('engine')

  world.kill('engine')
  await expect.poll(() => world.findPid('engine')).not.toBe(pid)
  const { count } = await resultsOf(world.sql)
  await expect.poll(async () => (await resultsOf(world.sql)).count).toBeGreaterThan(count + 5)
  expect(await open()).toEqual([before])

  await world.platform.repair('admin')
  await expect(ada.group(/^Resolved/)).toContainText(/Admin area is failing/, { timeout: 60_000 })
  expect((await resultsOf(world.sql)).twice).toBe(0)
})

async function resultsOf(sql: Sql): Promise<{ count: number; twice: number }> {
  const [row] = await sql<{ count: number; twice: number }[]>`
    select count(*)::int as count, (count(*) - count(distinct (check_no, at)))::int as twice from results`
  return row ?? { count: 0, twice: 0 }
}
