import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { systemIds } from '@/server/runtime/ids'
import { getIncident, listEntries, saveIfStill } from '../queries'
import { incidentWorld } from '../testing'
import { acknowledge } from './acknowledge'
import { addNote } from './add-note'
import { assign } from './assign'
import { changeSeverity } from './change-severity'
import { declareCause } from './declare-cause'
import { escalate } from './escalate'
import { mitigate } from './mitigate'
import { openByHand } from './open-by-hand'
import { reopen } from './reopen'
import { resolve } from './resolve'

const world = await incidentWorld()
afterAll(world.stop)
beforeEach(() => world.pass(1_000))

const timelineOf = async (id: string) =>
  (await listEntries(world.db, id)).map(({ kind, says, actor, detail }) => ({ kind, says, actor, detail }))
const auditOf = (id: string) =>
  world.sql`select action, actor_name, subject_name, before, after from audit_log where subject_id = ${id} order by id desc limit 1`

describe('acknowledging', () => {
  test('stamps who and when, gives it to them, and is told to the timeline, the audit log and the screens', async () => {
    const { id, number } = await world.incident()
    world.pass(90_000)
    const saved = await acknowledge(world.as('Ada'), { id })
    expect(saved).toMatchObject({
      state: 'acknowledged',
      acknowledgedBy: 'Ada',
      acknowledgedAt: world.clock.now(),
      assignee: 'Ada',
      assigneeId: world.actor('Ada').id,
      version: 2,
    })
    expect(await getIncident(world.db, id)).toEqual(saved)
    expect((await timelineOf(id))[0]).toEqual({ kind: 'acknowledged', says: 'acknowledged', actor: 'Ada', detail: null })
    expect(world.changes).toEqual([
      { kind: 'incident-stored', incident: saved },
      { kind: 'entry', entry: expect.objectContaining({ kind: 'acknowledged', incidentId: id }) },
    ])
    expect(await auditOf(id)).toEqual([
      {
        action: 'incident.acknowledge',
        actor_name: 'Ada',
        subject_name: `INC-${number}`,
        before: { state: 'triggered', assignee: null },
        after: { state: 'acknowledged', assignee: 'Ada' },
      },
    ])
  })
  test('leaves it with whoever has it', async () => {
    const { id } = await world.incident()
    await assign(world.as('Grace'), { id, to: 'grace@example.com' })
    expect(await acknowledge(world.as('Ada'), { id })).toMatchObject({ acknowledgedBy: 'Ada', assignee: 'Grace' })
  })
  test('the second person is told who was first, and when', async () => {
    const { id } = await world.incident()
    const { acknowledgedAt } = await acknowledge(world.as('Ada'), { id })
    world.pass(1_000)
    await expect(acknowledge(world.as('Grace'), { id })).rejects.toMatchObject({
      code: 'conflict',
      message: 'Ada has already acknowledged this incident.',
      detail: { acknowledgedBy: 'Ada', acknowledgedAt },
    })
  })
  test('of two people at the same moment one wins and the other is told who, fifty times', async () => {
    for (let pair = 0; pair < 50; pair++) {
      const { id } = await world.incident()
      const both = await Promise.allSettled([acknowledge(world.as('Ada'), { id }), acknowledge(world.as('Grace'), { id })])
      const { acknowledgedBy, version } = await getIncident(world.db, id)
      expect(version).toBe(2)
      expect(both.filter(({ status }) => status === 'fulfilled')).toMatchObject([{ value: { acknowledgedBy } }])
      expect(both.filter(({ status }) => status === 'rejected')).toMatchObject([
        { reason: { code: 'conflict', message: `${acknowledgedBy} has already acknowledged this incident.` } },
      ])
      expect((await timelineOf(id)).filter(({ kind }) => kind === 'acknowledged')).toHaveLength(1)
    }
  })
  test('an incident that is not there is refused by name', async () => {
    const id = systemIds.next()
    await expect(acknowledge(world.as('Ada'), { id })).rejects.toMatchObject({ code: 'not-found', message: `There is no incident ${id}.` })
  })
  test('a write whose ground has moved changes nothing', async () => {
    const { id } = await world.incident()
    expect(await saveIfStill(world.db, { id, state: 'acknowledged' }, { title: 'lost' })).toBeUndefined()
    expect(await getIncident(world.db, id)).toMatchObject({ title: 'Admin is failing', version: 1 })
  })
})

