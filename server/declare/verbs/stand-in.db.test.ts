import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { sealKey } from '../../access/seal'
import { DAY, HOUR } from '../../kernel/duration'
import type { StandInInput } from '../../oncall/model'
import { onCallAt } from '../../oncall/rules/rotation'
import { loadCatalogue } from '../../pipeline/load'
import { systemIds } from '../../runtime/ids'
import { personAs } from '../../web/testing'
import { applyDocument } from '../apply-document'
import { readDocument } from '../document'
import type { DeclareCtx } from '../editing'
import { changeStandIn, endStandIn, makeStandIn, readStandInsOf } from './stand-in'

const { sql, stop } = await testDatabase()
afterAll(stop)

const NOW = new Date('2026-11-22T12:00:00.000Z')
const key = sealKey('a secret of the test that is long enough')
const at = (now: Date): DeclareCtx => ({
  sql,
  clock: { now: () => now } as DeclareCtx['clock'],
  ids: systemIds,
  actor: { ...personAs('responder'), name: 'Cy' } as DeclareCtx['actor'],
  address: '198.51.100.7',
  key,
})
const ctx = at(NOW)
const FILE = `
schedules:
  - { name: first, layers: [{ people: [bo@example.com, cy@example.com], turn: day, handover: "00:00", starts: 2026-11-22 }] }
`
const apply = () => applyDocument({ sql, ids: systemIds, key, now: NOW }, readDocument(FILE, {}), { prune: false })
const inHours = (hours: number) => new Date(NOW.getTime() + hours * HOUR).toISOString()
const onCall = async (hours: number) => {
  const { routing } = await loadCatalogue(sql, new Date())
  const [schedule] = routing.schedules
  return schedule && onCallAt(schedule, new Date(inHours(hours))).person
}
const deeds = async () =>
  (await sql`select action, after from audit_log where action like 'schedule.stand-in%' order by id`).map(({ action }) => action)

beforeAll(async () => {
  for (const name of ['bo', 'cy', 'dee'])
    await sql`
      insert into people (id, name, email, email_verified, role, created_at, updated_at)
      values (${systemIds.next()}, ${name}, ${`${name}@example.com`}, true, 'responder', now(), now())`
  await apply()
})

describe('somebody who takes over by hand', () => {
  test('is on call from now on, also where the file declares the schedule, and applying the file again changes nothing (ALR-7)', async () => {
    expect(await onCall(0)).toBe('bo@example.com')
    const [made] = await makeStandIn(ctx, { id: 'first', person: 'cy@example.com', to: inHours(4) })
    await apply()
    expect([await onCall(0), await onCall(3.9), await onCall(4)]).toEqual(['cy@example.com', 'cy@example.com', 'bo@example.com'])

    await changeStandIn(ctx, { id: 'first', override: made?.id ?? '', to: inHours(2) })
    expect([await onCall(1), await onCall(2)]).toEqual(['cy@example.com', 'bo@example.com'])

    await endStandIn(at(new Date(inHours(1))), { id: 'first', override: made?.id ?? '' })
    expect([await onCall(0.5), await onCall(1)]).toEqual(['cy@example.com', 'bo@example.com'])
    expect(await deeds()).toEqual(['schedule.stand-in', 'schedule.stand-in-until', 'schedule.stand-in-end'])
    expect(await readStandInsOf(ctx, { id: 'first' })).toMatchObject([{ person: 'cy@example.com', by: 'Cy', to: inHours(1) }])
  })

  test('swaps with whoever they replace where that is asked for', async () => {
    await makeStandIn(ctx, {
      id: 'first',
      person: 'cy@example.com',
      from: inHours(36),
      to: inHours(48),
      inExchange: { from: inHours(60), to: inHours(72) },
    })
    expect([await onCall(37), await onCall(61)]).toEqual(['cy@example.com', 'bo@example.com'])
  })

  test('who never began is gone when it is taken away', async () => {
    const [made] = await makeStandIn(ctx, { id: 'first', person: 'dee@example.com', from: inHours(100), to: inHours(101) })
    await endStandIn(ctx, { id: 'first', override: made?.id ?? '' })
    expect((await readStandInsOf(ctx, { id: 'first' })).some(({ id }) => id === made?.id)).toBe(false)
    await expect(endStandIn(ctx, { id: 'first', override: made?.id ?? '' })).rejects.toMatchObject({ code: 'not-found' })
  })

  test.each([
    ['a time that is past', { to: inHours(-1), from: inHours(-2) }, /is past/],
    ['an end before its beginning', { to: inHours(1), from: inHours(2) }, /must be after/],
    ['more than a layer is for', { to: new Date(NOW.getTime() + 61 * DAY).toISOString() }, /belongs into a layer/],
    ['somebody whom Plimsoll does not know', { to: inHours(1), person: 'eve@elsewhere.example' }, /is not a person of Plimsoll/],
    [
      'a swap with oneself',
      { from: inHours(12.5), to: inHours(13), inExchange: { from: inHours(20), to: inHours(21) } },
      /is on call at `from` already/,
    ],
  ])('is refused %s, in a sentence', async (_what, over: Partial<StandInInput>, sentence) => {
    const input: StandInInput = { person: 'cy@example.com', to: inHours(1), ...over }
    await expect(makeStandIn(ctx, { ...input, id: 'first' })).rejects.toThrow(sentence)
  })
})
