import { anAlert, fromAlertmanager } from '@/server/alerts/sources/testing'
import { operations } from '../screens/operations'
import { pagerDutyOf } from '../world/pager-duty'
import type { World } from '../world/start-world'
import { expect, test } from '../world/test'

const TITLE = 'Sign-ins answer with errors'

/** Declares a source through the API, and posts to it as Alertmanager does. */
async function alertmanagerOf(world: World) {
  const source = { name: 'prometheus', title: 'Prometheus', kind: 'alertmanager', service: { names: { 'admin-api': 'admin' } } }
  const made = await world.ask('POST', '/api/v1/sources', { body: source })
  expect([201, 422]).toContain(made.status)
  const told = (await world.ask('POST', '/api/v1/sources/prometheus/token')).body as { readonly url: string; readonly token: string }
  return {
    async post(over: object = {}) {
      const alert = anAlert({
        labels: { alertname: 'SignInErrors', service: 'admin-api', severity: 'critical' },
        annotations: { summary: TITLE, description: '12 % of sign-ins failed in the last 5 min' },
        startsAt: new Date().toISOString(),
        ...over,
      })
      return await world.ask('POST', new URL(told.url).pathname, { key: told.token, body: fromAlertmanager([alert]) })
    },
  }
}

test('an alert of Alertmanager is an incident on the screen and pages; when it is resolved there, it is over here, and the pager hears of it', async ({
  world,
}) => {
  const pager = pagerDutyOf(world.platform.control)
  await pager.forget()
  const alertmanager = await alertmanagerOf(world)
  const ada = operations(await world.personNamed('Ada', 'responder'))
  await ada.open()
  await expect(ada.quiet).toBeVisible()

  expect(await alertmanager.post()).toMatchObject({ status: 200, body: { taken: 1, truncated: 0 } })
  await expect(ada.pane.title).toHaveText(`Admin area: ${TITLE}`)
  const reported = ada.pane.pane.getByRole('region', { name: 'Reported' })
  await expect(reported.getByRole('listitem', { name: TITLE })).toContainText('reported by Prometheus')
  await expect(reported).toContainText('alertname=SignInErrors')
  await expect(reported.getByRole('link', { name: 'Look there' })).toHaveAttribute('href', /^http:\/\/prometheus\.example:9090\/graph/)
  await expect(ada.pane.checks, 'no check of ours is broken').toHaveCount(0)
  await expect(ada.pane.timeline).toContainText(`Prometheus reports ${TITLE}`)
  await expect.poll(pager.states).toEqual(['Open'])
  expect((await pager.incidents())[0]?.title).toContain(TITLE)

  await ada.page.goto('/services/admin')
  await expect(ada.page.getByRole('region', { name: 'Reported' })).toContainText(TITLE)

  expect(await alertmanager.post(), 'it repeats itself').toMatchObject({ status: 200 })
  expect(await alertmanager.post({ status: 'resolved', endsAt: new Date().toISOString() })).toMatchObject({ status: 200 })
  await expect(ada.page.getByRole('region', { name: 'Reported' })).toHaveCount(0)
  await expect.poll(pager.states).toEqual(['Resolved'])
  expect(await pager.histories()).toHaveLength(1)
})

test('a calendar reads who is on call by a link that the screen of paging makes and ends (ALR-7)', async ({ world }) => {
  const page = await world.personNamed('Ada', 'responder')
  await page.goto('/paging')
  const row = page.getByRole('region', { name: 'In your calendar' }).getByRole('listitem', { name: 'Your own turns' })
  await row.getByRole('button', { name: /^Make a link/ }).click()
  await expect(row.getByRole('button', { name: /^Copy the calendar link/ })).toBeVisible()
  const { pathname } = new URL((await row.locator('p').nth(1).textContent()) ?? '')
  expect((await world.ask('GET', pathname, { key: null })).text).toMatch(/^BEGIN:VCALENDAR\r\n/)
  await row.getByRole('button', { name: /^End the calendar link/ }).click()
  await expect(row.getByRole('button', { name: /^Make a link/ })).toBeVisible()
  expect((await world.ask('GET', pathname, { key: null })).status).toBe(404)
})
