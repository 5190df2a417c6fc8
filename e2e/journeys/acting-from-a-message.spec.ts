import { ACTION_KEY, signAction } from '@/server/access/action-token'
import { sealKey } from '@/server/access/seal'
import { systemClock } from '@/server/runtime/clock'
import { systemIds } from '@/server/runtime/ids'
import type { World } from '../world/start-world'
import { expect, test } from '../world/test'

const HOUR_MS = 3_600_000

/** As a message to somebody holds it. */
function pathOf(world: World, incidentId: string, person: string, lastsMs = HOUR_MS): string {
  const issuedAt = systemClock.now()
  const expiresAt = new Date(issuedAt.getTime() + lastsMs)
  const claims = { verb: 'acknowledge', incidentId, person, channel: 'mail', issuedAt, expiresAt, nonce: systemIds.secret(16) } as const
  return `/act/${signAction(claims, sealKey(world.secret, ACTION_KEY))}`
}

test('a link in a mail acknowledges on a phone without signing in, once, and nothing happens before the button is pressed', async ({
  world,
}) => {
  await world.cookieOf('Linnea', 'responder')
  const { email } = await world.person('Linnea')
  await world.platform.break('admin')
  await expect.poll(async () => (await world.sql`select 1 from incidents where state <> 'resolved'`).length).toBe(1)
  const stored = async () => await world.sql`select id, number, state, acknowledged_by from incidents order by number desc limit 1`
  const [incident] = await stored()
  const path = pathOf(world, incident?.id, email)

  for (const method of ['GET', 'HEAD', 'GET']) {
    const { status, headers } = await fetch(`${world.url}${path}`, { method })
    expect([status, headers.get('referrer-policy'), headers.get('x-robots-tag')]).toEqual([
      200,
      'no-referrer',
      'noindex, nofollow, noarchive',
    ])
    expect(headers.get('cache-control')).toContain('no-store')
  }
  expect(await stored(), 'a scanner of mails follows links').toMatchObject([{ state: 'triggered' }])

  const page = await world.stranger({ viewport: { width: 390, height: 844 }, colorScheme: 'dark' })
  await page.goto(path)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Acknowledge INC-${incident?.number}?`)
  await page.getByRole('button', { name: 'Acknowledge as Linnea' }).click()
  await expect(page.getByText('Linnea acknowledged it with this link on')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible()
  expect(await stored()).toMatchObject([{ state: 'acknowledged', acknowledged_by: 'Linnea' }])

  await page.goto(path)
  await expect(page.getByText('A link works once.')).toBeVisible()
  await page.goto(pathOf(world, incident?.id, email))
  await expect(page.getByText('was acknowledged by Linnea')).toBeVisible()
  await page.goto(pathOf(world, incident?.id, email, -HOUR_MS))
  await expect(page.getByText('This link ended on')).toBeVisible()
  await page.goto(`${path}x`)
  await expect(page.getByText('This link is not whole')).toBeVisible()
})
