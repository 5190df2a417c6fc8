import type { Person } from '@/server/access/model'
import { executive } from '../screens/executive'
import { FORMS } from '../screens/forms'
import { frame } from '../screens/frame'
import { settings } from '../screens/settings'
import { signIn } from '../screens/sign-in'
import { expect, test } from '../world/test'

test('an administrator adds a person who signs in, gives them another role, removes them, and reads all of it in the log', async ({
  world,
}) => {
  const sam = settings(await world.personNamed('Sam', 'admin'))
  await sam.open('people')
  await sam.addPerson({ name: 'Grace', email: 'grace@people.example', role: 'viewer' })
  await expect(sam.dialog).toContainText('shown this once')
  const password = await sam.takeSecret()
  await sam.dialog.getByRole('button', { name: 'I have it' }).click()
  await expect(sam.row('Grace')).toContainText('never signed in')

  const door = await world.stranger()
  await signIn(door).open()
  await signIn(door).as('grace@people.example', password)
  await expect(door).toHaveURL(/\/operations/)
  await door.goto('/settings/people')
  await expect(door.getByRole('heading', { name: 'Not for your role' })).toBeVisible()

  await sam.changeRole('Grace', 'engineer')
  await expect(sam.row('Grace')).toContainText('engineer')
  await sam.page.reload()
  await expect(sam.row('Grace')).toContainText(/signed in (now|.* ago)/)

  await sam.main.getByRole('button', { name: 'Remove Grace' }).click()
  await sam.dialog.getByRole('button', { name: 'Remove' }).click()
  await expect(sam.row('Grace')).toHaveCount(0)
  // What had the cursor is gone: it goes to the list, not to the top of the page.
  await expect(sam.page.locator(':focus').getByRole('region', { name: 'Who there is' })).toBeVisible()
  await door.goto('/operations')
  await expect(signIn(door).heading).toBeVisible()

  await sam.open('audit')
  await expect(sam.entry(/Sam added the person Grace/)).toContainText('grace@people.example')
  await expect(sam.entry(/Grace signed in/)).toBeVisible()
  await expect(sam.entry(/Sam changed the role of Grace/)).toContainText('viewer → engineer')
  await expect(sam.entry(/Sam removed the person Grace/)).toBeVisible()
  await expect(sam.main).not.toContainText(password)
})

test('what is refused is said where it is about, in one sentence, and nothing is done', async ({ world }) => {
  const sam = settings(await world.personNamed('Sam', 'admin'))
  await sam.open('people')
  const { email } = await world.person('Ada')
  await sam.addPerson({ name: 'Another Ada', email, role: 'viewer' })
  await expect(sam.refusal).toHaveText('Belongs to somebody who is here already.')
  await expect(sam.dialog.getByLabel('E-mail')).toBeFocused()
  await sam.dialog.getByLabel('E-mail').fill('another@people.example')
  await sam.dialog.getByRole('radio', { name: 'Type one' }).check()
  await sam.dialog.getByLabel('New password').fill('too short')
  await sam.dialog.getByRole('button', { name: 'Add person' }).click()
  await expect(sam.refusal).toHaveText('Must be at least 12 characters.')
  await sam.page.keyboard.press('Escape')
  await expect(sam.main.getByRole('button', { name: /^Add person/ })).toBeFocused()
  await expect(sam.row('Another Ada')).toHaveCount(0)

  const { id } = await world.person('Sam')
  const others = ((await world.ask('GET', '/api/v1/people')).body as readonly Person[]).filter(
    (one) => one.role === 'admin' && one.id !== id,
  )
  for (const one of others) await world.ask('PUT', `/api/v1/people/${one.id}/role`, { body: { role: 'viewer' } })
  await sam.changeRole('Sam', 'viewer')
  await expect(sam.refusal).toHaveText('Sam is the only administrator. Make somebody else one first.')
})

