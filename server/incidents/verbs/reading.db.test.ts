import { afterAll, expect, test } from 'vitest'
import { ListIncidents } from '../model'
import { incidentWorld } from '../testing'
import { acknowledge } from './acknowledge'
import { listIncidents } from './list-incidents'
import { readIncident } from './read-incident'

const world = await incidentWorld()
afterAll(world.stop)

test('pages are newest first, and neither skip nor repeat', async () => {
  const opened = []
  for (let count = 0; count < 5; count++) opened.push((await world.incident()).number)
  const seen: number[] = []
  let before: number | undefined
  do {
    const page = await listIncidents(world.as('Ada'), ListIncidents.parse({ limit: '2', ...(before && { before: String(before) }) }))
    seen.push(...page.incidents.map(({ number }) => number))
    before = page.next ?? undefined
  } while (before !== undefined)
  expect(seen).toEqual(opened.toReversed())
})

test('states and severities narrow the list', async () => {
  const { id } = await world.incident({ severity: 'emergency', service: 'admin' })
  await acknowledge(world.as('Ada'), { id })
  const numbersOf = async (query: Record<string, string>) =>
    (await listIncidents(world.as('Ada'), ListIncidents.parse(query))).incidents.map((incident) => incident.id)
  expect(await numbersOf({ states: 'acknowledged,mitigated' })).toEqual([id])
  expect(await numbersOf({ severities: 'emergency' })).toEqual([id])
  expect(await numbersOf({ service: 'admin' })).toEqual([id])
  expect(await numbersOf({ states: 'resolved' })).toEqual([])
})

test('an unknown state is refused', () => expect(ListIncidents.safeParse({ states: 'open' }).success).toBe(false))

test('by its number or its id, whole; without the right to see money, none of it', async () => {
  const { id, number } = await world.incident()
  const streamId = world.serviceId
  await world.sql`insert into streams (id, name, title, currency, baseline_per_hour_minor, dependence, source, created_at) values (${streamId}, 'orders', 'Orders', 'GBP', 360000, '{}', 'file', ${world.clock.now()})`
  await world.sql`insert into loss_segments (stream_id, incident_id, from_at, fraction, baseline_per_hour_minor, factor, certainty) values (${streamId}, ${id}, ${world.clock.now()}, 0.5, 360000, 1, 'seen')`
  await world.sql`update incident_entries set money = '£925,000 at risk' where incident_id = ${id}`
  await world.alert(id, null)

  const whole = await readIncident(world.as('Ada'), { id: `INC-${number}` })
  expect(whole).toMatchObject({
    incident: { id },
    alerts: [{ condition: 'down' }],
    entries: [{ money: '£925,000 at risk' }],
    ledger: [{ fraction: 0.5, baselinePerHourMinor: 360_000, toAt: null }],
  })
  const poor = await readIncident({ ...world.as('Ada'), actor: { kind: 'person', id: 'v', name: 'Vic', role: 'viewer' } }, { id })
  expect(poor.entries).toMatchObject([{ kind: 'opened-by-hand', money: null }])
  expect(poor).not.toHaveProperty('ledger')
})
