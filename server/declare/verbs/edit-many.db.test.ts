import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { sealKey } from '../../access/seal'
import { CheckDeed } from '../../checks/deeds'
import { CheckInput } from '../../checks/input'
import { checkTypeOf } from '../../checks/types/registry'
import { systemClock } from '../../runtime/clock'
import { systemIds } from '../../runtime/ids'
import { personAs } from '../../web/testing'
import { applyDocument } from '../apply-document'
import { readDocument } from '../document'
import type { DeclareCtx } from '../editing'
import { CHECK } from '../kinds'
import { POLICY, TEAM } from '../routing'
import { readInventory } from '../store'
import { create } from './create'
import { editMany } from './edit-many'

const { sql, stop } = await testDatabase()
afterAll(stop)

const key = sealKey('a secret of the test that is long enough')
const ctx: DeclareCtx = { sql, clock: systemClock, ids: systemIds, key, actor: personAs('admin'), address: null }

const FILE = `
services: [{ name: shop, owner: Web }, { name: back-office }, { name: depot, owner: Ops }]
teams: [{ name: Ops }]
checks:
  - { name: of-the-file, service: shop, type: tcp, options: { host: shop.example, port: 443 } }
`
beforeAll(async () => {
  await applyDocument({ sql, ids: systemIds, key, now: new Date() }, readDocument(FILE, {}), { prune: false })
  await create(ctx, POLICY, POLICY.input.parse({ name: 'night', steps: [{ tell: [{ person: 'ada@plimsoll.example' }] }] }))
  await create(ctx, TEAM, TEAM.input.parse({ name: 'Web' }))
})

let made = 0
const check = async (more: object = {}) => {
  const name = `check-${++made}`
  const options = { url: 'https://shop.example/', auth: { bearer: 'tr0ub4dor' } }
  return await create(ctx, CHECK, CheckInput.parse({ name, service: 'shop', type: 'http', options, tags: ['eu'], ...more }))
}
const named = async (name: string) => (await readInventory(sql, key)).checks.find(({ shape }) => shape.name === name)
const revision = async () => Number((await sql`select value from declarations where key = 'revision'`)[0]?.value)
const actionsOn = async (id: string) =>
  (await sql`select action from audit_log where subject_id = ${id} order by id`).map((row) => row.action)
const run = (checks: readonly string[], deed: unknown, tries = false) => editMany(ctx, { checks, deed: CheckDeed.parse(deed), tries })

test('all of it is one change with an entry of the audit log for each, secrets stay, and what is as wished already is left alone (CHK-10)', async () => {
  const [one, other, there] = await Promise.all([check(), check(), check({ tags: ['eu', 'web'] })])
  const before = await revision()
  const { results } = await run([one.id, 'check-2', there.id, one.id], { kind: 'tags', add: ['web'], remove: [] })
  expect(results).toMatchObject([{ done: true, says: null }, { done: true }, { done: true }])
  expect(await revision()).toBe(before + 1)
  expect(await named('check-1')).toMatchObject({ version: 2, shape: { tags: ['eu', 'web'], options: { auth: { bearer: 'tr0ub4dor' } } } })
  expect([await actionsOn(one.id), await actionsOn(other.id), await actionsOn(there.id)]).toEqual([
    ['check.create', 'check.edit'],
    ['check.create', 'check.edit'],
    ['check.create'],
  ])
})

test('what the file declares is refused by its name, though it may be paused, and the others are done all the same', async () => {
  const { id } = await check()
  const refused = await run(['of-the-file', id], { kind: 'interval', interval: '5min' })
  expect(refused.results).toMatchObject([
    { done: false, says: expect.stringMatching(/^of-the-file is declared in plimsoll\.yaml/) },
    { done: true },
  ])
  expect((await named('of-the-file'))?.shape.intervalMs).toBe(60_000)
  expect((await run(['of-the-file'], { kind: 'pause' })).results).toMatchObject([{ done: true }])
  expect((await named('of-the-file'))?.shape.paused).toBe(true)
})

test('who looks at what is read once, however many are removed: it would hold up everybody else', async () => {
  const held = await Promise.all([check(), check(), check()])
  for (const { definition } of held)
    await check({ type: 'composite', options: { when: String(definition.name) }, name: `of-${definition.name}` })
  const spy = vi.spyOn(checkTypeOf('composite'), 'needs')
  const { results } = await run(
    held.map(({ id }) => id),
    { kind: 'remove' },
    true,
  )
  expect(results).toMatchObject(held.map(() => ({ done: false, says: expect.stringContaining('is still used by the check of-') })))
  expect(spy).toHaveBeenCalledTimes(held.length)
  spy.mockRestore()
})

test('an interval that one check could not keep with its timeout is refused for that one alone', async () => {
  const [slow, quick] = await Promise.all([check({ timeout: '60s' }), check()])
  const { results } = await run([slow.id, quick.id], { kind: 'interval', interval: '30s' })
  expect(results).toMatchObject([{ done: false, says: expect.stringMatching(/timeout must not be longer/) }, { done: true }])
  expect((await named(String(quick.definition.name)))?.shape).toMatchObject({ intervalMs: 30_000, confirmIntervalMs: 5_000 })
})

test('a service that is not there is refused with the one that was meant', async () => {
  const { id } = await check()
  expect((await run([id], { kind: 'service', service: 'shpo' })).results).toMatchObject([
    { says: expect.stringMatching(/did you mean "shop"/) },
  ])
  expect((await run([id], { kind: 'service', service: 'back-office' })).results).toMatchObject([{ done: true }])
})

test('a policy is given to the team that answers for the service, and says what else follows it; without such a team it is refused', async () => {
  const [ofTeam, ofNobody, ofFile] = await Promise.all([check(), check({ service: 'back-office' }), check({ service: 'depot' })])
  const { results, besides } = await run([ofTeam.id, ofNobody.id, ofFile.id], { kind: 'policy', policy: 'night' })
  expect(results.map(({ done }) => done)).toEqual([true, false, false])
  expect(results[1]?.says).toMatch(/nobody answers for the service back-office/)
  expect(results[2]?.says).toMatch(/its team Ops is declared in plimsoll\.yaml/)
  expect(besides).toEqual([expect.stringMatching(/everything that Web answers for: 1 service with \d+ checks/)])
  expect((await readInventory(sql, key)).routing.teams.find(({ shape }) => shape.name === 'Web')?.shape.policy).toBe('night')
})

test('what others look at is only deleted together with them, and a trial deletes nothing', async () => {
  const part = await check()
  const whole = await create(
    ctx,
    CHECK,
    CheckInput.parse({ name: 'whole', service: 'shop', type: 'composite', options: { when: String(part.definition.name) } }),
  )
  const alone = await run([part.id], { kind: 'remove' })
  expect(alone.results).toMatchObject([{ done: false, says: expect.stringMatching(/still used by the check whole/) }])
  expect((await run([part.id, whole.id], { kind: 'remove' }, true)).results.map(({ done }) => done)).toEqual([true, true])
  expect(await named('whole')).toBeDefined()
  await run([part.id, whole.id], { kind: 'remove' })
  expect(await named('whole')).toBeUndefined()
  expect(await actionsOn(whole.id)).toEqual(['check.create', 'check.remove'])
})
