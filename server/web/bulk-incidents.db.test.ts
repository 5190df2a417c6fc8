import { afterAll, beforeAll, expect, test } from 'vitest'
import { getIncident } from '../incidents/queries'
import { incidentWorld } from '../incidents/testing'
import { acknowledge } from '../incidents/verbs/acknowledge'
import { aService, story } from '../pipeline/testing'
import { BulkIncidents, bulkIncidents } from './bulk-incidents'
import type { WebCtx } from './handle'

let world: Awaited<ReturnType<typeof incidentWorld>>
beforeAll(async () => {
  world = await incidentWorld()
})
afterAll(() => world.stop())

const asAda = (): WebCtx => {
  const known = story({ services: [aService('admin', { id: world.serviceId })] }).world
  return { ...world.as('Ada'), web: { app: { mirror: { world: known } } } } as unknown as WebCtx
}

test('each is done by itself: what is refused for one keeps nothing from the others', async () => {
  const [one, taken, other] = [await world.incident(), await world.incident(), await world.incident()]
  await acknowledge(world.as('Grace'), { id: taken.id })
  const { results } = await bulkIncidents(asAda(), {
    incidents: [one.id, `INC-${taken.number}`, 'INC-999999', other.id],
    deed: { kind: 'acknowledge' },
  })
  expect(results.map(({ done, says }) => [done, says])).toEqual([
    [true, null],
    [false, 'Grace has already acknowledged this incident.'],
    [false, 'There is no incident INC-999999.'],
    [true, null],
  ])
  expect(await getIncident(world.db, other.id)).toMatchObject({ acknowledgedBy: 'Ada' })
})

test('what was done is told, also when something breaks or there is no time for the rest', async () => {
  const [one, two, three] = [await world.incident(), await world.incident(), await world.incident()]
  const ctx = asAda()
  let turns = 0
  const breaking: WebCtx = {
    ...ctx,
    transaction(work) {
      if (++turns === 2) throw new Error('password=hunter2')
      return ctx.transaction(work)
    },
    clock: { ...ctx.clock, elapsedMs: () => (turns < 2 ? 0 : 8_000) },
  }
  const { results } = await bulkIncidents(breaking, { incidents: [one.id, two.id, three.id], deed: { kind: 'mitigate' } })
  expect(results.map(({ done }) => done)).toEqual([true, false, false])
  expect(results[1]?.says).not.toContain('hunter2')
  expect(results[2]?.says).toBe('There was no time left for this one, and nothing was done to it. Choose it again.')
  expect(await getIncident(world.db, three.id)).toMatchObject({ state: 'triggered' })
})

test('one that is named twice is done once', async () => {
  const { id } = await world.incident()
  expect((await bulkIncidents(asAda(), { incidents: [id, id], deed: { kind: 'mitigate' } })).results).toHaveLength(1)
})

test('several are merged into one', async () => {
  const [one, two, into] = [await world.incident(), await world.incident(), await world.incident()]
  await bulkIncidents(asAda(), { incidents: [one.id, two.id], deed: { kind: 'merge', into: `INC-${into.number}` } })
  for (const { id } of [one, two]) expect(await getIncident(world.db, id)).toMatchObject({ mergedInto: into.id })
})

test('silencing names the services that it is about; one about none is refused in a sentence', async () => {
  const [about, none] = [await world.incident({ service: 'admin' }), await world.incident()]
  const deed = BulkIncidents.shape.deed.parse({ kind: 'silence', lasts: '2h', reason: 'The provider is on it' })
  const { results } = await bulkIncidents(asAda(), { incidents: [about.id, none.id], deed })
  expect(results.map(({ done }) => done)).toEqual([true, false])
  expect(results[1]?.says).toBe(
    `INC-${none.number} is about no service, so there is nothing that a silence could name. Silence by check or label under Paging.`,
  )
  expect(await world.sql`select matcher from silences`).toMatchObject([{ matcher: { services: ['admin'] } }])
})

test('a deed without what it needs, and more than a hundred at once, are refused', () => {
  expect(BulkIncidents.safeParse({ incidents: ['INC-1'], deed: { kind: 'resolve' } }).success).toBe(false)
  expect(BulkIncidents.safeParse({ incidents: ['INC-1'], deed: { kind: 'delete' } }).success).toBe(false)
  const many = Array.from({ length: 101 }, (_, index) => `INC-${index}`)
  expect(BulkIncidents.safeParse({ incidents: many, deed: { kind: 'acknowledge' } }).success).toBe(false)
})