test('a link opens the wall for a stranger, who may do nothing else, and closes when it is revoked', async ({ world }) => {
  const sam = settings(await world.personNamed('Sam', 'admin'))
  await sam.open('wall')
  const link = await sam.makeWallLink('hall screen')
  expect(link).toContain(world.url)
  await expect(sam.row('hall screen')).toContainText('never used')

  const wall = await world.stranger()
  await wall.goto(link)
  await expect(wall).toHaveURL(/\/executive\?tv=1/)
  await expect(executive(wall).sentence).toBeVisible()
  await expect(frame(wall).live).toBeVisible()
  await wall.goto('/settings/wall')
  await expect(wall.getByRole('heading', { name: 'Not for your role' })).toBeVisible()
  await wall.goto('/executive?tv=1')
  await expect(frame(wall).live).toBeVisible()

  await sam.page.reload()
  await expect(sam.main).not.toContainText('plk_')
  await sam.revoke('hall screen')
  await expect(sam.row('hall screen')).toHaveCount(0)
  await expect(frame(wall).banner).toContainText('You are signed out.')
  await wall.goto(link)
  await expect(wall.locator('body')).toContainText('This link to the wall screen is not valid any more.')
  await wall.goto('/executive?tv=1')
  await expect(signIn(wall).heading).toBeVisible()

  await sam.open('audit')
  await expect(sam.entry(/Sam made the wall link hall screen/)).toBeVisible()
  await expect(sam.entry(/Sam revoked the wall link hall screen/)).toBeVisible()
})

test('a key is made, used and revoked, and who made it stands beside it', async ({ world }) => {
  const sam = settings(await world.personNamed('Sam', 'admin'))
  await sam.open('keys')
  await sam.main.getByLabel('Name').fill('deploy pipeline')
  await sam.main.getByRole('button', { name: 'Create key' }).click()
  const key = await sam.takeSecret()
  await expect(sam.row('deploy pipeline')).toContainText('by Sam')
  expect((await world.ask('GET', '/api/v1/checks', { key })).status).toBe(200)
  await sam.revoke('deploy pipeline')
  await expect(sam.row('deploy pipeline')).toHaveCount(0)
  expect((await world.ask('GET', '/api/v1/checks', { key })).status).toBe(401)
})

test('the log is narrowed to one person and to words, by an address that a colleague can open', async ({ world }) => {
  await world.personNamed('Nora', 'engineer')
  const sam = settings(await world.personNamed('Sam', 'admin'))
  await sam.open('audit')
  await sam.main.getByLabel('Filter by person').selectOption({ label: 'Nora' })
  await expect(sam.page).toHaveURL(/by=/)
  await expect(sam.entry(/signed in/).first()).toContainText('Nora')
  await expect(sam.entry(/Sam/)).toHaveCount(0)

  await sam.main.getByRole('link', { name: 'Show everything' }).click()
  await expect(sam.main.getByLabel('Filter by person')).toHaveValue('')
  await sam.page.keyboard.press('/')
  await sam.page.keyboard.type('added the person')
  await sam.page.keyboard.press('Enter')
  await expect(sam.page).toHaveURL(/q=added\+the\+person/)
  await expect(sam.entry(/added the person Nora/)).toBeVisible()
  await expect(sam.entry(/signed in/)).toHaveCount(0)

  const colleague = settings(await world.personNamed('Olga', 'admin'))
  await colleague.page.goto(sam.page.url())
  await expect(colleague.entry(/added the person Nora/)).toBeVisible()
  await colleague.page.goto('/settings/audit?q=zebra-that-nobody-wrote')
  await expect(colleague.main).toContainText('Nothing is like this.')
})

test('every form says what is refused at the field, brings the cursor there, and keeps what was typed', async ({ world }) => {
  const page = await world.personNamed('Sam', 'admin')
  for (const { name, path, open, typed, send, wrong, says } of FORMS)
    await test.step(name, async () => {
      await page.goto(path)
      await open?.(page)
      const form = page.locator('form').filter({ has: page.locator(`[name="${wrong}"]`) })
      for (const [field, text] of Object.entries(typed)) await form.locator(`[name="${field}"]`).fill(text)
      await page.getByRole('button', { name: send, exact: true }).last().click()
      const field = form.locator(`[name="${wrong}"]`).first()
      await expect(field).toBeFocused()
      await expect(form.getByRole('alert').filter({ hasText: says }).first()).toBeVisible()
      for (const [kept, text] of Object.entries(typed)) await expect(form.locator(`[name="${kept}"]`)).toHaveValue(text)
    })
})
