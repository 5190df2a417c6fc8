import { afterAll, expect, test } from 'vitest'
import { abandon, connectSql, drizzleOver } from '@/db/client'
import { rightsOf } from '../access/model'
import { createContext } from '../context'
import { DAY } from '../kernel/duration'
import { createMirror } from '../live/mirror'
import { aCheck, aService, story } from '../pipeline/testing'
import { systemIds } from '../runtime/ids'
import { silentLog } from '../runtime/log'
import { fakeClock } from '../runtime/testing'
import type { PageContext } from '../web/page-context'
import { bareApp, personAs } from '../web/testing'
import { operationsMatrix, operationsQueue } from './operations'
import { pagingView } from './paging'

const SERVICES = 5_000
/** More than any first screen needs. */
const LITTLE_BYTES = 100_000

const clock = fakeClock()
const shop = story({
  services: Array.from({ length: SERVICES }, (_, i) => aService(`service-${i}`)),
  checks: [1, 2, 3].map((no) => aCheck(no, `service-${no}`)),
})
for (const no of [1, 2]) for (const second of [0, 5, 10]) shop.see(no, second, 'f')
const upForADay = [1, 2, 3].map(() => ({ upMs: DAY, downMs: 0, blindMs: 0 }))

// Nobody listens there: what is not in memory is missing, and nothing of it is asked here.
const sql = connectSql('postgres://nobody@127.0.0.1:1/nothing')
afterAll(() => abandon(sql))
const db = drizzleOver(sql)
const sources = { entriesOf: async () => [], sendingsOf: async () => [] }
const mirror = createMirror({ clock, ids: systemIds, world: shop.world, sources })
const actor = personAs('admin')
const availability = { of: async () => new Map([...shop.world.services.keys()].map((id) => [id, upForADay])) }
const app = bareApp({ db, sql, clock, mirror, availability })
const ctx = {
  ...createContext({ db, sql, clock, ids: systemIds, log: silentLog, actor, address: null, action: 'GET /', publish() {} }),
  world: mirror.world,
  app,
  rights: rightsOf(actor),
} as PageContext

test('the queue of thousands of services sends the names of those that its first screen speaks of', async () => {
  const view = await operationsQueue(ctx, new URLSearchParams({ service: 'service-4000' }))
  expect(view.serviceCount).toBe(SERVICES)
  expect(view.services.map(({ name }) => name)).toEqual(['service-4000'])
  const all = await operationsQueue(ctx, new URLSearchParams())
  expect(all.services.map(({ name }) => name)).toEqual(['service-1', 'service-2'])
  expect(JSON.stringify(all).length).toBeLessThan(LITTLE_BYTES)
})

test('the matrix of thousands of services sends the availability of those that it shows first', async () => {
  const view = await operationsMatrix(ctx, new URLSearchParams())
  expect(Object.keys(view.availability ?? {}).toSorted()).toEqual(view.services.items.map(({ id }) => id).toSorted())
  expect(JSON.stringify(view).length).toBeLessThan(LITTLE_BYTES)
})

test('of thousands of services that lead nowhere the page of paging tells a few, and how many there are', async () => {
  const view = await pagingView(ctx)
  expect(view.astray.items).toMatchObject([{ count: SERVICES }])
  expect(JSON.stringify(view).length).toBeLessThan(LITTLE_BYTES)
})