describe('assigning', () => {
  test('to a person by address, whatever its letters', async () => {
    const { id } = await world.incident()
    expect(await assign(world.as('Grace'), { id, to: 'Ada@Example.com' })).toMatchObject({
      assignee: 'Ada',
      assigneeId: world.actor('Ada').id,
    })
    expect((await timelineOf(id))[0]).toMatchObject({ says: 'assigned it to Ada', actor: 'Grace' })
  })
  test('to a stranger is refused', async () => {
    const { id } = await world.incident()
    await expect(assign(world.as('Ada'), { id, to: 'bob@example.com' })).rejects.toMatchObject({
      code: 'invalid',
      message: 'There is nobody here with the address bob@example.com. Give the e-mail address with which they sign in.',
    })
  })
  test('to somebody who may not work on incidents is refused with who may', async () => {
    const { id } = await world.incident()
    await expect(assign(world.as('Ada'), { id, to: 'eve@example.com' })).rejects.toMatchObject({
      message: 'Eve is an executive and may not work on incidents. These roles may: responder, engineer, admin.',
    })
  })
  test('a resolved incident is not assigned', async () => {
    const { id } = await world.incident()
    await resolve(world.as('Ada'), { id, reason: 'A false alarm' })
    await expect(assign(world.as('Ada'), { id, to: 'ada@example.com' })).rejects.toMatchObject({
      code: 'illegal-move',
      message: 'This incident is resolved, so it cannot be assigned. Reopen it first.',
    })
  })
})

describe('escalating', () => {
  test('hands it to a person and raises the severity by one', async () => {
    const { id } = await world.incident({ severity: 'high' })
    expect(await escalate(world.as('Ada'), { id, to: 'grace@example.com', raise: true, note: 'The pool is full' })).toMatchObject({
      assignee: 'Grace',
      severity: 'critical',
    })
    expect((await timelineOf(id))[0]).toEqual({
      kind: 'escalated',
      says: 'escalated to Grace, from high to critical',
      actor: 'Ada',
      detail: 'The pool is full',
    })
  })
  test('without saying to whom it asks for the next step, keeps the owner and the severity, and remembers who asked', async () => {
    const { id } = await world.incident({ severity: 'high' })
    await world.sql`
      insert into routing_items (id, kind, name, definition, source, created_at)
      values ('01890000-0000-7000-8000-000000000001', 'channel', 'pager', '{}', 'api', now()) on conflict do nothing`
    await acknowledge(world.as('Grace'), { id })
    await escalate(world.as('Ada'), { id, raise: false })
    expect(await escalate(world.as('Grace'), { id, to: 'ada@example.com', raise: false })).toMatchObject({
      severity: 'high',
      assignee: 'Ada',
      escalations: [
        { by: 'Ada', target: null },
        { by: 'Grace', target: { person: 'ada@example.com' } },
      ],
    })
    expect((await timelineOf(id)).slice(0, 2).map(({ says, actor }) => `${actor} ${says}`)).toEqual([
      'Grace escalated to Ada',
      'Ada escalated to the next step',
    ])
    await world.sql`delete from routing_items`
  })
  test('to the next step is refused where nothing declares whom to tell', async () => {
    const { id } = await world.incident()
    await expect(escalate(world.as('Ada'), { id, raise: false })).rejects.toMatchObject({
      message: expect.stringContaining('Nothing declares whom to tell here, so there is no next step.'),
    })
  })
  test('hands it to a team that owns a service', async () => {
    const { id } = await world.incident({ severity: 'emergency' })
    expect(await escalate(world.as('Ada'), { id, to: 'identity', raise: true })).toMatchObject({
      assignee: 'Identity',
      assigneeId: null,
      severity: 'emergency',
    })
  })
  test('to nobody known is refused with the teams there are', async () => {
    const { id } = await world.incident()
    await expect(escalate(world.as('Ada'), { id, to: 'Plumbers', raise: false })).rejects.toMatchObject({
      message: 'There is no person and no team "Plumbers". Give an e-mail address or a team. Teams are: Identity.',
    })
  })
  test('two at the same moment raise it once', async () => {
    for (let pair = 0; pair < 10; pair++) {
      const { id } = await world.incident({ severity: 'medium' })
      const both = await Promise.allSettled([
        escalate(world.as('Ada'), { id, to: 'grace@example.com', raise: true }),
        escalate(world.as('Ada'), { id, to: 'grace@example.com', raise: true }),
      ])
      const won = both.filter(({ status }) => status === 'fulfilled').length
      const { severity } = await getIncident(world.db, id)
      expect(severity).toBe(won === 1 ? 'high' : 'critical')
      for (const lost of both)
        if (lost.status === 'rejected')
          expect(lost.reason).toMatchObject({ code: 'conflict', message: expect.stringContaining('Ada was faster') })
    }
  })
})

test('a changed severity says from what to what', async () => {
  const { id } = await world.incident()
  expect(await changeSeverity(world.as('Ada'), { id, severity: 'low' })).toMatchObject({ severity: 'low' })
  expect((await timelineOf(id))[0]).toMatchObject({ kind: 'severity-changed', says: 'changed the severity from high to low' })
})

test('a note is in the timeline and leaves the incident as it is', async () => {
  const opened = await world.incident()
  await addNote(world.as('Eve'), { id: opened.id, text: 'The customer has been told.' })
  expect((await timelineOf(opened.id))[0]).toEqual({ kind: 'note', says: 'The customer has been told.', actor: 'Eve', detail: null })
  expect(await getIncident(world.db, opened.id)).toEqual(opened)
  expect(world.changes.map(({ kind }) => kind)).toEqual(['entry'])
})

