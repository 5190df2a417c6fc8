import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getIncident, listEntries } from '../queries'
import { incidentWorld } from '../testing'
import { acknowledge } from './acknowledge'
import { assign } from './assign'
import { changeSeverity } from './change-severity'
import { escalate } from './escalate'
import { merge } from './merge'
import { mitigate } from './mitigate'
import { openByHand } from './open-by-hand'
import { reopen } from './reopen'
import { resolve } from './resolve'
import { split } from './split'

let world: Awaited<ReturnType<typeof incidentWorld>>
beforeAll(async () => {
  world = await incidentWorld()
})
afterAll(() => world.stop())

const pair = async () => [await world.incident({ title: 'Search is failing', severity: 'critical' }), await world.incident()] as const
const alertsOf = async (id: string) =>
  (await world.sql<{ id: string }[]>`select id from alerts where incident_id = ${id} order by started_at, id`).map((row) => row.id)

describe('merging', () => {
  test('leads from one to the other, which is as grave as the graver, and both timelines say so', async () => {
    const [one, into] = await pair()
    expect(await merge(world.as('Ada'), { id: one.id, into: `INC-${into.number}` })).toMatchObject({ id: into.id, severity: 'critical' })
    expect(await getIncident(world.db, one.id)).toMatchObject({
      state: 'resolved',
      mergedInto: into.id,
      resolvedBy: 'Ada',
      proven: false,
      reason: `Part of INC-${into.number}`,
    })
    const says = (await listEntries(world.db, into.id)).map((entry) => entry.says)
    expect(says).toContain(`merged INC-${one.number} into it`)
    expect(says, 'what happened there is part of the story').toContain(`merged it into INC-${into.number}`)
    expect(world.changes.filter(({ kind }) => kind === 'incident-stored')).toHaveLength(2)
  })
  test('of two people at the same moment one wins and the other is told who, twenty times', async () => {
    for (let turn = 0; turn < 20; turn++) {
      const [one, into] = await pair()
      const both = await Promise.allSettled([
        merge(world.as('Ada'), { id: one.id, into: into.id }),
        merge(world.as('Grace'), { id: one.id, into: into.id }),
      ])
      const { resolvedBy } = await getIncident(world.db, one.id)
      expect(both.filter(({ status }) => status === 'rejected')).toMatchObject([
        { reason: { code: 'conflict', message: `${resolvedBy} has already merged INC-${one.number} into INC-${into.number}.` } },
      ])
    }
  })
  test('of two that are merged into each other at the same moment one stays', async () => {
    for (let turn = 0; turn < 20; turn++) {
      const [one, other] = await pair()
      const both = await Promise.allSettled([
        merge(world.as('Ada'), { id: one.id, into: other.id }),
        merge(world.as('Grace'), { id: other.id, into: one.id }),
      ])
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    }
  })
  test('into itself is refused in a sentence', async () => {
    const { id, number } = await world.incident()
    await expect(merge(world.as('Ada'), { id, into: id })).rejects.toMatchObject({
      message: `INC-${number} cannot be merged into itself. Name the incident that it is a part of.`,
    })
  })
  test('whoever does something to a part is told of which incident it is one in the end', async () => {
    const [one, between] = await pair()
    const [whole, another] = await pair()
    await merge(world.as('Ada'), { id: one.id, into: between.id })
    await merge(world.as('Ada'), { id: between.id, into: whole.id })
    const [ada, { id }] = [world.as('Ada'), one]
    const verbs: Record<string, () => Promise<unknown>> = {
      acknowledged: () => acknowledge(ada, { id }),
      'marked as mitigated': () => mitigate(ada, { id }),
      resolved: () => resolve(ada, { id, reason: 'done' }),
      reopened: () => reopen(ada, { id }, 60_000),
      assigned: () => assign(ada, { id, to: 'grace@example.com' }),
      'given another severity': () => changeSeverity(ada, { id, severity: 'low' }),
      escalated: () => escalate(ada, { id, to: 'identity', raise: false }),
      'merged with others': () => merge(ada, { id: another.id, into: id }),
      split: () => split(ada, { id, alerts: [id] }),
    }
    for (const [done, verb] of Object.entries(verbs))
      await expect(verb(), done).rejects.toMatchObject({
        code: 'illegal-move',
        message: `INC-${one.number} was merged into INC-${whole.number}, so it cannot be ${done} by itself. Do that with INC-${whole.number}, or split INC-${one.number} from it first.`,
        detail: { mergedInto: whole.id, number: whole.number },
      })
  })
})

describe('splitting', () => {
  test('parts what was merged again, as it stands by now', async () => {
    const [one, into] = await pair()
    await merge(world.as('Ada'), { id: one.id, into: into.id })
    expect(await split(world.as('Grace'), { id: into.id, incident: `INC-${one.number}` })).toMatchObject({
      id: one.id,
      state: 'triggered',
      mergedInto: null,
      resolvedBy: null,
      proven: true,
    })
    await expect(split(world.as('Ada'), { id: into.id, incident: one.id })).rejects.toMatchObject({
      code: 'conflict',
      message: `Grace has already split INC-${one.number} from INC-${into.number}.`,
    })
  })
  test('makes an incident of the chosen alerts, named by what fails, as old as they are', async () => {
    const { id, number } = await world.incident()
    const first = world.clock.now()
    await world.alert(id, null)
    world.pass(60_000)
    await world.alert(id, null)
    const [chosen = ''] = await alertsOf(id)
    const made = await split(world.as('Ada'), { id, alerts: [chosen] })
    expect(made).toMatchObject({
      title: 'Admin area is failing',
      severity: 'critical',
      startedAt: first,
      openedBy: 'Ada',
      splitAlerts: [chosen],
      serviceId: world.serviceId,
    })
    expect((await listEntries(world.db, made.id))[0]).toMatchObject({ kind: 'split', says: `split it from INC-${number}` })
  })
  test('of everything, and of nothing of it, is refused in a sentence', async () => {
    const { id, number } = await world.incident()
    await world.alert(id, null)
    const alerts = await alertsOf(id)
    await expect(split(world.as('Ada'), { id, alerts })).rejects.toMatchObject({
      message: `Splitting off all that INC-${number} is about would leave nothing in it. Leave at least one alert.`,
    })
    await expect(split(world.as('Ada'), { id, alerts: [id] })).rejects.toMatchObject({
      message: `None of these alerts belongs to INC-${number}. Somebody may have split them off already; look at it again.`,
    })
  })
})

test('who is to be told of an incident opened by hand is asked of the pager at once', async () => {
  expect(
    await openByHand(world.as('Ada'), { title: 'Phones ring', severity: 'high', tell: ['grace@example.com', 'identity'] }),
  ).toMatchObject({
    escalations: [
      { by: 'Ada', target: { person: 'grace@example.com' } },
      { by: 'Ada', target: { team: 'Identity' } },
    ],
  })
  await expect(openByHand(world.as('Ada'), { title: 'x', severity: 'low', tell: ['Plumbers'] })).rejects.toMatchObject({
    detail: { issues: [{ path: 'tell' }] },
  })
})
