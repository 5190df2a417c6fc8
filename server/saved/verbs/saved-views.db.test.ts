import { afterAll, beforeAll, expect, test } from 'vitest'
import { drizzleOver } from '@/db/client'
import { testDatabase } from '@/db/testing/database'
import type { Actor, Role } from '../../access/model'
import { deletePerson, insertPerson } from '../../access/queries'
import { createContext } from '../../context'
import { systemClock } from '../../runtime/clock'
import { systemIds } from '../../runtime/ids'
import { silentLog } from '../../runtime/log'
import { SaveView } from '../model'
import { listViews } from '../queries'
import { beholderOf } from '../rules/refusals'
import { changeView } from './change-view'
import { chooseDefault } from './choose-default'
import { removeView } from './remove-view'
import { saveView } from './save-view'

const { sql, stop } = await testDatabase()
afterAll(stop)

const db = drizzleOver(sql)
const people: Record<string, Actor> = {}
beforeAll(async () => {
  for (const [name, role] of [
    ['Ada', 'responder'],
    ['Grace', 'responder'],
    ['Sam', 'admin'],
    ['Vic', 'viewer'],
  ] as const satisfies readonly (readonly [string, Role])[]) {
    const id = systemIds.next()
    await insertPerson(db, { id, name, role, email: `${name}@people.example`, createdAt: new Date() }, 'none')
    people[name] = { kind: 'person', id, name, role }
  }
})

const as = (name: string) => {
  const actor = people[name]
  if (!actor) throw new Error(`nobody is called ${name}`)
  return createContext({ db, sql, clock: systemClock, ids: systemIds, log: silentLog, actor, address: null, action: 'test', publish() {} })
}
const save = (name: string, view: object) => saveView(as(name), SaveView.parse({ page: 'checks', query: '', ...view }))
const seenBy = async (name: string) => (await listViews(db, beholderOf(as(name).actor))).map((view) => view.name)

test('a view keeps the words of its page and no others, and is seen by its owner alone until it is shared (VIEW-2)', async () => {
  const view = await save('Ada', { name: 'Mine', query: 'tag=eu&status=down,burning&secret=1&order=slowest' })
  expect(view).toMatchObject({ query: 'status=down&tag=eu&order=slowest', owner: 'Ada', isOwn: true, version: 1 })
  expect(await seenBy('Grace')).toEqual([])
  await changeView(as('Ada'), { ...view, query: 'status=down', sharedWith: ['responder'] })
  expect([await seenBy('Grace'), await seenBy('Vic')]).toEqual([['Mine'], []])
  expect(
    (await sql`select action, actor_name from audit_log where subject_id = ${view.id} order by id`).map(({ action }) => action),
  ).toEqual(['view.save', 'view.change'])
})

test('others use what is shared and do not change it; an administrator does, and of two who change it the second is refused', async () => {
  const view = await save('Ada', { name: 'Shared', sharedWith: ['responder', 'admin'] })
  const { id } = view
  await expect(changeView(as('Grace'), { ...view, name: 'Hers' })).rejects.toThrow('"Shared" belongs to Ada')
  await changeView(as('Sam'), { ...view, name: 'Tidied' })
  await expect(changeView(as('Ada'), { ...view, name: 'Late' })).rejects.toMatchObject({ code: 'conflict' })
  await expect(removeView(as('Vic'), { id })).rejects.toMatchObject({ code: 'not-found' })
  await removeView(as('Ada'), { id })
  expect(await seenBy('Grace')).not.toContain('Tidied')
})

test('a viewer keeps views and shares none; a name is taken once a page, whatever its case', async () => {
  await save('Vic', { name: 'Down' })
  await expect(save('Vic', { name: 'down' })).rejects.toMatchObject({ detail: { issues: [{ path: 'name' }] } })
  await save('Vic', { name: 'Down', page: 'queue' })
  await expect(save('Vic', { name: 'For all', sharedWith: ['viewer'] })).rejects.toMatchObject({ code: 'forbidden' })
})

test('each has one default a page; another takes its place, and without its view there is none', async () => {
  const [one, other] = [await save('Grace', { name: 'One', isDefault: true }), await save('Grace', { name: 'Other' })]
  const defaults = async () =>
    (await listViews(db, beholderOf(as('Grace').actor))).filter(({ isDefault }) => isDefault).map(({ name }) => name)
  expect(await defaults()).toEqual(['One'])
  await chooseDefault(as('Grace'), { page: 'checks', view: other.id })
  expect(await defaults()).toEqual(['Other'])
  await expect(chooseDefault(as('Grace'), { page: 'queue', view: one.id })).rejects.toThrow('another page')
  await removeView(as('Grace'), { id: other.id })
  expect(await defaults()).toEqual([])
})

test('with a person goes what was theirs alone; what they shared stays under their name', async () => {
  await save('Grace', { name: 'Left behind', sharedWith: ['viewer'] })
  await deletePerson(db, people.Grace?.id ?? '')
  expect(await seenBy('Vic')).toContain('Left behind')
  expect((await sql`select name from saved_views where owner_id is null`).map(({ name }) => name)).toEqual(['Left behind'])
})