test('a cause may be declared after the repair', async () => {
  const { id } = await world.incident()
  await resolve(world.as('Ada'), { id, reason: 'Rolled back' })
  expect(await declareCause(world.as('Ada'), { id, cause: 'Deploy 2.31.0' })).toMatchObject({ cause: 'Deploy 2.31.0', state: 'resolved' })
})

test('who mitigates second is told who was first', async () => {
  const { id } = await world.incident()
  expect(await mitigate(world.as('Ada'), { id })).toMatchObject({ state: 'mitigated', mitigatedBy: 'Ada', mitigatedAt: world.clock.now() })
  await expect(mitigate(world.as('Grace'), { id })).rejects.toMatchObject({
    code: 'conflict',
    message: 'Ada has already marked this incident as mitigated.',
  })
})

describe('resolving', () => {
  test('while an alert is open it is not proven, has no end, and the alert stays open', async () => {
    const { id } = await world.incident()
    await world.alert(id, null)
    expect(await resolve(world.as('Ada'), { id, reason: 'Nobody uses it' })).toMatchObject({
      state: 'resolved',
      proven: false,
      endedAt: null,
      reason: 'Nobody uses it',
      resolvedBy: 'Ada',
    })
    expect(await world.sql`select 1 from alerts where incident_id = ${id} and ended_at is null`).toHaveLength(1)
    expect((await timelineOf(id))[0]).toMatchObject({ says: 'resolved it before recovery was proven', detail: 'Nobody uses it' })
  })
  test('when every check has recovered it is proven, and ended when the last of them did', async () => {
    const { id } = await world.incident()
    const endedAt = world.clock.now()
    await world.alert(id, new Date(endedAt.getTime() - 5_000))
    await world.alert(id, endedAt)
    world.pass(60_000)
    expect(await resolve(world.as('Ada'), { id, reason: 'Done' })).toMatchObject({ proven: true, endedAt })
  })
  test('without any check it ends when it is closed', async () => {
    const { id } = await world.incident()
    expect(await resolve(world.as('Ada'), { id, reason: 'Done' })).toMatchObject({ proven: true, endedAt: world.clock.now() })
  })
  test('the second is told who was first', async () => {
    const { id } = await world.incident()
    const both = await Promise.allSettled([resolve(world.as('Ada'), { id, reason: 'a' }), resolve(world.as('Grace'), { id, reason: 'b' })])
    const { resolvedBy } = await getIncident(world.db, id)
    expect(both.filter(({ status }) => status === 'rejected')).toMatchObject([
      { reason: { message: `${resolvedBy} has already resolved this incident.` } },
    ])
  })
})

describe('reopening', () => {
  test('begins anew: nobody has acknowledged it, and what closed it is forgotten', async () => {
    const { id } = await world.incident()
    await acknowledge(world.as('Ada'), { id })
    await world.alert(id, null)
    await resolve(world.as('Ada'), { id, reason: 'Too early' })
    world.pass(60_000)
    expect(await reopen(world.as('Grace'), { id }, 60_000)).toMatchObject({
      state: 'triggered',
      acknowledgedBy: null,
      resolvedAt: null,
      reason: null,
      proven: true,
      assignee: 'Ada',
    })
  })
  test('after the window a new incident is asked for', async () => {
    const { id, number } = await world.incident()
    await resolve(world.as('Ada'), { id, reason: 'Done' })
    world.pass(60_001)
    await expect(reopen(world.as('Ada'), { id }, 60_000)).rejects.toMatchObject({
      code: 'illegal-move',
      message: `INC-${number} was resolved more than 1 min ago, so it stays closed. Open a new incident instead.`,
    })
  })
  test('a mitigation that did not hold is taken back at any time', async () => {
    const { id } = await world.incident()
    await mitigate(world.as('Ada'), { id })
    world.pass(1_000_000)
    expect(await reopen(world.as('Ada'), { id }, 1)).toMatchObject({ state: 'triggered', mitigatedAt: null, mitigatedBy: null })
  })
})

describe('opening by hand', () => {
  test('numbers follow each other, and the service is known by its name', async () => {
    const first = await openByHand(world.as('Ada'), { title: 'Customers cannot pay', severity: 'critical', service: 'admin' })
    const second = await openByHand(world.as('Ada'), { title: 'Again', severity: 'low' })
    expect(first).toMatchObject({
      state: 'triggered',
      serviceId: world.serviceId,
      openedBy: 'Ada',
      startedAt: world.clock.now(),
      version: 1,
    })
    expect(second.number).toBe(first.number + 1)
    expect(await timelineOf(first.id)).toEqual([{ kind: 'opened-by-hand', says: 'opened it by hand', actor: 'Ada', detail: null }])
  })
  test('for a service that is not declared is refused', () =>
    expect(openByHand(world.as('Ada'), { title: 'x', severity: 'low', service: 'nope' })).rejects.toMatchObject({
      code: 'invalid',
      message: 'There is no service "nope". Leave it out, or give the name of one that is declared.',
    }))
})
